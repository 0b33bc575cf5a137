"""The words of a PDF page with their places, as pdfium gives its characters.

A word is in the frame in which its text reads from left to right and from top to bottom, in points; `Frame`
maps between that frame, the page's own space (origin bottom left) and the page as a viewer shows it.
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

Rect = tuple[float, float, float, float]

SPACES = re.compile(r"[\s\u200b\u2060\ufeff]")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufff9-\uffff]")
LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
BOLD_WEIGHT = 600  # CSS: semi-bold
SYMBOL_NAME = re.compile(r"wingdings|webdings|symbol|dingbats", re.IGNORECASE)
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
    return _once([word for run in _runs(text, frame) if (word := _word(text, run, frame)).text])


def unmapped(text: pdfium.PdfTextPage) -> float:
    """The share of a page's characters that its fonts map to no letter, 0 to 1."""
    codes = [pdfium_c.FPDFText_GetUnicode(text, index) for index in range(pdfium_c.FPDFText_CountChars(text))]
    printed = [index for index, code in enumerate(codes) if code not in (0x20, 0x0D, 0x0A)]
    wrong = sum(
        codes[index] in (0, 0xFFFD) or pdfium_c.FPDFText_HasUnicodeMapError(text, index) == 1
        for index in printed
    )
    return wrong / len(printed) if printed else 0.0


@dataclass(slots=True)
class _Run:
    """Characters that follow each other on one line: first index, letters, box in the frame of its turn."""

    first: int
    turn: int
    letters: list[str]
    box: Rect

    def goes_on(self, turn: int, box: Rect) -> bool:
        if turn != self.turn:
            return False
        height = self.box[3] - self.box[1]
        gap = box[0] - self.box[2]
        overlap = min(box[3], self.box[3]) - max(box[1], self.box[1])
        return -2 * height < gap < WORD_GAP * height and overlap >= 0.3 * min(height, box[3] - box[1])

    def add(self, letter: str, box: Rect) -> None:
        self.letters.append(letter)
        x0, top, x1, bottom = self.box
        self.box = (min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))


def _runs(text: pdfium.PdfTextPage, frame: Frame) -> Iterator[_Run]:
    """Yield the words as runs of characters. One call of pdfium for each property: this is the hot loop."""
    unicode, loose, angle = (
        pdfium_c.FPDFText_GetUnicode,
        pdfium_c.FPDFText_GetLooseCharBox,
        pdfium_c.FPDFText_GetCharAngle,
    )
    frames = {turn: frame.turned(turn) for turn in (0, 90, 180, 270, -1)}
    rect = pdfium_c.FS_RECTF()
    pointer = ctypes.byref(rect)
    run: _Run | None = None
    for index in range(pdfium_c.FPDFText_CountChars(text)):
        letter = _letter(unicode(text, index))
        if not letter or SPACES.match(letter) or not loose(text, index, pointer):
            if run is not None and letter:
                yield run
                run = None
            continue
        turn = _turn(angle(text, index))
        box = frames[turn].inward((rect.left, rect.bottom, rect.right, rect.top))
        if run is not None and run.goes_on(turn, box):
            run.add(letter, box)
            continue
        if run is not None:
            yield run
        run = _Run(index, turn, [letter], box)
    if run is not None:
        yield run


def _letter(code: int) -> str:
    if code in (0x02, 0xFFFE):  # pdfium's mark for a hyphen at the end of a line
        return "-"
    if code in LIGATURES:
        return LIGATURES[code]
    if 0x80 <= code < 0xA0:  # a font without a map: most of them mean Windows-1252
        return bytes([code]).decode("cp1252", errors="ignore")
    return chr(code) if code and code != 0xFFFF else ""


def _turn(clockwise: float) -> int:
    """The turn anticlockwise in degrees, of pdfium's clockwise one in radians."""
    quarters = round(clockwise / (math.pi / 2))
    return -quarters % 4 * 90 if abs(clockwise - quarters * math.pi / 2) <= SKEW else -1


def _word(text: pdfium.PdfTextPage, run: _Run, frame: Frame) -> Word:
    size = _size(text, run)
    name, weight = _font(text, run.first)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(text, run.first, x, y)
    base = frame.turned(run.turn).inward((x.value, y.value, x.value, y.value))[1]
    return Word(
        text=_clean("".join(run.letters)),
        x0=run.box[0],
        top=base - ASCENT * size,
        x1=run.box[2],
        bottom=base + DESCENT * size,
        size=size,
        bold=weight >= BOLD_WEIGHT or bool(BOLD_NAME.search(name)),
        symbol=bool(SYMBOL_NAME.search(name)),
        turn=run.turn,
    )


def _size(text: pdfium.PdfTextPage, run: _Run) -> float:
    """The height of the type as printed: the font's size times its matrix's scale."""
    matrix = pdfium_c.FS_MATRIX()
    scale = 1.0
    if pdfium_c.FPDFText_GetMatrix(text, run.first, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    size: float = pdfium_c.FPDFText_GetFontSize(text, run.first) * scale
    return abs(size) or max(run.box[3] - run.box[1], 1.0)


def _font(text: pdfium.PdfTextPage, index: int) -> tuple[str, int]:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium_c.FPDFText_GetFontInfo(text, index, buffer, len(buffer), flags)
    name = buffer.value.decode("utf-8", errors="replace") if length else ""
    return name, pdfium_c.FPDFText_GetFontWeight(text, index)


def _clean(letters: str) -> str:
    """Join surrogates, and drop what does not print; a soft hyphen at the end stays, as the line's hyphen."""
    joined = letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    soft = "\u00ad" if joined.endswith("\u00ad") else ""
    return UNPRINTABLE.sub("", joined) + soft


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
