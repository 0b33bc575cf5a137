"""One at a time: a lock on a folder that says who holds it."""

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from vectorstore.storeerror import StoreError

INGEST = "ingest.lock"  # held while letters are put or removed
DERIVE = "derive.lock"  # held while files of an index are written
WAIT = 0.3  # seconds before a second ingest is refused


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
