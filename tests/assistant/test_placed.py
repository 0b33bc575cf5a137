"""Areas by their place in the answer before."""

import pytest

from assistant.placed import named

SET = "Which areas were asked about therapy?"
AREAS = ("Holmdale", "Ravensby", "Stonemere")


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("What was the second of those praised for?", "What was Ravensby praised for?"),
        ("And the third one?", "And Stonemere?"),
        ("Who signed the letter to the last of them?", "Who signed the letter to Stonemere?"),
        ("How long is it in the first area?", "How long is it in Holmdale?"),
        ("What is the second council's next review?", "What is Ravensby's next review?"),
        ("When were the first two of those reviewed?", "When were Holmdale and Ravensby reviewed?"),
        ("What about the last two?", "What about Ravensby and Stonemere?"),
        # no area, or no such one
        ("What did the second letter say?", "What did the second letter say?"),
        ("Which was the first to be reviewed?", "Which was the first to be reviewed?"),
        ("Which was the first one to be reviewed?", "Which was the first one to be reviewed?"),
        ("What was the fifth of those praised for?", "What was the fifth of those praised for?"),
        ("What was the latter praised for?", "What was the latter praised for?"),
        ("How long did the first year last?", "How long did the first year last?"),
    ],
)
def test_an_area_is_named_by_its_place_in_the_answer(question: str, read: str) -> None:
    assert named(question, SET, AREAS) == read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("What was the latter praised for?", "What was Ravensby praised for?"),
        ("And the former?", "And Holmdale?"),
        ("What about the latter point?", "What about the latter point?"),
    ],
)
def test_of_two_one_is_the_former_and_one_the_latter(question: str, read: str) -> None:
    assert named(question, "Is it longer in Holmdale or Ravensby?", AREAS[:2]) == read


@pytest.mark.parametrize(
    ("earlier", "question", "read"),
    [
        (
            "Which areas were inspected in 2024?",
            "When was the last one?",
            "When was the inspection of Stonemere?",
        ),
        ("Which areas were reviewed in 2024?", "Who led the first one?", "Who led the review of Holmdale?"),
        ("Which letters mention buses?", "Who signed the second one?", "Who signed the letter to Ravensby?"),
        (SET, "And the last?", "And Stonemere?"),
        (SET, "What was the last asked?", "What was the last asked?"),
    ],
)
def test_when_the_last_one_was_is_asked_of_what_was_spoken_of(earlier: str, question: str, read: str) -> None:
    assert named(question, earlier, AREAS) == read


def test_the_second_one_of_other_things_is_no_area() -> None:
    assert (
        named("And the second one?", "What were Holmdale and Ravensby told?", AREAS) == "And the second one?"
    )


def test_an_area_that_its_letter_does_not_name_is_called_by_the_letter() -> None:
    areas = ("Holmdale", "unknown (letter of 30 January 2025)")
    assert (
        named("What was the second one asked?", SET, areas) == "What was the letter of 30 January 2025 asked?"
    )
