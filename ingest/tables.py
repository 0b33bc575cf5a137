"""Ruled tables of a PDF page: drawn lines become grids, and a grid tells which cell a place is in.

Tables without drawn lines are not seen here: `ingest.columns` finds those by their white space.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Rect = tuple[float, float, float, float]

THIN = 3.0  # points: a filled shape no thicker than this is a line
SNAP = 3.0  # points: lines that miss each other by less than this meet
SMALLEST = 6.0  # points: no text fits between lines nearer than this
SHORTEST = 8.0  # points: a line's length once its pieces are joined


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn line: `at` its place across itself, `start` to `end` along itself; points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """A page's drawn lines, pieces joined."""

    across: tuple[Ruling, ...] = ()  # horizontal
    down: tuple[Ruling, ...] = ()  # vertical


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its columns' and rows' edges, and for each elementary square the cell it belongs to."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[tuple[int, int], ...], ...]  # by row and column: the first row and column of its cell

    @property
    def box(self) -> Rect:
        """x0, top, x1, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def framed(self) -> bool:
        """Whether it is one single cell: a box around text, not a table."""
        return len({cell for row in self.cells for cell in row}) == 1

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell that a point is in, as row and column from 0."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.cells[row][column]
        return None


def rulings(boxes: Iterable[Rect]) -> Rulings:
    """Tell the lines among the thin boxes that a page draws (x0, top, x1, bottom), and join their pieces."""
    across: list[Ruling] = []
    down: list[Ruling] = []
    for x0, top, x1, bottom in boxes:
        if bottom - top <= THIN and x1 - x0 >= bottom - top:
            across.append(Ruling((top + bottom) / 2, x0, x1))
        if x1 - x0 <= THIN and bottom - top >= x1 - x0:
            down.append(Ruling((x0 + x1) / 2, top, bottom))
    return Rulings(tuple(_joined(across)), tuple(_joined(down)))


def grids(lines: Rulings) -> list[Grid]:
    """Build the tables that drawn lines enclose, from the top of the page."""
    found = [
        grid
        for across, down in _components(lines)
        if len(across) >= 2 and len(down) >= 1 and (grid := _grid(across, down)) is not None
    ]
    return sorted(found, key=lambda grid: grid.box[1])


def _grid(across: Sequence[Ruling], down: Sequence[Ruling]) -> Grid | None:
    """Sides that are not drawn are where the lines end: tables cut by a page's end, or open at the sides."""
    xs = _edges([line.at for line in down] + [end for line in across for end in (line.start, line.end)])
    ys = _edges([line.at for line in across] + [end for line in down for end in (line.start, line.end)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    cell = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def root(square: tuple[int, int]) -> tuple[int, int]:
        while cell[square] != square:
            square = cell[square]
        return square

    for row, column in list(cell):
        middle = ((xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2)
        if column + 1 < columns and not _covered(down, xs[column + 1], middle[1]):
            first, second = sorted((root((row, column)), root((row, column + 1))))
            cell[second] = first
        if row + 1 < rows and not _covered(across, ys[row + 1], middle[0]):
            first, second = sorted((root((row, column)), root((row + 1, column))))
            cell[second] = first
    return Grid(xs, ys, tuple(tuple(root((row, column)) for column in range(columns)) for row in range(rows)))


def _covered(lines: Iterable[Ruling], at: float, along: float) -> bool:
    return any(
        abs(line.at - at) <= SMALLEST and line.start - SNAP <= along <= line.end + SNAP for line in lines
    )


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    """Places that are clearly apart, in order."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SMALLEST:
            edges.append(value)
    return tuple(edges)


def _components(lines: Rulings) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Yield the sets of lines that touch each other, horizontal and vertical."""
    left_across, left_down = set(lines.across), set(lines.down)
    while left_across:
        across, down = [left_across.pop()], list[Ruling]()
        grown = True
        while grown:
            more_down = {line for line in left_down if any(_meet(other, line) for other in across)}
            left_down -= more_down
            down += more_down
            more_across = {line for line in left_across if any(_meet(line, other) for other in down)}
            left_across -= more_across
            across += more_across
            grown = bool(more_down or more_across)
        yield across, down


def _meet(across: Ruling, down: Ruling) -> bool:
    return (
        across.start - SNAP <= down.at <= across.end + SNAP
        and down.start - SNAP <= across.at <= down.end + SNAP
    )


def _joined(lines: Sequence[Ruling]) -> Iterator[Ruling]:
    """Join pieces of one line: borders are drawn cell by cell, dotted ones dot by dot."""
    for group in _alike(lines):
        at = Counter(round(line.at, 1) for line in group).most_common(1)[0][0]
        pieces = sorted(group, key=lambda line: line.start)
        start, end = pieces[0].start, pieces[0].end
        for line in [*pieces, Ruling(at, float("inf"), float("inf"))]:
            if line.start > end + SNAP:
                if end - start >= SHORTEST:
                    yield Ruling(at, start, end)
                start, end = line.start, line.end
            else:
                end = max(end, line.end)


def _alike(lines: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    group: list[Ruling] = []
    for line in sorted(lines, key=lambda line: line.at):
        if group and line.at - group[0].at > SNAP / 2:
            yield group
            group = []
        group.append(line)
    if group:
        yield group
