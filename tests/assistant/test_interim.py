"""Areas where a post is held for the time being, by a printed title or by what the text says."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.assistant import Letterbook
from assistant.build import build, open_store
from assistant.settings import Settings
from ingest.letter import Person, Role
from tests.assistant.made_collection import letter
from tests.assistant.promises import assert_kept


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letterbook]:
    """Four reports: a title in brackets, a sentence on the post, one on another post, and none."""
    settings = Settings(store=tmp_path_factory.mktemp("interim") / "store")
    store = open_store(settings, create=True)
    for name, title, said in (
        ("Holmdale", "Director of Housing (interim)", "Tenants are content."),
        ("Ravensby", "Director of Housing", "The post of director of housing is covered by an acting head."),
        ("Stonemere", "Director of Housing", "An interim chief nurse leads the clinic."),
        ("Easterfell", "Director of Housing", "Leaders are acting on damp. Rooms are temporary."),
    ):
        rows = [
            (Role.ADMIN, "", "Inspection dates: 3 to 7 March 2025"),
            (Role.REPORT, "About the area", said),
            (Role.ADMIN, "Details", f"Ada Marsh, {title}"),
        ]
        ada = Person(name="Ada Marsh", title=title, organisation="", part="mentioned", paragraph=3)
        store.indexer.sync(
            letter(
                name[0],
                rows,
                [ada],
                kind="report",
                sent=date(2025, 3, 7),
                areas=(name,),
                area_source="stated",
            )
        )
    store.indexer.derive()
    store.close()
    with build(settings) as letterbook:
        yield letterbook


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("Which areas had an interim director of housing?", {"Holmdale", "Ravensby"}),
        ("Where was housing led by a temporary director?", {"Holmdale", "Ravensby"}),
        ("Which areas had no acting director of housing?", {"Stonemere", "Easterfell"}),
    ],
)
def test_areas_are_told_by_who_holds_a_post_for_now(
    reports: Letterbook, question: str, areas: set[str]
) -> None:
    answer = reports.ask(question)
    assert_kept(answer, reports)
    assert set(answer.areas or ()) == areas


def test_acting_on_something_is_no_post(reports: Letterbook) -> None:
    decided = reports.ask("Which areas' leaders are acting on damp?").verdicts
    assert not any("for the time being" in verdict.reason for verdict in decided or ())


def test_of_more_letters_than_may_be_read_through_the_evidence_found_decides(
    reports: Letterbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "Which areas had an interim director of housing?"
    assert reports.ask(asked).areas == ("Holmdale", "Ravensby")
    monkeypatch.setattr("assistant.inquiry.READ_THROUGH", 3)
    answer = reports.ask(asked)
    assert answer.coverage is not None
    assert answer.coverage.total == 4
    assert not any(one.reason.startswith("the post is held") for one in answer.verdicts or ())
