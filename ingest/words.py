"""The words of a PDF page with their places, as pdfium gives its characters.

A word is in the frame in which its text reads from left to right and from top to bottom, in points; `Frame`
maps between that frame, the page's own space (origin bottom left) and the page as a viewer shows it.
"""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.characters import clean, letter_of

Rect = tuple[float, float, float, float]

BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
BOLD_WEIGHT = 600  # CSS: semi-bold
SYMBOL_NAME = re.compile(r"wingdings|webdings|symbol|dingbats", re.IGNORECASE)
DENSE = 0.5  # of the height: the width of a character in a word without a jump
SAMPLE = 200  # characters looked at, to judge a page's fonts
WORD_GAP = 0.3  # of the size: more white than this between two characters ends a word
SKEW = math.radians(6)  # a text turned further from a right angle than this is a stamp or a watermark
ASCENT, DESCENT = 0.8, 0.2  # of the size, about the base line: a line's box without its leading


@dataclass(frozen=True, slots=True)
class Word:
    """Characters with no white space between them; points. `turn`: degrees anticlockwise, -1 where skewed."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    symbol: bool = False  # set in a symbol font, so that its letters are pictures
    turn: int = 0
    confidence: float | None = None  # OCR: 0 to 1


@dataclass(frozen=True, slots=True)
class Frame:
    """The page seen so that text turned by `turn` degrees (a multiple of 90) is upright; points."""

    left: float
    bottom: float
    width: float  # of the page's box in its own space
    height: float
    turn: int

    def inward(self, rect: Rect) -> Rect:
        """Map x0, bottom, x1, top of the page's space to x0, top, x1, bottom of the frame."""
        x0, y0, x1, y1 = rect
        x0, x1, y0, y1 = x0 - self.left, x1 - self.left, y0 - self.bottom, y1 - self.bottom
        if self.turn == 90:
            return y0, x0, y1, x1
        if self.turn == 180:
            return self.width - x1, y0, self.width - x0, y1
        if self.turn == 270:
            return self.height - y1, self.width - x1, self.height - y0, self.width - x0
        return x0, self.height - y1, x1, self.height - y0

    def outward(self, rect: Rect) -> Rect:
        """Undo `inward`."""
        x0, top, x1, bottom = rect
        if self.turn == 90:
            x0, top, x1, bottom = top, x0, bottom, x1
        elif self.turn == 180:
            x0, top, x1, bottom = self.width - x1, top, self.width - x0, bottom
        elif self.turn == 270:
            x0, top, x1, bottom = self.width - bottom, self.height - x1, self.width - top, self.height - x0
        else:
            top, bottom = self.height - bottom, self.height - top
        return x0 + self.left, top + self.bottom, x1 + self.left, bottom + self.bottom

    def turned(self, turn: int) -> "Frame":
        """The same page for text turned otherwise."""
        return replace(self, turn=turn)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen in this frame."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)


def frame_of(page: pdfium.PdfPage) -> Frame:
    """The frame in which a viewer shows the page."""
    x0, y0, x1, y1 = page.get_cropbox()
    return Frame(
        left=min(x0, x1),
        bottom=min(y0, y1),
        width=abs(x1 - x0) or 1.0,
        height=abs(y1 - y0) or 1.0,
        turn=page.get_rotation() % 360,
    )


def words(text: pdfium.PdfTextPage, frame: Frame) -> list[Word]:
    """Read a page's words in the order of its content, each in the frame of its own turn."""
    reader = _Reader(text, frame)
    return _once([word for run in reader.runs() if (word := reader.word(run)).text])


