"""Letters by the body of those who signed them, and letters counted as letters."""

import pytest

from assistant.assistant import Letterbook
from assistant.bodies import bodies_in, of_those
from assistant.conversation import Conversation, Turn
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
        ("Which letters was Fenella Goodhew not a signatory of?", None, {"Easterfell", "Saltmarsh", "Northmoor", "Wenbury", "Kingsholt", "unknown (letter of 18 September 2024)"}),
        ("How many people were copied into the Wenbury letter?", "4", None),
        ("How many signatories does the Wenbury letter have?", "2", None),
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


@pytest.mark.parametrize(
    ("turns", "key"),
    [
        (["Who signed the Wenbury letter for the DfE?", "and for NHS England?"], "Barnaby Thirlwell"),
        (["Who signed the Wenbury letter for the DfE?", "And who signed for NHS England?"], "Barnaby Thirlwell"),
        (["Who signed the Wenbury letter for NHS England?", "And the Department?"], "Tobias Wetherden"),
        (["Who is the NHS England adviser in Saltmarsh?", "And in Wenbury?", "and for the DfE?"], "Peregrine Oakshott"),
        (["Who signed Northmoor's letters?", "and for NHSE in Wenbury?"], "Barnaby Thirlwell"),
        (["Who signed the Wenbury letter for the Department?", "and for the NHS side?"], "Barnaby Thirlwell"),
    ],
)  # fmt: skip
def test_a_follow_up_that_names_another_body_keeps_area_and_question(
    library: Letterbook, turns: list[str], key: str | None
) -> None:
    conversation = Conversation()
    for turn in turns:
        answer = library.ask(turn, conversation)
        said = Turn(role="assistant", content=answer.text, areas=answer.areas or ())
        conversation = conversation.then(Turn(role="user", content=turn), said)
    assert key is None or key in (answer.key or "")
    assert_kept(answer, library)


def test_a_question_of_its_own_about_a_body_is_no_follow_up(library: Letterbook) -> None:
    before = Conversation(
        turns=(
            Turn(role="user", content="Who signed the Wenbury letter for the DfE?"),
            Turn(role="assistant", content="Tobias Wetherden"),
        )
    )
    answer = library.ask("And what did NHS England ask for in Saltmarsh?", before)
    assert "signed" not in answer.standalone_question


def test_bodies_are_known_by_what_they_do() -> None:
    assert bodies_in("the care regulator, and the schools watchdog") == ("Care Quality Commission", "Ofsted")
    assert bodies_in("for the health and social care regulator") == ("Care Quality Commission",)
    assert bodies_in("health care in schools") == ()
    assert bodies_in("who signed on the NHS side, and the NHS in Kent?") == ("NHS England",)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Who signed the most letters?", "Tobias Wetherden"),
        ("Who signed more than one letter?", "Fenella Goodhew, Barnaby Thirlwell and Tobias Wetherden"),
    ],
)
def test_those_whom_several_letters_name_are_told(library: Letterbook, question: str, key: str) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.key == key
