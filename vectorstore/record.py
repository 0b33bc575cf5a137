"""Record: the truth. Letters, paragraphs, vectors, sources and the journal, in SQLite or PostgreSQL.

Every put, removal and edit is one transaction that raises the generation. The indexes (exact, lexical,
Chroma, words) are derived from it, carry its lineage and generation, and may be deleted at any time.
"""

import hashlib
import threading
import uuid
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError
from sqlalchemy import Connection, Select, func, insert, select, update

from ingest.letter import Letter, LetterMetadata, Paragraph
from vectorstore import schema, writes
from vectorstore.catalogue import EMPTY, Catalogue, read_catalogue
from vectorstore.database import Database
from vectorstore.schema import Source, key_of
from vectorstore.storeerror import StoreError
from vectorstore.writes import between, chunks

__all__ = ["Record", "Source", "State", "StoreError", "record_url"]

Vectors = npt.NDArray[np.float32]

FILE = "record.sqlite"
CACHED = (
    60_000  # paragraphs, about 100 MB; a key never changes its paragraph, so nothing in the cache is stale
)
BATCH = 2_000  # paragraphs of one read when all are read


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a derived index compares itself with."""

    lineage: str
    generation: int
    embedder: str
    size: int  # of a vector; 0 until something was embedded


def record_url(store: Path) -> str:
    """Return the URL of the record kept in a store folder."""
    return f"sqlite:///{store / FILE}"


class Record:
    """The letters of one collection. Threads may share it; many processes may read while one writes."""

    def __init__(self, database: Database) -> None:
        """Use a database that holds the record's tables (see `open`)."""
        self.database = database
        self._lock = threading.Lock()
        self._catalogue = EMPTY
        self._cache: OrderedDict[int, Paragraph] = OrderedDict()

    @classmethod
    def open(cls, url: str, *, create: bool = False) -> Self:
        """Open the record at a database URL; make an empty one only where `create` says so."""
        database = Database(url, create=create)
        if create:
            _create(database)
        record = cls(database)
        found = _version(database)
        if found != schema.SCHEMA:
            raise StoreError(
                f"the record at {database.place} is of version {found}, and this Letterbook reads "
                f"{schema.SCHEMA}: install the Letterbook that made it, or index into a new folder"
            )
        return record

    def close(self) -> None:
        """Give back the connections."""
        self.database.close()

    @property
    def state(self) -> State:
        """The lineage, generation and embedder as of now."""
        with self.database.reading() as connection:
            return _state(connection)

    @property
    def generation(self) -> int:
        """How many puts, removals and edits there have been."""
        return self.state.generation

    @property
    def embedder_name(self) -> str:
        """The model of the vectors; "" while there are none."""
        return self.state.embedder

    def fingerprint(self) -> str:
        """Return a short hash of what is indexed and by which model; equal collections have equal ones."""
        digest = hashlib.sha256(self.embedder_name.encode())
        for letter in sorted(self.letters(), key=lambda letter: letter.id):
            digest.update(f"\n{letter.id}\t{letter.text_sha256}\t{letter.areas}".encode("utf-8", "replace"))
        return digest.hexdigest()[:12]

    def catalogue(self) -> Catalogue:
        """Return all letters of one generation, from memory where nothing changed."""
        with self.database.reading() as connection:
            state = _state(connection)
            with self._lock:
                old = self._catalogue
                if (old.lineage, old.generation) != (state.lineage, state.generation):
                    self._catalogue = read_catalogue(connection, state.lineage, state.generation, old)
                return self._catalogue

    def letters(self) -> tuple[LetterMetadata, ...]:
        """Return all letters by date, the undated last, the unreadable among them."""
        return self.catalogue().letters

    def letter(self, letter_id: str) -> Letter:
        """Return a letter with its paragraphs."""
        catalogue = self.catalogue()
        metadata = catalogue.by_id.get(letter_id)
        if metadata is None:
            raise StoreError(f"no letter {letter_id}: `letterbook letters` lists them")
        serial = catalogue.serial_of[letter_id]
        found = tuple(paragraph for _, paragraph in self.paragraphs_between(serial - 1, serial))
        return Letter(metadata=metadata, paragraphs=found)

    def paragraphs(self, ids: Iterable[str]) -> dict[str, Paragraph]:
        """Return the paragraphs by id; an id that is not in the record is left out."""
        serials = self.catalogue().serial_of
        keys = {}
        for paragraph_id in ids:
            letter_id, _, number = paragraph_id.rpartition("#")
            if letter_id in serials and number.isascii() and number.isdigit():
                keys[key_of(serials[letter_id], int(number))] = paragraph_id
        found = self.paragraphs_at(list(keys))
        return {keys[key]: paragraph for key, paragraph in found.items()}

    def paragraphs_at(self, keys: Sequence[int]) -> dict[int, Paragraph]:
        """Return the paragraphs by key, from memory where they were read before."""
        with self._lock:
            found = {key: self._cache[key] for key in keys if key in self._cache}
            for key in found:
                self._cache.move_to_end(key)
        missing = [key for key in keys if key not in found]
        if missing:
            read = self._read_paragraphs(missing)
            found |= read
            self._remember(read)
        return found

    def all_paragraphs(self) -> Iterator[Paragraph]:
        """Yield every paragraph, letters in the order in which they came, without holding them all."""
        for _, paragraph in self.paragraphs_between(-1, self.generation):
            yield paragraph

    def paragraphs_between(self, after: int, upto: int) -> Iterator[tuple[int, Paragraph]]:
        """Yield the keys and paragraphs of the letters with after < serial <= upto, by key."""
        table = schema.paragraphs
        for rows in self._pages(select(table.c.key, table.c.body), after, upto):
            for key, body in rows:
                yield key, _paragraph(key, body)

    def vectors_between(self, after: int, upto: int) -> Iterator[tuple[list[int], list[str], Vectors]]:
        """Yield keys, roles and vectors of the letters with after < serial <= upto, by key, in batches."""
        paragraphs, vectors, state = schema.paragraphs, schema.vectors, self.state
        mine = (vectors.c.sha == paragraphs.c.sha) & (vectors.c.embedder == state.embedder)
        wanted = select(paragraphs.c.key, paragraphs.c.role, vectors.c.vector).join(vectors, mine)
        for rows in self._pages(wanted, after, upto):
            matrix = np.frombuffer(b"".join(row[2] for row in rows), dtype="<f4")
            yield [row[0] for row in rows], [row[1] for row in rows], matrix.reshape(-1, state.size)

    def known_vectors(self, shas: Iterable[bytes]) -> dict[bytes, Vectors]:
        """Return the vectors that need no embedding: those of texts embedded before."""
        table, known = schema.vectors, {}
        with self.database.reading() as connection:
            mine = table.c.embedder == _state(connection).embedder
            for some in chunks(set(shas)):
                wanted = select(table.c.sha, table.c.vector).where(mine, table.c.sha.in_(some))
                for sha, vector in connection.execute(wanted).tuples():
                    known[sha] = np.frombuffer(vector, dtype="<f4")
        return known

    def sources(self) -> tuple[Source, ...]:
        """Return what became of every file."""
        with self.database.reading() as connection:
            rows = connection.execute(select(schema.sources)).mappings()
            return tuple(Source(**row) for row in rows)

    def claim(self, embedder: str, size: int) -> None:
        """Say which model the vectors are of; raise StoreError where they are of another one."""
        with self.database.writing() as connection:
            state = _state(connection)
            if not state.embedder:
                connection.execute(update(schema.state).values(embedder=embedder, size=size))
            elif (state.embedder, state.size) != (embedder, size):
                raise StoreError(other_model(self.database.place, state.embedder, embedder))

    def put(
        self, letter: Letter, vectors: Vectors, sources: Iterable[Source] = (), remove: Iterable[str] = ()
    ) -> None:
        """Write a letter in the place of what had its id, with a vector for each paragraph.

        In the same transaction write its sources, and remove the letters that it leaves without any.
        """
        with self.database.writing() as connection:
            writes.put_letter(connection, letter, vectors)
            writes.put_sources(connection, sources)
            writes.remove_letters(connection, remove)

    def remove(self, letter_ids: Iterable[str], forget: Iterable[str] = ()) -> None:
        """Delete letters, and forget the sources named."""
        with self.database.writing() as connection:
            writes.remove_letters(connection, letter_ids)
            writes.forget_sources(connection, forget)

    def note(self, sources: Iterable[Source], remove: Iterable[str] = ()) -> None:
        """Write what became of files, and remove the letters that they leave without any source."""
        with self.database.writing() as connection:
            writes.put_sources(connection, sources)
            writes.remove_letters(connection, remove)

    def rename(self, letter_id: str, source: str) -> None:
        """Say under which name a letter's file is now found."""
        with self.database.writing() as connection:
            writes.set_source(connection, letter_id, source)

    def lengths(self) -> dict[str, int]:
        """Return the number of paragraphs of every letter."""
        serial, table = schema.paragraphs.c.key.op(">>")(schema.NUMBER_BITS), schema.paragraphs
        counted = select(serial, func.count()).select_from(table).group_by(serial)
        with self.database.reading() as connection:
            counts: dict[int, int] = dict(connection.execute(counted).tuples().all())
        return {letter_id: counts.get(serial, 0) for letter_id, serial in self.catalogue().serial_of.items()}

    def set_area(self, letter_id: str, names: Sequence[str]) -> None:
        """Set a letter's areas by hand, for good: indexing again keeps them. No names takes that back."""
        with self.database.writing() as connection:
            writes.set_areas(connection, letter_id, tuple(names))

    def _pages(self, wanted: Select[Any], after: int, upto: int) -> Iterator[list[tuple[Any, ...]]]:
        # Page by page, so that no reading holds the database for long.
        key, last = schema.paragraphs.c.key, key_of(after + 1, 0) - 1
        while True:
            page = wanted.where(between(after, upto), key > last).order_by(key).limit(BATCH)
            with self.database.reading() as connection:
                rows = [tuple(row) for row in connection.execute(page)]
            if not rows:
                return
            yield rows
            last = rows[-1][0]

    def _read_paragraphs(self, keys: Sequence[int]) -> dict[int, Paragraph]:
        table, found = schema.paragraphs, {}
        with self.database.reading() as connection:
            for some in chunks(keys):
                wanted = select(table.c.key, table.c.body).where(table.c.key.in_(some))
                for key, body in connection.execute(wanted).tuples():
                    found[key] = _paragraph(key, body)
        return found

    def _remember(self, found: Mapping[int, Paragraph]) -> None:
        with self._lock:
            self._cache.update(found)
            while len(self._cache) > CACHED:
                self._cache.popitem(last=False)


