"""Who led an inspection, who wrote a letter: in the words that people use, told from the printed posts."""

import pytest

from assistant.glossary import shipped
from assistant.kinds.people import parts_of
from assistant.kinds.posts import _leading, _says, leads


@pytest.mark.parametrize(
    "question",
    [
        "Who headed up the inspection of Northmoor?",
        "Who was in charge of Northmoor's inspection?",
        "Who ran the CQC side in Northmoor?",
        "Which inspections did Ada Marsh lead?",
    ],
)
def test_leading_an_inspection_is_put_in_many_ways(question: str) -> None:
    assert leads(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who runs the short breaks?",
        "Which areas were told to lead better?",
        "Who is the head of SEND in Northmoor's inspection report?",
        "On which inspections was Ada Marsh lead inspector or a team member?",
        "Which inspections did Ada Marsh lead or take part in?",
    ],
)
def test_leading_something_else_is_no_inspection(question: str) -> None:
    assert not leads(question)


def test_the_inspectorate_that_is_asked_about_is_meant() -> None:
    titles = ("HMI, Ofsted Lead inspector", "CQC lead inspector", "Ofsted HMI")
    assert [_leading(title, "who led it for Ofsted?") for title in titles] == [True, False, False]
    assert [_leading(title, "who led the CQC's part?") for title in titles] == [False, True, False]
    assert [_leading(title, "who led the inspection?") for title in titles] == [True, True, False]


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Who penned the letter to Holmdale?", "signatory"),
        ("Who wrote the letter to Holmdale?", "signatory"),
        ("Whose name is at the bottom of Holmdale's letter?", "signatory"),
        ("Who wrote to Holmdale?", "signatory"),
        ("Who has written to Holmdale?", "signatory"),
        ("Who did they write to in Holmdale?", None),
        ("Who did they send Holmdale's letter to?", None),
        ("Who was written to in Holmdale?", None),
    ],
)
def test_whoever_penned_a_letter_signed_it(question: str, part: str | None) -> None:
    assert parts_of(question) == (part or "addressee",)


def test_idioms_are_tied_to_what_letters_call_them() -> None:
    concept = next(one for one in shipped().concepts("outside chair") if not one.generic)
    assert ("independ", "chair") in {phrase for phrase, _ in concept.phrases}


def test_a_chief_executive_officer_is_a_chief_executive() -> None:
    assert _says("NHS Holmdale Chief Executive Officer", "name the chief executives on the report")
    assert not _says("Chief Nursing Officer", "name the chief executives on the report")
