"""The record in a real PostgreSQL, in a cluster that these tests make and stop."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.build import open_store
from assistant.settings import Settings
from tests.servers import new_database, postgresql_cluster
from tests.vectorstore.made import FOUR, Shelf, letter
from tests.vectorstore.test_erasure import DenseEmbedder
from tests.vectorstore.test_record import FULL, source_of
from vectorstore.backup import backup, restore
from vectorstore.erasure import erase
from vectorstore.hit import Query
from vectorstore.lock import sole_writer
from vectorstore.record import Record, StoreError
from vectorstore.retriever import HybridRetriever

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with postgresql_cluster() as url:
        yield url


@pytest.fixture
def url(cluster: str) -> str:
    return new_database(cluster)


@pytest.fixture
def shelf(url: str, tmp_path: Path) -> Iterator[Shelf]:
    """A store whose record is in an empty database."""
    (tmp_path / "store").mkdir()
    shelf = Shelf(tmp_path / "store", url=url)
    yield shelf
    shelf.close()


def test_a_letter_comes_back_with_every_field(shelf: Shelf) -> None:
    shelf.put(FULL)
    assert shelf.record.letter("full") == FULL


def test_letters_are_put_found_edited_and_removed(shelf: Shelf) -> None:
    shelf.put(*FOUR).indexer.derive()
    retriever = HybridRetriever(shelf.record, shelf.exact, shelf.lexical, shelf.embedder)
    assert len(retriever.retrieve(Query(text="annual reviews"))) == 3
    shelf.record.set_area("u", ["Westhaven"])
    shelf.record.remove(["n24"])
    hits = retriever.retrieve(Query(text="annual reviews"))
    assert {hit.letter.area_names for hit in hits} == {("Westhaven",), ("Northmoor",)}
    assert shelf.record.lengths() == {"n23": 1, "e23": 2, "u": 1}


def test_sources_are_kept(shelf: Shelf) -> None:
    shelf.record.note([source_of(FOUR[0])])
    shelf.record.note([replace(source_of(FOUR[0]), size=2**40)])
    assert [source.size for source in shelf.record.sources()] == [2**40]


def test_a_database_without_a_collection_is_said_with_the_cure(url: str) -> None:
    with pytest.raises(StoreError, match=r"no collection in it: run `letterbook ingest PATH` first"):
        Record.open(url)


def test_a_server_that_is_not_there_is_said() -> None:
    with pytest.raises(StoreError, match="the record at postgresql"):
        Record.open("postgresql://nobody:secret@127.0.0.1:1/x")


def test_a_second_writer_is_refused_and_told_who_is_the_first(shelf: Shelf, url: str) -> None:
    other = Shelf(shelf.folder, url=url)
    with sole_writer(shelf.record.database, "an ingest is running"):
        refused = pytest.raises(StoreError, match=r"in use: letterbook: an ingest is running by process \d+")
        with refused, sole_writer(other.record.database, "me too"):
            pass
    with sole_writer(other.record.database, "now I may"):
        other.put(letter("a", "text"))
    other.close()


def test_a_backup_goes_from_one_kind_of_database_to_the_other(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put(*FOUR, FULL).record.set_area("u", ["Westhaven"])
    backup(shelf.record, tmp_path / "saved")
    other = Shelf(tmp_path / "other")
    restore(other.record, tmp_path / "saved")
    assert other.record.fingerprint() == shelf.record.fingerprint()
    other.put(letter("new", "One more."))
    backup(other.record, tmp_path / "saved")
    restore(shelf.record, tmp_path / "saved")
    shelf.indexer.derive()
    assert shelf.record.letter("full") == FULL
    assert len(shelf.exact.view().keys) == 8
    other.close()


def test_what_is_erased_is_gone_from_the_tables(url: str, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    shelf = Shelf(tmp_path / "store", DenseEmbedder(), url)
    shelf.put(*FOUR).indexer.derive()
    erase(shelf.record, shelf.indexer, (shelf.exact, shelf.lexical, shelf.words), shelf.folder, ["e23"])
    assert [one.id for one in shelf.record.letters()] == ["n23", "n24", "u"]
    assert len(shelf.exact.view().keys) == 4


def test_the_folder_of_what_is_derived_is_its_owners_alone(url: str, tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "machine", record=url)
    open_store(settings, create=True).close()
    assert stat.S_IMODE(settings.store.stat().st_mode) == 0o700
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(Settings(store=tmp_path / "file" / "x", record=url))
