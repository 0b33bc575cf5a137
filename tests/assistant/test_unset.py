"""A question about a list that a report does not have is told so, with what the report lists instead."""

import pytest

from assistant.assistant import Letterbook
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Why did inspectors impose a priority action on Stonemere over adult services?", "no priority actions"),
        ("What priority actions does Stonemere have?", "no priority actions"),
        ("How many priority actions did Stonemere get?", "0"),
        ("Did Stonemere get a priority action?", "No"),
        ("When must Stonemere finish its priority action plan?", "no priority actions"),
        ("Which priority action was Stonemere given on the transition?", "no priority actions"),
    ],
)  # fmt: skip
def test_a_list_that_a_report_lacks_is_said_to_be_lacking(made: Letterbook, question: str, key: str) -> None:
    answer = made.ask(question)
    assert_kept(answer, made)
    assert (answer.status, answer.key) == ("answered", key)
    assert "It lists one area for improvement" in answer.text
    assert answer.citations[0].quote == "The partnership should improve the transition to adult services."


@pytest.mark.parametrize(
    "question",
    [
        "What are Stonemere's areas for improvement?",
        "What priority actions does Ravensby have?",
        "Which areas have a priority action on transport?",
    ],
)
def test_a_list_that_is_there_is_told(made: Letterbook, question: str) -> None:
    assert "no priority actions" not in made.ask(question).text
