"""Sheets to pages: running heads out, broken words mended; space and type become gap, style and level."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from ingest.furniture import furniture
from ingest.hyphens import mended
from ingest.layout import Print, Sheet, prints, same_columns
from ingest.page import Line, Page, Style
from ingest.tables import Grid

LOOSE = 1.2  # times the usual pitch: a new paragraph
USUAL = 1.2  # of the size: the pitch where a document is too short to tell
FULL = 0.8  # of the width: a line that the next one goes on from
LARGE = 1.15  # times the body's size: a heading
LARGE_OCR = 1.4  # a scan's sizes are measured
INDENT = 4.0  # points: a bullet further in
SAME = 2.0  # points: lines that start at one edge
FIRST = (0.7, 5.0)  # of the size: how far a paragraph's first line is set in
LOW = 0.6  # of the page: a table that ends above this does not go on overleaf
ENDS = (".", "!", "?", ";", ":")


def pages(sheets: Sequence[Sheet]) -> tuple[Page, ...]:
    """Turn sheets into pages of lines in reading order."""
    laid: list[list[Print]] = []
    for sheet in sheets:
        laid.append(prints(sheet, _open_table(laid[-1]) if laid else None))
    laid = _mended(_without_furniture(laid))
    pitch = _pitch(laid)
    sizes = _heading_sizes(laid, any(sheet.ocr for sheet in sheets))
    return tuple(
        Page(
            number=sheet.number,
            lines=tuple(_lines(page, before, pitch, sizes)),
            ocr=sheet.ocr,
            unread=sheet.unread,
        )
        for sheet, page, before in zip(sheets, laid, [[], *laid], strict=False)
    )


def _open_table(page: Sequence[Print]) -> Grid | None:
    """The table at the end of a page."""
    cells = [line for line in page if line.grid is not None and line.box[3] > LOW]
    return cells[-1].grid if cells else None


def _without_furniture(laid: Sequence[Sequence[Print]]) -> list[list[Print]]:
    free = [[line for line in page if line.cell is None and not line.aside] for page in laid]
    drop = furniture([[(line.text, line.box) for line in page] for page in free])
    gone = [{id(page[index]) for index in indexes} for page, indexes in zip(free, drop, strict=True)]
    return [[line for line in page if id(line) not in out] for page, out in zip(laid, gone, strict=True)]


def _mended(laid: Sequence[Sequence[Print]]) -> list[list[Print]]:
    parts = [[list(part) for _, part in groupby(page, key=lambda line: line.part)] for page in laid]
    texts = iter(mended([[line.text for line in part] for page in parts for part in page]))
    return [
        [
            replace(line, text=text)
            for part in page
            for line, text in zip(part, next(texts), strict=True)
            if text
        ]
        for page in parts
    ]


def _lines(
    page: Sequence[Print], before: Sequence[Print], pitch: float, sizes: Sequence[float]
) -> Iterator[Line]:
    """Yield a page's lines. `before` is the page before, from which a table's row may go on."""
    indents: list[float] = []
    goes_on = _row_goes_on(before, page)
    previous: Print | None = None
    for line, after in zip(page, [*page[1:], None], strict=False):
        if previous is None or line.cell != previous.cell or line.flows:
            indents = [] if line.cell or line.flows else indents
        style, level = _style(line, indents, sizes)
        first = previous is None or previous.part != line.part
        yield Line(
            text=line.text,
            style=style,
            level=level,
            top=line.box[1],
            box=line.box,
            size=round(line.size, 1),
            bold=all(word.bold for word in line.words if any(map(str.isalnum, word.text))),
            gap=(
                _starts(line, previous, goes_on, not before)
                if previous is None or first
                else _apart(previous, line, pitch) or _indented(previous, line, after)
            ),
            cell=f"{line.cell[0] + 1}.{line.cell[1] + 1}" if line.cell else "",
            confidence=_confidence(line),
        )
        previous = line


def _starts(line: Print, previous: Print | None, goes_on: bool, first_page: bool) -> bool:
    """Whether a part's first line starts a paragraph, and does not go on from a page or a column before."""
    if line.cell is not None:
        return not (goes_on and line.cell[0] == 0)
    return first_page if previous is None else not line.flows


