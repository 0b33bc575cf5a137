"""A question about a list that a report does not have is told so, with what the report lists instead."""

from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Letterbook
from assistant.build import build, open_store
from assistant.settings import Settings
from ingest.letter import Role
from tests.assistant.made_collection import letter
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


def test_the_plan_that_a_report_asks_for_instead_is_told(tmp_path: Path) -> None:
    rows = [
        (Role.ADMIN, "", "Inspection dates: 3 to 7 March 2025"),
        (Role.REPORT, "Outcome", "Experiences are good. Inspectors ask that it updates its strategic plan."),
        (Role.REQUIREMENT, "Areas for improvement", "Leaders should write to parents."),
    ]
    report = letter(
        "e25", rows, kind="report", sent=date(2025, 3, 7), areas=("Easterfell",), area_source="stated"
    )
    settings = Settings(store=tmp_path / "store")
    store = open_store(settings, create=True)
    store.indexer.sync(report)
    store.indexer.derive()
    store.close()
    with build(settings) as letterbook:
        answer = letterbook.ask("By when must Easterfell submit its priority action plan?")
        assert_kept(answer, letterbook)
    assert answer.key == "no priority actions"
    assert "The plan that it asks for: “Inspectors ask that it updates its strategic plan.”" in answer.text
