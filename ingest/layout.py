"""Words with their places to printed lines in reading order: the same for a PDF's own text and for a scan's.

Tables by their drawn lines first, then columns (`ingest.columns`); turned and skewed text last.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.columns import Part, Piece, arrange, level, printed
from ingest.tables import Grid, Rulings, grids
from ingest.words import Frame, Rect, Word

WIDE = 1.0  # of the size: white between two pieces of a line
REACH = 6.0  # of the size: how far a bullet or a number stands from its text
TAB = 0.45  # of the size: a dash with that much white after it is a bullet
GLYPHS = frozenset("•‣⁃◦●○∙▪▫■□◼◻◾◽➢➤►▶✓✔❖◆◇★→⇒➔")
DASHES = frozenset("*-−–—·o")  # bullets only where white follows
ENUMERATOR = re.compile(r"[(\[]?(\d{1,3}(\.\d{1,2})*|[A-Za-z]|[ivxIVX]{1,5})[.)\]]+")
PRIVATE = re.compile("[\ue000-\uf8ff]")
SIDES = 3.0  # points: two tables' columns are the same

NO_RULINGS = Rulings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page before layout. Words are in the frame of their own turn, rulings in the frame of `turn`."""

    number: int
    words: tuple[Word, ...]
    frame: Frame  # as a viewer shows the page
    rulings: Rulings = NO_RULINGS
    ocr: bool = False
    tilt: float = 0.0  # degrees clockwise by which the picture was straightened before it was read
    unread: str = ""

    @property
    def turn(self) -> int:
        """The turn of most of the text; degrees."""
        return main_turn(self.words, self.frame)


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A printed line with the part of its page that it stands in."""

    words: tuple[Word, ...]
    text: str  # without its bullet
    box: tuple[float, float, float, float]  # x0, top, x1, bottom; fractions of the page
    part: int
    size: float  # of most of its letters; points
    bullet: bool = False
    flows: bool = False  # first of a column of prose that goes on from the column before
    aside: bool = False  # turned or skewed
    cell: tuple[int, int] | None = None  # row and column from 0, within the page
    grid: Grid | None = None

    @property
    def base(self) -> float:
        """The bottom of its tallest word; points, in the frame of its turn."""
        return max(self.words, key=lambda word: word.size).bottom


def main_turn(words: Iterable[Word], frame: Frame) -> int:
    """The turn of most of a page's text; degrees."""
    turns = Counter[int]()
    for word in words:
        if word.turn >= 0:
            turns[word.turn] += len(word.text)
    return turns.most_common(1)[0][0] if turns else frame.turn


def prints(sheet: Sheet, before: Grid | None = None) -> list[Print]:
    """Lay a page out. `before` is the table at the end of the page before, which may go on here."""
    turn = sheet.turn
    upright = [word for word in sheet.words if word.turn == turn]
    laid = [*_laid(upright, sheet.rulings, before), *_asides(sheet.words, turn)]
    found: list[Print] = []
    for number, (part, cell, grid) in enumerate(_numbered(laid)):
        for line in part.lines:
            words = _in_order([word for piece in line for word in piece.words])
            bullet, text = _unbulleted(words)
            if text:
                found.append(
                    Print(
                        words=words,
                        text=text,
                        box=_box(words, sheet),
                        part=number,
                        size=_size(words),
                        bullet=bullet,
                        flows=part.flows and line is part.lines[0],
                        aside=words[0].turn != turn,
                        cell=cell,
                        grid=grid,
                    )
                )
    return found


_Laid = tuple[Part, Grid | None]


def _laid(words: Sequence[Word], rulings: Rulings, before: Grid | None) -> Iterator[_Laid]:
    """Yield the parts of the main text; each table is one piece of its page until it is opened."""
    tables = grids(rulings)
    inside: dict[Grid | None, list[Word]] = {}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        around = [table for table in tables if table.cell(x, y) is not None]
        inside.setdefault(min(around, key=_area, default=None), []).append(word)
    pieces = _pieces(inside.pop(None, []))
    closed = {Piece(tuple(held), *table.box): table for table, held in inside.items() if table is not None}
    for part in arrange([*pieces, *closed], rulings.across):
        for table, run in groupby(_apart(part, closed), key=lambda row: closed.get(row[0])):
            if table is None:
                yield replace(part, lines=tuple(run)), None
            else:
                yield from _opened(table, inside[table], rulings, before)


def _apart(part: Part, closed: Mapping[Piece, Grid]) -> Iterator[tuple[Piece, ...]]:
    """Yield a part's lines, with each closed table on a line of its own."""
    for line in part.lines:
        for _, run in groupby(line, key=lambda piece: piece if piece in closed else None):
            yield tuple(run)


