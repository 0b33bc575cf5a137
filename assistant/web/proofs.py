"""Proofs: answers' words and the lists that prove them, as they were shown, packed.

A conversation shows them again with every question, and making them takes longer than answering. They are kept up
to so many bytes altogether; those go first that were not shown for longest.
"""

import itertools
import zlib
from collections import OrderedDict
from threading import Lock

from markupsafe import Markup

MOST = 48_000_000  # bytes, packed: some 2,500 answers about 400 letters each


class Proofs:
    """HTML by number. Threads may share it."""

    def __init__(self, most: int = MOST) -> None:
        """Keep at most so many bytes."""
        self._most = most
        self._lock = Lock()
        self._numbers = itertools.count(1)
        self._kept: OrderedDict[int, bytes] = OrderedDict()
        self._size = 0

    def keep(self, html: Markup) -> int:
        """Keep what was shown; return its number, never 0."""
        packed = zlib.compress(html.encode(), 1)
        with self._lock:
            number = next(self._numbers)
            self._kept[number] = packed
            self._size += len(packed)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])
        return number

    def shown(self, number: int) -> Markup | None:
        """What was kept under a number; None where it had to go."""
        with self._lock:
            packed = self._kept.get(number)
            if packed is None:
                return None
            self._kept.move_to_end(number)
        return Markup(zlib.decompress(packed).decode())
