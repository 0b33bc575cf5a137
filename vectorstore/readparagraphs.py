"""ReadParagraphs: the paragraphs of a record that were read lately. A key never changes its paragraph."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

from pydantic import ValidationError
from sqlalchemy import Connection, select

from ingest.letter import Paragraph
from vectorstore import schema
from vectorstore.database import Database
from vectorstore.storeerror import StoreError
from vectorstore.writes import chunks

CACHED = 60_000  # paragraphs, about 100 MB


class ReadParagraphs:
    """Paragraphs by key, from memory where they were read before. Threads may share it."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = threading.Lock()
        self._cache: tuple[str, OrderedDict[int, Paragraph]] = ("", OrderedDict())  # of one history

    def paragraphs(self, database: Database, history: str, keys: Sequence[int]) -> dict[int, Paragraph]:
        """Return the paragraphs by key; a key that is not in the record is left out."""
        cache = self._of(history)
        with self._lock:
            found = {key: cache[key] for key in keys if key in cache}
        if len(found) == len(keys):
            return found
        with database.reading() as connection:
            read = _read(connection, [key for key in keys if key not in found])
        with self._lock:
            cache.update(read)
            while len(cache) > CACHED:
                cache.popitem(last=False)
        return found | read

    def _of(self, history: str) -> OrderedDict[int, Paragraph]:
        with self._lock:
            if self._cache[0] != history:
                self._cache = (history, OrderedDict())
            return self._cache[1]


def _read(connection: Connection, keys: Sequence[int]) -> dict[int, Paragraph]:
    table = schema.paragraphs
    read: dict[int, Paragraph] = {}
    for some in chunks(keys):
        wanted = select(table.c.key, table.c.body).where(table.c.key.in_(some))
        read |= {key: paragraph_of(key, body) for key, body in connection.execute(wanted).tuples()}
    return read


def paragraph_of(key: int, body: str) -> Paragraph:
    """Read a paragraph; raise StoreError where it is damaged."""
    try:
        return schema.load_paragraph(body)
    except ValidationError as exc:
        raise StoreError(f"paragraph {key} of the record is damaged: `letterbook restore FILE`") from exc
