"""The three outcomes of inspections, in whatever words they are graded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant.assistant import Letterbook
from assistant.build import build, open_store
from assistant.compound import halves
from assistant.kinds.outcomes import _alone, _meant, _wanted, put
from assistant.settings import Settings
from ingest.letter import Fact, Role
from tests.assistant.made_collection import letter
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Which areas got the best of the three outcomes?", 1),
        ("Which areas had the most positive outcome?", 1),
        ("Which areas typically lead to positive experiences?", 1),
        ("Which areas came out top?", 1),
        ("Which areas received the middle outcome?", 2),
        ("Which areas got the second of the three outcomes?", 2),
        ("Which areas got the second-best outcome?", 2),
        ("Which areas had inconsistent experiences?", 2),
        ("Which reports gave the gravest of the outcomes?", 3),
        ("Which areas came out worst of the three?", 3),
        ("Which areas got the most serious outcome?", 3),
        ("Which areas have systemic failings?", 3),
        ("Who was given the harshest verdict?", 3),
        ("Which councils had a middling judgement?", 2),
    ],
)
def test_an_outcome_is_known_by_its_rank(text: str, grade: int) -> None:
    assert _wanted(text) == grade


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("Which areas had an in-between verdict, neither a good nor a bad one?", {2}),
        ("Which areas got neither the best nor the worst outcome?", {2}),
        ("Which areas were judged neither good nor bad?", {2}),
        ("Which areas came out in between: not the best grade and not the worst?", {2}),
        ("Which areas got the best verdict, not just the middle one?", {1}),
        ("Which areas got anything but the worst outcome?", {1, 2}),
        ("Which areas got any outcome other than the best?", {2, 3}),
        ("Which areas got the worst verdict?", {3}),
        ("Which areas were neither asked nor praised?", set()),
    ],
)
def test_an_outcome_may_be_the_one_that_is_left(text: str, grades: set[int]) -> None:
    assert _meant(text) - {0} == grades


@pytest.mark.parametrize(
    ("topic", "alone"),
    [
        ("best of the three outcomes, with the next full inspection not for about five years", True),
        ("middle outcome (inconsistent experiences and outcomes)", True),
        ("gravest of the outcomes", True),
        ("best outcomes for children in care", False),
        ("failings in transport", False),
    ],
)
def test_what_an_outcome_means_is_no_other_topic(topic: str, alone: bool) -> None:
    assert _alone(topic) is alone


@pytest.mark.parametrize(
    ("question", "one", "two", "without"),
    [
        ("Among the areas with the middle outcome (inconsistent experiences and outcomes), which were also asked to improve transport?", "Which areas have the middle outcome?", "Which areas were asked to improve transport?", False),
        ("Which areas got the middle outcome and were asked about transport?", "Which areas got the middle outcome?", "Which areas were asked about transport?", False),
        ("Which areas were asked about transport and got the middle outcome?", "Which areas got the middle outcome?", "Which areas were asked about transport?", False),
        ("Which areas got the worst outcome but were not praised for data?", "Which areas got the worst outcome?", "Which areas were praised for data?", True),
        ("How many of the areas with widespread failings were asked about transport?", "Which areas have widespread failings?", "Which areas were asked about transport?", False),
        ("Which of the areas with the middle outcome still have long waits for hearing tests?", "Which areas have the middle outcome?", "Which areas still have long waits for hearing tests?", False),
        ("Of the areas given the worst of the three outcomes, which mention a youth panel?", "Which areas were given the worst of the three outcomes?", "Which areas mention a youth panel?", False),
        ("Which areas got the best outcome but still have too few foster homes?", "Which areas got the best outcome?", "Which areas still have too few foster homes?", False),
        ("Which areas with widespread failings had no priority action on transport?", "Which areas have widespread failings?", "Which areas had priority action on transport?", True),
        ("Which areas with the worst outcome do not have enough places?", "Which areas have the worst outcome?", "Which areas do not have enough places?", False),
        ("Which of the areas that came out worst were asked about transport?", "Which areas came out worst?", "Which areas were asked about transport?", False),
        ("Which areas had a middling verdict and were also told to mend their data?", "Which areas had a middling verdict?", "Which areas were told to mend their data?", False),
    ],
)  # fmt: skip
def test_an_outcome_is_a_condition(question: str, one: str, two: str, without: bool) -> None:
    split = halves(question)
    assert split is not None
    assert (split.one, split.two, split.without) == (one, two, without)


@pytest.mark.parametrize(
    "question",
    [
        "Which areas have widespread failings leading to significant concerns?",
        "Which areas had inconsistent experiences and outcomes?",
        "Which areas got the best outcome and when were they inspected?",
        "How many of the areas got the worst outcome?",
    ],
)
def test_an_outcome_alone_is_no_condition(question: str) -> None:
    assert halves(question) is None


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letterbook]:
    """Three reports, two of them with the worst outcome and one with the best."""
    settings = Settings(store=tmp_path_factory.mktemp("outcomes") / "store")
    store = open_store(settings, create=True)
    worst, best = "There are widespread failings.", "Services typically lead to positive experiences."
    for name, said in (("Holmdale", worst), ("Ravensby", best), ("Stonemere", worst)):
        rows = [
            (Role.ADMIN, "", "Inspection dates: 3 to 7 March 2025"),
            (Role.CONCERN, "Inspection outcome", said),
        ]
        fact = Fact(name="outcome", value=said, paragraph=2, start=0, end=len(said))
        made = letter(
            name[0], rows, kind="report", sent=date(2025, 3, 7), areas=(name,), area_source="stated", outcome=said
        )  # fmt: skip
        store.indexer.sync(replace(made, metadata=replace(made.metadata, facts=(fact,))))
    store.indexer.derive()
    store.close()
    with build(settings) as letterbook:
        yield letterbook


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("How many areas got each outcome?", "2 widespread and/or systemic failings; 1 typically positive experiences and outcomes"),
        ("Please give a breakdown of the verdicts.", "2 widespread and/or systemic failings; 1 typically positive experiences and outcomes"),
        ("What proportion of the areas got the worst outcome?", "2 of 3"),
    ],
)  # fmt: skip
def test_outcomes_are_counted(reports: Letterbook, question: str, key: str) -> None:
    answer = reports.ask(question)
    assert_kept(answer, reports)
    assert (answer.status, answer.key) == ("answered", key)


def test_verdicts_are_compared(reports: Letterbook) -> None:
    answer = reports.ask("What's the difference between Holmdale's and Ravensby's verdicts?")
    assert_kept(answer, reports)
    assert answer.status == "answered"
    assert {citation.letter.areas[0] for citation in answer.citations} == {"Holmdale", "Ravensby"}


def test_failing_on_one_thing_is_no_outcome(reports: Letterbook) -> None:
    answer = reports.ask("Which councils are failing on transport?")
    assert_kept(answer, reports)
    worst = reports.ask("Which councils got the worst outcome?")
    assert worst.areas
    assert answer.areas == ()  # no report speaks of transport


@pytest.mark.parametrize(
    ("question", "key", "said"),
    [
        ("Did inspectors find widespread failings in Holmdale?", "Yes", "There are widespread failings."),
        ("Did inspectors find widespread failings in Ravensby?", "No", "positive experiences"),
        ("Why did inspectors find systemic failings in Ravensby?", None, "does not say so"),
    ],
)
def test_an_outcome_that_is_taken_for_granted_is_that_of_the_report(
    reports: Letterbook, question: str, key: str | None, said: str
) -> None:
    answer = reports.ask(question)
    assert_kept(answer, reports)
    assert (answer.status, answer.key) == ("answered", key)
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    ["Why are there widespread failings in transport in Ravensby?", "Why are buses late in Ravensby?"],
)
def test_failings_of_something_are_no_outcome(reports: Letterbook, question: str) -> None:
    assert put(reports.inquire(question)) is None
