"""Which came first or last, and what is listed in the order of its dates."""

import pytest

from assistant.assistant import Letterbook
from assistant.collection import Collection
from assistant.occasions import occasion
from tests.assistant.made_collection import METADATA
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("question", "key"),
    [
        # one of those named, or of all
        ("Which was reviewed later, Holmdale or Ravensby?", "Holmdale (25 April 2024)"),
        ("Holmdale or Ravensby: which was met first?", "Holmdale (30 March 2023)"),
        ("Was Ravensby or Holmdale visited the more recently?", "Holmdale (25 April 2024)"),
        ("Which area was met first?", "Holmdale (30 March 2023)"),
        ("Which area was the last to be met in 2023?", "Ravensby (22 May 2023)"),
        ("Which letter is the oldest?", "Holmdale (20 April 2023)"),
        ("Which area has the latest next review?", "Holmdale (7 November 2024)"),
        # one beside another
        ("Was Ravensby reviewed before Holmdale?", "No: Ravensby (22 May 2023); Holmdale (30 March 2023)"),
        ("Which areas were met after Ravensby?", "25 April 2024 (Holmdale)"),
        # all in their order
        (
            "Put the review meetings in date order please, with the area.",
            "30 March 2023 (Holmdale); 22 May 2023 (Ravensby); 25 April 2024 (Holmdale)",
        ),
        ("List Holmdale's letters, newest first.", "14 May 2024 (Holmdale); 20 April 2023 (Holmdale)"),
        ("Show the two most recent meetings.", "22 May 2023 (Ravensby); 25 April 2024 (Holmdale)"),
        (
            "In what order were the areas reviewed in 2023?",
            "30 March 2023 (Holmdale); 22 May 2023 (Ravensby)",
        ),
        ("The earliest and the latest review meeting?", "30 March 2023 (Holmdale); 25 April 2024 (Holmdale)"),
        ("Put the next reviews in order of date.", "4 December 2023 (Ravensby); 7 November 2024 (Holmdale)"),
    ],
)
def test_the_order_of_dates_is_told(question: str, key: str, made: Letterbook) -> None:
    answer = made.ask(question)
    assert (answer.status, answer.key) == ("answered", key)
    assert_kept(answer, made)


def test_an_area_of_which_nothing_is_known_is_named(made: Letterbook) -> None:
    answer = made.ask("Which was reviewed first, Holmdale or Kent?")
    assert (answer.status, answer.key) == ("partial", "Holmdale (30 March 2023)")
    assert "Kent" in answer.text
    assert made.ask("Was Kent reviewed before Holmdale?").status == "not_found"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Which area was inspected first?", "met"),
        ("Which letter is the newest?", "sent"),
        ("Put the next reviews in date order", "next_review"),
        ("Was Holmdale reviewed before Ravensby?", "met"),
        # about more than that, or nothing of it
        ("Which area was asked about transport first?", ""),
        ("What did the first letter ask?", ""),
        ("Who signed the latest letter?", ""),
        ("Which area is first?", ""),
        ("", ""),
    ],
)
def test_a_question_about_no_more_than_dates_is_told_from_others(text: str, field: str) -> None:
    assert occasion(text, Collection(METADATA)) == field


@pytest.mark.parametrize(
    "question", ["When was Holmdale last reviewed?", "Which areas were met in the last six months?"]
)
def test_a_question_for_a_date_or_a_period_is_none_of_order(question: str, made: Letterbook) -> None:
    assert "Ravensby (" not in (made.ask(question).key or "")
