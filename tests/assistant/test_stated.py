"""How many actions a letter sets: asked in any verb, and each counted once, however many paragraphs it has."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.assistant import Letterbook
from assistant.build import build, open_store
from assistant.kinds.stated import set_out
from assistant.settings import Settings
from ingest.letter import Role
from tests.assistant.made_collection import letter
from tests.assistant.promises import assert_kept


@pytest.mark.parametrize("verb", ["receive", "get", "end up with in total"])
def test_actions_are_counted_whatever_the_verb(made: Letterbook, verb: str) -> None:
    answer = made.ask(f"How many priority actions did Ravensby {verb}?")
    assert_kept(answer, made)
    assert answer.key == "1"


def test_what_goes_on_under_who_is_to_do_it_is_no_other_action() -> None:
    heading = "Areas for priority action"
    rows = [
        (Role.CONCERN, "Findings", "Buses run late."),
        (Role.REPORT, heading, "Responsible body: Holmdale Council"),
        (Role.REQUIREMENT, heading, "Leaders should mend the buses. This includes:"),
        (Role.REQUIREMENT, heading, "- the night bus;"),
        (Role.REQUIREMENT, heading, "Leaders should also pay the drivers."),
        (Role.REPORT, heading, "Responsible body: NHS Holmdale"),
        (Role.REQUIREMENT, heading, "Leaders should open the clinic."),
        (Role.REQUIREMENT, "Areas for improvement", "Leaders should write to parents."),
        (Role.REQUIREMENT, "Areas for improvement", "Leaders should count the letters."),
    ]
    paragraphs = letter("w25", rows).paragraphs
    assert [one.number for one in set_out(paragraphs, "priority action")] == [3, 7]
    assert [one.number for one in set_out(paragraphs, "improvement")] == [8, 9]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letterbook]:
    """Three reports, with three, two and no priority actions."""
    settings = Settings(store=tmp_path_factory.mktemp("actions") / "store")
    store = open_store(settings, create=True)
    for name, actions in (
        ("Holmdale", ("mend the buses", "open the clinic", "pay the drivers")),
        ("Ravensby", ("find the files", "write to parents")),
        ("Stonemere", ()),
    ):
        rows = [(Role.ADMIN, "", "Inspection dates: 3 to 7 March 2025")]
        rows += [
            (Role.REQUIREMENT, f"Priority action {at}", f"Leaders should {what}.")
            for at, what in enumerate(actions, 1)
        ]
        rows += [(Role.REQUIREMENT, "Areas for improvement", "Leaders should count the letters.")]
        store.indexer.sync(
            letter(name[0], rows, kind="report", sent=date(2025, 3, 7), areas=(name,), area_source="stated")
        )
    store.indexer.derive()
    store.close()
    with build(settings) as letterbook:
        yield letterbook


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Which area has the most priority actions?", "Holmdale (3)"),
        ("Which area was given the fewest priority actions?", "Ravensby (2)"),
        ("Rank the areas by number of priority actions: who has most, and how many?", "Holmdale (3)"),
        ("Which areas have at least two priority actions?", "Holmdale (3); Ravensby (2)"),
        ("How many areas have more than two priority actions?", "1"),
    ],
)
def test_areas_are_told_by_how_many_actions_they_have(reports: Letterbook, question: str, key: str) -> None:
    answer = reports.ask(question)
    assert_kept(answer, reports)
    assert (answer.status, answer.key) == ("answered", key)
    assert answer.coverage
    assert answer.coverage.checked == 3
