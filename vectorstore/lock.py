"""One at a time: a lock on a folder, or in PostgreSQL, that says who holds it."""

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import func, select, text

from vectorstore.database import Database
from vectorstore.storeerror import StoreError

INGEST = "ingest.lock"  # held while letters are put or removed
DERIVE = "derive.lock"  # held while files of an index are written
WAIT = 0.3  # seconds before a second ingest is refused

_KEY = 0x6C657474  # of the advisory lock: "lett"
_HOLDER = """
    SELECT application_name || ' by process ' || pid || ' at ' || coalesce(host(client_addr), 'this host')
        || ' since ' || date_trunc('second', backend_start)
    FROM pg_stat_activity JOIN pg_locks USING (pid)
    WHERE locktype = 'advisory' AND granted AND objid = :key
"""


@contextlib.contextmanager
def held(folder: Path, name: str, doing: str, wait: float = WAIT) -> Iterator[None]:
    """Hold a folder's lock or raise StoreError that says who does. It ends with its process, even killed."""
    lock = FileLock(folder / name)
    try:
        lock.acquire(timeout=wait)
    except Timeout as exc:
        raise StoreError(
            f"{folder} is in use: {_holder(folder / name)}; try again when that is done"
        ) from exc
    except OSError as exc:
        raise StoreError(f"{folder} cannot be written: {exc.strerror or exc}") from exc
    try:
        _sign(folder / name, doing)
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def sole_writer(database: Database, doing: str) -> Iterator[None]:
    """Be the only process that puts or removes letters, or raise StoreError that says who is."""
    if database.file is not None:
        with held(database.file.parent, INGEST, doing):
            yield
        return
    with database.bare() as connection:
        if not connection.execute(select(func.pg_try_advisory_lock(_KEY))).scalar():
            holder = connection.execute(text(_HOLDER), {"key": _KEY}).scalar()
            raise StoreError(f"{database.place} is in use: {holder or doing}; try again when that is done")
        try:
            connection.execute(select(func.set_config("application_name", f"letterbook: {doing}", False)))
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(_KEY)))


def _sign(path: Path, doing: str) -> None:
    holder = {
        "doing": doing,
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    with contextlib.suppress(OSError):  # it only explains; the lock itself is held
        path.with_suffix(".holder").write_text(json.dumps(holder), encoding="utf-8")


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.with_suffix(".holder").read_text(encoding="utf-8"))
        return f"{holder['doing']} by process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process is writing it"
