"""Backup and restore, while the chat serves: one file, checked by its hash, for either kind of database."""

import hashlib
import json
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from vectorstore import schema
from vectorstore.database import Database
from vectorstore.lock import sole_writer
from vectorstore.record import FILE, Record, record_url
from vectorstore.state import next_point, read_state
from vectorstore.storeerror import StoreError
from vectorstore.upgrade import bring_up

ABOUT = "letterbook.json"
ROWS = 2_000  # copied at a time


def backup(record: Record, file: Path) -> None:
    """Write the whole record into one file; it may be read and written meanwhile."""
    with _near(file) as folder:
        copy = Record.open(record_url(folder), create=True)
        try:
            with record.database.reading() as source, copy.database.writing() as target:
                _copy_tables(source, target)
            copy.database.checkpoint()
            letters = len(copy.letters())
        finally:
            copy.close()
        about = {"schema": schema.SCHEMA, "letters": letters, "sha256": _sha256(folder / FILE)}
        made = folder / "backup.zip"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(ABOUT, json.dumps(about))
            archive.write(folder / FILE, FILE)
        made.replace(file)


def restore(record: Record, file: Path) -> None:
    """Put a backup in the place of all that the record holds, in one transaction; the indexes follow."""
    with _near(record.database.file or file) as folder:
        _unpack(file, folder)
        saved = Database(record_url(folder))
        try:
            bring_up(saved)  # what is unpacked; the backup itself stays as it is
            alone = sole_writer(record.database, "a backup is restored")
            with alone, saved.reading() as source, record.database.writing() as target:
                _restore_tables(source, target)
        finally:
            saved.close()


def _copy_tables(source: Connection, target: Connection) -> None:
    for table in schema.TABLES:
        target.execute(delete(table))
        rows = source.execution_options(yield_per=ROWS).execute(select(table)).mappings()
        for some in rows.partitions(ROWS):
            target.execute(insert(table), [dict(row) for row in some])


def _restore_tables(source: Connection, target: Connection) -> None:
    now = read_state(target).generation
    _copy_tables(source, target)
    # A new history, and a generation that neither had: no index and no cache takes its letters for others.
    generation = max(now, read_state(target).generation)
    target.execute(update(schema.state).values(generation=generation, history=uuid.uuid4().hex))
    next_point(target, "restore")


def _unpack(file: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            about = json.loads(archive.read(ABOUT))
            archive.extract(FILE, folder)
        whole = about["sha256"] == _sha256(folder / FILE)
    except FileNotFoundError as exc:
        raise StoreError(f"{file}: no such file") from exc
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as exc:
        raise StoreError(f"{file} is not a backup of Letterbook, or damaged: {exc}") from exc
    if not whole:
        raise StoreError(f"{file} is damaged: its content does not match its hash; nothing was restored")


@contextmanager
def _near(file: Path) -> Iterator[Path]:
    """A folder on the disk of `file`, so that what is made in it can be put in its place by a rename."""
    try:
        with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".letterbook-") as folder:
            yield Path(folder)
    except OSError as exc:
        raise StoreError(f"{file} cannot be written: {exc.strerror or exc}") from exc


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
