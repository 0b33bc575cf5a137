"""Reading order: pieces of lines to parts, column by column, or cell by cell where white space makes a table.

A gutter is a strip of white that at least two lines have text on both sides of. It grows up and down from a
wide gap until a piece crosses it (cf. T. Breuel, "Two Geometric Algorithms for Layout Analysis", 2002). What
stands left of it is read before what stands right of it, unless rows of white across both make it a table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.tables import Ruling
from ingest.words import Word

GUTTER = 1.0  # of the type's size: the narrowest gutter
LONE_GUTTER = 2.0  # where only two lines have text on both sides
MOST = 1_500  # pieces on a page; beyond it, it is a drawing and is read line by line
APART = 0.6  # of the size: white between rows of a table without lines
FULL = 0.8  # of a column: a line that runs to its edge
VOID = 4.0  # of the size: white across a page that ends a table or columns
DETACHED = 1.8  # times the usual pitch: what stands below a column but not in it


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one line with no wide gap between them."""

    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        """The size of its largest type; points."""
        return max(word.size for word in self.words)


@dataclass(frozen=True, slots=True)
class Part:
    """Printed lines that follow each other, each a row of pieces."""

    lines: tuple[tuple[Piece, ...], ...]
    cell: tuple[int, int] | None = None  # row and column, from 0, in a table
    flows: bool = False  # a column of prose that goes on from the column before


@dataclass(frozen=True, slots=True)
class _Gutter:
    """A strip of white from x0 to x1, and the first and last of the pieces beside it, in order of top."""

    x0: float
    x1: float
    first: int
    last: int


def arrange(pieces: Sequence[Piece], rules: Sequence[Ruling] = ()) -> list[Part]:
    """Put pieces in reading order. `rules` are the horizontal lines drawn among them."""
    ordered = sorted(pieces, key=lambda piece: (piece.top, piece.x0, piece.x1))
    gutter = _gutter(ordered) if len(ordered) <= MOST else None
    if gutter is None:
        return [Part(printed(ordered))] if ordered else []
    inside = ordered[gutter.first : gutter.last + 1]
    left = [piece for piece in inside if piece.x1 <= gutter.x0]
    right = [piece for piece in inside if piece.x0 >= gutter.x1]
    return [
        *arrange(ordered[: gutter.first], rules),
        *_beside(left, right, gutter, rules),
        *arrange(ordered[gutter.last + 1 :], rules),
    ]


