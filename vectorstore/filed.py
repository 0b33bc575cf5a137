"""Filed: what the record says of files and of the letters in them, a few at a time, however many there are."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from ingest.letter import LetterMetadata, Paragraph
from vectorstore import schema
from vectorstore.catalogue import read_metadata
from vectorstore.readparagraphs import paragraph_of
from vectorstore.record import Record
from vectorstore.schema import NUMBER_BITS, Source
from vectorstore.writes import between, chunks

PAGE = 500  # rows read at a time


class Filed:
    """Sources and letters as the record has them now. Nothing is held in memory."""

    def __init__(self, record: Record) -> None:
        self._database = record.database

    def source(self, name: str) -> Source | None:
        """A source by its name."""
        return next(iter(self._sources(schema.sources.c.source == name)), None)

    def of_path(self, path: str) -> tuple[Source, ...]:
        """What became of a file when it was last read."""
        return self._sources(schema.sources.c.path == path)

    def of_paths(self, paths: Iterable[str]) -> dict[str, list[Source]]:
        """What became of files when they were last read."""
        known: dict[str, list[Source]] = {}
        for some in chunks(paths):
            for source in self._sources(schema.sources.c.path.in_(some)):
                known.setdefault(source.path, []).append(source)
        return known

    def of_letter(self, letter_id: str | None) -> tuple[Source, ...]:
        """The sources of a letter; none for None."""
        return self._sources(schema.sources.c.letter_id == letter_id) if letter_id else ()

    def paths(self) -> Iterator[str]:
        """Yield the files that are known, in order."""
        path, last = schema.sources.c.path, ""
        while True:
            wanted = select(path).where(path > last).distinct().order_by(path).limit(PAGE)
            with self._database.reading() as connection:
                found = list(connection.execute(wanted).scalars())
            if not found:
                return
            yield from found
            last = found[-1]

    def letter(self, letter_id: str | None) -> LetterMetadata | None:
        """What a letter says of itself; None where there is none."""
        return self.letters([letter_id]).get(letter_id) if letter_id else None

    def letters(self, letter_ids: Iterable[str]) -> dict[str, LetterMetadata]:
        """What some letters say of themselves, by id; an id that is not in the record is left out."""
        with self._database.reading() as connection:
            return read_metadata(connection, letter_ids)

    def paragraphs(self, letter_id: str) -> tuple[Paragraph, ...]:
        """The paragraphs of a letter; none where it is not there."""
        table, letters = schema.paragraphs, schema.letters
        with self._database.reading() as connection:
            serial = connection.execute(select(letters.c.serial).where(letters.c.id == letter_id)).scalar()
            if serial is None:
                return ()
            inside = select(table.c.key, table.c.body).where(between(serial - 1, serial))
            rows = connection.execute(inside.order_by(table.c.key)).tuples().all()
        return tuple(paragraph_of(key, body) for key, body in rows)

    def all_letters(self) -> Iterator[LetterMetadata]:
        """Yield what every letter says of itself, as they came, without holding them all."""
        table, last = schema.letters, -1
        while True:
            page = (
                select(table.c.serial, table.c.id)
                .where(table.c.serial > last)
                .order_by(table.c.serial)
                .limit(PAGE)
            )
            with self._database.reading() as connection:
                rows = connection.execute(page).tuples().all()
                found = read_metadata(connection, [name for _, name in rows])
            if not rows:
                return
            yield from (found[name] for _, name in rows)
            last = rows[-1][0]

    def has(self, letter_id: str) -> bool:
        """Whether there is a letter with that id."""
        with self._database.reading() as connection:
            wanted = select(schema.letters.c.id).where(schema.letters.c.id == letter_id)
            return connection.execute(wanted).first() is not None

    def lengths(self, letter_ids: Iterable[str]) -> dict[str, int]:
        """The number of paragraphs of some letters."""
        with self._database.reading() as connection:
            return {name: count for some in chunks(letter_ids) for name, count in _lengths(connection, some)}

    def _sources(self, which: ColumnElement[bool]) -> tuple[Source, ...]:
        wanted = select(schema.sources).where(which).order_by(schema.sources.c.source)
        with self._database.reading() as connection:
            return tuple(Source(**row) for row in connection.execute(wanted).mappings())


def _lengths(connection: Connection, letter_ids: list[str]) -> Iterator[Any]:
    letters, key = schema.letters, schema.paragraphs.c.key
    first = letters.c.serial * (1 << NUMBER_BITS)
    inside = (key >= first) & (key < first + (1 << NUMBER_BITS))
    count = select(func.count()).where(inside).correlate(letters).scalar_subquery()
    yield from connection.execute(select(letters.c.id, count).where(letters.c.id.in_(letter_ids))).tuples()
