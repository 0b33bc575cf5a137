"""What is kept of a conversation, and what chips do to it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Filters
from assistant.web.exchange import LABELS, Exchange, chips, conversation, narrow, without
from tests.assistant.web_fake import FakeLetterbook

FULL = Filters(
    topic="annual reviews",
    areas=("Northmoor", "Saltmarsh"),
    date_from=date(2024, 1, 1),
    date_to=date(2025, 3, 31),
    roles=("ask",),
    people=("Ada Marsh",),
    plans=("APP",),
)


def test_everything_understood_is_a_chip() -> None:
    assert [chip.label for chip in chips(FULL)] == [
        "About: annual reviews",
        "Area: Northmoor",
        "Area: Saltmarsh",
        "From: 1 January 2024",
        "To: 31 March 2025",
        "Role: ask",
        "Person: Ada Marsh",
        "Plan: APP",
    ]


def test_taking_every_chip_away_leaves_nothing() -> None:
    filters = FULL
    for chip in chips(FULL):
        filters = without(filters, chip.name, chip.value)
    assert filters == Filters()


@given(st.sampled_from([*LABELS, "__class__", "", "status"]), st.text(max_size=20))
def test_a_chip_that_is_not_there_takes_nothing_away(name: str, value: str) -> None:
    held = {chip.value for chip in chips(FULL) if chip.name == name}
    assert (without(FULL, name, value) == FULL) is (value not in held)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filters(areas=("Wenbury",)), ("Wenbury",)),  # replaces
        (Filters(date_to=date(2024, 1, 1)), ("Northmoor", "Saltmarsh")),  # leaves the rest
    ],
)
def test_what_is_chosen_replaces_its_own_part(chosen: Filters, expected: tuple[str, ...]) -> None:
    narrowed = narrow(FULL, chosen)
    assert narrowed.areas == expected
    assert narrowed.topic == FULL.topic
    assert narrowed.date_from == FULL.date_from


def test_only_answered_questions_are_part_of_the_conversation() -> None:
    answer = FakeLetterbook().ask("Which areas were asked about annual reviews?")
    turns = conversation([Exchange(question="first", answer=answer), Exchange(question="broke off")]).turns
    assert [(turn.role, turn.content) for turn in turns] == [("user", "first"), ("assistant", answer.text)]
    assert turns[1].areas == answer.areas
