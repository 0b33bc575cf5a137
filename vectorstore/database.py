"""A database by its URL: a SQLite file (WAL, synchronous=FULL) or PostgreSQL; faults as StoreError.

SQLAlchemy's exceptions stop here.
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from vectorstore.storeerror import StoreError

BUSY_SECONDS = 30  # a short write waits its turn this long
_BEGIN = "letterbook_begin"


class Database:
    """Connections to one database. Many readers at a time; one writer, the others wait."""

    def __init__(self, url: str, *, create: bool = False) -> None:
        """Open `url`; a SQLite file that is not there is made only where `create` says so."""
        self.url = url
        self.file = _sqlite_file(url)
        if self.file is not None:
            _need_file(self.file, create)
        self._engine = _postgresql(url) if self.file is None else _sqlite(self.file)

    @property
    def place(self) -> str:
        """Where it is, in words without a password."""
        return str(self.file) if self.file else make_url(self.url).render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database."""
        with self._faults(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing."""
        with self._faults(), self._engine.connect() as connection:
            # On SQLite the option is read by _begin; its isolation levels are better left alone.
            level = {_BEGIN: "IMMEDIATE"} if self.file else {"isolation_level": "READ COMMITTED"}
            writer = connection.execution_options(**level)
            with writer.begin():
                yield writer

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """A connection outside any transaction: VACUUM, checkpoints, PostgreSQL's advisory locks."""
        with self._faults(), self._engine.connect() as connection:
            connection.connection.rollback()  # the pool's ping has begun a transaction
            level = {_BEGIN: ""} if self.file else {"isolation_level": "AUTOCOMMIT"}
            yield connection.execution_options(**level)

    def damage(self) -> str:
        """Return what the database's own check finds wrong, "" where nothing is."""
        if self.file is None:
            return ""  # PostgreSQL keeps that to itself
        with self.reading() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars().all()
        return "" if found == ["ok"] else "; ".join(map(str, found))

    def rewrite(self, tables: Iterable[str]) -> None:
        """Write the database anew, so that nothing of what was deleted is left in its files."""
        with self.bare() as connection:
            for statement in ["VACUUM"] if self.file else [f"VACUUM FULL {table}" for table in tables]:
                connection.exec_driver_sql(statement)
        self.checkpoint()

    def checkpoint(self) -> None:
        """Write SQLite's log into its file and empty it; wait for those who still read from it."""
        until = time.monotonic() + BUSY_SECONDS
        while self.file:
            with self.bare() as connection:
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            if not busy:
                return
            if time.monotonic() > until:
                raise StoreError(f"{self.place} is being read all the time: close the chat and try again")
            time.sleep(0.1)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as exc:
            raise StoreError(f"the record at {self.place}: {_in_words(_fault(exc))}") from exc


def _fault(exc: DBAPIError) -> str:
    """The database's own words, in one line."""
    said = exc.orig.args[0] if exc.orig and exc.orig.args else exc.orig
    if isinstance(said, dict):  # pg8000 gives PostgreSQL's fields
        said = said.get("M", said)
    return (str(said).splitlines() or ["unknown fault"])[0]


def _in_words(fault: str) -> str:
    cures = {
        "not a database": "it is damaged: put a backup back with `letterbook restore FILE`, or index anew",
        "malformed": "it is damaged: put a backup back with `letterbook restore FILE`, or index anew",
        "disk is full": "the disk is full: free some space and try again; what was acknowledged is kept",
        "disk i/o error": "the disk refused: is it full, or failing? What was acknowledged is kept",
        "readonly": "it cannot be written: check the folder's permissions",
        "locked": "somebody else has been writing it for long: try again when they are done",
        "unable to open": "it cannot be opened: check that the file is there and may be read",
        "no such table": "it is not a Letterbook collection: give the folder that `letterbook ingest` made",
        "does not exist": "no collection in it: run `letterbook ingest PATH` first",
    }
    return next((f"{cure} ({fault})" for sign, cure in cures.items() if sign in fault.lower()), fault)


def _sqlite_file(url: str) -> Path | None:
    try:
        parsed = make_url(url)
    except ArgumentError as exc:
        raise StoreError(
            f"{url!r} is no database URL: use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"
        ) from exc
    if parsed.get_backend_name() != "sqlite":
        return None
    return Path(parsed.database or "")


def _need_file(file: Path, create: bool) -> None:
    if file.is_file():
        return
    if not create:
        raise StoreError(f"no collection at {file.parent}: run `letterbook ingest PATH` first")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # the letters are nobody else's
    except OSError as exc:
        raise StoreError(f"no collection can be made at {file.parent}: {exc.strerror or exc}") from exc


def _sqlite(file: Path) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: _connect(file), poolclass=QueuePool, max_overflow=-1)
    event.listen(engine, "begin", _begin)
    return engine


def _connect(file: Path) -> sqlite3.Connection:
    writable = os.access(file.parent, os.W_OK) and (not file.exists() or os.access(file, os.W_OK))
    uri = file.absolute().as_uri()
    if not writable:
        # Nothing changes below us, and without `immutable` SQLite would want to make a -shm file.
        uri += "?mode=ro" + ("" if Path(f"{file}-wal").exists() else "&immutable=1")
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    if writable:
        # secure_delete: what is deleted is overwritten with zeros, so that erasing can be proved.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").fetchone()
    return connection


def _begin(connection: Connection) -> None:
    # IMMEDIATE: a writer waits here for its turn, and never fails half-way for having begun as a reader.
    mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
    if mode:
        connection.exec_driver_sql(f"BEGIN {mode}")


def _postgresql(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.drivername in (
        "postgresql",
        "postgres",
    ):  # SQLAlchemy would want psycopg2, which is not permissive
        parsed = parsed.set(drivername="postgresql+pg8000")
    try:
        return create_engine(parsed, pool_pre_ping=True, isolation_level="REPEATABLE READ")
    except (ModuleNotFoundError, NoSuchModuleError) as exc:
        raise StoreError(
            f"no driver for {parsed.drivername}: pip install -c constraints.txt pg8000, and write postgresql://..."
        ) from exc
