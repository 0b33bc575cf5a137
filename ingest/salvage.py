"""What pypdf reads of a PDF that pdfium refuses: plain lines without places."""

import logging
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

from ingest.letter import IngestError
from ingest.limits import check_pages, page_done
from ingest.page import Line, Page

FAULTS = (
    PyPdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, ArithmeticError, OSError,
    EOFError, zlib.error, struct.error,
)  # fmt: skip
"""What pypdf raises on damaged files: it trusts the types that it finds in them."""


def salvage(path: Path) -> tuple[Page, ...]:
    """Read a damaged PDF. Raises IngestError where pypdf cannot either."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        check_pages(path, len(reader.pages))
        found = tuple(_pages(path, reader))
    except FileNotDecryptedError as error:
        raise IngestError(
            f"{path.name}: encrypted; save it without its password", status="encrypted"
        ) from error
    except FAULTS as error:
        raise IngestError(f"{path.name}: not a readable PDF; ask for it again", status="corrupt") from error
    if not any(page.lines for page in found):
        raise IngestError(f"{path.name}: damaged, and no text can be had; ask for it again", status="corrupt")
    return found


def salvage_page(path: Path, number: int) -> tuple[Line, ...]:
    """Read one page, from 1, of a damaged PDF; no lines where pypdf cannot either."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _lines(PdfReader(path).pages[number - 1].extract_text())
    except FAULTS:
        return ()


def _pages(path: Path, reader: PdfReader) -> Iterator[Page]:
    """Yield what can be read; a page that cannot says so and costs no other."""
    for number, page in enumerate(reader.pages, start=1):
        try:
            yield Page(number=number, lines=_lines(page.extract_text()))
        except FileNotDecryptedError:
            raise
        except FAULTS:
            unread = f"{path.name}: page {number} is damaged; ask for it again"
            yield Page(number=number, lines=(), unread=unread)
        page_done()


def _lines(text: str) -> tuple[Line, ...]:
    """Lines with `gap` where an empty one stands above."""
    lines: list[Line] = []
    gap = True
    for raw in text.splitlines():
        if raw.strip():
            lines.append(Line(text=" ".join(raw.split()), gap=gap))
        gap = not raw.strip()
    return tuple(lines)
