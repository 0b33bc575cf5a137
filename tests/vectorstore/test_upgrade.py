"""A record of an earlier version is upgraded whole, or stays as it was."""

import sqlite3
import zipfile
from hashlib import sha256
from json import dumps
from pathlib import Path

import pytest

from tests.vectorstore.made import FOUR, Shelf
from tests.vectorstore.test_record import FULL
from vectorstore import upgrade
from vectorstore.backup import restore
from vectorstore.database import Database
from vectorstore.record import FILE, record_url
from vectorstore.schema import SCHEMA
from vectorstore.state import version_of
from vectorstore.storeerror import StoreError

# Written by Letterbook when its tables were of version 2, with vectors of four numbers: four letters, of which
# one was removed, and one with every field; a person has set an area.
DUMP = Path(__file__).with_name("version2.sql")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder of a store of version 2."""
    folder = tmp_path / "store"
    folder.mkdir(mode=0o700)
    with sqlite3.connect(folder / FILE) as database:
        database.executescript(DUMP.read_text(encoding="utf-8"))
    database.close()
    return folder


def content(folder: Path) -> list[str]:
    database = sqlite3.connect(folder / FILE)
    dumped = list(database.iterdump())
    database.close()
    return dumped


def test_a_record_of_version_2_is_read_with_all_it_holds(old: Path) -> None:
    shelf = Shelf(old)
    assert version_of(shelf.record.database) == SCHEMA
    expected = {one.metadata.id: one.paragraphs for one in (*FOUR, FULL) if one.metadata.id != "e23"}
    assert {one.id: shelf.record.letter(one.id).paragraphs for one in shelf.record.letters()} == expected
    assert {one.id: one.areas for one in shelf.record.letters()}["u"] == ("Westhaven",)
    assert [one.status for one in shelf.record.sources()].count("removed") == 1
    assert {one.stamp for one in shelf.record.sources()} == {""}
    assert shelf.record.without_vector() == []
    shelf.close()


def test_an_upgraded_record_can_be_written(old: Path) -> None:
    shelf = Shelf(old)
    shelf.record.remove(["n24"])
    shelf.record.set_area("n23", ["Eastvale"])
    assert {one.id for one in shelf.record.letters()} == {"n23", "u", "full"}
    shelf.close()


@pytest.mark.parametrize(
    "step",
    [
        "ALTER TABLE nowhere ADD COLUMN stamp TEXT",  # cannot be done
        "DELETE FROM sources WHERE letter_id IS NULL",  # loses something
        "UPDATE letters SET body = '{}'",  # leaves what cannot be read
    ],
)
def test_an_upgrade_that_fails_leaves_the_old_record(
    old: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(old)
    monkeypatch.setitem(upgrade.STEPS, 2, (*upgrade.STEPS[2], step))
    with pytest.raises(StoreError, match="record at"):
        Shelf(old)
    monkeypatch.undo()
    assert content(old) == before
    Shelf(old).close()


def test_an_old_backup_is_restored_and_stays_as_it_is(old: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    about = {"schema": 2, "letters": 4, "sha256": sha256((old / FILE).read_bytes()).hexdigest()}
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("letterbook.json", dumps(about))
        archive.write(old / FILE, FILE)
    before = saved.read_bytes()
    shelf = Shelf(tmp_path / "other")
    restore(shelf.record, saved)
    assert {one.id for one in shelf.record.letters()} == {"n24", "n23", "u", "full"}
    assert saved.read_bytes() == before
    shelf.close()


def test_two_that_open_it_at_once_upgrade_it_once(old: Path) -> None:
    first = Database(record_url(old))
    with first.writing() as connection:
        upgrade._upgrade(connection, "here")
        upgrade._upgrade(connection, "here")
    assert version_of(first) == SCHEMA
    first.close()


def test_a_version_that_no_step_leaves_is_refused(old: Path) -> None:
    with sqlite3.connect(old / FILE) as database:
        database.execute("UPDATE state SET schema = 1")
    database.close()
    with pytest.raises(StoreError, match="version 1, and this Letterbook reads"):
        Shelf(old)
