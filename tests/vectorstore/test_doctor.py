"""The doctor: every fault is found, named with its cure, and made good where that needs no person."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.vectorstore.made import FOUR, BagEmbedder, Shelf, letter
from tests.vectorstore.test_record import source_of
from vectorstore.doctor import Finding, Patient, examine, repair
from vectorstore.erasure import PENDING


def patient(shelf: Shelf, embedder: BagEmbedder | None = None) -> Patient:
    return Patient(
        folder=shelf.folder,
        record=shelf.record,
        embedder=embedder or shelf.embedder,
        indexer=shelf.indexer,
        indexes={"exact": shelf.exact, "lexical": shelf.lexical, "words": shelf.words},
    )


@pytest.fixture
def well(four: Shelf) -> Shelf:
    """A store with nothing wrong."""
    four.record.note([source_of(FOUR[0])])
    four.indexer.derive()
    return four


def wrong(shelf: Shelf) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(patient(shelf)) if not finding.ok}


def sql(shelf: Shelf, statement: str) -> None:
    with sqlite3.connect(shelf.folder / "record.sqlite") as database:
        database.execute(statement)
    database.close()


def test_a_store_that_is_well_has_nothing_wrong(well: Shelf) -> None:
    assert wrong(well) == {}
    assert "4 letters (0 unreadable), 6 paragraphs" in examine(patient(well))[0].detail


def _put(shelf: Shelf) -> None:
    shelf.put(letter("new", "One more."))


def _no_index(shelf: Shelf) -> None:
    for path in (shelf.folder / "exact").iterdir():
        path.unlink()
    shelf.put(letter("new", "One more."))


def _no_vector(shelf: Shelf) -> None:
    sql(shelf, "DELETE FROM vectors WHERE rowid IN (SELECT rowid FROM vectors LIMIT 2)")


def _loose_source(shelf: Shelf) -> None:
    shelf.record.note([source_of(FOUR[1], letter_id="nobody")])


def _pending(shelf: Shelf) -> None:
    (shelf.folder / PENDING).touch()


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        (_put, "indexes"),
        (_no_index, "indexes"),
        (_no_vector, "vectors"),
        (_loose_source, "sources"),
        (_pending, "erasure"),
    ],
)
def test_what_is_wrong_is_found_and_made_good(well: Shelf, harm: Callable[[Shelf], None], name: str) -> None:
    harm(well)
    found = wrong(well)
    assert list(found) == [name]
    assert found[name].cure == "letterbook doctor --repair"
    repair(patient(well))
    assert wrong(well) == {}
    count = sum(len(well.record.letter(one.id).paragraphs) for one in well.record.letters())
    assert len(well.exact.view().keys) == count


def test_another_model_is_said_and_left_to_the_person(well: Shelf) -> None:
    found = {one.name: one for one in examine(patient(well, BagEmbedder("other")))}["vectors"]
    assert (found.ok, found.cure) == (False, "set LETTERBOOK_EMBEDDER=bag")


def test_a_store_that_others_may_look_into_is_said(well: Shelf) -> None:
    well.folder.chmod(0o755)
    assert wrong(well)["privacy"].cure == f"chmod go= {well.folder}"


def test_a_new_store_is_its_owners_alone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "a" / "store")
    assert shelf.folder.stat().st_mode & 0o077 == 0
    shelf.close()


def test_a_damaged_record_is_found(well: Shelf) -> None:
    for _ in range(30):
        well.put(letter("big", *(f"paragraph {n} " * 20 for n in range(40))))
    well.record.database.checkpoint()
    well.close()
    path = well.folder / "record.sqlite"
    content = bytearray(path.read_bytes())
    for place in range(4096 * 6, len(content), 4096 * 3):
        content[place : place + 200] = bytes(200)
    path.write_bytes(content)
    found = wrong(Shelf(well.folder))
    assert not found["record"].ok
    assert "restore" in found["record"].cure + found["record"].detail


def test_looking_changes_nothing(well: Shelf) -> None:
    well.put(letter("new", "One more."))
    files = {path: path.stat().st_mtime_ns for path in well.folder.rglob("*") if path.is_file()}
    examine(patient(well))
    assert files == {path: path.stat().st_mtime_ns for path in files}
