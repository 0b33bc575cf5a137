"""Pages as pictures: which letters have them, and drawing one."""

import threading
from functools import lru_cache
from pathlib import Path

from ingest.letter import IngestError, LetterMetadata
from ingest.picture import PICTURES, render
from vectorstore.record import Record

DRAWN = frozenset({".pdf"}) | PICTURES
KEPT = 64  # pictures kept in memory, about 100 KB each

# pdfium is not thread-safe.
_one_at_a_time = threading.Lock()


class PagePictures:
    """Draws pages from the files that letters were read from."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def has(self, letter: LetterMetadata) -> bool:
        """Whether the letter is a file of pages by itself; a part of an e-mail is not."""
        return "#" not in letter.source and Path(letter.source).suffix.lower() in DRAWN

    def draw(self, letter: LetterMetadata, page: int, width: int) -> bytes | None:
        """Draw a page; None where its file is gone, has changed or cannot be drawn."""
        for source in self.record.sources():
            if source.letter_id == letter.id and Path(source.path).suffix.lower() in DRAWN:
                return _drawn(source.path, source.sha256, page, width)
        return None


@lru_cache(maxsize=KEPT)
def _drawn(path: str, sha256: str, page: int, width: int) -> bytes | None:
    try:
        with _one_at_a_time:
            return render(Path(path), page, width)
    except (IngestError, OSError):
        return None
