"""People: who may read this collection, who may change it, and their passwords as argon2 hashes.

One file of the store says so, whichever way people prove who they are. A person who comes through a proxy or
an organisation's log-in needs no password here.
"""

import threading
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.access.person import AccessError, Rank
from assistant.access.private import PrivateFile

FILE = "users.json"
SHORTEST = 12  # characters of a password: three words
LONGEST = 200  # characters of a name or a password
AT_ONCE = 2  # passwords compared at the same time: each takes 64 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody on the list."""

    name: str
    rank: Rank
    hash: str = ""  # "" where they prove who they are elsewhere


class People:
    """The list of a collection."""

    def __init__(self, folder: Path, hasher: PasswordHasher | None = None) -> None:
        """Compare passwords at argon2's own pace, or a `hasher`'s."""
        self.file = PrivateFile(folder / FILE)
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this password")
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def all(self) -> tuple[User, ...]:
        """Everybody on the list, by name."""
        return tuple(_user(name, entry) for name, entry in sorted(self.file.entries().items()))

    def find(self, name: str) -> User | None:
        """The person of that name, however it is written; None where nobody is."""
        known = tidy(name)
        entry = self.file.entries().get(known)
        return _user(known, entry) if entry else None

    def add(self, name: str, rank: Rank, password: str | None = None) -> User:
        """Put a person on the list, or give them a new rank and password."""
        known = tidy(name)
        if not known or len(known) > LONGEST or not known.isprintable():
            raise AccessError(f"{name!r} is no name: take a word, or an address of e-mail")
        if password is not None:
            _check_password(password, known)
        entry = {"rank": rank, "hash": self._hasher.hash(password) if password is not None else ""}
        with self.file.changing() as entries:
            entries[known] = entry
        return _user(known, entry)

    def remove(self, name: str) -> None:
        """Take a person off the list; their sessions end at once."""
        with self.file.changing() as entries:
            if entries.pop(tidy(name), None) is None:
                raise AccessError(f"nobody is called {name!r}: `letterbook users list` names everybody")

    def verify(self, name: str, password: str) -> User | None:
        """The person, where the password is theirs. It takes as long for a name that nobody has."""
        user = self.find(name)
        hashed = user.hash if user and user.hash else self._nobody
        with self._turns:
            try:
                self._hasher.verify(hashed, password[: LONGEST + 1])
            except (VerificationError, InvalidHashError):
                return None
        return user if user and user.hash else None


def tidy(name: str) -> str:
    """A name as it is kept: capitals, spaces at its ends and ways to write a letter make no other person."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _user(name: str, entry: dict[str, str]) -> User:
    if entry.get("rank") not in get_args(Rank):
        raise AccessError(f"{FILE}: {name} is neither reader nor editor; add them again")
    return User(name=name, rank=cast(Rank, entry["rank"]), hash=str(entry.get("hash", "")))


def _check_password(password: str, name: str) -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccessError(f"the password needs {SHORTEST} to {LONGEST} characters: three words are good")
    if name in tidy(password) or len(set(password)) < 5:
        raise AccessError("the password is too easy to guess: take three words that are not the name")
