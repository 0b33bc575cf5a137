"""Tokens: how programs say who they are. Only a hash of each is kept; each ends on a day."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.access.people import tidy
from assistant.access.person import AccessError, Person, Rank
from assistant.access.private import PrivateFile

FILE = "tokens.json"
PREFIX = "letterbook_"  # so that scanners for secrets can find one that was published
MOST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is kept of a token."""

    name: str
    rank: Rank
    sha256: str
    ends: datetime


class Tokens:
    """The tokens of a collection."""

    def __init__(self, folder: Path) -> None:
        self.file = PrivateFile(folder / FILE)

    def all(self) -> tuple[Token, ...]:
        """Every token, by name."""
        return tuple(_token(name, entry) for name, entry in sorted(self.file.entries().items()))

    def add(self, name: str, rank: Rank, days: int, now: datetime | None = None) -> tuple[str, Token]:
        """Make a token; its text is returned once and kept nowhere."""
        known = tidy(name)
        if not known or not known.isprintable():
            raise AccessError(f"{name!r} is no name for a token: say which program it is for")
        if not 1 <= days <= MOST_DAYS:
            raise AccessError(f"a token lasts 1 to {MOST_DAYS} days")
        text = PREFIX + secrets.token_urlsafe(32)
        ends = (now or datetime.now(UTC)) + timedelta(days=days)
        entry = {"rank": rank, "sha256": _digest(text), "ends": ends.isoformat(timespec="seconds")}
        with self.file.changing() as entries:
            if known in entries:
                raise AccessError(f"there is a token for {known}: `letterbook tokens remove {known}` first")
            entries[known] = entry
        return text, _token(known, entry)

    def remove(self, name: str) -> None:
        """End a token at once."""
        with self.file.changing() as entries:
            if entries.pop(tidy(name), None) is None:
                raise AccessError(f"no token is called {name!r}: `letterbook tokens list` names all")

    def person(self, text: str, now: datetime | None = None) -> Person | None:
        """Whose token it is; None where it is unknown or has ended."""
        digest = _digest(text)
        for token in self.all():
            if secrets.compare_digest(token.sha256, digest) and (now or datetime.now(UTC)) < token.ends:
                return Person(name=token.name, rank=token.rank, way="token")
        return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()  # 256 random bits need no slow hash


def _token(name: str, entry: dict[str, str]) -> Token:
    try:
        rank: Rank = "editor" if entry["rank"] == "editor" else "reader"
        return Token(name=name, rank=rank, sha256=entry["sha256"], ends=datetime.fromisoformat(entry["ends"]))
    except (KeyError, ValueError, TypeError) as exc:
        raise AccessError(f"{FILE}: the token for {name} is damaged; remove it and make another") from exc
