"""Told to put it right: asked about what the question before was about."""

import pytest

from assistant import Letterbook
from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.followup import standalone
from assistant.putright import plainly, thing
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)


def after(asked: str, answered: str) -> Conversation:
    return Conversation(turns=(Turn(role="user", content=asked), Turn(role="assistant", content=answered)))


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Which of those two was actually told to put it right?", "Which of those two was asked about it?"),
        ("Which of them was asked to sort it out?", "Which of them was asked about it?"),
        ("Were both told to fix that?", "Were both asked about it?"),
        ("Which of these must act on it?", "Which of these was asked about it?"),
        ("Was it urged to do something about this?", "Was it asked about it?"),
        ("Was it told to address this problem in 2023?", "Was it asked about it in 2023?"),
        ("Did inspectors ask either to get a grip on it?", "Was either asked about it?"),
        # what was asked, or when, is another question
        ("What was it told to do about it?", "What was it told to do about it?"),
        ("When must it fix it?", "When must it fix it?"),
        # no pronoun
        ("Was it told to change that policy?", "Was it told to change that policy?"),
        ("Was it told to put them in order?", "Was it told to put them in order?"),
    ],
)
def test_told_to_put_it_right_is_asked_about_it(question: str, read: str) -> None:
    assert plainly(question) == read


@pytest.mark.parametrize(
    ("topic", "what"),
    [
        ("few young parents get the home visit from nurses", "the home visit for young parents"),
        ("pupils do not get support from schools", "support from schools for pupils"),
        ("families wait too long for a wheelchair", "waits for a wheelchair"),
        ("children have to wait to see a dentist", "waits to see a dentist"),
        ("parents say that meetings clash", "meetings clash"),
        ("brought in a new travel team", "travel team"),
        ("have family hubs", "family hubs"),
        ("annual reviews not held on time", "annual reviews"),
        ("waits for a wheelchair long", "waits for a wheelchair"),
        ("parents find it hard to reach staff", "reach staff"),
        ("plans late", "plans late"),
        ("long waits for therapy", "long waits for therapy"),
        ("staff do not listen", "staff do not listen"),
        ("plans", "plans"),
    ],
)
def test_a_clause_is_the_thing_that_it_is_about(topic: str, what: str) -> None:
    assert thing(topic) == what


@pytest.mark.parametrize(
    "question",
    [
        "Which of those was actually told to put it right?",
        "And which one was told to sort it out?",
        "Were both asked to do something about it?",
        "Did officials ask either to deal with it?",
    ],
)
def test_of_the_areas_spoken_of_those_that_were_asked_answer(library: Letterbook, question: str) -> None:
    before = after("Where do families wait too long for speech therapy?", "In Northmoor and in Wenbury.")
    followed = standalone(question, before, COLLECTION)
    assert "asked about waits for speech therapy" in followed.text
    answer = library.ask(question, before)
    assert answer.intent == "list-areas"
    assert answer.areas == ("Northmoor",)
    assert {verdict.letter.area_names for verdict in answer.verdicts or ()} == {("Northmoor",), ("Wenbury",)}


def test_which_one_after_one_area_is_left_as_it_is() -> None:
    before = after("Was Holmdale praised?", "Yes.")
    assert standalone("Which one was first?", before, COLLECTION).text == "Which one was first?"
