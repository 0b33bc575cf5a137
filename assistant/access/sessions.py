"""Sessions: who is logged in, kept in the server's memory by the hash of a random key."""

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assistant.access.person import Way

LONGEST = timedelta(hours=8)
KEPT = 20_000  # sessions kept; the oldest end first


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who logged in."""

    name: str
    way: Way
    proof: str  # the hash of the password they gave: another password ends the session
    ends: datetime


class Sessions:
    """All sessions of a server; they end with it."""

    def __init__(
        self, lasting: timedelta = LONGEST, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.lasting = min(lasting, LONGEST)
        self.now = now
        self._held: dict[str, Session] = {}
        self._lock = threading.Lock()

    def begin(self, name: str, way: Way, proof: str = "") -> str:
        """Begin a session; its key is returned and not kept."""
        key = secrets.token_urlsafe(32)
        session = Session(name=name, way=way, proof=proof, ends=self.now() + self.lasting)
        with self._lock:
            self._held = {known: one for known, one in self._held.items() if one.ends > self.now()}
            while len(self._held) >= KEPT:
                self._held.pop(next(iter(self._held)))
            self._held[_digest(key)] = session
        return key

    def find(self, key: str) -> Session | None:
        """The session of a key; None where there is none or it has ended."""
        session = self._held.get(_digest(key))
        return session if session and session.ends > self.now() else None

    def end(self, key: str) -> Session | None:
        """End a session, and say whose it was."""
        with self._lock:
            return self._held.pop(_digest(key), None)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
