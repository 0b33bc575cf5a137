"""What changed from one letter to an area to the next."""

import pytest

from assistant.assistant import Letterbook
from tests.assistant.made_collection import H23, H24
from tests.assistant.promises import assert_kept

QUESTION = "What has changed for Holmdale between the two letters?"


def numbers(letterbook: Letterbook, label: str) -> set[tuple[str, int]]:
    """The paragraphs that are quoted under a label."""
    answer = letterbook.ask(QUESTION)
    assert_kept(answer, letterbook)
    cited = {one.number: (one.letter.id, one.paragraph.number) for one in answer.citations}
    groups = {group.label: group.citations for group in answer.groups or ()}
    return {cited[number] for number in groups.get(label, ())}


def test_what_was_asked_and_is_praised_in_the_next_letter_is_told_with_both(made: Letterbook) -> None:
    assert numbers(made, "Asked before and praised now") == {(H23, 8), (H24, 3)}  # annual reviews


def test_what_only_the_later_letter_asks_is_new(made: Letterbook) -> None:
    assert {(H24, 5), (H24, 6)} <= numbers(made, "New")  # therapy, the Local Offer


def test_what_is_asked_once_is_not_asked_again(made: Letterbook) -> None:
    assert numbers(made, "Asked again") == set()


def test_how_many_is_said_first_and_is_the_short_answer(made: Letterbook) -> None:
    answer = made.ask(QUESTION)
    assert answer.text.startswith("**Holmdale**, 20 April 2023 to 14 May 2024: ")
    assert answer.key is not None
    assert "asked before and praised now" in answer.key
    assert any("by the terms that they print" in note for note in answer.notes)


def test_an_area_with_one_letter_is_summed_up(made: Letterbook) -> None:
    answer = made.ask("What has changed in the letter of 30 January 2025?")
    assert answer.status == "answered"
    assert "Next steps" not in answer.text
    assert_kept(answer, made)


def test_where_no_area_is_named_one_question_is_asked_back(made: Letterbook) -> None:
    assert made.ask("What has changed between the letters?").status == "needs_clarification"


def test_an_area_s_name_is_only_words_in_the_answer(made: Letterbook) -> None:
    before = made.letter(H24).metadata.areas
    made.set_area(H24, "<b>Holmdale</b>")
    made.set_area(H23, "<b>Holmdale</b>")
    try:
        answer = made.ask("What has changed for <b>Holmdale</b> between the letters?")
        assert answer.groups, "the two letters are compared"
        assert "<b>" not in answer.text
    finally:
        made.set_area(H24, *before)
        made.set_area(H23, *before)


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        (
            "What has changed in Northmoor since the letter of 2 October 2023?",
            ["2 October 2023 to 24 June 2024", "24 June 2024 to 27 March 2025"],
        ),
        (
            "What changed in Northmoor between the March 2023 and June 2024 letters?",
            ["14 March 2023 to 24 June 2024"],
        ),
        ("What is new in the October 2023 letter to Northmoor?", ["14 March 2023 to 2 October 2023"]),
    ],
)
def test_what_is_compared_are_the_letters_meant(question: str, steps: list[str], library: Letterbook) -> None:
    key = library.ask(question).key or ""
    assert [part.split(":")[0] for part in key.split("; ")] == steps
