"""The place of a letter among those to its area."""

import pytest

from assistant.ordinals import ORDINAL, nth, of_last


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("What did the first letter ask?", 1),
        ("What was said at the second SEND stocktake?", 2),
        ("What did the previous report find?", -2),
        ("What changed between the first and the last letter?", None),
        ("When were the first annual reviews held?", None),
        ("What did the letter ask first?", None),
    ],
)
def test_a_letter_is_known_by_its_place(text: str, place: int | None) -> None:
    assert nth(text) == place


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("What has changed since the last review?", True),
        ("What is new in the latest letter?", True),
        ("What has changed since the first letter?", False),
        ("What changed between the first and the last letter?", False),
    ],
)
def test_the_last_letter_is_known(text: str, last: bool) -> None:
    assert of_last(text) is last


def test_the_place_is_no_part_of_a_topic() -> None:
    assert ORDINAL.sub("", "transport in its second letter").strip() == "transport"
    assert ORDINAL.sub("", "the last annual reviews") == "the last annual reviews"