def printed(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Put pieces that stand on one line together, each line from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.bottom, piece.x0, piece.x1)):
        if lines and level(lines[-1][0], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return tuple(tuple(sorted(line, key=lambda piece: (piece.x0, piece.x1))) for line in lines)


def level(one: Piece | Word, other: Piece | Word) -> bool:
    """Whether two things stand on one line: they share half of the smaller one's height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _beside(left: list[Piece], right: list[Piece], gutter: _Gutter, rules: Sequence[Ruling]) -> list[Part]:
    """What stands on both sides of a gutter: lines with labels, a table, or two columns."""
    labels = [line[-1].words[-1].text for line in printed(left)]
    if sum(label.endswith(":") for label in labels) > len(labels) / 2 or _numbers(right):
        return [Part(printed([*left, *right]))]
    bands = _bands(left, right, gutter, rules)
    if not bands:
        first, second = arrange(left, rules), arrange(right, rules)
        return [*first, replace(second[0], flows=_prose(left) and _prose(right)), *second[1:]]
    return [
        Part(printed(side), (row, column))
        for row, band in enumerate(bands)
        for column, side in enumerate(_sides(band, gutter))
        if side
    ]


def _numbers(column: Sequence[Piece]) -> bool:
    """Whether a column holds only numbers, each of which belongs to its line: page numbers, amounts."""
    return all(any(map(str.isdigit, word.text)) for piece in column for word in piece.words)


def _prose(column: Sequence[Piece]) -> bool:
    """Whether most of a column's lines are as wide as it: text that runs on, not a list or an address."""
    x0, x1 = min(piece.x0 for piece in column), max(piece.x1 for piece in column)
    full = sum(piece.x1 - x0 >= FULL * (x1 - x0) for piece in column)
    return len(column) >= 5 and full >= 0.6 * len(column)


def _sides(band: Sequence[Piece], gutter: _Gutter) -> tuple[list[Piece], list[Piece]]:
    return [piece for piece in band if piece.x1 <= gutter.x0], [
        piece for piece in band if piece.x0 >= gutter.x1
    ]


def _bands(
    left: list[Piece], right: list[Piece], gutter: _Gutter, rules: Sequence[Ruling]
) -> list[list[Piece]]:
    """The rows of a table without drawn columns, or nothing where it is none."""
    across = [rule.at for rule in rules if rule.start <= gutter.x0 and rule.end >= gutter.x1]
    ruled = _cut([*left, *right], across)
    if sum(all(_sides(band, gutter)) for band in ruled) >= 2:
        return ruled
    cuts = _shared_gaps([*left, *right])
    bands = _cut([*left, *right], cuts)
    aligned = [band for band in bands if all(_sides(band, gutter)) and _aligned(*_sides(band, gutter))]
    own = _shared_gaps(left)
    every = all(any(abs(gap - cut) < left[0].size for cut in cuts) for gap in own)
    return bands if len(aligned) >= 2 and len(aligned) == len(bands) and every else []


def _aligned(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    return level(min(left, key=lambda piece: piece.top), min(right, key=lambda piece: piece.top))


def _shared_gaps(pieces: Sequence[Piece]) -> list[float]:
    """The middles of the rows of white that cross all pieces and are wider than the white between lines."""
    whites: list[tuple[float, float]] = []
    bottom = None
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if bottom is not None and piece.top > bottom:
            whites.append((bottom, piece.top))
        bottom = piece.bottom if bottom is None else max(bottom, piece.bottom)
    if not whites:
        return []
    usual = min(end - start for start, end in whites)
    size = median(piece.size for piece in pieces)
    return [(start + end) / 2 for start, end in whites if end - start > max(APART * size, 1.5 * usual)]


def _cut(pieces: Iterable[Piece], cuts: Sequence[float]) -> list[list[Piece]]:
    bands: dict[int, list[Piece]] = {}
    for piece in sorted(pieces, key=lambda piece: piece.top):
        middle = (piece.top + piece.bottom) / 2
        bands.setdefault(sum(cut < middle for cut in cuts), []).append(piece)
    return list(bands.values())


def _gutter(pieces: Sequence[Piece]) -> _Gutter | None:
    """The first gutter from the top, of pieces in order of top."""
    for first, one in enumerate(pieces):
        for second in range(first + 1, len(pieces)):
            other = pieces[second]
            if other.top >= one.bottom:
                break
            left, right = sorted((one, other), key=lambda piece: piece.x0)
            if not level(one, other) or right.x0 - left.x1 < GUTTER * one.size:
                continue
            gutter = _trimmed(pieces, _grown(pieces, _Gutter(left.x1, right.x0, first, second)))
            if gutter is not None:
                return gutter
    return None


def _grown(pieces: Sequence[Piece], seed: _Gutter) -> _Gutter:
    """Widen a gutter's reach down and up until a piece crosses it or a void ends it."""
    gutter = seed
    bottom = pieces[seed.first].bottom
    for index in range(seed.first, len(pieces)):
        piece = pieces[index]
        narrowed = _past(gutter, piece)
        if narrowed is None or piece.top - bottom > VOID * piece.size:
            break
        bottom = max(bottom, piece.bottom)
        gutter = _Gutter(*narrowed, gutter.first, max(index, gutter.last))
    top = pieces[seed.first].top
    for index in range(seed.first - 1, -1, -1):
        piece = pieces[index]
        narrowed = _past(gutter, piece)
        if narrowed is None or top - piece.bottom > VOID * piece.size:
            break
        top = piece.top
        gutter = _Gutter(*narrowed, index, gutter.last)
    return gutter


def _past(gutter: _Gutter, piece: Piece) -> tuple[float, float] | None:
    """The strip that is left of a gutter beside one more piece, or None where the piece crosses it."""
    x0, x1 = gutter.x0, gutter.x1
    if piece.x0 < x0:
        x0 = max(x0, piece.x1)
    else:
        x1 = min(x1, piece.x0)
    return (x0, x1) if x1 - x0 >= GUTTER * piece.size else None


def _trimmed(pieces: Sequence[Piece], gutter: _Gutter) -> _Gutter | None:
    """Keep what stands beside the gutter: from the first line with text on both sides to the ends of both."""
    inside = pieces[gutter.first : gutter.last + 1]
    left, right = _sides(inside, gutter)
    if len(left) + len(right) < len(inside):
        return None
    both = [
        index
        for index, piece in enumerate(inside)
        if any(level(piece, other) for other in _across(piece, left, right))
    ]
    rows = min(len(printed(_sides([inside[index] for index in both], gutter)[side])) for side in (0, 1))
    size = median(piece.size for piece in inside)
    if rows < 2 or (rows == 2 and gutter.x1 - gutter.x0 < LONE_GUTTER * size):
        return None
    last = _tail(inside, both[-1], left)
    return _Gutter(gutter.x0, gutter.x1, gutter.first + both[0], gutter.first + last)


def _across(piece: Piece, left: Sequence[Piece], right: Sequence[Piece]) -> Sequence[Piece]:
    return right if piece in left else left


def _tail(inside: Sequence[Piece], last: int, left: Sequence[Piece]) -> int:
    """The last piece that still belongs to its column below the last line with text on both sides."""
    tops = {
        side: [piece.top for piece in inside[: last + 1] if (piece in left) is side] for side in (True, False)
    }
    pitches = [after - before for side in tops.values() for before, after in pairwise(side) if after > before]
    for index in range(last + 1, len(inside)):
        piece = inside[index]
        if piece.top - tops[piece in left][-1] > DETACHED * median(pitches):
            return index - 1
        tops[piece in left].append(piece.top)
    return len(inside) - 1
