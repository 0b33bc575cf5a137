"""What one transaction on the record does: put, remove, edit. Used by Record alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from ingest.letter import Letter
from vectorstore import schema
from vectorstore.embedded import text_sha
from vectorstore.schema import Source, key_of
from vectorstore.state import next_point
from vectorstore.storeerror import LetterError, StoreError

T = TypeVar("T")
Vectors = npt.NDArray[np.float32]

REMOVED = "removed by hand: ingest the file by its own path to bring it back"
MANY = 5_000  # values in one IN (...): SQLite takes 32,766


def put_letter(connection: Connection, letter: Letter, vectors: Vectors) -> None:
    """Write a letter in the place of what had its id."""
    state = next_point(connection, "put", letter.metadata.id)
    _check(letter, vectors, state.size)
    drop_letters(connection, [letter.metadata.id])
    serial = state.generation
    body = schema.dump_metadata(letter.metadata)
    row = {"id": letter.metadata.id, "serial": serial, "changed": serial, "body": body}
    connection.execute(insert(schema.letters), row)
    shas = [text_sha(paragraph) for paragraph in letter.paragraphs]
    rows = [
        {
            "key": key_of(serial, paragraph.number),
            "role": str(paragraph.role),
            "sha": sha,
            "body": schema.dump_paragraph(paragraph),
        }
        for paragraph, sha in zip(letter.paragraphs, shas, strict=True)
    ]
    if rows:
        connection.execute(insert(schema.paragraphs), rows)
        put_vectors(connection, state.embedder, dict(zip(shas, vectors, strict=True)))


def drop_letters(connection: Connection, letter_ids: Iterable[str]) -> None:
    """Delete letters, their paragraphs, and the vectors that no other paragraph shares."""
    table, paragraphs = schema.letters, schema.paragraphs
    for ids in chunks(letter_ids):
        serials = connection.execute(select(table.c.serial).where(table.c.id.in_(ids))).scalars().all()
        for serial in serials:
            inside = between(serial - 1, serial)
            shas = connection.execute(select(paragraphs.c.sha).where(inside)).scalars().all()
            connection.execute(delete(paragraphs).where(inside))
            _drop_vectors(connection, shas)
        if serials:
            connection.execute(delete(table).where(table.c.id.in_(ids)))


def remove_letters(connection: Connection, letter_ids: Iterable[str]) -> None:
    """Delete letters, each with its line in the journal; what a person set stays for when they come back.

    Sources that still name one of them are marked, so that the next ingest does not bring it back unasked.
    """
    gone, table = list(letter_ids), schema.sources
    for letter_id in gone:
        next_point(connection, "remove", letter_id)
    drop_letters(connection, gone)
    marked = {"letter_id": None, "status": "removed", "reason": REMOVED}
    for some in chunks(gone):
        connection.execute(update(table).where(table.c.letter_id.in_(some)).values(marked))


def put_sources(connection: Connection, sources: Iterable[Source]) -> None:
    """Write what became of files."""
    rows = [asdict(source) for source in sources]
    forget_sources(connection, [row["source"] for row in rows])
    if rows:
        connection.execute(insert(schema.sources), rows)


def forget_sources(connection: Connection, sources: Iterable[str]) -> None:
    """Delete the rows of sources that are gone."""
    table = schema.sources
    for some in chunks(sources):
        connection.execute(delete(table).where(table.c.source.in_(some)))


def set_source(connection: Connection, letter_id: str, source: str) -> None:
    """Write the name of a letter's file."""
    table = schema.letters
    mine = table.c.id == letter_id
    body = connection.execute(select(table.c.body).where(mine)).scalar_one()
    renamed = replace(schema.load_metadata(body), source=source)
    generation = next_point(connection, "rename", letter_id).generation
    values = {"body": schema.dump_metadata(renamed), "changed": generation}
    connection.execute(update(table).where(mine).values(values))


