"""Tables: cells become blocks that know their column's header and the head of their row.

A header row is bold, or has a few words a cell above sentences. A row goes on over a page where its text has not ended. Where the first column is the
short one ("Responsible body"), it is context for the rest of its row; it stays a paragraph of its own too, so
that it can be cited, unless it is nothing but the row's number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from ingest.block import Block
from ingest.joins import ended, unwrapped

_HEAD_SHARE = 0.6  # a row's head is shorter than this share of the rest of its row
_SENTENCE = 40  # characters: what stands beside a row's head says something
_LONGEST_HEAD = 200  # characters
_NAME = re.compile(r"[A-Z][^\d.;:?!]*(?: [^\d.;:?!]+){0,3}")  # of a column
_NUMBER = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivx]{1,5})\W*")  # of a row


@dataclass(slots=True, kw_only=True)
class _Row:
    page: int
    cells: dict[str, list[Block]] = field(default_factory=dict)  # by column


def with_tables(parts: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks in order; those of each table row by row, with their context."""
    table: list[Block] = []
    places = count(1)
    for part in parts:
        if part.cell:
            table.append(part)
            continue
        yield from _read(table, places)
        table = []
        yield part
    yield from _read(table, places)


def _read(cells: Sequence[Block], places: Iterator[int]) -> Iterator[Block]:
    header: dict[str, str] = {}
    for rows in _tables(_rows(cells)):
        if _is_header_row(rows[0]) or _names_columns(rows):
            header = {column: blocks[0].text for column, blocks in rows[0].cells.items()}
            yield from _titles(rows[0], alone=len(rows) == 1)
            rows = rows[1:]
        headed = _has_row_heads(rows)
        for row in rows:
            yield from _cells(row, header, headed, places)


def _rows(cells: Sequence[Block]) -> list[_Row]:
    """Group cells into rows; a row that a page cut is one row again."""
    rows: list[_Row] = []
    last = ("", 0)
    for block in cells:
        row, _, column = block.cell.partition(".")
        page = block.lines[0].page
        if (row, page) != last:
            rows.append(_Row(page=page))
            last = (row, page)
        rows[-1].cells.setdefault(column, []).append(block)
    joined: list[_Row] = []
    for each in rows:
        if joined and each.page != joined[-1].page and _goes_on(joined[-1], each):
            _join(joined[-1], each)
        else:
            joined.append(each)
    return joined


def _tables(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Split rows where a header row starts another table."""
    table: list[_Row] = []
    for row in rows:
        if table and _is_header_row(row):
            yield table
            table = []
        table.append(row)
    if table:
        yield table


def _goes_on(above: _Row, row: _Row) -> bool:
    """Whether a row is the rest of the one on the page before: in small letters, or without a head."""
    if not set(row.cells) <= set(above.cells):
        return False
    column = max(row.cells)
    before, after = above.cells[column][-1], row.cells[column][0]
    if len(row.cells) < len(above.cells) or after.text[:1].islower():
        return True
    return not (ended(before.text) or after.bullet)


def _join(above: _Row, row: _Row) -> None:
    for column, blocks in row.cells.items():
        before, after = above.cells[column][-1], blocks[0]
        above.page = row.page
        if after.bullet or ended(before.text):
            above.cells[column] += blocks
            continue
        text = unwrapped((before.text, after.text))
        above.cells[column][-1] = replace(before, lines=(*before.lines, *after.lines), text=text)
        above.cells[column] += blocks[1:]


def _is_header_row(row: _Row) -> bool:
    return all(_is_header(block) for blocks in row.cells.values() for block in blocks)


def _names_columns(rows: Sequence[_Row]) -> bool:
    """Whether a first row that is not bold names the columns of the sentences below it."""
    names = [block.text for blocks in rows[0].cells.values() for block in blocks]
    below = [row for row in rows[1:] if len(row.cells) > 1]
    said = [row for row in below if any(ended(block.text) for block in _beside(row))]
    return (
        len(names) == len(rows[0].cells) > 1
        and len(said) > max(1, len(rows[1:]) / 2)
        and all(_NAME.fullmatch(name) for name in names)
        and sum(_longest(row) for row in below) > _SENTENCE * len(below)
    )


def _is_header(block: Block) -> bool:
    return all(each.line.bold for each in block.lines) and not re.search(r"[.;]$", block.text)


def _titles(row: _Row, *, alone: bool) -> Iterator[Block]:
    """A header of one cell is a heading; several name columns, and are text where no row follows."""
    for block in (block for blocks in row.cells.values() for block in blocks):
        if alone or len(row.cells) == 1:
            yield block if alone else replace(block, style="heading")


def _has_row_heads(rows: Sequence[_Row]) -> bool:
    """Whether the first column is short beside sentences, in most rows that have both."""
    both = [row for row in rows if len(row.cells) > 1]
    short = [row for row in both if _length(row.cells[min(row.cells)]) < _HEAD_SHARE * _rest(row)]
    said = [row for row in both if any(ended(block.text) for block in _beside(row))]
    return min(len(short), len(said)) > len(both) / 2 and sum(
        _longest(row) for row in both
    ) > _SENTENCE * len(both)


def _beside(row: _Row) -> list[Block]:
    return [block for column, blocks in row.cells.items() if column != min(row.cells) for block in blocks]


def _rest(row: _Row) -> int:
    return _length(_beside(row))


def _longest(row: _Row) -> int:
    return max(len(block.text) for block in _beside(row))


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _cells(row: _Row, header: dict[str, str], headed: bool, places: Iterator[int]) -> Iterator[Block]:
    """Yield a row's blocks with their context and their place."""
    first = min(row.cells)
    head = " ".join(block.text for block in row.cells[first])
    named = f"{header[first]}: {head}" if header.get(first) else head
    context = (named,) if headed and len(head) <= _LONGEST_HEAD else ()
    numbered = bool(context) and len(row.cells) > 1 and _NUMBER.fullmatch(head) is not None
    for column in sorted(row.cells):
        if numbered and column == first:
            continue
        mine = context if column != first else ()
        columns = (header[column],) if header.get(column) and len(header) > 1 else ()
        place = next(places)
        yield from (replace(block, context=(*mine, *columns), place=place) for block in row.cells[column])
