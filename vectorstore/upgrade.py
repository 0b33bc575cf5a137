"""Upgrade: an older record's tables become today's, in one transaction that is kept only when it is verified.

Until then whoever reads sees the old ones; an upgrade that fails or is killed leaves everything as it was. The
indexes follow by themselves: they say what they hold, and what an older Letterbook wrote otherwise is made anew.
"""

import hashlib
import logging
from collections.abc import Iterator

from pydantic import ValidationError
from sqlalchemy import Connection, Table, inspect, select, update

from vectorstore import schema
from vectorstore.database import Database
from vectorstore.lock import sole_writer
from vectorstore.state import version_of
from vectorstore.storeerror import StoreError

log = logging.getLogger(__name__)

ROWS = 2_000  # read at a time
# From each version to the next. What a step says must be true on SQLite and on PostgreSQL.
STEPS: dict[int, tuple[str, ...]] = {
    2: ("ALTER TABLE sources ADD COLUMN stamp VARCHAR(64) NOT NULL DEFAULT ''",),
}


def bring_up(database: Database) -> None:
    """Upgrade a record to today's version where it is older; raise StoreError where that cannot be done."""
    found = version_of(database)
    if found == schema.SCHEMA:
        return
    if found > schema.SCHEMA or any(version not in STEPS for version in range(found, schema.SCHEMA)):
        raise StoreError(
            f"the record at {database.place} is of version {found}, and this Letterbook reads "
            f"{schema.SCHEMA}: install the Letterbook that made it, or index into a new folder"
        )
    with sole_writer(database, "the record is upgraded"), database.writing() as connection:
        _upgrade(connection, database.place)
    log.info("the record at %s was upgraded from version %s to %s", database.place, found, schema.SCHEMA)


def _upgrade(connection: Connection, place: str) -> None:
    found: int = connection.execute(select(schema.state.c.schema)).scalar_one()
    columns = {table.name: _columns(connection, table) for table in schema.TABLES}
    before = _digests(connection, columns)
    for version in range(found, schema.SCHEMA):  # none where another process was first
        for step in STEPS[version]:
            connection.exec_driver_sql(step)
    connection.execute(update(schema.state).values(schema=schema.SCHEMA))
    _verify(connection, columns, before, place)


def _verify(
    connection: Connection, columns: dict[str, list[str]], before: dict[str, str], place: str
) -> None:
    """Everything that was there is there, and today's code reads it; else nothing is changed."""
    after = _digests(connection, columns)
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        raise StoreError(f"the record at {place} is not upgraded: {', '.join(changed)} would have changed")
    try:
        for body in _bodies(connection, schema.letters):
            schema.load_metadata(body)
        for body in _bodies(connection, schema.paragraphs):
            schema.load_paragraph(body)
    except ValidationError as exc:
        what = str(exc).splitlines()[0]
        raise StoreError(f"the record at {place} is not upgraded: it would not be read: {what}") from exc


def _columns(connection: Connection, table: Table) -> list[str]:
    """The columns that a table has and still will have."""
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    version = {"schema"} if table is schema.state else set()
    return [column.name for column in table.columns if column.name in there - version]


def _digests(connection: Connection, columns: dict[str, list[str]]) -> dict[str, str]:
    return {table.name: _digest(connection, table, columns[table.name]) for table in schema.TABLES}


def _digest(connection: Connection, table: Table, columns: list[str]) -> str:
    digest = hashlib.sha256()
    wanted = select(*(table.c[name] for name in columns)).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=ROWS).execute(wanted):
        for value in row:
            content = value if isinstance(value, bytes) else repr(value).encode("utf-8", "replace")
            digest.update(f"{len(content)} ".encode())
            digest.update(content)
    return digest.hexdigest()


def _bodies(connection: Connection, table: Table) -> Iterator[str]:
    yield from connection.execution_options(yield_per=ROWS).execute(select(table.c.body)).scalars()
