"""A premise about who holds a post, signed or was copied in is confirmed or corrected from what is printed."""

import pytest

from assistant.assistant import Letterbook
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    "question",
    [
        "Can you confirm that Callum Dunmore is the DfE Case Lead for Wenbury?",
        "Is Callum Dunmore the DfE case lead for Wenbury?",
        "Callum Dunmore is Wenbury's case lead, isn't he?",
        "Am I right in thinking Callum Dunmore is the case lead in Wenbury?",
        "I was told that Callum Dunmore is the DfE case lead in Wenbury. Is that right?",
        "Did Barnaby Thirlwell sign the Wenbury letter?",
    ],
)
def test_a_premise_that_holds_is_confirmed(library: Letterbook, question: str) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.status == "answered"
    assert (answer.key or "").startswith("Yes: the letter to Wenbury of 30 January 2025")
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "key", "also"),
    [
        ("Can you confirm that Verity Hallam-Cross is the case lead for Wenbury?", "No: Callum Dunmore", "Verity Hallam-Cross is named as Case Lead"),
        ("Peregrine Oakshott is the DfE Case Lead in Wenbury, isn't he?", "No: Callum Dunmore", "Peregrine Oakshott is named as SEND Adviser"),
        ("Did Fenella Goodhew sign Wenbury's letter?", "No: Tobias Wetherden and Barnaby Thirlwell", "Fenella Goodhew signed"),
        ("Is Edna Quill the DfE case lead for Wenbury?", "No: Callum Dunmore", "no letter names Edna Quill"),
        ("Is Gwendolyn Thackrah Northmoor's Director of Children's Services?", "No: Theodora Vance (earlier Gwendolyn Thackrah)", "**No longer**"),
    ],
)  # fmt: skip
def test_a_premise_that_does_not_hold_is_corrected(
    library: Letterbook, question: str, key: str, also: str
) -> None:
    answer = library.ask(question)
    assert_kept(answer, library)
    assert answer.key == key
    assert also in answer.text
    assert answer.text.startswith("**No")


@pytest.mark.parametrize(
    "question",
    [
        "Did Hector Lindqvist-Shaw, the director of children's services, ask for more time in Wenbury?",
        "Was Hector Lindqvist-Shaw asked to appoint a director?",
        "Was Wenbury asked to appoint a case lead?",
    ],
)
def test_what_somebody_did_is_no_such_premise(library: Letterbook, question: str) -> None:
    assert not library.ask(question).text.startswith(("**Yes", "**No"))