def _apart(previous: Print, line: Print, pitch: float) -> bool:
    small, large = sorted((line.size, previous.size))
    return line.base - previous.base > LOOSE * pitch * (small if large > LARGE * small else large)


def _indented(previous: Print, line: Print, after: Print | None) -> bool:
    """Whether a line is set in between two that are not: how a paragraph starts where no white parts them."""
    if after is None or after.part != line.part or previous.bullet or line.bullet:
        return False
    left = previous.words[0].x0
    return (
        abs(after.words[0].x0 - left) < SAME and FIRST[0] < (line.words[0].x0 - left) / line.size < FIRST[1]
    )


def _row_goes_on(before: Sequence[Print], page: Sequence[Print]) -> bool:
    """Whether a page's first row is the rest of the row that the page before ends with."""
    if not before or not page or before[-1].grid is None or page[0].grid is None:
        return False
    if not same_columns(before[-1].grid, page[0].grid):
        return False
    above, below = _cells(before, before[-1]), _cells(page, page[0])
    if not above.keys() & below.keys():
        return False
    if above.keys() - below.keys() or any(text[:1].islower() for text in below.values()):
        return True  # a cell has ended, its neighbour has not; or a sentence runs on
    return not max(above.values(), key=len).endswith(ENDS)


def _cells(page: Sequence[Print], of: Print) -> dict[int, str]:
    """The texts of the cells in a line's row, by column."""
    texts: dict[int, str] = {}
    for line in page:
        if line.cell is not None and of.cell is not None and line.cell[0] == of.cell[0]:
            texts[line.cell[1]] = f"{texts.get(line.cell[1], '')} {line.text}".strip()
    return texts


def _style(line: Print, indents: list[float], sizes: Sequence[float]) -> tuple[Style, int]:
    """A line's style and level; `indents` are the places of the bullets above it, outermost first."""
    if line.aside:
        return "caption", 0
    if line.bullet:
        x = line.words[0].x0
        while indents and x < indents[-1] - INDENT:
            indents.pop()
        if not indents or x > indents[-1] + INDENT:
            indents.append(x)
        return "bullet", len(indents)
    if line.cell is not None:
        return "table", 0
    rank = next((rank for rank, size in enumerate(sizes, 1) if line.size >= size - 0.2), 0)
    return ("heading", rank) if rank else ("body", 0)


def _heading_sizes(laid: Sequence[Sequence[Print]], ocr: bool) -> list[float]:
    """The sizes of type that are clearly larger than the body's, largest first."""
    letters = Counter[float]()
    for page in laid:
        for line in page:
            letters[round(line.size, 1)] += len(line.text)
    if not letters:
        return []
    body = letters.most_common(1)[0][0]
    return sorted((size for size in letters if size > (LARGE_OCR if ocr else LARGE) * body), reverse=True)


def _pitch(laid: Sequence[Sequence[Print]]) -> float:
    """The usual distance from one base line to the next in running text, as a multiple of the size."""
    found: list[float] = []
    for page in laid:
        for _, lines in groupby(page, key=lambda line: line.part):
            part = list(lines)
            right = max(line.box[2] for line in part)
            left = min(line.box[0] for line in part)
            found += [
                (after.base - line.base) / line.size
                for line, after in pairwise(part)
                if line.box[2] - left >= FULL * (right - left) and abs(line.size - after.size) < 1
            ]
    return median(found) if len(found) >= 3 else USUAL


def _confidence(line: Print) -> float | None:
    known = [word.confidence for word in line.words if word.confidence is not None]
    return round(sum(known) / len(known), 3) if known else None