def _opened(table: Grid, words: Sequence[Word], rulings: Rulings, before: Grid | None) -> Iterator[_Laid]:
    if table.framed and not (before is not None and same_columns(table, before)):
        yield from ((part, None) for part in arrange(_pieces(words), rulings.across))
        return
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        cell = table.cell((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
        cells.setdefault(cell or (0, 0), []).append(word)
    for cell, held in sorted(cells.items()):
        yield Part(printed(_pieces(held)), cell), table


def same_columns(table: Grid, other: Grid) -> bool:
    """Whether two tables are one that a page's end cuts."""
    return len(table.xs) == len(other.xs) and all(
        abs(one - two) <= SIDES for one, two in zip(table.xs, other.xs, strict=True)
    )


def _numbered(laid: Sequence[_Laid]) -> Iterator[tuple[Part, tuple[int, int] | None, Grid | None]]:
    """Count the rows of all tables of a page through, so that no two cells share a number."""
    first, last = 0, -1
    before: tuple[tuple[int, int] | None, Grid | None] = (None, None)
    for part, grid in laid:
        if part.cell is None:
            yield part, None, None
        else:
            if before[0] is None or grid is not before[1] or part.cell <= before[0]:
                first = last + 1
            last = max(last, first + part.cell[0])
            yield part, (first + part.cell[0], part.cell[1]), grid
        before = part.cell, grid


def _asides(words: Sequence[Word], turn: int) -> Iterator[_Laid]:
    """Yield turned text line by line, then skewed text in the order of its words."""
    for other in sorted({word.turn for word in words} - {turn}, reverse=True):
        held = [word for word in words if word.turn == other]
        if other >= 0:
            yield Part(printed(_pieces(held))), None
        else:
            yield Part(((_piece(held),),)), None


def _pieces(words: Sequence[Word]) -> list[Piece]:
    """Cut lines at wide gaps; a bullet or a number stays with its text."""
    found: list[Piece] = []
    for row in _rows(words):
        piece = [row[0]]
        for word in row[1:]:
            reach = REACH if len(piece) == 1 and _marks(piece[0], word) else WIDE
            if word.x0 - piece[-1].x1 > reach * max(word.size, piece[-1].size):
                found.append(_piece(piece))
                piece = []
            piece.append(word)
        found.append(_piece(piece))
    return found


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: (word.bottom, word.x0)):
        if row and not level(row[0], word):
            yield sorted(row, key=lambda word: word.x0)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda word: word.x0)


def _marks(word: Word, after: Word) -> bool:
    return _glyph(word, after) or ENUMERATOR.fullmatch(word.text) is not None


def _glyph(word: Word, after: Word) -> bool:
    """Whether a word is a bullet before another."""
    if len(word.text) != 1:
        return False
    if word.text in DASHES and not word.symbol:
        return after.x0 - word.x1 > TAB * after.size
    return word.symbol or word.text in GLYPHS or PRIVATE.match(word.text) is not None


def _unbulleted(words: Sequence[Word]) -> tuple[bool, str]:
    """Whether a line starts with a bullet, and its text without it."""
    first = words[0]
    bullet = len(words) > 1 and _glyph(first, words[1])
    texts = [word.text for word in (words[1:] if bullet else words)]
    if not bullet and (first.text[0] in GLYPHS or PRIVATE.match(first.text)):
        bullet, texts[0] = True, first.text[1:]
    return bullet, PRIVATE.sub("", " ".join(text for text in texts if text)).strip()


def _in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """Left to right, or right to left where most of the letters are so."""
    kinds = Counter(unicodedata.bidirectional(letter) for word in words for letter in word.text)
    leftward = kinds["R"] + kinds["AL"] > kinds["L"]
    return tuple(reversed(words)) if leftward else tuple(words)


def _size(words: Sequence[Word]) -> float:
    """The size of most of the letters; points."""
    sizes = Counter[float]()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    return sizes.most_common(1)[0][0]


def _piece(words: Sequence[Word]) -> Piece:
    return Piece(
        tuple(words),
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )


def _area(table: Grid) -> float:
    x0, top, x1, bottom = table.box
    return (x1 - x0) * (bottom - top)


def _box(words: Sequence[Word], sheet: Sheet) -> tuple[float, float, float, float]:
    """The box around words of one turn as fractions of the page that a viewer shows."""
    piece = _piece(words)
    turned = sheet.frame.turned(max(words[0].turn, 0))
    width, height = sheet.frame.size
    x0, top, x1, bottom = sheet.frame.inward(turned.outward((piece.x0, piece.top, piece.x1, piece.bottom)))
    if sheet.tilt:
        x0, top, x1, bottom = _tilted((x0, top, x1, bottom), sheet.tilt, (width / 2, height / 2))
    return _part(x0 / width), _part(top / height), _part(x1 / width), _part(bottom / height)


def _tilted(box: Rect, degrees: float, centre: tuple[float, float]) -> Rect:
    """Turn a box's middle clockwise about a point, and keep its size: what was straightened, tilted again."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x, y = (box[0] + box[2]) / 2 - centre[0], (box[1] + box[3]) / 2 - centre[1]
    dx, dy = x * cosine - y * sine - x, x * sine + y * cosine - y
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy


def _part(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 5)
