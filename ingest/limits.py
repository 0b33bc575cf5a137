"""What a file may cost, in one place: bytes, pages, pixels, memory and time.

A loader calls `page_done` after each page; who watches it (`ingest.child`) gives it time anew.
"""

from collections.abc import Callable
from pathlib import Path

from ingest.letter import IngestError

LARGEST = 50_000_000  # bytes of a file
MOST_PAGES = 2_000
MOST_PIXELS = 25_000_000  # of a page's picture
MOST_CHARACTERS = 20_000_000  # of a file's text: 4,000 full pages

MISSING = "Tesseract is missing"  # said of a scan that will be read once it is installed
TOO_POOR = "a scan too poor to read by"  # said, with Tesseract's version, of one that will not

_watchers: list[Callable[[], None]] = []
_together = [1]


def check_size(path: Path) -> None:
    """Refuse a file that is empty, too large, or no file at all."""
    if not path.is_file():
        raise IngestError(f"{path.name}: not a file", status="unsupported")
    size = path.stat().st_size
    if size == 0:
        raise IngestError(f"{path.name}: empty, 0 bytes; ask for it again", status="empty")
    if size > LARGEST:
        raise IngestError(
            f"{path.name}: {size / 1e6:.0f} MB, {LARGEST / 1e6:.0f} MB at most; split it", status="too_large"
        )


def check_pages(path: Path, pages: int) -> None:
    """Refuse a file of too many pages."""
    if pages > MOST_PAGES:
        raise IngestError(f"{path.name}: {pages} pages, {MOST_PAGES} at most; split it", status="too_large")


def watch(watcher: Callable[[], None]) -> None:
    """Have a function called after each page that a loader has done, in this process."""
    _watchers[:] = [watcher]


def page_done() -> None:
    """Say that a page is done."""
    for watcher in _watchers:
        watcher()


def run_together(programs: int) -> None:
    """Let loaders of this process run so many programs (Tesseract) at the same time."""
    _together[0] = max(programs, 1)


def together() -> int:
    """How many programs a loader may run at the same time."""
    return _together[0]
