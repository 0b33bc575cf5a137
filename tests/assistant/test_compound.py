"""Set questions of two halves."""

import pytest

from assistant.compound import halves


@pytest.mark.parametrize(
    ("question", "one", "two", "without"),
    [
        (
            "Which areas were praised for co-production and asked to reduce waits?",
            "Which areas were praised for co-production?", "Which areas were asked to reduce waits?", False,
        ),
        (
            "Which areas were both praised for and asked about annual reviews?",
            "Which areas were praised for annual reviews?", "Which areas were asked about annual reviews?", False,
        ),
        (
            "Which areas were praised for co-production and also asked to improve it?",
            "Which areas were praised for co-production?", "Which areas were asked to improve co-production?", False,
        ),
        (
            "Which areas were asked about transport but not praised for training?",
            "Which areas were asked about transport?", "Which areas were praised for training?", True,
        ),
        (
            "Which areas mention transport but not pay?",
            "Which areas mention transport?", "Which areas mention pay?", True,
        ),
        (
            "Which councils were asked about transport but not about pay?",
            "Which councils were asked about transport?", "Which councils were asked about pay?", True,
        ),
        (
            "Which letters were asked about pay but were never told about leave?",
            "Which letters were asked about pay?", "Which letters were told about leave?", True,
        ),
        (
            "Which areas have been urged to cut waits, but weren't praised for it?",
            "Which areas were urged to cut waits?", "Which areas were praised for cut waits?", True,
        ),
        (
            "Which of the areas judged inconsistent were not told to train staff?",
            "Which areas were judged inconsistent?", "Which areas were told to train staff?", True,
        ),
        (
            "Which areas got credit for extra staff but were still asked to show results?",
            "Which areas were praised for extra staff?", "Which areas were asked to show results?", False,
        ),
        (
            "Of the areas that were praised for data, which were asked about transport?",
            "Which areas were praised for data?", "Which areas were asked about transport?", False,
        ),
        (
            "How many of the councils with the worst outcome were given praise for training?",
            "Which councils have the worst outcome?", "Which councils were given praise for training?", False,
        ),
    ],
)  # fmt: skip
def test_a_question_of_two_halves_is_two_questions(question: str, one: str, two: str, without: bool) -> None:
    found = halves(question)
    assert found is not None
    assert (found.one, found.two, found.without) == (one, two, without)


@pytest.mark.parametrize(
    "question",
    [
        "Which areas were asked about annual reviews and transport?",  # two parts of one thing asked
        "Which areas were not asked about transport?",
        "What was Holmdale praised for and asked about?",  # about one area
        "Was Holmdale praised for training and asked about pay?",
        "Which areas were praised for their data?",
        "",
        "and asked about " * 500,
    ],
)
def test_a_question_of_one_half_stays_one(question: str) -> None:
    assert halves(question) is None
