"""Attempts: wrong passwords are counted by name and address, and the sixth has to wait."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

TRIES = 5  # of one name from one address
TRIES_OF_ADDRESS = 50  # of one address, whatever the names
WAIT = timedelta(minutes=15)
KEPT = 100_000  # counts kept; the oldest go first

Key = tuple[str, str]  # name ("" for all names of an address) and address


@dataclass(slots=True)
class _Count:
    tries: int
    last: datetime


class Attempts:
    """Counts in memory; they end when the server stops."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.now = now
        self._counts: OrderedDict[Key, _Count] = OrderedDict()
        self._lock = threading.Lock()

    def locked_until(self, name: str, address: str) -> datetime | None:
        """Count a try; or say from when the next may be made. A try that has to wait is not counted."""
        with self._lock:
            now = self.now()
            limits = {(name, address): TRIES, ("", address): TRIES_OF_ADDRESS}
            for key, most in limits.items():
                count = self._counts.get(key)
                if count and count.tries >= most and now < count.last + WAIT:
                    return count.last + WAIT
            for key in limits:
                self._count(key, now)
            return None

    def right(self, name: str, address: str) -> None:
        """Forget the tries of somebody who is let in."""
        with self._lock:
            self._counts.pop((name, address), None)

    def _count(self, key: Key, now: datetime) -> None:
        count = self._counts.pop(key, None)
        fresh = count is None or now >= count.last + WAIT
        self._counts[key] = _Count(1 if fresh or count is None else count.tries + 1, now)
        while len(self._counts) > KEPT:
            self._counts.popitem(last=False)
