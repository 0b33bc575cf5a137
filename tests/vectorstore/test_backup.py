"""Backup and restore: whole, checked, and under the eyes of those who search."""

import zipfile
from pathlib import Path

import pytest

from tests.vectorstore.made import FOUR, Shelf, letter
from tests.vectorstore.test_record import FULL, source_of
from vectorstore.backup import backup, restore
from vectorstore.hit import Query
from vectorstore.record import StoreError
from vectorstore.retriever import HybridRetriever


@pytest.fixture
def saved(four: Shelf, tmp_path: Path) -> Path:
    """A backup of a store with five letters, an edit and a source."""
    four.put(FULL)
    four.record.set_area("u", ["Westhaven"])
    four.record.note([source_of(FOUR[0])])
    backup(four.record, tmp_path / "saved.backup")
    return tmp_path / "saved.backup"


def content(shelf: Shelf) -> object:
    record = shelf.record
    letters = [record.letter(one.id) for one in record.letters()]
    return letters, record.sources(), record.embedder_name, record.fingerprint()


def test_a_backup_restored_elsewhere_is_the_same_collection(four: Shelf, saved: Path, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "other")
    restore(other.record, saved)
    assert content(other) == content(four)
    other.indexer.derive()
    assert other.embedder.embedded == ["annual"] or "Next steps" not in " ".join(other.embedder.embedded)
    assert len(other.exact.view().keys) == 7
    other.close()


def test_what_came_after_the_backup_is_gone_and_nothing_of_it_is_found(four: Shelf, saved: Path) -> None:
    before = content(four)
    retriever = HybridRetriever(four.record, four.exact, four.lexical, four.embedder)
    four.put(letter("after", "Zebras of the annual reviews."))
    four.record.remove(["n24"])
    four.indexer.derive()
    assert "after" in {hit.letter.id for hit in retriever.retrieve(Query(text="zebras"))}
    restore(four.record, saved)
    assert content(four) == before
    found = {hit.letter.id for hit in retriever.retrieve(Query(text="zebras annual reviews"))}
    assert found == {"n24", "n23", "u"}
    four.indexer.derive()
    assert {hit.letter.id for hit in retriever.retrieve(Query(text="zebras annual reviews"))} == found


def test_no_paragraph_of_before_is_taken_for_one_of_after(four: Shelf, saved: Path, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "other").put(*(letter(f"o{n}", f"Another text {n}") for n in range(6)))
    other.indexer.derive()
    retriever = HybridRetriever(other.record, other.exact, other.lexical, other.embedder)
    assert len(retriever.retrieve(Query(text="another text"))) == 6
    restore(other.record, saved)
    for hit in retriever.retrieve(Query(text="annual reviews staff parents")):
        assert hit.paragraph == four.record.paragraphs([hit.paragraph.id])[hit.paragraph.id]
    assert not retriever.retrieve(Query(text="another"))
    other.close()


def test_a_backup_is_taken_while_somebody_writes(four: Shelf, tmp_path: Path) -> None:
    with four.record.database.writing():
        backup(four.record, tmp_path / "saved")
    assert (tmp_path / "saved").is_file()


def test_an_old_backup_is_replaced_and_nothing_else_is_left(four: Shelf, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "saved"
    target.parent.mkdir()
    for _ in range(2):
        backup(four.record, target)
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("damage", ["cut", "flip", "other"])
def test_a_damaged_backup_restores_nothing(four: Shelf, saved: Path, damage: str) -> None:
    before, whole = content(four), bytearray(saved.read_bytes())
    if damage == "flip":
        whole[len(whole) // 2] ^= 1
    saved.write_bytes(
        {"cut": bytes(whole[: len(whole) // 2]), "other": b"a letter"}.get(damage, bytes(whole))
    )
    with pytest.raises(StoreError, match="damaged"):
        restore(four.record, saved)
    assert content(four) == before


def test_a_backup_with_another_content_than_its_hash_says_is_refused(four: Shelf, saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        about = archive.read("letterbook.json")
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("letterbook.json", about)
        archive.writestr("record.sqlite", b"something else")
    with pytest.raises(StoreError, match="does not match its hash"):
        restore(four.record, saved)


def test_no_backup_is_said(four: Shelf, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        restore(four.record, tmp_path / "none")
    with pytest.raises(StoreError, match="cannot be written"):
        backup(four.record, tmp_path / "none" / "saved")
