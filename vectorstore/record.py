"""Record: the truth. Letters, paragraphs, vectors, sources and the journal, in SQLite or PostgreSQL.

Every put, removal and edit is one transaction that raises the generation. The indexes (exact, lexical,
Chroma, words) are derived from it, say which point of its history they hold, and may be deleted at any time.
"""

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self, cast

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Select, exists, func, literal_column, select, update

from ingest.letter import Letter, Paragraph
from vectorstore import schema, writes
from vectorstore.catalogue import EMPTY, Catalogue, living, read_catalogue
from vectorstore.database import Database
from vectorstore.lately import Lately, View
from vectorstore.readparagraphs import ReadParagraphs, paragraph_of
from vectorstore.roll import Roll
from vectorstore.schema import Source, key_of
from vectorstore.state import Point, State, create_tables, other_model, passed, read_state
from vectorstore.storeerror import StoreError
from vectorstore.upgrade import bring_up
from vectorstore.writes import between, chunks

__all__ = ["Record", "Source", "State", "StoreError", "record_url"]

Vectors = npt.NDArray[np.float32]
FILE = "record.sqlite"
BATCH = 2_000  # paragraphs of one read when all are read


def record_url(store: Path) -> str:
    """Return the URL of the record kept in a store folder."""
    return f"sqlite:///{store / FILE}"


