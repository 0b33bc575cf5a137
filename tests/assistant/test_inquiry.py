"""The letters that a question is about."""

import pytest

from assistant.assistant import Letterbook
from assistant.collection import Collection
from assistant.followup import Standalone
from assistant.glossary import shipped
from assistant.inquiry import scope
from assistant.question import understand
from tests.assistant.made_collection import H23, H24, J24, METADATA, O25, R23, U25, UNKNOWN, X25

COLLECTION = Collection(METADATA)
EVERY = [H23, R23, J24, H24, U25, O25, X25]


def about(question: str, followed: Standalone | None = None) -> list[str]:
    read = understand(question, COLLECTION, shipped())
    return [letter.id for letter in scope(read, followed or Standalone(text=question), COLLECTION)]


@pytest.mark.parametrize(
    ("question", "letters"),
    [
        ("Which areas were asked about training?", EVERY),  # the unreadable one too: it is counted as such
        ("What was Holmdale asked about training?", [H23, H24]),
        ("What was Stonemere asked about training?", [J24, O25]),  # also a letter to two areas
        ("What was Holmdale or Ravensby asked about training?", [H23, R23, J24, H24]),
        (f"What was {UNKNOWN} asked about training?", [U25]),
        ("What was asked in the letter of 5 June 2023?", [R23]),
        ("What was Holmdale asked in the letter of 14 May 2024?", [H24]),
        ("Which areas were asked about training since 2025?", [U25, O25]),
        ("Which areas were asked about training before 2024?", [H23, R23]),
        ("Which areas other than Holmdale were asked about training?", [R23, J24, U25, O25, X25]),
        ("What does the latest letter to Holmdale ask about training?", [H24]),
        ("Which areas were asked about training since 2040?", []),
        (
            "Which areas were asked about training in the two most recent letters?",
            [H24, U25],
        ),  # the undated is none
        ("Which areas were asked about training in the first three letters?", [H23, R23, J24]),
        ("Which areas were asked about training in the two latest reviews?", [U25, O25]),  # letter or report
        ("What did the two last letters to Holmdale and Ravensby ask about training?", [H23, R23, J24, H24]),
        ("What was Stonemere asked about training in its last three reviews?", [J24, O25]),
        ("What did the latest letter to Holmdale and Ravensby ask about training?", [J24, H24]),
        ("What did the most recent letter say about training?", [U25]),  # of all
        ("What did the latest report say about training?", [O25]),
        ("What did the earliest letter say about training?", [H23]),
        ("Which areas were asked about training in the last 99 letters?", [H23, R23, J24, H24, U25]),
    ],
)
def test_a_question_is_about_the_letters_it_names_and_no_others(question: str, letters: list[str]) -> None:
    assert about(question) == letters


def test_a_conversation_limits_what_a_question_is_about() -> None:
    question = "Which of those were praised for training?"
    assert about(question, Standalone(text=question, areas=("Holmdale", "Ravensby"))) == [H23, R23, J24, H24]
    assert about(question, Standalone(text=question, excluded=("Holmdale", "Ravensby"))) == [U25, O25, X25]


def test_the_areas_a_question_names_go_before_those_of_the_conversation() -> None:
    question = "What was Holmdale asked about training?"
    assert about(question, Standalone(text=question, areas=("Ravensby",))) == [H23, H24]


def test_those_of_a_set_that_a_question_names_are_the_ones_in_both() -> None:
    question = "Which of those in Holmdale or Ravensby were asked about training?"
    assert about(question, Standalone(text=question, areas=("Ravensby", "Stonemere"))) == [R23, J24]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Which of these four were praised for transport?", "transport"),
        ("In which areas was a lack of nurses part of the problem?", "lack of nurses"),
        ("Which areas lack quiet rooms, going by the inspectors?", "quiet rooms"),
        ("Which areas were given credit for their work on attendance?", "work on attendance"),
        ("Where does speech therapy come up in a priority action?", "speech therapy"),
        ("Which areas get no mention of short breaks in any of their letters?", "short breaks"),
        ("Where is it said that parents make a difference?", "parents make a difference"),
    ],
)
def test_how_a_set_is_asked_for_is_no_part_of_its_topic(made: Letterbook, question: str, topic: str) -> None:
    assert made.inquire(question).question.topic == topic
