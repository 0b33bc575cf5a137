"""Answers to questions that are particular: about one list of a letter, one of two areas, the review before."""

import pytest

from assistant.assistant import Letterbook
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("Which areas have a priority action on alternative provision?", {"Ravensby"}),
        ("Which areas have the transition to adult services as a priority action?", set()),
        ("Which areas have the transition to adult services as an area for improvement?", {"Stonemere"}),
        ("Holmdale or Ravensby: which one was asked about school transport?", {"Holmdale"}),
        ("Which of Holmdale, Ravensby and Stonemere were asked about school transport?", {"Holmdale"}),
        ("Which areas were reviewed in 2024 or later, and which were asked about equipment?", None),
    ],
)  # fmt: skip
def test_the_areas_are_those_of_the_list_or_the_choice(
    made: Letterbook, question: str, areas: set[str] | None
) -> None:
    answer = made.ask(question)
    assert_kept(answer, made)
    assert areas is None or set(answer.areas or ()) == areas


def test_the_review_before_is_that_of_the_letter_before(made: Letterbook) -> None:
    answer = made.ask("When was Holmdale's previous review meeting?")
    assert_kept(answer, made)
    assert answer.key == "30 March 2023"
    assert [citation.letter.id for citation in answer.citations] == ["h23"]


def test_what_another_area_says_is_named_as_theirs(made: Letterbook) -> None:
    answer = made.ask("What did Ravensby say about the co-production group that writes guides for parents?")
    assert_kept(answer, made)
    assert answer.status == "not_found"
    assert "The letter to Holmdale of 20 April 2023 does" in answer.text


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Is the wait for speech and language therapy worse in Ravensby or in Holmdale?", "Holmdale (39 weeks)"),
        ("Which has the better wait for speech and language therapy, Ravensby or Holmdale?", "Ravensby (30 weeks)"),
    ],
)  # fmt: skip
def test_the_longer_wait_is_the_worse(made: Letterbook, question: str, key: str) -> None:
    answer = made.ask(question)
    assert_kept(answer, made)
    assert answer.key == key


@pytest.mark.parametrize(
    "question",
    [
        "Stonemere was to have a monitoring visit. Did that visit find progress?",
        "What was the outcome of Stonemere's follow-up inspection?",
        "How did the reinspection of Stonemere go?",
    ],
)
def test_what_a_visit_to_come_found_no_letter_tells(made: Letterbook, question: str) -> None:
    answer = made.ask(question)
    assert answer.status == "not_found"
    assert "No letter here was sent after that" in answer.text


def test_what_an_inspection_found_is_told(made: Letterbook) -> None:
    assert made.ask("What did the inspection of Stonemere find?").status == "answered"


def test_what_is_taken_for_bad_and_is_praised_is_told_to_be_good(made: Letterbook) -> None:
    answer = made.ask("Why is Ravensby so poor at travel training?")
    assert_kept(answer, made)
    assert answer.status == "answered"
    assert "does not say so" in answer.text
    assert answer.citations[0].quote.startswith("The travel training scheme is a clear success")


@pytest.mark.parametrize(
    "question",
    [
        "Why is attendance so low in Ravensby?",  # it is said to be low
        "Why is Ravensby so slow at house building?",  # nothing is said of it
        "Why does Ravensby have travel training?",  # nothing is taken for bad
    ],
)
def test_other_reasons_that_no_letter_gives_are_refused_or_given(made: Letterbook, question: str) -> None:
    assert "does not say so" not in made.ask(question).text
