"""The review before the latest: as the letter prints it, or as the letter before it was."""

import pytest

from assistant.kinds.previous import _ASKED, _printed
from ingest.letter import Paragraph, Role


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Dates of previous inspection: 1 to 3 November 2021", "1 to 3 November 2021"),
        ("Date of previous inspection: 30 January to 3 February 2017", "30 January to 3 February 2017"),
        ("Our previous visit was on 4 May 2022, and we wrote on 9 May 2022.", "4 May 2022"),
        ("In March 2021, before the previous review, plans were late.", ""),
        ("Leadership has changed since the previous inspection.", ""),
    ],
)
def test_the_days_are_those_after_the_words_that_name_the_review(text: str, printed: str) -> None:
    paragraph = Paragraph(letter_id="one", number=1, text=text, role=Role.ADMIN)
    assert _printed(paragraph) == printed


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("When was Holmdale's previous inspection?", True),
        ("Before the latest visit, when had Holmdale last been inspected?", True),
        ("When was Holmdale inspected before this report?", True),
        ("When was Holmdale last inspected?", False),
        ("When is the next review?", False),
    ],
)
def test_the_latest_review_is_not_the_one_before(question: str, asked: bool) -> None:
    assert bool(_ASKED.search(question)) is asked
