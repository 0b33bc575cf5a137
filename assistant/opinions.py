"""What a language model said of paragraphs before, so that it is not asked twice and does not change its mind.

A small SQLite file in the store. It holds digests and yes or no: no word of a letter or of a question.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

log = logging.getLogger(__name__)

FILE = "opinions.sqlite"
MOST = 200_000  # rows; the oldest go first
WAIT = 2.0  # seconds for somebody else who writes


class Opinions:
    """Kept decisions. Where the file cannot be used, they last as long as this."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._here: dict[str, bool] = {}

    def known(self, digests: Iterable[str]) -> dict[str, bool]:
        """Those of the digests that were decided before."""
        wanted = list(digests)
        try:
            with self._open() as file:
                rows = [
                    file.execute("SELECT digest, yes FROM opinion WHERE digest = ?", (one,)) for one in wanted
                ]
                found = {name: bool(yes) for row in rows for name, yes in row}
        except sqlite3.Error as exc:
            log.warning("%s cannot be read, and the model is asked anew: %s", self._path, exc)
            found = {}
        return {one: self._here[one] for one in wanted if one in self._here} | found

    def keep(self, decided: Mapping[str, bool]) -> None:
        """Keep what was decided."""
        self._here |= decided
        rows = [(name, int(yes)) for name, yes in decided.items()]
        try:
            with self._open() as file, file:
                file.executemany("INSERT OR REPLACE INTO opinion (digest, yes) VALUES (?, ?)", rows)
                file.execute(
                    "DELETE FROM opinion WHERE rowid <= (SELECT max(rowid) FROM opinion) - ?", (MOST,)
                )
        except sqlite3.Error as exc:
            log.warning("%s cannot be written, and the model will be asked again: %s", self._path, exc)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=WAIT)) as file:
            file.execute("CREATE TABLE IF NOT EXISTS opinion (digest TEXT PRIMARY KEY, yes INTEGER NOT NULL)")
            yield file


def digest(*parts: str) -> str:
    """One name for the parts together; where one differs, it differs."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "replace")
        sha.update(len(data).to_bytes(8, "big") + data)
    return sha.hexdigest()
