"""Whether something took place when a question says so."""

import pytest

from assistant.assistant import Letterbook
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("question", "key"),
    [
        # it did
        ("Was Ravensby met in May 2023?", "Yes: 22 May 2023"),
        ("Am I right that Holmdale was reviewed in spring 2024?", "Yes: 25 April 2024"),
        ("The Holmdale letter was sent in April, right?", "Yes: 20 April 2023"),
        (
            "Were Holmdale and Ravensby both reviewed in 2023?",
            "Yes: 30 March 2023 (Holmdale); 22 May 2023 (Ravensby)",
        ),
        ("The meeting with Ravensby was on 22 May, wasn't it?", "Yes: 22 May 2023"),
        ("Is Holmdale's next review in November 2024?", "Yes: 7 November 2024"),
        ("Was the 12-month review of Holmdale held in April 2024?", "Yes: 25 April 2024"),
        ("Has Holmdale been reviewed since 2024?", "Yes: 25 April 2024"),
        # it did not
        ("Ravensby was reviewed in May 2024, correct?", "No: 22 May 2023"),
        ("The meeting with Ravensby was on 3 June, wasn't it?", "No: 22 May 2023"),
        (
            "Is it true that the Ravensby letter was sent in May 2023?",
            "No: 5 June 2023 (Ravensby); 2 February 2024 (Ravensby and Stonemere)",
        ),
        ("Was Holmdale last reviewed in 2023?", "No: 25 April 2024"),
        ("Stonemere was inspected in 2024, wasn't it?", None),  # the report gives no first day
        # it is denied
        ("Ravensby wasn't reviewed in 2023, was it?", "It was: 22 May 2023"),
        ("Ravensby wasn't reviewed in 2024, was it?", "It was not: 22 May 2023"),
    ],
)
def test_a_time_that_is_said_is_confirmed_or_corrected(
    question: str, key: str | None, made: Letterbook
) -> None:
    answer = made.ask(question)
    if key:
        assert (answer.status, answer.key) == ("answered", key)
        assert answer.citations
    assert_kept(answer, made)


def test_a_review_that_was_only_planned_is_told_as_that(made: Letterbook) -> None:
    answer = made.ask("Was there a review meeting with Ravensby in December 2023?")
    assert answer.key == "No: 22 May 2023"
    assert "sets the next one for then (4 December 2023" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Kent was reviewed in May 2024, correct?",
        "Was Holmdale praised for co-production in April 2023?",
        "Was Holmdale asked about transport in April 2023?",
        "Which areas were reviewed in May 2024?",
    ],
)
def test_a_question_about_anything_else_is_no_claim_of_a_date(question: str, made: Letterbook) -> None:
    assert not (made.ask(question).key or "").startswith(("Yes:", "No:"))
    assert made.ask("Kent was reviewed in May 2024, correct?").status == "not_found"
