"""Letters counted from one end of their order."""

import pytest

from assistant.newest import newest


@pytest.mark.parametrize(
    ("text", "count", "early", "kind", "where"),
    [
        ("Which of the five newest reports mention training?", 5, False, "report", "of the five newest reports"),
        ("What do the last 2 letters say?", 2, False, "letter", "the last 2 letters"),
        ("What was asked in the three most recent SEND letters?", 3, False, "letter", "in the three most recent SEND letters"),
        ("What did the first two inspections find?", 2, True, "", "the first two inspections"),
        ("What did our two earliest area reviews find?", 2, True, "", "our two earliest area reviews"),
        ("What did the most recent report say?", 1, False, "report", "the most recent report"),
        ("What was praised in the very first letter?", 1, True, "letter", "in the very first letter"),
    ],
)  # fmt: skip
def test_letters_are_counted_from_an_end(text: str, count: int, early: bool, kind: str, where: str) -> None:
    found = newest(text, one=True)
    assert found is not None
    assert (found.count, found.early, found.kind) == (count, early, kind)
    assert text[slice(*found.where)].strip() == where
    assert found.where[0] <= found.order[0] < found.order[1] <= found.where[1]


@pytest.mark.parametrize(
    "text",
    [
        "Which areas were late with the last two annual reviews?",  # no letters
        "What has changed in the last two years?",
        "What changed between the first and the latest letter?",
        "Which areas were asked in their latest letters?",  # of each
        "What did the latest letter's author ask?",
        "What do the two letters say?",
    ],
)
def test_what_is_not_counted_from_an_end(text: str) -> None:
    assert newest(text, one=True) is None


def test_one_letter_alone_only_where_that_is_wanted() -> None:
    assert newest("What did the latest letter ask?", one=False) is None
    assert newest("What did the two latest letters ask?", one=False) is not None
