"""Turns: a few answers are made at a time, some people wait, and whoever comes then is told so at once.

More answers at a time than there are cores make every one of them late; an endless queue makes all wait in vain.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from assistant.answer import Answer
from assistant.web.needs import Letterbook
from vectorstore.storeerror import StoreError

AT_ONCE = os.cpu_count() or 2
WITH_MODEL = 20  # answers of a language model: they wait for it and hardly need us
WAITING = 60  # questions; at ten a second the last of them waits six seconds
BUSY = "Many people are asking just now. Nothing is lost: please ask again in a minute."


class BusyError(StoreError):
    """As many wait as may: the person is asked to come back."""

    def __init__(self) -> None:
        super().__init__(BUSY)


def in_turn(letterbook: Letterbook, at_once: int = AT_ONCE, waiting: int = WAITING) -> Letterbook:
    """The same Letterbook, whose questions are answered in turn; all else goes straight through."""
    return cast(Letterbook, _InTurn(letterbook, at_once, waiting))


class _InTurn:
    """Passes everything on, so that it need not change with what a Letterbook can do."""

    def __init__(self, letterbook: Any, at_once: int, waiting: int) -> None:
        self._book = letterbook
        self._most = at_once + waiting
        self._asking = 0
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(at_once)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)

    def ask(self, *question: Any, **more: Any) -> Answer:
        """Answer a question when its turn comes; raise BusyError at once where too many wait."""
        with self._turn():
            answer: Answer = self._book.ask(*question, **more)
            return answer

    def steps(self, *question: Any, **more: Any) -> Iterator[Any]:
        """The same, with what can be seen on the way."""
        with self._turn():
            yield from self._book.steps(*question, **more)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with self._lock:
            if self._asking >= self._most:
                raise BusyError
            self._asking += 1
        try:
            with self._turns:
                yield
        finally:
            with self._lock:
                self._asking -= 1
