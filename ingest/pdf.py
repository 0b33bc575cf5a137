"""PDF to pages of lines, with pypdfium2; pypdf reads what pdfium refuses, Tesseract what has no text.

pdfium is not thread-safe, and a hostile file can abort its process: load files through `ingest.child`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.drawn import Drawn, drawn
from ingest.layout import Sheet, main_turn
from ingest.letter import IngestError
from ingest.limits import MOST_CHARACTERS, check_pages, check_size, page_done
from ingest.page import Page
from ingest.picture import draw, opened
from ingest.salvage import salvage, salvage_page
from ingest.sheets import pages
from ingest.tables import rulings
from ingest.words import Frame, Word, frame_of, unmapped, words

LEAST_DPI, DPI = 200, 300  # of the picture that Tesseract reads; its own between them
SPARSE = 40  # characters: a stamp or a page number over a scan, not its text
LARGE_PICTURE = 0.5  # of the page: a scan
CURVES = 200  # shapes: letters drawn as curves
READABLE = 0.5  # of the characters are letters or digits, or else the text layer is broken
UNTRUSTED = 0.3  # of the characters: a text layer that says nothing
TYPED = (
    pdfium_c.FPDF_ANNOT_FREETEXT,
    pdfium_c.FPDF_ANNOT_WIDGET,
)  # text that is filled in, beside the page's own


def load_pdf(path: Path) -> tuple[Page, ...]:
    """Read a PDF as pages of lines in reading order.

    Raises IngestError where it is encrypted, damaged, too large, or has no text that can be had.
    """
    check_size(path)
    try:
        document = opened(path)
    except IngestError as error:
        if error.status != "corrupt":
            raise
        return salvage(path)
    faults: list[IngestError] = []
    with document:
        check_pages(path, len(document))
        read = pages(list(_sheets(path, document, faults)))
    found = tuple(_salvaged(path, page) for page in read)
    if any(page.lines for page in found):
        return found
    if faults:
        raise faults[0]
    raise IngestError(f"{path.name}: no text on its {len(found)} pages, nor in its pictures", status="empty")


def _sheets(path: Path, document: pdfium.PdfDocument, faults: list[IngestError]) -> Iterator[Sheet]:
    """Yield a sheet for each page; a page that cannot be read says why, and so do the `faults`."""
    letters = 0
    for number in range(1, len(document) + 1):
        try:
            sheet = _sheet(document, number)
        except pdfium.PdfiumError:
            faults.append(
                IngestError(f"{path.name}: page {number} is damaged; ask for it again", status="corrupt")
            )
            sheet = _blank(number, str(faults[-1]))
        except IngestError as error:
            faults.append(IngestError(f"{path.name}: page {number}: {error}", status=error.status))
            sheet = _blank(number, str(faults[-1]))
        letters += sum(len(word.text) for word in sheet.words)
        if letters > MOST_CHARACTERS:
            raise IngestError(
                f"{path.name}: more than {MOST_CHARACTERS} characters; split it", status="too_large"
            )
        yield sheet
        page_done()


def _sheet(document: pdfium.PdfDocument, number: int) -> Sheet:
    page = document[number - 1]
    if (
        _typed(page)
        and pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) == pdfium_c.FLATTEN_SUCCESS
    ):
        page.close()
        page = document[number - 1]  # what is filled in shows when the page is loaded anew
    frame = frame_of(page)
    text = page.get_textpage()
    found = words(text, frame)
    beside = drawn(page, frame.turned(main_turn(found, frame)))
    if _is_scan(text, found, beside):
        from ingest.ocr import read  # only where a scan needs it

        return read(draw(page, min(max(beside.dpi, LEAST_DPI), DPI) / 72), number, frame)
    text.close()
    page.close()
    lines = rulings(beside.lines)
    return Sheet(number=number, words=tuple(found), frame=frame, rulings=lines, ocr=beside.invisible)


def _is_scan(text: pdfium.PdfTextPage, found: Sequence[Word], beside: Drawn) -> bool:
    """Whether a page's text is in a picture or in curves: it has none, too little, or none to be trusted."""
    letters = "".join(word.text for word in found)
    if len(letters) > SPARSE:
        return sum(map(str.isalnum, letters)) < READABLE * len(letters) or unmapped(text) > UNTRUSTED
    if not letters:
        return beside.picture > 0 or beside.shapes > 0
    return beside.picture > LARGE_PICTURE or beside.shapes > CURVES


def _typed(page: pdfium.PdfPage) -> bool:
    """Whether text is filled in beside the page's own: in the fields of a form, or typed onto it."""
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        note = pdfium_c.FPDFPage_GetAnnot(page, index)
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        pdfium_c.FPDFPage_CloseAnnot(note)
        if kind in TYPED:
            return True
    return False


def _blank(number: int, unread: str) -> Sheet:
    return Sheet(number=number, words=(), frame=Frame(0.0, 0.0, 1.0, 1.0, 0), unread=unread)


def _salvaged(path: Path, page: Page) -> Page:
    """What pypdf reads of a page that pdfium could not."""
    lines = salvage_page(path, page.number) if page.unread else ()
    return replace(page, lines=lines, unread="") if lines else page
