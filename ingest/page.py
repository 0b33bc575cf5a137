"""Line and Page: what every loader yields before paragraphs exist."""

from dataclasses import dataclass
from typing import Literal

Style = Literal["body", "heading", "bullet", "table", "caption"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line with what its format tells of it. Sizes in points; boxes as fractions of the page."""

    text: str
    style: Style = "body"  # a format's own word (DOCX heading, HTML li); "body" where the format says nothing
    level: int = 0  # heading level from 1, or a bullet's depth from 1; 0 unknown
    top: float = 0.0  # distance from the top of the page, as a fraction; 0 where unknown
    box: tuple[float, float, float, float] | None = None  # x0, y0, x1, y1
    size: float = 0.0  # 0 where unknown
    bold: bool = False
    gap: bool = False  # True: white space above it says that a new paragraph starts
    cell: str = (
        ""  # table cells: "row.column" within the page, so that a cell is never joined to its neighbour
    )
    confidence: float | None = None  # OCR: mean word confidence, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page in reading order. Formats without pages yield one page numbered 0."""

    number: int
    lines: tuple[Line, ...]
    ocr: bool = False
    estimated: bool = False  # the page number is a guess (text files with form feeds, DOCX)
    unread: str = (
        ""  # why it has no lines although something is printed on it: damaged, or a scan without Tesseract
    )
