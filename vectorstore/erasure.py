"""Erasure: nothing of a letter is left in the store, proved by a search of every file.

SQLite overwrites what it deletes (secure_delete), its log is emptied and its file written anew; the indexes
are deleted and made again. Backups and the files that the letters came from are their owners' to delete.
"""

import json
import mmap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, delete, update

from ingest.letter import Letter
from vectorstore import schema, writes
from vectorstore.chromastate import CHROMA, erase_collection
from vectorstore.embedded import text_sha
from vectorstore.indexer import Indexer
from vectorstore.lock import sole_writer
from vectorstore.record import Record
from vectorstore.storeerror import StoreError
from vectorstore.writes import chunks

PENDING = "erasure.pending"  # in the store, while an erasure is under way
SHORTEST = 12  # characters of a paragraph that is searched for: less is found by chance


class Erasable(Protocol):
    """An index that can delete its files."""

    def erase(self) -> None:
        """Delete the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased, and the files that still hold it outside the store."""

    letters: tuple[str, ...]
    files: tuple[Path, ...]


def erase(
    record: Record,
    indexer: Indexer,
    derived: Sequence[Erasable],
    folder: Path,
    letter_ids: Sequence[str],
    also: Callable[[Sequence[Letter]], None] = lambda letters: None,
) -> Erased:
    """Leave nothing of the letters in the store: no text, no vector, no name of a file.

    `also` takes them out of what others keep in it, while they can still be read.
    """
    with sole_writer(record.database, "letters are erased"):
        letters = [record.letter(letter_id) for letter_id in letter_ids]
        erase_collection(folder / CHROMA)  # first: it is refused while the chat is open
        needles = tuple(_needles(record, letters))
        files = {source.file for source in record.sources() if source.letter_id in letter_ids}
        also(letters)  # before they go: stopped here, it can be done again
        (folder / PENDING).touch()
        with record.database.writing() as connection:
            _erase_rows(connection, letter_ids)
        for path in files:
            if path.is_relative_to(folder.absolute()):
                path.unlink(missing_ok=True)
        finish(record, indexer, derived, folder)
        also(letters)  # again: a chat that serves may have answered from them meanwhile
    _search(folder, record.database.file, needles)
    return Erased(letters=tuple(letter_ids), files=tuple(sorted(path for path in files if path.exists())))


def finish(record: Record, indexer: Indexer, derived: Sequence[Erasable], folder: Path) -> None:
    """Write anew what may still hold what was erased. Whoever finds an erasure pending does it again."""
    erase_collection(folder / CHROMA)
    record.database.rewrite(table.name for table in schema.TABLES)
    for index in derived:
        index.erase()
    indexer.derive()
    (folder / PENDING).unlink(missing_ok=True)


def _erase_rows(connection: Connection, letter_ids: Sequence[str]) -> None:
    named = schema.sources.c.letter_id.in_(letter_ids)
    connection.execute(delete(schema.sources).where(named))
    writes.remove_letters(connection, letter_ids)
    connection.execute(delete(schema.edits).where(schema.edits.c.letter_id.in_(letter_ids)))
    erased = update(schema.journal).where(schema.journal.c.letter_id.in_(letter_ids))
    connection.execute(erased.values(letter_id="", action="erase"))


def _needles(record: Record, letters: Sequence[Letter]) -> Iterator[bytes]:
    """What must not be found any more: texts and vectors that no other letter has."""
    mine = {letter.metadata.id for letter in letters}
    paragraphs = [paragraph for letter in letters for paragraph in letter.paragraphs]
    texts = {paragraph.text for paragraph in paragraphs if len(paragraph.text) >= SHORTEST}
    kept: set[bytes] = set()
    for paragraph in record.all_paragraphs():
        if paragraph.letter_id not in mine:
            kept.add(text_sha(paragraph))
            texts = {one for one in texts if one not in paragraph.text}
    for one in texts:
        yield one.encode("utf-8", "replace")
        yield json.dumps(one, ensure_ascii=False)[1:-1].encode("utf-8", "replace")
    vectors = record.known_vectors({text_sha(paragraph) for paragraph in paragraphs} - kept)
    starts = {vector.tobytes()[:64] for vector in vectors.values()}
    for some in chunks(kept) if starts else ():  # texts that differ in their line breaks alone share a vector
        starts -= {vector.tobytes()[:64] for vector in record.known_vectors(some).values()}
    yield from starts


def _search(folder: Path, database: Path | None, needles: Iterable[bytes]) -> None:
    needles = set(needles)
    beside = database.parent.glob(f"{database.name}*") if database else ()
    for path in sorted({*folder.rglob("*"), *beside}):
        if not path.is_file() or not path.stat().st_size:
            continue
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if any(content.find(needle) >= 0 for needle in needles):
                raise StoreError(f"something of the erased letters is still in {path}: delete it by hand")
