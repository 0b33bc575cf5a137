"""The record's state: its version, the point its history has come to, and its embedding model."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from vectorstore import schema
from vectorstore.database import Database
from vectorstore.storeerror import StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point in a record's history. Its token is random, so no other history passes through it."""

    generation: int
    token: str


START = Point(generation=-1, token="")  # before any record's first point: an index of nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a derived index compares itself with."""

    point: Point
    history: str  # serials of two histories may be the same and mean different letters
    embedder: str
    size: int  # of a vector; 0 until something was embedded

    @property
    def generation(self) -> int:
        """How many changes there have been."""
        return self.point.generation


def create_tables(database: Database) -> None:
    """Make the tables and the state of an empty record, where they are not there yet."""
    with database.writing() as connection:
        schema.create_all(connection)
        if connection.execute(select(schema.state.c.id)).first() is None:
            row = {
                "id": 1,
                "schema": schema.SCHEMA,
                "history": uuid.uuid4().hex,
                "generation": -1,
                "token": "",
            }
            connection.execute(insert(schema.state), row | {"embedder": "", "size": 0})
            next_point(connection, "create")


def next_point(connection: Connection, action: str, letter_id: str = "") -> State:
    """Raise the generation and write the journal; return the new state.

    The row stays locked until the transaction ends, so writers on PostgreSQL take turns too.
    """
    table, token = schema.state, uuid.uuid4().hex
    connection.execute(update(table).values(generation=table.c.generation + 1, token=token))
    state = read_state(connection)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = {"generation": state.generation, "token": token, "at": at}
    connection.execute(insert(schema.journal), entry | {"action": action, "letter_id": letter_id})
    return state


def passed(connection: Connection, point: Point) -> bool:
    """Return whether the record's history passes through a point."""
    if point == START:
        return True
    table = schema.journal
    found = connection.execute(select(table.c.token).where(table.c.generation == point.generation)).scalar()
    return found == point.token


def version_of(database: Database) -> int:
    """Return the version of the tables."""
    with database.reading() as connection:
        found = connection.execute(select(schema.state.c.schema)).scalar()
    if found is None:
        raise StoreError(f"the record at {database.place} is empty: index into it again, or restore a backup")
    return int(found)


def read_state(connection: Connection) -> State:
    """Read the state as of now."""
    table = schema.state
    columns = (table.c.generation, table.c.token, table.c.history, table.c.embedder, table.c.size)
    row = connection.execute(select(*columns)).one()
    point = Point(generation=row.generation, token=row.token)
    return State(point=point, history=row.history, embedder=row.embedder, size=row.size)


def other_model(place: str, theirs: str, ours: str) -> str:
    """Say that the index is of another embedding model, and what to do."""
    return (
        f"the record at {place} was indexed with the model {theirs!r}, not {ours!r}: "
        f"set LETTERBOOK_EMBEDDER={theirs}, or index into a new folder"
    )
