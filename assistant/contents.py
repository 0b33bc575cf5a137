"""Contents: which letters have a text, or one that is nearly it, in a scratch database that leaves memory to others.

SQLite keeps it in a file without a name that is gone when it is closed. It holds hashes and no words.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ingest.alike import ALIKE, FORM, estimate, smallest
from ingest.letter import LetterMetadata
from vectorstore.storeerror import StoreError

TABLES = """
CREATE TABLE letters (id TEXT PRIMARY KEY, content TEXT NOT NULL, sketch TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX contents ON letters (content);
CREATE TABLE holders (hash TEXT, id TEXT, PRIMARY KEY (hash, id)) WITHOUT ROWID;
PRAGMA journal_mode = OFF;
"""


class Contents:
    """What the letters of a collection say, as hashes."""

    def __init__(self, letters: Iterable[LetterMetadata]) -> None:
        """Begin with the letters that there are."""
        self._scratch = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        with self._faults():
            self._scratch.executescript(TABLES)
            self._scratch.execute("BEGIN")
            for letter in letters:
                self.learn(letter.id, letter)

    def with_content(self, letter: LetterMetadata) -> str | None:
        """The letter that says the same to the letter."""
        with self._faults():
            wanted = "SELECT id FROM letters WHERE content = ? LIMIT 1"
            found = self._scratch.execute(wanted, (_content(letter),)).fetchone()
        return found[0] if found else None

    def like(self, sketch: str) -> list[str]:
        """The letters whose sketch is like one, the likeliest first."""
        near: set[str] = set()
        with self._faults():
            for each in smallest(sketch):
                wanted = "SELECT id FROM holders WHERE hash = ? LIMIT ?"
                holders = [name for (name,) in self._scratch.execute(wanted, (each, FORM + 1))]
                near.update(holders if len(holders) <= FORM else ())
            scores = {name: estimate(sketch, self._sketch(name)) for name in near}
        return sorted(
            (name for name in near if scores[name] >= ALIKE), key=lambda name: (-scores[name], name)
        )

    def learn(self, letter_id: str, letter: LetterMetadata) -> None:
        """Note what a letter says, in the place of what it said."""
        self.unlearn(letter_id)
        with self._faults():
            row = (letter_id, _content(letter), letter.sketch)
            self._scratch.execute("INSERT INTO letters VALUES (?, ?, ?)", row)
            holders = [(each, letter_id) for each in dict.fromkeys(smallest(letter.sketch))]
            self._scratch.executemany("INSERT INTO holders VALUES (?, ?)", holders)

    def unlearn(self, letter_id: str) -> None:
        """Forget a letter."""
        with self._faults():
            holders = [(each, letter_id) for each in smallest(self._sketch(letter_id))]
            self._scratch.executemany("DELETE FROM holders WHERE hash = ? AND id = ?", holders)
            self._scratch.execute("DELETE FROM letters WHERE id = ?", (letter_id,))

    def close(self) -> None:
        """Delete the scratch database."""
        self._scratch.close()

    def _sketch(self, letter_id: str) -> str:
        found = self._scratch.execute("SELECT sketch FROM letters WHERE id = ?", (letter_id,)).fetchone()
        return found[0] if found else ""

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as exc:
            raise StoreError(f"no room for temporary files: {exc}; free some, or set SQLITE_TMPDIR") from exc


def _content(letter: LetterMetadata) -> str:
    # Without text nothing but the file itself says whether two letters are the same.
    return letter.text_sha256 or f"file {letter.file_sha256 or letter.id}"
