"""Placed and Block: printed lines, and the lines that are one paragraph, bullet or heading."""

from dataclasses import dataclass
from typing import Literal

from ingest.marks import Marker
from ingest.page import Line

Zone = Literal["front", "body", "close"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line and the page that it stands on."""

    line: Line
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together, and their text with the bullet's glyph dropped and the wrapping undone."""

    lines: tuple[Placed, ...]
    text: str
    zone: Zone = "body"
    marker: Marker | None = None
    indent: int = 0  # characters before the marker
    context: tuple[str, ...] = ()  # a cell's: the names of its column and of its row
    place: int = 0  # a cell's: counts through the letter's cells, so that none is joined to its neighbour
    style: Literal["body", "heading", "bullet", "table", "caption"] = "body"

    @property
    def bullet(self) -> bool:
        """Whether it is an item of a list."""
        return self.marker is not None or self.style == "bullet"

    @property
    def cell(self) -> str:
        """Its cell: "row.column" within the page; "" outside tables."""
        return self.lines[0].line.cell