class Record:
    """The letters of one collection. Threads may share it; many processes may read while one writes."""

    def __init__(self, database: Database, lag: float = 0.0) -> None:
        """Use a database that holds the record's tables (see `open`)."""
        self.database = database
        self._lock = threading.Lock()
        self._catalogue = EMPTY
        self._steady = threading.local()  # .view of a thread that holds still
        self._read = ReadParagraphs()
        self._lately = Lately(database, lag)

    @classmethod
    def open(cls, url: str, *, create: bool = False, lag: float = 0.0) -> Self:
        """Open the record at a database URL, upgraded where it is older; make one only where `create` says so.

        While an ingest adds letters `steady` may give those of `lag` seconds ago (see `lately`).
        """
        database = Database(url, create=create)
        if create:
            create_tables(database)
        bring_up(database)
        return cls(database, lag)

    def close(self) -> None:
        """Give back the connections."""
        self.database.close()

    @contextmanager
    def steady(self, view: View | None = None) -> Iterator[View]:
        """Let this thread see one state of the letters, read once, however often it is asked for; that of `view`."""
        outer = self._view
        found = view or outer
        if found is None:
            with self.database.reading() as connection:
                now = partial(self._catalogue_in, connection)
                found = self._lately.or_now(connection, read_state(connection), now)
        self._steady.view = found
        try:
            yield found
        finally:
            self._steady.view = outer

    @property
    def state(self) -> State:
        """The point of its history, and the embedder, as of now."""
        if view := self._view:
            return view[0]
        with self.database.reading() as connection:
            return read_state(connection)

    @property
    def generation(self) -> int:
        """How many puts, removals and edits there have been."""
        return self.state.generation

    @property
    def embedder_name(self) -> str:
        """The model of the vectors; "" while there are none."""
        return self.state.embedder

    def has(self, point: Point) -> bool:
        """Return whether its history passes through a point, so that an index of it can go on."""
        with self.database.reading() as connection:
            return passed(connection, point)

    def fingerprint(self) -> str:
        """Return a short hash of what is indexed and by which model; equal collections have equal ones."""
        with self.steady() as (state, catalogue):
            return hashlib.sha256(f"{state.embedder}\n{catalogue.digest:x}".encode()).hexdigest()[:12]

    def catalogue(self) -> Catalogue:
        """Return all letters of one generation, from memory where nothing changed."""
        if view := self._view:
            return view[1]
        with self.database.reading() as connection:
            return self._catalogue_in(connection)

    def letters(self) -> Roll:
        """Return all letters by date, the undated last, the unreadable among them."""
        return self.catalogue().letters

    def serials(self, after: int = -1) -> list[int]:
        """Return the serials of all letters that came after a generation, without reading the letters."""
        serial = schema.letters.c.serial
        with self.database.reading() as connection:
            return list(connection.execute(select(serial).where(serial > after)).scalars())

    def still(self, serials: frozenset[int]) -> frozenset[int]:
        """Return which of some letters are there yet; they are all that there were between their first and last."""
        with self.database.reading() as connection:
            return serials & living(connection, serials)

    def letter(self, letter_id: str) -> Letter:
        """Return a letter with its paragraphs."""
        table = schema.paragraphs
        with self.database.reading() as connection:
            catalogue = self._catalogue_in(connection)
            place = catalogue.letters.places.get(letter_id, -1)
            if place < 0:
                raise StoreError(f"no letter {letter_id}: `letterbook letters` lists them")
            metadata, serial = catalogue.letters[place], catalogue.serials[place]
            inside = select(table.c.key, table.c.body).where(between(serial - 1, serial))
            rows = connection.execute(inside.order_by(table.c.key)).tuples().all()
        return Letter(metadata=metadata, paragraphs=tuple(paragraph_of(key, body) for key, body in rows))

    def paragraphs(self, ids: Iterable[str]) -> dict[str, Paragraph]:
        """Return the paragraphs by id; an id that is not in the record is left out."""
        keys = self.catalogue().keys_of(ids)
        return {keys[key]: paragraph for key, paragraph in self.paragraphs_at(list(keys)).items()}

    def paragraphs_at(self, keys: Sequence[int]) -> dict[int, Paragraph]:
        """Return the paragraphs by key, from memory where they were read before."""
        return self._read.paragraphs(self.database, self.state.history, keys)

    def all_paragraphs(self) -> Iterator[Paragraph]:
        """Yield every paragraph, letters in the order in which they came, without holding them all."""
        for _, paragraph in self.paragraphs_between(-1, self.generation):
            yield paragraph

    def paragraphs_between(self, after: int, upto: int) -> Iterator[tuple[int, Paragraph]]:
        """Yield the keys and paragraphs of the letters with after < serial <= upto, by key."""
        table = schema.paragraphs
        for rows in self._pages(select(table.c.key, table.c.body), after, upto):
            for key, body in rows:
                yield key, paragraph_of(key, body)

    def vectors_between(self, after: int, upto: int) -> Iterator[tuple[list[int], list[str], Vectors]]:
        """Yield keys, roles and vectors of the letters with after < serial <= upto, by key, in batches."""
        table, size = schema.paragraphs, self.state.size
        for rows in self._pages(select(table.c.key, table.c.role, table.c.sha), after, upto):
            # Not by a join: SQLite would walk all vectors for every page.
            known = self.known_vectors(sha for _, _, sha in rows)
            there = [(key, role, known[sha]) for key, role, sha in rows if sha in known]
            matrix = np.array([vector for _, _, vector in there], dtype=np.float32).reshape(-1, size)
            yield [key for key, _, _ in there], [role for _, role, _ in there], matrix

    def known_vectors(self, shas: Iterable[bytes], embedder: str = "") -> dict[bytes, Vectors]:
        """Return the vectors that need no embedding: those of texts embedded before."""
        table, known = schema.vectors, {}
        with self.database.reading() as connection:
            mine = table.c.embedder == (embedder or read_state(connection).embedder)
            for some in chunks(set(shas)):
                wanted = select(table.c.sha, table.c.vector).where(mine, table.c.sha.in_(some))
                for sha, vector in connection.execute(wanted).tuples():
                    known[sha] = np.frombuffer(vector, dtype="<f4")
        return known

    def without_vector(self) -> list[int]:
        """Return the keys of the paragraphs whose vector is missing."""
        table, vectors = schema.paragraphs, schema.vectors
        with self.database.reading() as connection:
            mine = vectors.c.embedder == read_state(connection).embedder
            there = exists(select(vectors.c.sha).where(mine, vectors.c.sha == table.c.sha))
            return list(connection.execute(select(table.c.key).where(~there).order_by(table.c.key)).scalars())

    def sources(self) -> tuple[Source, ...]:
        """Return what became of every file."""
        with self.database.reading() as connection:
            rows = connection.execute(select(schema.sources)).mappings()
            return tuple(Source(**row) for row in rows)

    def claim(self, embedder: str, size: int) -> None:
        """Say which model the vectors are of; raise StoreError where they are of another one."""
        with self.database.writing() as connection:
            state = read_state(connection)
            if not state.embedder:
                connection.execute(update(schema.state).values(embedder=embedder, size=size))
            elif (state.embedder, state.size) != (embedder, size):
                raise StoreError(other_model(self.database.place, state.embedder, embedder))

    def prepare(self, embedder: str, vectors: Mapping[bytes, Vectors]) -> None:
        """Keep vectors of another model, until there are all of them and `switch` makes it the record's."""
        with self.database.writing() as connection:
            writes.put_vectors(connection, embedder, vectors)

    def switch(self, embedder: str, size: int) -> None:
        """Make a prepared model the record's, and delete the vectors of every other."""
        with self.database.writing() as connection:
            writes.switch_embedder(connection, embedder, size)

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
        table = schema.paragraphs
        serial = table.c.key // literal_column(str(1 << schema.NUMBER_BITS))
        counted = select(serial, func.count()).select_from(table).group_by(serial)
        with self.database.reading() as connection:
            counts: dict[int, int] = dict(connection.execute(counted).tuples().all())
        return {letter_id: counts.get(serial, 0) for letter_id, serial in self.catalogue().serial_of.items()}

    def set_area(self, letter_id: str, names: Sequence[str]) -> None:
        """Set a letter's areas by hand, for good: indexing again keeps them. No names takes that back."""
        with self.database.writing() as connection:
            writes.set_areas(connection, letter_id, tuple(names))

    @property
    def _view(self) -> View | None:
        """What this thread sees while it holds still; None where it does not."""
        return cast(View | None, getattr(self._steady, "view", None))

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

    def _catalogue_in(self, connection: Connection) -> Catalogue:
        state = read_state(connection)
        with self._lock:
            old = self._catalogue
            if old.point == state.point:
                return old
            new = read_catalogue(connection, state.point, old)
            if old.point.generation < new.point.generation or not passed(connection, old.point):
                self._catalogue = new
            return new
