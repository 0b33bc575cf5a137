"""HTML to one page of lines, with BeautifulSoup and lxml: what a reader sees, in its order."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, replace
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PreformattedString

from ingest.letter import IngestError
from ingest.limits import check_size
from ingest.numbering import written
from ingest.page import Line, Page, Style

LARGEST = 10_000_000  # bytes without embedded pictures: a letter has a thousandth
EMBEDDED = re.compile(rb"data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]+")
UNSEEN = frozenset(
    {
        "script",
        "style",
        "head",
        "title",
        "template",
        "noscript",
        "svg",
        "object",
        "iframe",
        "select",
        "textarea",
    }
)
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)|mso-hide\s*:\s*all",
    re.I,
)
HEADING = re.compile(r"h([1-6])")
SPACED = frozenset(
    {"p", "blockquote", "pre", "dl", "dt", "figure", "hr", "ul", "ol", "table", "section", "article"}
)
BLOCKS = SPACED | frozenset(
    {"address", "aside", "body", "center", "dd", "details", "div", "fieldset", "figcaption", "footer", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "li", "main", "nav", "summary", "tbody", "td",
     "tfoot", "th", "thead", "tr"}
)  # fmt: skip
BOLD = frozenset({"b", "strong", "th"})
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
OUTLOOK = "MsoNormal"  # a paragraph without white around it
NUMBERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
WESTERN = frozenset({None, "utf-8", "iso-8859-1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"})
DEEPEST = 200  # elements in elements


def load_html(path: Path) -> tuple[Page, ...]:
    """Read an HTML file as one page. Raises IngestError where it is too large or has no text."""
    check_size(path)
    lines = read_html(path.read_bytes(), path.name)
    if not lines:
        raise IngestError(f"{path.name}: no text in it", status="empty")
    return (Page(number=0, lines=lines),)


def read_html(data: bytes, name: str) -> tuple[Line, ...]:
    """Read the lines of an HTML text; `name` is for the message where it is too large."""
    data = EMBEDDED.sub(b"", data)
    if len(data) > LARGEST:
        raise IngestError(f"{name}: {len(data) / 1e6:.0f} MB of HTML; save it as PDF", status="too_large")
    reader = _Reader()
    reader.walk(BeautifulSoup(_decoded(data), "lxml"), _Place(), 0)
    reader.end_line()
    return tuple(reader.lines)


def _decoded(data: bytes) -> str | bytes:
    """The text in the character set that it is in; it says another where a program has saved it anew."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = EncodingDetector.find_declared_encoding(data, is_html=True)
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or said not in WESTERN:
        return data
    return data.decode("cp1252", errors="replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What the elements around a text make of it."""

    heading: int = 0  # level from 1
    bold: bool = False
    cell: str = ""
    depth: int = 0  # of lists
    kept: bool = False  # line ends count


class _Reader:
    """Walks elements; knows the line that it is on, and whether white stands above it."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._texts: list[tuple[str, bool]] = []  # with whether it is bold
        self._place = _Place()
        self._gap = True
        self._mark: str | None = None  # of the list's item that has begun: "" a bullet, "1." a number
        self._row = 0

    def walk(self, element: Tag, place: _Place, depth: int) -> None:
        """Read what an element holds."""
        for child in element.children:
            if isinstance(child, Tag):
                if not _unseen(child):
                    self._element(child, place, depth)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._text(str(child), place)

    def end_line(self) -> None:
        """End the line, where one has begun."""
        text = " ".join("".join(text for text, _ in self._texts).split())
        if text:
            self.lines.append(self._line(text))
            self._gap, self._mark = False, None
        self._texts = []

    def _line(self, text: str) -> Line:
        style: Style = "heading" if self._place.heading else "table" if self._place.cell else "body"
        return Line(
            text=f"{self._mark} {text}" if self._mark else text,
            style=style if self._mark is None else "bullet",
            level=self._place.heading if self._mark is None else self._place.depth,
            bold=all(bold for text, bold in self._texts if text.strip()),
            gap=self._gap,
            cell=self._place.cell,
        )

    def _text(self, text: str, place: _Place) -> None:
        if text.strip():
            self._place = place
        if not place.kept:
            self._texts.append((text, place.bold))
            return
        for index, line in enumerate(text.split("\n")):
            if index:
                self._break()
            self._texts.append((line, place.bold))

    def _break(self) -> None:
        """End the line; an empty one is white."""
        lines = len(self.lines)
        self.end_line()
        self._gap = self._gap or len(self.lines) == lines

    def _element(self, element: Tag, place: _Place, depth: int) -> None:
        if element.name == "br":
            self._break()
            return
        block, spaced = element.name in BLOCKS, _spaced(element)
        if block:
            self.end_line()
            self._gap = self._gap or spaced
        lines = len(self.lines)
        if element.name == "li":
            self._mark = _mark(element)
        self._inside(element, _inner(element, place), depth + 1)
        if block:
            self.end_line()
            empty = len(self.lines) == lines and element.name in ("p", "div")
            self._gap = self._gap or spaced or empty

    def _inside(self, element: Tag, place: _Place, depth: int) -> None:
        if depth > DEEPEST:
            self._text(element.get_text(" "), place)
        elif element.name == "table" and not place.cell and _has_data(element):
            for row in _rows(element):
                self._row += 1
                for column, cell in enumerate(row.find_all(["td", "th"], recursive=False), start=1):
                    self._gap = True
                    self._element(cell, replace(place, cell=f"{self._row}.{column}"), depth)
        else:
            self.walk(element, place, depth)


def _unseen(element: Tag) -> bool:
    style = str(element.get("style", ""))
    return element.name in UNSEEN or element.has_attr("hidden") or HIDDEN.search(style) is not None


def _spaced(element: Tag) -> bool:
    """Whether a browser sets white above and below an element."""
    if element.name == "p":
        return not any(name.startswith(OUTLOOK) for name in element.get_attribute_list("class") if name)
    return element.name in SPACED or HEADING.fullmatch(element.name) is not None


def _inner(element: Tag, place: _Place) -> _Place:
    heading = HEADING.fullmatch(element.name)
    bold = element.name in BOLD or BOLD_STYLE.search(str(element.get("style", ""))) is not None
    return replace(
        place,
        heading=int(heading[1]) if heading else place.heading,
        bold=place.bold or bold or heading is not None,
        depth=place.depth + (element.name in ("ul", "ol")),
        kept=place.kept or element.name == "pre",
    )


def _mark(item: Tag) -> str:
    """What is printed before a list's item: "" for a bullet."""
    above = item.find_parent(["ul", "ol"])
    if above is None or above.name == "ul":
        return ""
    start = str(above.get("start", "1"))
    number = (int(start) if start.isdecimal() else 1) + len(item.find_previous_siblings("li"))
    return f"{written(number, NUMBERS.get(str(above.get('type', '1')), 'decimal'))}."


def _rows(table: Tag) -> list[Tag]:
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def _has_data(table: Tag) -> bool:
    """Whether a table tables something, and does not only lay a page out."""
    if table.get("role") == "presentation" or table.find("table") is not None:
        return False
    cells = [row.find_all(["td", "th"], recursive=False) for row in _rows(table)]
    full = [sum(bool(cell.get_text(strip=True)) for cell in row) for row in cells]
    return table.find("th") is not None or sum(count >= 2 for count in full) >= 2