def unmapped(text: pdfium.PdfTextPage) -> float:
    """The share of a page's characters that its fonts map to no letter, 0 to 1, of some hundred looked at."""
    count = pdfium_c.FPDFText_CountChars(text)
    looked = range(0, count, max(count // SAMPLE, 1))
    wrong = sum(
        pdfium_c.FPDFText_GetUnicode(text, index) in (0, 0xFFFD)
        or pdfium_c.FPDFText_HasUnicodeMapError(text, index) == 1
        for index in looked
    )
    return wrong / len(looked) if looked else 0.0


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters that follow each other on one line: from first to before last, and their box in their frame."""

    first: int
    last: int
    turn: int
    box: Rect


@dataclass(frozen=True, slots=True)
class _Type:
    """How a text is set; points."""

    size: float
    bold: bool
    symbol: bool


class _Reader:
    """Reads the characters of a page. A page has thousands, so that each call of pdfium counts."""

    def __init__(self, text: pdfium.PdfTextPage, frame: Frame) -> None:
        self._text = text.raw
        self._frames = {turn: frame.turned(turn) for turn in (0, 90, 180, 270, -1)}
        count = pdfium_c.FPDFText_CountChars(self._text)
        get = pdfium_c.FPDFText_GetUnicode
        self._letters = [letter_of(get(self._text, index)) for index in range(count)]
        self._types: dict[int, _Type] = {}
        self._rect = pdfium_c.FS_RECTF()
        self._pointer = ctypes.byref(self._rect)

    def runs(self) -> Iterator[_Run]:
        """Yield what stands between white space, cut where the place jumps."""
        first: int | None = None
        for index, letter in enumerate([*self._letters, " "]):
            if letter != " ":
                first = index if first is None else first
            elif first is not None:
                yield from self._pieces(first, index)
                first = None

    def word(self, run: _Run) -> Word:
        """The word that a run prints."""
        set_in = self._type(run)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._text, run.first, x, y)
        base = self._frames[run.turn].inward((x.value, y.value, x.value, y.value))[1]
        return Word(
            text=clean("".join(self._letters[run.first : run.last])),
            x0=run.box[0],
            top=base - ASCENT * set_in.size,
            x1=run.box[2],
            bottom=base + DESCENT * set_in.size,
            size=set_in.size,
            bold=set_in.bold,
            symbol=set_in.symbol,
            turn=run.turn,
        )

    def _pieces(self, first: int, last: int) -> Iterator[_Run]:
        turn = _turn(pdfium_c.FPDFText_GetCharAngle(self._text, first))
        box = self._at_once(first, last, turn)
        if box is not None:
            yield _Run(first, last, turn, box)
            return
        for index in range(first, last):
            place = self._place(index, turn)
            if place is None:
                continue
            if box is None:
                box, first = place, index
            elif _follows(box, place):
                box = (
                    min(box[0], place[0]),
                    min(box[1], place[1]),
                    max(box[2], place[2]),
                    max(box[3], place[3]),
                )
            else:
                yield _Run(first, index, turn, box)
                box, first = place, index
        if box is not None:
            yield _Run(first, last, turn, box)

    def _at_once(self, first: int, last: int, turn: int) -> Rect | None:
        """The box of a word by its first and last characters, where there is no room for a jump between them."""
        start, end = self._place(first, turn), self._place(last - 1, turn)
        if start is None or end is None or end[0] < start[0]:
            return None
        height = start[3] - start[1]
        dense = end[2] - start[0] <= DENSE * height * (last - first)
        level = min(start[3], end[3]) - max(start[1], end[1]) >= 0.5 * height
        return (start[0], min(start[1], end[1]), end[2], max(start[3], end[3])) if dense and level else None

    def _place(self, index: int, turn: int) -> Rect | None:
        if not self._letters[index] or not pdfium_c.FPDFText_GetLooseCharBox(
            self._text, index, self._pointer
        ):
            return None
        rect = self._rect
        return self._frames[turn].inward((rect.left, rect.bottom, rect.right, rect.top))

    def _type(self, run: _Run) -> _Type:
        """How a run is set: asked once for each of the page's text objects."""
        item = pdfium_c.FPDFText_GetTextObject(self._text, run.first)
        key = ctypes.addressof(item.contents) if item else 0
        known = self._types.get(key)
        if known is None:
            name, weight = self._font(run.first)
            known = _Type(
                size=self._size(run),
                bold=weight >= BOLD_WEIGHT or BOLD_NAME.search(name) is not None,
                symbol=SYMBOL_NAME.search(name) is not None,
            )
            if key:
                self._types[key] = known
        return known

    def _size(self, run: _Run) -> float:
        """The height of the type as printed: the font's size times its matrix's scale."""
        matrix = pdfium_c.FS_MATRIX()
        scale = 1.0
        if pdfium_c.FPDFText_GetMatrix(self._text, run.first, matrix):
            scale = math.hypot(matrix.c, matrix.d) or 1.0
        size: float = pdfium_c.FPDFText_GetFontSize(self._text, run.first) * scale
        return abs(size) or max(run.box[3] - run.box[1], 1.0)

    def _font(self, index: int) -> tuple[str, int]:
        buffer = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        length = pdfium_c.FPDFText_GetFontInfo(self._text, index, buffer, len(buffer), flags)
        name = buffer.value.decode("utf-8", errors="replace") if length else ""
        return name, pdfium_c.FPDFText_GetFontWeight(self._text, index)


def _follows(box: Rect, place: Rect) -> bool:
    """Whether a character stands where the word before it goes on."""
    height = box[3] - box[1]
    if not -2 * height < place[0] - box[2] < WORD_GAP * height:
        return False
    return min(place[3], box[3]) - max(place[1], box[1]) >= 0.3 * min(height, place[3] - place[1])


@cache
def _turn(clockwise: float) -> int:
    """The turn anticlockwise in degrees, of pdfium's clockwise one in radians."""
    quarters = round(clockwise / (math.pi / 2))
    return -quarters % 4 * 90 if abs(clockwise - quarters * math.pi / 2) <= SKEW else -1


def _once(found: Sequence[Word]) -> list[Word]:
    """Drop words printed twice at nearly the same place (a poor printer's bold), and call the first bold."""
    places: dict[tuple[str, int, int], int] = {}
    kept: list[Word] = []
    for word in found:
        column, row = round(word.x0 / 4), round(word.top / 4)
        near = [(word.text, column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        twin = next((places[key] for key in near if key in places), None)
        if twin is not None and _same_place(kept[twin], word):
            kept[twin] = replace(kept[twin], bold=True)
            continue
        places[near[4]] = len(kept)
        kept.append(word)
    return kept


def _same_place(word: Word, other: Word) -> bool:
    near = 0.2 * word.size
    return abs(word.x0 - other.x0) < near and abs(word.top - other.top) < near and word.turn == other.turn
