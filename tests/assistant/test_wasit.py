"""A follow-up that asks the earlier question again, of another area, date or letter."""

import pytest

from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.followup import Standalone, standalone
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)


def after(asked: str, question: str) -> Standalone:
    turns = (Turn(role="user", content=asked), Turn(role="assistant", content="It was."))
    return standalone(question, Conversation(turns=turns), COLLECTION)


@pytest.mark.parametrize(
    ("asked", "question", "text"),
    [
        ("Who signed the letter to Ravensby?", "Was it her for Holmdale too?", "Who signed the letter to Holmdale?"),
        ("Who is the adviser for Ravensby?", "And is it also him in Holmdale?", "Who is the adviser for Holmdale?"),
        ("Who chaired Holmdale’s board?", "Was it the same person in 2024?", "Who chaired Holmdale’s board in 2024?"),
        ("How long is the wait in Holmdale?", "Is it the same in Ravensby?", "How long is the wait in Ravensby?"),
        ("How long is the wait in Holmdale?", "Is that longer than in Ravensby?", "How long is the wait in Ravensby?"),
        ("How long is the wait in Holmdale?", "And two years earlier?", "How long is the wait in Holmdale over time?"),
        ("How many plans are late in Holmdale?", "What was it before that?", "How many plans are late in Holmdale over time?"),
        ("When is Holmdale’s next review?", "When was the last one?", "When was the last review of Holmdale?"),
        ("When will Holmdale next be inspected?", "And when was its last?", "When was the last review of Holmdale?"),
        ("How long is the wait in Holmdale?", "Why?", "Why? How long is the wait in Holmdale?"),
        ("Was Holmdale asked about therapy?", "Is the same true of Ravensby?", "Was Ravensby asked about therapy?"),
        ("Was Holmdale asked about therapy?", "Was that so in 2023 as well?", "Was Holmdale asked about therapy in 2023?"),
    ],
)  # fmt: skip
def test_was_it_so_there_too_is_the_earlier_question(asked: str, question: str, text: str) -> None:
    assert after(asked, question).text == text


@pytest.mark.parametrize(
    ("asked", "question", "text"),
    [
        ("Who is the adviser named in the letter of 30 January 2025?", "Was it her for the earlier letters as well?",
         "Who is the adviser named in letters before 30 January 2025?"),
        ("Who signed the letter to Ravensby of 5 June 2023?", "And in the later ones?",
         "Who signed the letter to Ravensby in letters after 5 June 2023?"),
        ("Who was copied in on Holmdale’s May 2024 letter?", "And was it him in the earlier ones too?",
         "Who was copied in on Holmdale’s letters before 14 May 2024?"),
    ],
)  # fmt: skip
def test_the_letters_before_and_after_are_told_by_their_date(asked: str, question: str, text: str) -> None:
    assert after(asked, question).text == text


@pytest.mark.parametrize(
    "question", ["And in the other letters?", "Was it her in all the others?", "What about the rest?"]
)
def test_who_it_is_in_the_others_is_asked_of_the_others(question: str) -> None:
    followed = after("Who is the adviser in Holmdale’s letter?", question)
    assert (followed.core, followed.excluded) == ("Who is the adviser in the letters?", ("Holmdale",))


@pytest.mark.parametrize(
    "question",
    [
        "Was it longer than 20 weeks?",
        "Is that more than a year?",
        "Was she in Ravensby?",
        "Is it true?",
        "Was it her?",
    ],
)
def test_what_asks_more_or_less_is_left_alone(question: str) -> None:
    assert "therapy" not in after("When did Holmdale report on therapy?", question).text


@pytest.mark.parametrize(
    ("asked", "question", "text"),
    [
        ("How long is the wait for therapy in Holmdale?", "Was it longer than a year?",
         "Was the wait for therapy longer than a year in Holmdale?"),
        ("What share of plans was on time in Holmdale?", "And is that over 90%?", "Is the plans on time over 90% in Holmdale?"),
        ("Who signed the letter to Holmdale?", "Was it more than one person?", "Was it more than one person (Holmdale)?"),
    ],
)  # fmt: skip
def test_a_figure_may_be_held_to_a_bound(asked: str, question: str, text: str) -> None:
    assert after(asked, question).text == text


def test_more_than_before_asks_for_the_history() -> None:
    asked = "How long is the wait in Holmdale?"
    assert after(asked, "Is it longer than last year?").text == "How long is the wait in Holmdale over time?"
