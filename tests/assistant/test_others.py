"""Others, asked for after one: a set question, without the areas that were spoken of."""

import pytest

from assistant import Letterbook
from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.followup import standalone
from assistant.others import BARE, as_set, who_else
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)


def turns(asked: str, answered: str) -> Conversation:
    return Conversation(turns=(Turn(role="user", content=asked), Turn(role="assistant", content=answered)))


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which others did she lead?", "Which areas did she lead?"),
        ("And which other areas has she worked on?", "Which areas has she worked on?"),
        ("Which other authorities did he write to?", "Which authorities did he write to?"),
        ("Any other inspections of hers?", "Which inspections has she worked on?"),
        ("Any others she led?", "Which areas has she led?"),
        ("Was there another that she led?", "Which areas has she led?"),
        ("Has she led any others?", "Which areas has she led?"),
        ("Did he sign any other letters?", "Which letters did he sign?"),
        ("Which others did he sign?", "Which letters did he sign?"),
        ("Did Ines Calder write to any other council?", "Which councils did Ines Calder write to?"),
        ("What else did she lead?", "Which areas did she lead?"),
        ("Where else has he inspected?", "In which areas has he inspected?"),
        ("Were any others told to fix it?", "Which areas were told to fix it?"),
        ("Which other inspectors were there?", ""),  # people
        ("What else did she say?", ""),
        ("Did they ask about anything else?", ""),
        ("Did Holmdale do any other work?", ""),
    ],
)
def test_others_are_asked_for_as_a_set(question: str, asked: str) -> None:
    assert as_set(question) == asked


@pytest.mark.parametrize(
    "question", ["any others?", "Are there any others like that?", "And elsewhere?", "anywhere else?"]
)
def test_no_more_than_others_may_be_said(question: str) -> None:
    assert BARE.match(question)
    one = standalone(question, turns("Was Holmdale asked about therapy?", "Yes."), COLLECTION)
    assert (one.core, one.excluded) == ("Which areas were asked about therapy?", ("Holmdale",))
    some = standalone(question, turns("Which areas were asked about therapy?", "Holmdale."), COLLECTION)
    assert (some.core, some.excluded) == ("Which areas were asked about therapy?", ("Holmdale",))


@pytest.mark.parametrize("question", ["And others?", "any others?"])
def test_others_of_whom_one_was_asked_for_are_asked_for_anew(question: str) -> None:
    followed = standalone(question, turns("Who signed the letters?", "Petra Lund."), COLLECTION)
    assert followed.text == "Who signed the letters?"


def test_she_is_the_person_of_the_letters_whatever_stands_before_the_name() -> None:
    said = "That was His Majesty’s Adviser Ines Calder, for Holmdale."
    followed = standalone("Which others did she advise?", turns("Who advised Holmdale?", said), COLLECTION)
    assert followed.text == "Which areas did Ines Calder advise (other than Holmdale)?"


@pytest.mark.parametrize(
    "question",
    [
        "Which others did she sign?",
        "What else did she sign?",
        "Did she write to any other areas?",
        "And which other councils did she write to?",
        "Any others that she signed?",
    ],
)
def test_the_answer_has_the_other_areas_alone(library: Letterbook, question: str) -> None:
    before = turns("Who signed the letter to Kingsholt in 2023?", "Fenella Goodhew, Regional Lead.")
    answer = library.ask(question, before)
    assert answer.intent == "list-areas"
    assert answer.areas == ("Northmoor", "Easterfell")


@pytest.mark.parametrize("question", ["Anyone else?", "And who else signed it?", "Was there anybody else?"])
def test_who_else_is_asked_of_every_body(question: str) -> None:
    asked = "Who signed the letter to Holmdale for NHS England?"
    assert who_else(question, asked) == "Who signed the letter to Holmdale?"
    assert who_else(question, "Which areas were praised?") == ""
