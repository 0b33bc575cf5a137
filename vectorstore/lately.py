"""Lately: the letters as they were a moment ago, good enough for an answer while an ingest adds one after another.

Each letter that comes makes a new state of the record, and all that is derived from it is brought up to that. Where
letters come faster than questions, every question would pay for it; so for up to `LAG` seconds it need not.
"""

import threading
import time
from collections.abc import Callable

from filelock import FileLock, Timeout
from sqlalchemy import Connection, select

from vectorstore import schema
from vectorstore.catalogue import Catalogue
from vectorstore.database import Database
from vectorstore.lock import INGEST
from vectorstore.state import State, passed

LAG = 1.0  # seconds

View = tuple[State, Catalogue]


class Lately:
    """What was last seen of a record kept in a file. Threads may share it."""

    def __init__(self, database: Database, lag: float) -> None:
        """Nothing was seen yet. With no `lag` (seconds) what is there now is always read."""
        self._database = database
        self._lag = lag
        self._lock = threading.Lock()
        self._seen: tuple[float, View] | None = None

    def or_now(self, connection: Connection, state: State, read: Callable[[], Catalogue]) -> View:
        """Return what was seen less than `lag` seconds ago, where an ingest has only added letters; else `read` it."""
        if not self._lag:
            return state, read()
        if self._seen:
            at, view = self._seen
            if time.monotonic() - at < self._lag and self._good(connection, view, state):
                return view
        now = (state, read())
        with self._lock:
            last = self._seen[1][0] if self._seen else None
            if last is None or last.history != state.history or last.generation < state.generation:
                self._seen = (time.monotonic(), now)
        return now

    def _good(self, connection: Connection, view: View, state: State) -> bool:
        then, catalogue = view
        if then.point == state.point:
            return True
        alike = (then.history, then.embedder) == (state.history, state.embedder)
        return alike and _only_added(connection, then, catalogue) and self._under_way()

    def _under_way(self) -> bool:
        """Whether a process is putting letters. What it has put when it ends is in every answer from then on."""
        if self._database.file is None:
            return False
        lock = FileLock(self._database.file.parent / INGEST)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        except OSError:
            return False
        lock.release()
        return False


def _only_added(connection: Connection, then: State, catalogue: Catalogue) -> bool:
    """Whether letters that were not there came, and nothing else happened."""
    if not passed(connection, then.point):
        return False
    table = schema.journal
    since = select(table.c.action, table.c.letter_id).where(table.c.generation > then.generation)
    known = catalogue.letters.places
    return all(
        action == "put" and letter_id not in known for action, letter_id in connection.execute(since).tuples()
    )
