"""Areas asked for by the date of the inspection before."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.assistant import Letterbook
from assistant.beforehand import by_inspection_before, none_since
from assistant.build import build, open_store
from assistant.collection import Collection
from assistant.compound import halves
from assistant.glossary import shipped
from assistant.kinds.previous import _fits
from assistant.periods import periods
from assistant.question import understand
from assistant.settings import Settings
from ingest.letter import Role
from tests.assistant.made_collection import METADATA, letter
from tests.assistant.promises import assert_kept


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letterbook]:
    """Three reports, two of which say when their area was inspected before."""
    settings = Settings(store=tmp_path_factory.mktemp("before") / "store")
    store = open_store(settings, create=True)
    for name, before in (
        ("Holmdale", "4 to 8 July 2016"),
        ("Ravensby", "3 to 6 May 2019"),
        ("Stonemere", ""),
    ):
        rows = [
            (Role.ADMIN, "", "Inspection dates: 3 to 7 March 2025"),
            (
                Role.ADMIN,
                "",
                f"Dates of previous inspection: {before}" if before else "This is the first one.",
            ),
            (Role.CONCERN, "Findings", "Too many children wait for an autism assessment."),
        ]
        sent = date(2025, 3, 7)
        store.indexer.sync(
            letter(name.lower(), rows, kind="report", sent=sent, areas=(name,), area_source="stated")
        )
    store.indexer.derive()
    store.close()
    with build(settings) as letterbook:
        yield letterbook


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("Which areas were previously inspected in 2016?", {"Holmdale"}),
        ("Which areas had not been inspected since 2019?", {"Holmdale", "Ravensby"}),
        ("Which areas had their last visit before this one back in 2019?", {"Ravensby"}),
        ("Which of the areas last inspected before 2018 have long waits for autism assessments?", {"Holmdale"}),
        ("Which areas had their previous inspection in 2020?", set()),
    ],
)  # fmt: skip
def test_areas_are_told_by_their_inspection_before(
    reports: Letterbook, question: str, areas: set[str]
) -> None:
    answer = reports.ask(question)
    assert_kept(answer, reports)
    assert set(answer.areas or ()) == areas
    assert answer.coverage is not None
    assert answer.coverage.checked == 3


@pytest.mark.parametrize(
    ("question", "day", "fits"),
    [
        ("Which areas were previously inspected in 2017?", date(2017, 5, 3), True),
        ("Which areas were previously inspected in 2017?", date(2018, 5, 3), False),
        ("Which areas were last inspected before 2019?", date(2017, 5, 3), True),
        ("Which areas had their last full inspection in 2017?", date(2017, 5, 3), True),
        ("Which areas had last been inspected in 2017?", date(2017, 5, 3), True),
        ("Which areas had previously been inspected in 2017?", date(2017, 5, 3), True),
        ("Which areas' last inspection had been in 2017?", date(2017, 5, 3), True),
        ("Where had inspectors last been in 2017?", date(2017, 5, 3), True),
        ("Who was last inspected in 2017?", date(2018, 5, 3), False),
        ("Which areas had gone since 2018 without another inspection?", date(2018, 5, 3), True),
        ("Which areas had gone since 2018 without another inspection?", date(2019, 5, 3), False),
        ("Which areas had not been inspected since 2018?", date(2017, 5, 3), True),
    ],
)
def test_an_inspection_before_fits_the_period_that_is_asked(question: str, day: date, *, fits: bool) -> None:
    assert by_inspection_before(question)
    assert _fits(day, periods(question)[0], question) is fits
    read = understand(question, Collection(METADATA), shipped())
    assert (read.sent_from, read.sent_to) == (None, None)  # no letter is of that time


@pytest.mark.parametrize(
    "question",
    [
        "Which areas were inspected in 2024?",
        "Which areas were last inspected?",
        "Which areas have improved since the last letter?",
        "Which areas were asked about inspection since 2023?",
    ],
)
def test_any_other_question_is_not_about_the_inspection_before(question: str) -> None:
    assert not by_inspection_before(question)
    assert not none_since(question)


def test_the_inspection_before_is_a_condition() -> None:
    split = halves("Which of the areas previously inspected in 2016 were praised for transport?")
    assert split is not None
    assert split.one == "Which areas were previously inspected in 2016?"
    assert split.two == "Which areas were praised for transport?"
