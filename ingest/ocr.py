"""A page without text to words with their places, with Tesseract.

The page is straightened, and coloured ink is faded so that a stamp hides no print.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.glyphs import Seen, set_in_type
from ingest.layout import Sheet
from ingest.letter import IngestError
from ingest.limits import TOO_POOR, check_size, page_done
from ingest.page import Page
from ingest.picture import scans
from ingest.scan import Ink, Place, darkness, drawn_lines, ink, straightened, tilt
from ingest.sheets import pages
from ingest.standing import table
from ingest.tables import rulings
from ingest.tesseract import run, version
from ingest.words import Frame, Word

WORD = "5"  # Tesseract's level of a row
BLOCKS, BLOCK = 3, 6  # Tesseract's page segmentation: find the blocks; one block
DOUBTFUL = 0.6  # mean confidence: perhaps the page lies on its side
POOR = 0.4  # mean confidence: guesses, not words
FEW = 8  # letters: dirt, or a picture of nothing
SURE = 0.5  # confidence of coloured print: less is a logo or a signature
COLOURED = 40  # levels that ink fades by when its colour is taken out
MOST_COLOURED = 8  # places on a page looked at for coloured print
MARGIN = 0.1  # inch of white around them
CROSSING = 2.0  # points: words whose heights share more stand beside each other
LEVEL = 0.2  # of the size: on one line, in one type
ASKEW, STAMPED = 1.0, 20.0  # degrees: a stamp lies otherwise than its page, by that much at most


def load_scan(path: Path) -> tuple[Page, ...]:
    """Read a scanned picture (PNG, JPEG, TIFF of several pages) as pages of lines.

    Raises IngestError where it is no picture, shows no text, or Tesseract is missing.
    """
    check_size(path)
    found = pages(list(_sheets(path)))
    if not any(page.lines for page in found):
        raise IngestError(f"{path.name}: a picture without text", status="empty")
    return found


def read(picture: Image.Image, number: int, frame: Frame) -> Sheet:
    """Read a page's picture, drawn as a viewer shows the page; a picture of nothing gives no words.

    Raises IngestError where Tesseract is missing or fails, or the scan is too poor.
    """
    dpi = picture.width * 72 / frame.size[0]
    sheet = _upright(picture, dpi, number, frame)
    if _confidence(sheet) < DOUBTFUL and (clockwise := _lying(picture)):
        turned = _upright(picture.rotate(-clockwise, expand=True), dpi, number, frame, clockwise)
        sheet = max(turned, sheet, key=_confidence)
    letters = sum(map(str.isalnum, "".join(word.text for word in sheet.words)))
    if letters < FEW:
        return replace(sheet, words=())
    if _confidence(sheet) < POOR:
        raise IngestError(f"{TOO_POOR} {version()}; scan it again at 300 dpi", status="needs_ocr")
    return sheet


def _upright(picture: Image.Image, dpi: float, number: int, frame: Frame, clockwise: int = 0) -> Sheet:
    """Read a picture that had to be turned clockwise to be upright."""
    seen = ink(picture)
    degrees = tilt(seen.plain)
    page = straightened(seen.plain, degrees)
    dark = darkness(page)
    turned = frame.turned((frame.turn + clockwise) % 360)
    words = set_in_type(_seen(page, dpi, BLOCKS), dark, dpi, turned.turn)
    if seen.coloured:
        words += _coloured(seen, degrees, page, dpi, turned, words)
    lines = rulings(drawn_lines(dark, dpi))
    return Sheet(number=number, words=tuple(words), frame=frame, rulings=lines, ocr=True, tilt=degrees)


def _coloured(
    seen: Ink, degrees: float, plain: Image.Image, dpi: float, frame: Frame, known: Sequence[Word]
) -> list[Word]:
    """Read what is printed in colour: a stamp, a heading, a highlighted line."""
    edge = int(MARGIN * dpi)
    found: list[Word] = []
    for x0, top, x1, bottom in sorted(seen.coloured, key=_area)[-MOST_COLOURED:]:
        place = (
            max(x0 - edge, 0),
            max(top - edge, 0),
            min(x1 + edge, plain.width),
            min(bottom + edge, plain.height),
        )
        full = straightened(seen.full, degrees, place)
        grey = np.asarray(full, dtype=np.int16)
        faded: NDArray[np.bool_] = np.asarray(plain.crop(place), dtype=np.int16) - grey > COLOURED
        read = [word for word in _seen(full, dpi, BLOCK) if _in_colour(word, faded, grey)]
        words = [_moved(word, place, dpi) for word in set_in_type(read, darkness(full), dpi, frame.turn)]
        pen = Image.fromarray(np.where(faded, 0, 255).astype(np.uint8))
        stamped = abs(tilt(pen, STAMPED)) > ASKEW
        found += [_aside(word, frame) if stamped or not _in_line(word, known) else word for word in words]
    return found


def _moved(word: Word, place: Place, dpi: float) -> Word:
    """A word of the picture of a place where it stands on the page."""
    x, y = place[0] * 72 / dpi, place[1] * 72 / dpi
    return replace(word, x0=word.x0 + x, top=word.top + y, x1=word.x1 + x, bottom=word.bottom + y)


def _in_colour(word: Seen, faded: NDArray[np.bool_], full: NDArray[np.int16]) -> bool:
    """Whether a word is surely a word, and most of its ink is coloured."""
    if word.confidence < SURE or not any(map(str.isalnum, word.text)):
        return False
    place = np.s_[word.top : word.top + word.height, word.left : word.left + word.width]
    dark = full[place] < np.percentile(full[place], 95) - COLOURED
    return bool(dark.any() and faded[place][dark].mean() > 0.5)


def _in_line(word: Word, words: Sequence[Word]) -> bool:
    """Whether a coloured word stands in a line of the text, or on one of its own, and not across lines."""
    beside = [
        other for other in words if min(word.bottom, other.bottom) - max(word.top, other.top) > CROSSING
    ]
    return not beside or any(
        abs(word.bottom - other.bottom) < LEVEL * word.size
        and abs(word.size - other.size) < LEVEL * word.size
        for other in beside
    )


def _aside(word: Word, frame: Frame) -> Word:
    """The word as skewed, so that it is read after the text."""
    box = frame.turned(0).inward(frame.outward((word.x0, word.top, word.x1, word.bottom)))
    return replace(word, x0=box[0], top=box[1], x1=box[2], bottom=box[3], turn=-1)


def _area(place: Place) -> int:
    return (place[2] - place[0]) * (place[3] - place[1])


def _confidence(sheet: Sheet) -> float:
    known = [word.confidence for word in sheet.words if word.confidence is not None]
    return sum(known) / len(known) if known else 0.0


def _lying(picture: Image.Image) -> int:
    """How far a page must be turned clockwise to be upright, as Tesseract judges: 0, 90, 180 or 270."""
    try:
        told = run(picture.convert("L"), 70, ["--psm", "0"])
    except IngestError:  # its model for this is not installed, or the page has too little text
        return 0
    match = re.search(r"Rotate: (\d+)", told)
    return int(match[1]) if match else 0


def _seen(page: Image.Image, dpi: float, segmentation: int) -> list[Seen]:
    """Read a picture's words in the order of its lines."""
    rows = (row.split("\t") for row in table(page, dpi, segmentation).split("\n"))
    return [_word(row) for row in rows if row[0] == WORD and row[-1].strip()]


def _word(row: Sequence[str]) -> Seen:
    block, paragraph, line, _, left, top, width, height = map(int, row[2:10])
    return Seen(
        text=row[11].strip(),
        line=(block, paragraph, line),
        left=left,
        top=top,
        width=width,
        height=height,
        confidence=max(float(row[10]), 0.0) / 100,
    )


def _sheets(path: Path) -> Iterator[Sheet]:
    for number, (picture, dpi) in enumerate(scans(path), start=1):
        frame = Frame(0.0, 0.0, picture.width * 72 / dpi, picture.height * 72 / dpi, 0)
        try:
            yield read(picture, number, frame)
        except IngestError as error:
            raise IngestError(f"{path.name}: {error}", status=error.status) from error
        page_done()
