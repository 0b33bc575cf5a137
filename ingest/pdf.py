"""PDF to pages of lines, with pypdfium2; pypdf reads what pdfium refuses.

pdfium is not thread-safe, and a hostile file can abort its process: load files through `ingest.child`.
"""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.layout import Sheet, main_turn
from ingest.letter import IngestError
from ingest.page import Page
from ingest.sheets import pages
from ingest.strokes import strokes
from ingest.tables import rulings
from ingest.words import frame_of, words

MOST_PAGES = 2_000


def load_pdf(path: Path) -> tuple[Page, ...]:
    """Read a PDF as pages of lines in reading order."""
    with _opened(path) as document:
        return pages(list(_sheets(document)))


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise IngestError(
                f"{path.name}: encrypted; save it without its password", status="encrypted"
            ) from error
        raise IngestError(f"{path.name}: not a readable PDF; ask for it again", status="corrupt") from error
    if len(document) > MOST_PAGES:
        raise IngestError(
            f"{path.name}: {len(document)} pages, {MOST_PAGES} at most; split it", status="too_large"
        )
    return document


def _sheets(document: pdfium.PdfDocument) -> Iterator[Sheet]:
    for number, page in enumerate(document, start=1):
        frame = frame_of(page)
        text = page.get_textpage()
        found = words(text, frame)
        lines = rulings(strokes(page, frame.turned(main_turn(found, frame))))
        yield Sheet(number=number, words=tuple(found), frame=frame, rulings=lines)
