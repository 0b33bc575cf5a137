"""Pages as pictures: which letters have them, and drawing one."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from ingest.letter import IngestError, LetterMetadata
from ingest.picture import PICTURES
from vectorstore.paths import path_of
from vectorstore.record import Record

Render = Callable[[Path, int, int], bytes]
"""Path, page (from 1) and width in pixels to a PNG, in a process that may be killed; or IngestError."""

DRAWN = frozenset({".pdf"}) | PICTURES
KEPT = 64  # pictures kept in memory, about 100 KB each


class PagePictures:
    """Draws pages from the files that letters were read from, and keeps the last ones."""

    def __init__(self, record: Record, render: Render) -> None:
        self.record = record
        self.render = render
        self._kept: OrderedDict[tuple[str, str, int, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def has(self, letter: LetterMetadata) -> bool:
        """Whether the letter is a file of pages by itself; a part of an e-mail is not."""
        return "#" not in letter.source and Path(letter.source).suffix.lower() in DRAWN

    def draw(self, letter: LetterMetadata, page: int, width: int) -> bytes | None:
        """Draw a page; None where its file is gone, has changed or cannot be drawn."""
        for source in self.record.sources():
            if source.letter_id == letter.id and Path(source.path).suffix.lower() in DRAWN:
                return self._drawn((source.path, source.sha256, page, width))
        return None

    def _drawn(self, key: tuple[str, str, int, int]) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        path, _, page, width = key
        try:
            png = self.render(path_of(path), page, width)
        except IngestError:
            return None
        with self._lock:
            self._kept[key] = png
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return png
