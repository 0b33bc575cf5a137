"""What each sentence of a paragraph does."""

from dataclasses import replace

import pytest

from assistant.kinds.points import _span
from assistant.sayings import (
    Mark,
    fitting_sentences,
    longest_run,
    marks_of,
    says_something,
    sentence_marks,
)
from ingest.letter import Paragraph, Role


def paragraph(text: str, role: Role, lead_in: str = "") -> Paragraph:
    return Paragraph(letter_id="a", number=1, text=text, role=role, lead_in=lead_in)


def tones(text: str, role: Role, lead_in: str = "") -> str:
    """P praises, C criticises, B does both, - neither."""
    of = {Mark.PRAISE: "P", Mark.CONCERN: "C", Mark.PRAISE | Mark.CONCERN: "B", Mark(0): "-"}
    either = Mark.PRAISE | Mark.CONCERN
    return "".join(of[mark & either] for mark in sentence_marks(paragraph(text, role, lead_in)))


@pytest.mark.parametrize(
    ("text", "role", "told"),
    [
        ("Crews are well trained. However, visits to homes are too slow.", Role.CONCERN, "PC"),
        ("Wards are clean. Patients wait too long for a bed. Nurses listen to them.", Role.PRAISE, "PBP"),
        # a sentence that takes up the one before it does what that one does
        ("Repairs are too slow. This is felt most in winter. The board is effective.", Role.CONCERN, "CCP"),
        # a sentence of two halves does both
        ("Although the plans are robust, nobody follows them well enough.", Role.CONCERN, "B"),
        ("Staff are stretched. Although plans are effective, they are often late and poor.", Role.CONCERN, "CB"),
        # what only sounds bad is no fault among praise
        ("The team is effective. It reduces the risk of fire.", Role.PRAISE, "PP"),
        ("The charter names the wards. It has ten pages.", Role.PRAISE, "PP"),
    ],
)  # fmt: skip
def test_each_sentence_has_the_tone_of_its_own_words(text: str, role: Role, told: str) -> None:
    assert tones(text, role) == told


def test_a_point_of_a_list_keeps_the_role_that_its_list_has() -> None:
    assert tones("Homes awaiting repair are now visited.", Role.PRAISE, "It is encouraging that:") == "P"


@pytest.mark.parametrize("role", [Role.ASK, Role.REQUIREMENT, Role.REPORT, Role.ADMIN])
def test_other_roles_are_those_of_every_sentence(role: Role) -> None:
    one = paragraph("Crews are well trained. However, visits are too slow.", role)
    assert all(mark & Mark[role.name] and not mark & Mark.PRAISE for mark in sentence_marks(one))


def test_a_paragraph_does_what_any_of_its_sentences_does() -> None:
    one = paragraph("Crews are well trained. However, visits are too slow.", Role.CONCERN)
    assert marks_of(one) == marks_of(one, sentence_marks(one)) == Mark.PRAISE | Mark.CONCERN


def test_what_praises_is_quoted_without_what_does_not() -> None:
    text = "Crews are well trained. Leaders are effective. However, visits are too slow."
    one = paragraph(text, Role.PRAISE)
    start, end = longest_run(one, Mark.PRAISE) or (0, 0)
    assert text[start:end] == "Crews are well trained. Leaders are effective."
    assert [text[a:b] for a, b in fitting_sentences(one, Mark.CONCERN)] == ["However, visits are too slow."]
    assert longest_run(one, Mark.PRAISE | Mark.CONCERN) is None


@pytest.mark.parametrize(
    ("text", "label_end", "says"),
    [
        ("Inspection team", 0, False),
        ("© Crown copyright 2024", 0, False),
        ("Dates of previous inspection: 4 to 8 May 2019", 30, True),
        ("The next full inspection will be within three years.", 0, True),
    ],
)
def test_a_heading_or_a_notice_says_nothing(text: str, label_end: int, *, says: bool) -> None:
    admin = Paragraph(letter_id="one", number=1, text=text, role=Role.ADMIN, label_end=label_end)
    assert says_something(admin) is says
    assert says_something(replace(admin, role=Role.ASK))


def test_a_date_is_quoted_with_the_label_that_says_of_what_it_is() -> None:
    text = "Dates of previous inspection: 4 to 8 May 2019"
    admin = Paragraph(letter_id="one", number=1, text=text, role=Role.ADMIN, label_end=30)
    assert _span(admin, 0) == (0, len(text))
    assert _span(replace(admin, role=Role.ASK), 0) == ()
