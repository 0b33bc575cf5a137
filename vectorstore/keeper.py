"""Keeper: while the chat serves, indexes that fell behind or were damaged are made good by themselves."""

import logging
import threading
from collections.abc import Callable, Sequence

from vectorstore.indexer import Derived, Indexer
from vectorstore.record import Record
from vectorstore.state import Point
from vectorstore.storeerror import StoreError

log = logging.getLogger(__name__)

EVERY = 5.0  # seconds between two looks


class Keeper:
    """A thread that brings indexes up to the record whenever that has been still between two looks.

    While letters come one after the other nothing is done: the ingest brings its own indexes up, and what is
    searched meanwhile is completed in memory.
    """

    def __init__(
        self,
        record: Record,
        indexer: Indexer,
        others: Sequence[Derived] = (),
        every: float = EVERY,
        worth: Callable[[], bool] = lambda: True,
    ) -> None:
        """Keep the indexer's indexes and, while they are worth it, others that this process owns."""
        self._record = record
        self._indexer = indexer
        self._others = tuple(others)
        self._every = every
        self._worth = worth
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        """Begin at once."""
        self._thread.start()

    def close(self) -> None:
        """Stop, after what is under way."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        seen = self._look(None)
        while not self._stop.wait(self._every):
            seen = self._look(seen)

    def _look(self, seen: Point | None) -> Point | None:
        try:
            point = self._record.state.point
            if seen in (None, point):
                self._keep()
        except (StoreError, OSError) as exc:
            log.warning("the indexes are not kept up: %s", exc)
            return seen
        return point

    def _keep(self) -> None:
        if self._indexer.behind:
            self._indexer.derive(wait=0.0)
        for index in self._others:
            if index.behind and self._worth():
                index.derive()
