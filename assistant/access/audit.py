"""Audit: who did what and when, one line each, every line sealed with the hash of the line before.

No question, answer or letter's text is in it. A line that is changed or taken out breaks the chain; lines cut
off at the end are missed by `audit.head`. Whoever can write both files can make both anew: to be safe from
that, send the lines elsewhere as they come.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from assistant.access.person import AccessError, Person

FILE = "audit.jsonl"
HEAD = "audit.head"
FIRST = "0" * 64
WAIT = 10  # seconds for another process's line
POLL = 0.002  # seconds between two looks whether the other line is written

Deed = Literal[
    "asked", "uploaded", "ingested", "removed", "erased", "set area", "exported", "judged",
    "logged in", "log-in failed", "log-in locked", "logged out", "refused",
    "backed up", "restored", "user added", "user removed", "token added", "token removed",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check of the whole log found."""

    lines: int
    fault: str = ""  # "" where nothing is wrong


class Audit:
    """The log of a collection."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.head = folder / HEAD

    def note(self, person: Person | str, deed: Deed, what: str = "", address: str = "") -> None:
        """Add a line. `what` names a letter, a file, a person: never what was asked."""
        who = person if isinstance(person, str) else person.name or "anybody"
        way = "" if isinstance(person, str) else person.way
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "who": who, "way": way, "from": address, "did": deed, "what": what[:500]}
        try:
            self._append(line)
        except Timeout as exc:
            raise AccessError(f"{self.path} is held by another process") from exc
        except OSError as exc:
            raise AccessError(f"{self.path} cannot be written ({exc.strerror})") from exc

    def check(self) -> Finding:
        """Read the whole log and follow its chain."""
        if not self.path.exists():
            return Finding(lines=0, fault="it is gone" if self.head.exists() else "")
        before, count = FIRST, 0
        for count, line in enumerate(_lines(self.path), start=1):
            if (linked := _before(line)) not in (before, None):
                return Finding(lines=count, fault=f"line {count} does not follow from the line before it")
            if linked is None and count == 1:
                return Finding(lines=1, fault="line 1 is no line of a log")
            before = _digest(line)
        return Finding(lines=count, fault=self._end(count, before))

    def _end(self, count: int, last: str) -> str:
        known, digest = _head(self.head)
        if known > count:
            return f"{known - count} lines are missing at its end"
        if known == count and digest != last:
            return f"line {count} was changed"
        return f"{count - known} lines were added by hand" if count > known + 1 else ""

    def _append(self, line: dict[str, str]) -> None:
        with _alone(self.path):
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "r+b", buffering=0) as file:
                last = _last(file.fileno())
                torn = b"" if last is None or last.endswith(b"\n") else b"\n"  # a crash broke it off
                before = FIRST if last is None else _digest(last.rstrip(b"\n"))
                sealed = json.dumps({**line, "before": before}, ensure_ascii=False).encode("utf-8", "replace")
                file.write(torn + sealed + b"\n")
                os.fsync(file.fileno())
            count, known = _head(self.head)
            crashed = before not in (known, FIRST)  # a line was written, and not yet counted
            self.head.write_text(f"{count + 1 + crashed} {_digest(sealed)}\n")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(path.with_suffix(".lock"), timeout=WAIT, mode=0o600, poll_interval=POLL):
        yield


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            yield line.rstrip(b"\n")


def _last(descriptor: int) -> bytes | None:
    """The last line with its line end; None of an empty file."""
    size, block = os.fstat(descriptor).st_size, 4096
    while size:
        tail = os.pread(descriptor, min(block, size), max(0, size - block))
        if (cut := tail.rstrip(b"\n").rfind(b"\n")) >= 0 or block >= size:
            return tail[cut + 1 :]
        block *= 4
    return None


def _head(path: Path) -> tuple[int, str]:
    try:
        count, digest = path.read_text().split()
        return int(count), digest
    except (OSError, ValueError):
        return 0, ""


def _before(line: bytes) -> str | None:
    """The hash that a line carries; None of a line that was broken off."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return str(found.get("before")) if isinstance(found, dict) else None


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
