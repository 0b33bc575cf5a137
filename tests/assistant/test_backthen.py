"""A follow-up keeps the time of the question before it."""

import pytest

from assistant.backthen import dated
from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)


def after(asked: str, answered: str, question: str, *areas: str) -> str:
    turns = (Turn(role="user", content=asked), Turn(role="assistant", content=answered))
    return dated(question, Conversation(turns=turns), areas, COLLECTION)


@pytest.mark.parametrize(
    ("asked", "question", "read"),
    [
        ("Who was met in 2023?", "Who led it at the time?", "Who led it in 2023?"),
        ("Who was met in 2023?", "Who was the adviser then?", "Who was the adviser in 2023?"),
        (
            "Who was met in 2023?",
            "What were they praised for that year?",
            "What were they praised for in 2023?",
        ),
        ("Who was met in 2023?", "How long were waits back then?", "How long were waits in 2023?"),
        ("Who was met in 2023?", "What was asked in the same year?", "What was asked in 2023?"),
        ("Who was met since 2023?", "Who signed in that period?", "Who signed since 2023?"),
        ("Who was met in 2023?", "What has been asked since then?", "What has been asked since 2023?"),
        # a day or a month is that of the letters that tell of it
        (
            "Who was met in March 2023?",
            "Who was the adviser at the time?",
            "Who was the adviser in the letter of 20 April 2023?",
        ),
        # nothing that points back, or at nothing
        (
            "Who was met in 2023?",
            "Who led it at the time of the review?",
            "Who led it at the time of the review?",
        ),
        ("Who was met in 2023?", "Who led it at the time in 2024?", "Who led it at the time in 2024?"),
        ("Who was met in 2023?", "And then?", "And then?"),
        ("Who was met?", "Who led it at the time?", "Who led it at the time?"),
    ],
)
def test_the_time_is_that_of_the_question_before(asked: str, question: str, read: str) -> None:
    assert after(asked, "Holmdale and Ravensby.", question) == read


def test_without_a_period_in_the_question_the_letter_that_the_answer_dates_is_meant() -> None:
    read = after(
        "When was Holmdale first met?", "30 March 2023", "Who was the adviser at the time?", "Holmdale"
    )
    assert read == "Who was the adviser in the letter of 20 April 2023?"
    read = after("What did the first letter ask?", "A plan.", "Who was the adviser at the time?", "Holmdale")
    assert read == "Who was the adviser in the first letter?"
    assert dated("Who was it then?", None, (), COLLECTION) == "Who was it then?"


def test_an_earlier_question_tells_the_time_where_the_last_does_not() -> None:
    turns = tuple(
        Turn(role="user", content=one) for one in ("Who was met in 2023?", "Who signed for Holmdale?")
    )
    assert dated("Who led it then?", Conversation(turns=turns), (), COLLECTION) == "Who led it in 2023?"
