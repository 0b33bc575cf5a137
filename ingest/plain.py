"""What plain text sets side by side: columns of signatures, and Markdown's tables."""

import re
from collections.abc import Iterator, Sequence

from ingest.page import Line

_COLUMNS = re.compile(r"(?<=\S)(?:\t+| {3,})(?=\S)")  # white space that sets words side by side
_MARK = re.compile(
    r"\W{1,2}|o|\(?\w{1,4}[.)]|\d+(?:\.\d+)*"
)  # a bullet or number before its text is no column
_RULE = re.compile(r":?-{2,}:?")


def one_column(rows: Sequence[str]) -> Iterator[str]:
    """Yield lines set side by side one column after the other, a blank line between."""
    at = 0
    while at < len(rows):
        width = len(_cells(rows[at]))
        end = at
        while width > 1 and end < len(rows) and len(_cells(rows[end])) == width:
            end += 1
        if end - at < 2:
            yield rows[at]
            at += 1
            continue
        for column in zip(*(_cells(row) for row in rows[at:end]), strict=True):
            yield from ("", *column, "")
        at = end


def table(rows: Sequence[str], first_row: int) -> list[Line]:
    """Read the rows of a Markdown table as cells, numbered from `first_row`; a row above a rule is bold."""
    split = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    ruled = [all(_RULE.fullmatch(cell) for cell in cells) for cells in split]
    return [
        Line(
            text=text,
            style="table",
            cell=f"{first_row + at}.{column}",
            bold=any(ruled[at + 1 : at + 2]),
            gap=True,
        )
        for at, cells in enumerate(split)
        if not ruled[at]
        for column, text in enumerate(cells, start=1)
        if text
    ]


def in_table(row: str) -> bool:
    """Whether a line is a row of a Markdown table."""
    return bool(re.fullmatch(r"\s*\|.*\|\s*", row)) and row.count("|") > 2


def _cells(row: str) -> list[str]:
    cells = _COLUMNS.split(row)
    return [row] if _MARK.fullmatch(cells[0].strip()) else cells
