"""What a sentence's figure is of, where areas are compared."""

from types import SimpleNamespace
from typing import cast

import pytest

from assistant.judge import Judged
from assistant.kinds.comparison import _MANY, _counts, _spans
from ingest.letter import Paragraph, Role


def test_a_sentence_that_goes_on_is_of_what_the_first_of_them_is_of() -> None:
    text = (
        "Therapy differs by district. For example, some have a helpline. The latter cuts waits to 40 weeks."
    )
    paragraph = Paragraph(letter_id="one", number=1, text=text, role=Role.CONCERN)
    one = cast(Judged, SimpleNamespace(hit=SimpleNamespace(paragraph=paragraph)))
    assert [near for _, _, near in _spans(one)][-1] == text


@pytest.mark.parametrize(
    ("question", "after", "counts"),
    [
        ("Who has more children waiting?", " pupils were waiting in May", True),
        ("Who has more children waiting?", " two years ago", False),
        ("Who had fewer appeals?", " appeals were made", True),
        ("Who had fewer appeals?", " weeks. No appeals were made", False),
    ],
)
def test_a_number_counts_what_stands_soon_after_it(question: str, after: str, *, counts: bool) -> None:
    many = _MANY.search(question)
    assert many is not None
    assert _counts(many, after) is counts
