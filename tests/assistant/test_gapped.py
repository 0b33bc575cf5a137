"""Two things counted in one question, and a second counted in a follow-up."""

import pytest

from assistant import Letterbook
from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.gapped import as_phrase, counted
from assistant.parting import parted
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)
SET = "How many priority actions was Holmdale set"
BOTH = (f"{SET}?", "How many areas for improvement was Holmdale set?")


@pytest.mark.parametrize(
    "text",
    [
        f"{SET}, and how many areas for improvement?",
        f"{SET}, and how many areas for improvement on top of that?",
        f"{SET}, and how many areas for improvement as well?",
        f"{SET} and how many lesser areas for improvement in addition to those?",
        f"{SET}, and how many areas for improvement besides?",
        f"{SET}, and on top of that how many areas for improvement?",
        f"{SET}, along with how many areas for improvement?",
        f"{SET}? And how many areas for improvement on top?",
        "How many priority actions and how many areas for improvement was Holmdale set?",
        "How many priority actions and areas for improvement was Holmdale set?",
    ],
)
def test_two_things_are_counted_in_two_questions(text: str) -> None:
    assert parted(text, COLLECTION) == BOTH


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Who signed the letter to Holmdale, and when was it sent as well?", "when was it sent (Holmdale)?"),
        ("What was Holmdale asked, and, on top of that, who is its adviser?", "who is its adviser (Holmdale)?"),
        ("How many plans were late in Holmdale, and how many were on time?", "how many plans were on time (Holmdale)?"),
    ],
)  # fmt: skip
def test_the_second_is_asked_in_full_without_saying_that_it_comes_on_top(text: str, second: str) -> None:
    parts = parted(text, COLLECTION)
    assert parts is not None
    assert parts[1] == second


def test_an_area_at_the_end_is_that_of_both_figures() -> None:
    text = "How many plans were late and how many were on time in Holmdale?"
    assert parted(text, COLLECTION) == (
        "How many plans were late (Holmdale)?",
        "how many plans were on time in Holmdale?",
    )


@pytest.mark.parametrize(
    "text",
    [
        "How many children and young people were waiting in Holmdale?",
        "How many letters review an APP and how many a PAP?",
        "How many wards and how many clinics did Holmdale have?",  # one sentence may tell both
        "How many recommendations and action points did Holmdale get?",
        "Was Holmdale praised for therapy as well as for transport?",
    ],
)
def test_one_thing_is_counted_in_one_question(text: str) -> None:
    assert parted(text, COLLECTION) is None


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("And how many areas for improvement?", BOTH[1]),
        ("How many areas for improvement on top of that?", BOTH[1]),
        ("How many others?", ""),
        ("How many of those are about therapy?", ""),
        ("How many children wait?", ""),
        ("How many areas for improvement were there?", ""),
    ],
)
def test_a_follow_up_counts_another_thing_in_the_same_words(question: str, read: str) -> None:
    assert counted(question, BOTH[0]) == read


@pytest.mark.parametrize(
    ("question", "earlier", "read"),
    [
        ("How many in 2023?", "How many letters were sent?", "And in 2023?"),
        ("And when for Ravensby?", "When was Holmdale reviewed?", "And for Ravensby?"),
        ("How many in 2023?", "Which areas were reviewed?", "How many in 2023?"),
        ("How many in total?", "How many letters were sent?", "How many in total?"),
        ("How many in 2023 were late?", "How many plans were on time?", "How many in 2023 were late?"),
    ],
)
def test_how_many_of_another_time_or_area_is_no_more_than_that(
    question: str, earlier: str, read: str
) -> None:
    assert as_phrase(question, earlier) == read


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("How many letters has Tobias Wetherden signed, and how many has Fenella Goodhew signed on top of that?", "9; 4"),
        ("How many letters were sent to Northmoor, and how many annual reviews were overdue there as well?", "4; 305"),
    ],
)  # fmt: skip
def test_the_answer_has_both_figures(library: Letterbook, question: str, key: str) -> None:
    assert library.ask(question).key == key


def test_a_second_thing_is_counted_in_the_area_before(made: Letterbook) -> None:
    before = Conversation(turns=(Turn(role="user", content=BOTH[0]), Turn(role="assistant", content="Two.")))
    assert made.ask("And how many areas for improvement?", before).filters.areas == ("Holmdale",)
