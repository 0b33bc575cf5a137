"""The review before the one whose date was just asked for."""

import pytest

from assistant import Letterbook
from assistant.collection import Collection
from assistant.parting import parted
from assistant.timebefore import time_before
from tests.assistant.made_collection import METADATA

COLLECTION = Collection(METADATA)
INSPECTED = "When were inspectors in Holmdale?"
BEFORE = "When was the previous inspection of Holmdale?"


@pytest.mark.parametrize(
    ("question", "earlier", "read"),
    [
        ("And when had they been there before?", INSPECTED, BEFORE),
        ("when had they been there before (Holmdale)?", INSPECTED, BEFORE),
        ("When was the one before that?", INSPECTED, BEFORE),
        ("And before that?", INSPECTED, BEFORE),
        ("When did they last visit?", INSPECTED, BEFORE),
        ("How long had it been since they were last there?", INSPECTED, "How long was it between the previous inspection of Holmdale and the latest?"),
        ("And the time before?", "When was Holmdale last reviewed?", "When was the previous review of Holmdale?"),
        ("And the one before?", "When was the latest letter to Holmdale sent?", "When was the previous letter to Holmdale sent?"),
        # another area, another thing, or none before it that was asked for
        ("When was Ravensby last inspected?", INSPECTED, ""),
        ("When was the plan last updated?", INSPECTED, ""),
        ("And when is the next one?", INSPECTED, ""),
        ("When did they last meet?", "What was Holmdale asked?", ""),
        ("And when was the last?", "When was the first letter to Holmdale sent?", ""),
        ("And the time before?", "When was Holmdale reviewed in 2023?", ""),
        ("And the last one?", "When is the next review of Holmdale?", ""),
    ],
)  # fmt: skip
def test_the_time_before_is_that_of_the_review_before(question: str, earlier: str, read: str) -> None:
    assert time_before(question, earlier, ("Holmdale",), COLLECTION) == read


def test_without_an_area_nothing_was_before() -> None:
    assert time_before("And before that?", "When were inspectors there?", (), COLLECTION) == ""


@pytest.mark.parametrize(
    "second", ["and the time before?", "and when before that?", "and the previous visit?"]
)
def test_the_time_before_is_a_question_of_its_own(second: str) -> None:
    parts = parted(f"When was Holmdale reviewed, {second}", COLLECTION)
    assert parts is not None
    assert parts[0] == "When was Holmdale reviewed?"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("When was Northmoor last reviewed, and when had it been reviewed before that?", "6 March 2025; 5 June 2024"),
        ("When did officials last meet Northmoor, and when was the time before?", "6 March 2025; 5 June 2024"),
        ("When was the last review meeting with Saltmarsh, and the one before?", "15 October 2024; 30 January 2024"),
        ("When was the latest letter to Northmoor sent, and when was the one before?", "27 March 2025; 24 June 2024"),
    ],
)  # fmt: skip
def test_both_dates_are_told(library: Letterbook, question: str, key: str) -> None:
    answer = library.ask(question)
    assert (answer.status, answer.key) == ("answered", key)
