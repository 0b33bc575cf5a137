"""PDF to pages of lines, with pypdfium2; pypdf reads what pdfium refuses, Tesseract what has no text.

pdfium is not thread-safe, and a hostile file can abort its process: load files through `ingest.child`.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from ingest.drawn import Drawn, drawn
from ingest.layout import Sheet, main_turn
from ingest.letter import IngestError
from ingest.limits import MOST_CHARACTERS, check_pages, check_size, page_done, together
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
FLATTENED = pdfium_c.FLATTEN_SUCCESS
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
    faults: dict[int, IngestError] = {}
    with document:
        check_pages(path, len(document))
        read = pages(list(_sheets(path, document, faults)))
    found = tuple(_salvaged(path, page, faults) for page in read)
    if any(page.lines for page in found):
        return found
    for fault in faults.values():
        raise fault
    raise IngestError(f"{path.name}: no text on its {len(found)} pages, nor in its pictures", status="empty")


def _sheets(path: Path, document: pdfium.PdfDocument, faults: dict[int, IngestError]) -> Iterator[Sheet]:
    """Yield a sheet for each page; a page that cannot be read says why, and so do the `faults`."""
    letters = 0
    for number, begun in _begun(document):
        try:
            sheet = begun.result()
        except pdfium.PdfiumError:
            message = f"{path.name}: page {number} is damaged; ask for it again"
            faults[number] = IngestError(message, status="corrupt")
        except IngestError as error:
            faults[number] = IngestError(f"{path.name}: page {number}: {error}", status=error.status)
        if number in faults:
            sheet = _blank(number, str(faults[number]))
        letters += sum(len(word.text) for word in sheet.words)
        if letters > MOST_CHARACTERS:
            message = f"{path.name}: more than {MOST_CHARACTERS} characters; split it"
            raise IngestError(message, status="too_large")
        yield sheet
        page_done()


def _begun(document: pdfium.PdfDocument) -> Iterator[tuple[int, Future[Sheet]]]:
    """Yield the pages' numbers and sheets; pictures are read by a few threads while pdfium goes on in this one."""
    ahead = together()
    with ThreadPoolExecutor(ahead) as readers:
        waiting: deque[tuple[int, Future[Sheet]]] = deque()
        for number in range(1, len(document) + 1):
            waiting.append((number, _begin(document, number, readers)))
            if len(waiting) > ahead:
                yield waiting.popleft()
        yield from waiting


def _begin(document: pdfium.PdfDocument, number: int, readers: ThreadPoolExecutor) -> Future[Sheet]:
    try:
        found = _sheet(document, number)
    except pdfium.PdfiumError as error:
        failed = Future[Sheet]()
        failed.set_exception(error)
        return failed
    if isinstance(found, Sheet):
        done = Future[Sheet]()
        done.set_result(found)
        return done
    from ingest.ocr import read  # only where a scan needs it

    return readers.submit(read, found[0], number, found[1])


def _sheet(document: pdfium.PdfDocument, number: int) -> Sheet | tuple[Image.Image, Frame]:
    """A page's sheet by its own text, or its picture to be read."""
    page = document[number - 1]
    if _typed(page) and pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) == FLATTENED:
        page.close()
        page = document[number - 1]  # what is filled in shows when the page is loaded anew
    frame = frame_of(page)
    text = page.get_textpage()
    found = words(text, frame)
    beside = drawn(page, frame.turned(main_turn(found, frame)))
    if _is_scan(text, found, beside):
        return draw(page, min(max(beside.dpi, LEAST_DPI), DPI) / 72), frame
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


def _salvaged(path: Path, page: Page, faults: Mapping[int, IngestError]) -> Page:
    """What pypdf reads of a page that pdfium could not."""
    if page.number not in faults or faults[page.number].status != "corrupt":
        return page
    lines = salvage_page(path, page.number)
    return replace(page, lines=lines, unread="") if lines else page
