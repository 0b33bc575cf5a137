"""Kept: what was asked and answered, for as many days as the setting says. Nothing unless it says so.

One SQLite file that only its owner can read. What is deleted is overwritten in it (secure_delete); what the disk
itself keeps of it is the disk's encryption's matter.
"""

import json
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.access.person import AccessError
from assistant.access.words import Words

FILE = "kept.sqlite"
HOUR = 60 * 60  # seconds from one pruning to the next
BUSY = 10  # seconds for another process's change
COLUMNS = "at, who, question, status, answer, citations, letters"
TABLE = f"CREATE TABLE IF NOT EXISTS kept (number INTEGER PRIMARY KEY, {COLUMNS})"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question and its answer."""

    at: str  # UTC, so that times sort as text
    who: str
    question: str
    status: str
    answer: str
    citations: tuple[str, ...]  # ids of the paragraphs
    letters: tuple[str, ...]  # that the answer is about


class Kept:
    """What is kept of a collection's questions, for `days` at most."""

    def __init__(
        self, folder: Path, days: int = 0, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.path = folder / FILE
        self.days = days
        self.now = now

    def keep(
        self, who: str, *, question: str, status: str, answer: str,
        citations: Iterable[str], letters: Iterable[str],
    ) -> None:  # fmt: skip
        """Keep one, where the setting says so."""
        if not self.days:
            return
        row = (_moment(self.now()), who, question, status, answer)
        lists = (json.dumps(list(citations)), json.dumps(list(letters)))
        with self._open() as rows:
            rows.execute(
                f"INSERT INTO kept ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", (*map(_whole, row), *lists)
            )

    def all(self) -> tuple[Entry, ...]:
        """Everything that is kept, oldest first."""
        if not self.path.exists():
            return ()
        with self._open() as rows:
            return tuple(entry for _, entry in _entries(rows))

    def prune(self) -> None:
        """Erase what is older than the setting allows; where nothing is to be kept, the file too."""
        if not self.path.exists():
            return
        with self._open() as rows:
            rows.execute("DELETE FROM kept WHERE at < ?", (_moment(self.now() - timedelta(days=self.days)),))
            if not self.days:
                rows.execute("DELETE FROM kept")
        if not self.days:
            self.path.unlink(missing_ok=True)

    @contextmanager
    def tended(self, every: float = HOUR) -> Iterator[None]:
        """Prune now, and from time to time in a thread."""
        self.prune()
        ended = threading.Event()
        thread = threading.Thread(target=self._tend, args=(ended, every), name="kept", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def forget(self, letters: Collection[str], texts: Iterable[str]) -> int:
        """Erase what is about these letters or has words of these texts; return how many went."""
        if not self.path.exists():
            return 0
        words = Words(texts)
        with self._open() as rows:
            gone = [
                (number,)
                for number, one in _entries(rows)
                if not set(letters).isdisjoint(one.letters) or words.are_in(one.question, one.answer)
            ]
            rows.executemany("DELETE FROM kept WHERE number = ?", gone)
        return len(gone)

    def _tend(self, ended: threading.Event, every: float) -> None:
        while not ended.wait(every):
            try:
                self.prune()
            except AccessError as fault:
                log.warning("%s", fault)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            with closing(sqlite3.connect(self.path, timeout=BUSY)) as rows, rows:
                rows.execute("PRAGMA secure_delete = ON")
                rows.execute(TABLE)
                yield rows
        except (sqlite3.Error, OSError) as exc:
            raise AccessError(
                f"{self.path} cannot be read or written ({exc}): look at its disk and rights, or delete it"
            ) from exc


def _entries(rows: sqlite3.Connection) -> Iterator[tuple[int, Entry]]:
    for number, *text, citations, letters in rows.execute(
        f"SELECT number, {COLUMNS} FROM kept ORDER BY number"
    ):
        at, who, question, status, answer = text
        yield number, Entry(
            at=at, who=who, question=question, status=status, answer=answer,
            citations=tuple(json.loads(citations)), letters=tuple(json.loads(letters)),
        )  # fmt: skip


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds")


def _whole(text: str) -> str:
    """The text without lone surrogates, which SQLite cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
