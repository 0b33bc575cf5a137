"""The same of another area: what was asked before, or of what."""

import pytest

from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.followup import standalone
from assistant.sameof import of_area
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)
WAIT = "How long is the wait for therapy in Holmdale?"


@pytest.mark.parametrize(
    "question",
    [
        "Is it longer in Ravensby?",
        "Is Ravensby any better?",
        "And is Ravensby doing any better there?",
        "Does Ravensby do any better?",
        "Are things worse in Ravensby?",
        "Is the situation any different in Ravensby?",
        "Is it the same in Ravensby?",
        "Is that as bad in Ravensby?",
        "Has Ravensby got more?",
    ],
)
def test_what_was_asked_of_one_area_is_asked_of_the_one_it_is_compared_with(question: str) -> None:
    turns = (Turn(role="user", content=WAIT), Turn(role="assistant", content="Up to 40 weeks."))
    read = standalone(question, Conversation(turns=turns), COLLECTION)
    assert read.text == "How long is the wait for therapy in Ravensby?"


@pytest.mark.parametrize(
    ("earlier", "question", "read"),
    [
        (WAIT, "How long is it in Ravensby?", "How long is the wait for therapy in Ravensby?"),
        ("Which areas brought in a new hub?", "Has it helped in Ravensby?", "Has the hub helped in Ravensby?"),
        ("Which areas have family hubs?", "Do they work in Ravensby?", "Do the family hubs work in Ravensby?"),
        ("Where is the register praised?", "How bad is it in Ravensby?", "What concerns were raised about the register in Ravensby?"),
        ("Where is transport a problem?", "Why is it a problem in Ravensby?", "Why is the transport a problem in Ravensby?"),
        # "it" is the area, or nothing was spoken of
        (WAIT, "What was it asked to do in Ravensby?", "What was it asked to do in Ravensby?"),
        ("Who signed the letter to Holmdale?", "Did it help in Ravensby?", "Did it help in Ravensby?"),
        (WAIT, "Is it any better?", "Is it any better?"),
        (WAIT, "Is transition better in Ravensby?", "Is transition better in Ravensby?"),
    ],
)  # fmt: skip
def test_it_is_what_was_spoken_of_where_another_area_is_named(earlier: str, question: str, read: str) -> None:
    assert of_area(question, earlier, COLLECTION) == read


def test_a_chain_of_such_questions_is_followed() -> None:
    turns = (
        Turn(role="user", content=WAIT), Turn(role="assistant", content="Up to 40 weeks."),
        Turn(role="user", content="Is it longer in Ravensby?"), Turn(role="assistant", content="A year."),
    )  # fmt: skip
    read = standalone("And is it any shorter in Stonemere?", Conversation(turns=turns), COLLECTION)
    assert read.text == "How long is the wait for therapy in Stonemere?"
