"""Areas by how long it is to their next inspection, as their reports print it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant.assistant import Letterbook
from assistant.build import build, open_store
from assistant.settings import Settings
from ingest.letter import Fact, Role
from tests.assistant.made_collection import letter
from tests.assistant.promises import assert_kept


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letterbook]:
    """Three reports, whose next inspections are 18 months, three years and five years off."""
    settings = Settings(store=tmp_path_factory.mktemp("intervals") / "store")
    store = open_store(settings, create=True)
    for name, when in (("Holmdale", "18 months"), ("Ravensby", "three years"), ("Stonemere", "5 years")):
        rows = [
            (Role.ADMIN, "", "Inspection dates: 3 to 7 March 2025"),
            (Role.ADMIN, "Outcome", f"The next inspection will be within approximately {when}."),
        ]
        at = rows[1][2].index(when)
        fact = Fact(name="next_review", value=when, paragraph=2, start=at, end=at + len(when))
        made = letter(
            name[0], rows, kind="report", sent=date(2025, 3, 7), areas=(name,), area_source="stated",
            next_review_text=when,
        )  # fmt: skip
        store.indexer.sync(replace(made, metadata=replace(made.metadata, facts=(fact,))))
    store.indexer.derive()
    store.close()
    with build(settings) as letterbook:
        yield letterbook


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("Which areas will be inspected again within 18 months?", {"Holmdale"}),
        ("Where is the next full inspection due in about three years?", {"Ravensby"}),
        ("Which areas will not be fully inspected again for five years?", {"Stonemere"}),
        ("Which areas will not be inspected again within 18 months?", {"Ravensby", "Stonemere"}),
        ("Which areas have their next inspection in less than four years?", {"Holmdale", "Ravensby"}),
        ("How many areas are due another inspection in more than 2 years' time?", {"Ravensby", "Stonemere"}),
    ],
)
def test_areas_are_told_by_the_time_to_their_next_inspection(
    reports: Letterbook, question: str, areas: set[str]
) -> None:
    answer = reports.ask(question)
    assert_kept(answer, reports)
    assert set(answer.areas or ()) == areas
    assert answer.citations[0].quote.startswith("The next inspection will be")