def set_areas(connection: Connection, letter_id: str, areas: tuple[str, ...]) -> None:
    """Write the areas that a person gave; none takes back what a person gave before."""
    generation = next_point(connection, "area", letter_id).generation
    table = schema.letters
    touched = update(table).where(table.c.id == letter_id).values(changed=generation)
    if not connection.execute(touched).rowcount:
        raise StoreError(f"no letter {letter_id}: `letterbook letters` lists them")
    connection.execute(delete(schema.edits).where(schema.edits.c.letter_id == letter_id))
    if areas:
        row = {"letter_id": letter_id, "areas": schema.dump_areas(areas)}
        connection.execute(insert(schema.edits), row)


def put_vectors(connection: Connection, embedder: str, vectors: Mapping[bytes, Vectors]) -> None:
    """Write the vectors of a model that are not there yet."""
    table, new = schema.vectors, dict(vectors)
    for some in chunks(list(new)):
        known = select(table.c.sha).where(table.c.embedder == embedder, table.c.sha.in_(some))
        for sha in connection.execute(known).scalars():
            new.pop(sha, None)
    rows = [
        {"embedder": embedder, "sha": sha, "vector": np.asarray(vector, dtype="<f4").tobytes()}
        for sha, vector in new.items()
    ]
    if rows:
        connection.execute(insert(table), rows)


def switch_embedder(connection: Connection, embedder: str, size: int) -> None:
    """Make another model the record's; raise StoreError where it lacks the vector of any paragraph."""
    table, paragraphs = schema.vectors, schema.paragraphs
    mine = exists(select(table.c.sha).where(table.c.embedder == embedder, table.c.sha == paragraphs.c.sha))
    if connection.execute(select(paragraphs.c.key).where(~mine).limit(1)).first() is not None:
        raise StoreError(f"the model {embedder!r} has not embedded every paragraph yet: try again")
    next_point(connection, "embedder")
    connection.execute(update(schema.state).values(embedder=embedder, size=size))
    connection.execute(delete(table).where(table.c.embedder != embedder))


def between(after: int, upto: int) -> ColumnElement[bool]:
    """The paragraphs of the letters with after < serial <= upto."""
    key = schema.paragraphs.c.key
    return (key >= key_of(after + 1, 0)) & (key < key_of(upto + 1, 0))


def chunks(values: Iterable[T], size: int = MANY) -> Iterator[list[T]]:
    """Cut into lists of at most `size`."""
    chunk: list[T] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _check(letter: Letter, vectors: Vectors, size: int) -> None:
    letter_id, paragraphs = letter.metadata.id, letter.paragraphs
    if vectors.shape[0] != len(paragraphs) or (paragraphs and vectors.shape[1:] != (size,)):
        raise LetterError(f"{letter_id}: {len(paragraphs)} paragraphs, but vectors of shape {vectors.shape}")
    if not np.isfinite(vectors).all():
        raise LetterError(f"{letter_id}: the embedding model gave vectors that are not numbers")
    if any(not 0 < paragraph.number < 1 << schema.NUMBER_BITS for paragraph in paragraphs):
        raise LetterError(f"{letter_id}: more than {1 << schema.NUMBER_BITS} paragraphs: split the file")
    if len({paragraph.number for paragraph in paragraphs}) != len(paragraphs):
        raise LetterError(f"{letter_id}: two of its paragraphs have one number")
    if any(paragraph.letter_id != letter_id for paragraph in paragraphs):
        raise LetterError(f"{letter_id}: holds a paragraph of another letter")


def _drop_vectors(connection: Connection, shas: Iterable[bytes]) -> None:
    table, paragraphs = schema.vectors, schema.paragraphs
    used = exists(select(paragraphs.c.key).where(paragraphs.c.sha == table.c.sha))
    for some in chunks(set(shas)):
        connection.execute(delete(table).where(table.c.sha.in_(some), ~used))
