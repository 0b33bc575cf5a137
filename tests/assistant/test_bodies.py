"""Letters by the body of those who signed them, and letters counted as letters."""

import pytest

from assistant.assistant import Letterbook
from assistant.kinds.bodies import of_those
from tests.assistant.promises import assert_kept

BOTH = {"Easterfell", "Wenbury", "Northmoor", "Kingsholt"}


@pytest.mark.parametrize(
    ("question", "key", "areas"),
    [
        ("How many of the letters carry a signatory from NHS England as well as one from the Department?", "6", BOTH),
        ("How many letters were signed jointly by the DfE and NHS England?", "6", BOTH),
        ("Which letters were signed by somebody from NHS England?", None, BOTH),
        ("Which letters did someone from NHSE co-sign?", None, BOTH),
        ("How many letters have two signatories?", "6", BOTH),
        ("How many letters were signed by nobody from NHS England?", "7", None),
        ("Which letters were signed only by the Department?", None, {"Northmoor", "Kingsholt", "Saltmarsh", "unknown (letter of 18 September 2024)"}),
        ("How many of these letters was Ambrose Fairlight copied into?", "5", None),
        ("How many of the 13 letters was Ambrose Fairlight copied into?", "5", None),
        ("How often was Ambrose Fairlight copied in?", "5", None),
        ("How many areas was Ambrose Fairlight copied in for?", "3", None),
        ("On how many letters is Barnaby Thirlwell a signatory?", "5", None),
    ],
)  # fmt: skip
def test_letters_are_told_by_who_signed_them(
    library: Letterbook, question: str, key: str | None, areas: set[str] | None
) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.key == key
    assert areas is None or set(answer.areas or ()) == areas


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Did NHS England sign the Wenbury letter?", "Yes: Barnaby Thirlwell"),
        ("Did anyone from NHS England sign Saltmarsh's first letter?", None),
        ("Did NHS England sign the letter of 20 February 2024?", "No: Tobias Wetherden"),
    ],
)
def test_whether_a_body_signed_one_letter_is_told(
    library: Letterbook, question: str, key: str | None
) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert key is None or answer.key == key


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("signed by the DfE and NHS England", ("NHS England", "Department for Education")),
        ("who is the DfE adviser", ()),
        ("copied to the NHS England adviser", ()),
        ("signed for the Department", ("Department for Education",)),
    ],
)
def test_the_body_of_a_post_is_not_that_of_a_signatory(text: str, bodies: tuple[str, ...]) -> None:
    assert of_those(text) == bodies


def test_an_agreement_that_a_body_signed_is_no_letter(library: Letterbook) -> None:
    answer = library.ask("Which areas were asked for an agreement signed by the council and the ICB?")
    assert "Saltmarsh" in (answer.areas or ())