def other_model(place: str, theirs: str, ours: str) -> str:
    """Say that the index is of another embedding model, and what to do."""
    return (
        f"the record at {place} was indexed with the model {theirs!r}, not {ours!r}: "
        f"set LETTERBOOK_EMBEDDER={theirs}, or index into a new folder"
    )


def _create(database: Database) -> None:
    with database.writing() as connection:
        schema.create_all(connection)
        if connection.execute(select(schema.state.c.id)).first() is None:
            row = {"id": 1, "schema": schema.SCHEMA, "lineage": uuid.uuid4().hex}
            connection.execute(insert(schema.state), row | {"generation": 0, "embedder": "", "size": 0})


def _version(database: Database) -> int:
    with database.reading() as connection:
        found = connection.execute(select(schema.state.c.schema)).scalar()
    if found is None:
        raise StoreError(f"the record at {database.place} is empty: index into it again, or restore a backup")
    return int(found)


def _state(connection: Connection) -> State:
    table = schema.state
    columns = (table.c.lineage, table.c.generation, table.c.embedder, table.c.size)
    row = connection.execute(select(*columns)).one()
    return State(lineage=row.lineage, generation=row.generation, embedder=row.embedder, size=row.size)


def _paragraph(key: int, body: str) -> Paragraph:
    try:
        return schema.load_paragraph(body)
    except ValidationError as exc:
        raise StoreError(f"paragraph {key} of the record is damaged: `letterbook restore FILE`") from exc
