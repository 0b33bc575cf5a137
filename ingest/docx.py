"""DOCX to pages of lines: headings, lists with their numbers, tables, text boxes, footnotes.

What a reader sees: tracked changes accepted, nothing hidden, no comments. Pages end where Word last did.
The parts are read as they are, not through python-docx: it shows neither text boxes nor tracked changes nor
footnotes, and refuses a file for a broken link to a picture.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from ingest.letter import IngestError
from ingest.limits import MOST_CHARACTERS, check_pages
from ingest.numbering import Numbering
from ingest.ooxml import Package, R, W
from ingest.page import Line, Page
from ingest.page import Style as LineStyle
from ingest.runs import THROUGH, Bit, bits, chosen, local
from ingest.styles import Style, flag, laid_over, styles, value

DEEPER = re.compile(r"^list .* ([2-9])$", re.IGNORECASE)  # Word's "List Bullet 2"


def load_docx(path: Path) -> tuple[Page, ...]:
    """Read a Word file as pages of lines.

    Raises IngestError where it is damaged, encrypted, too large, or has no text.
    """
    package = Package(path)
    try:
        reader = _Reader(path, package)
        found = reader.pages()
    finally:
        package.close()
    if not any(page.lines for page in found):
        raise IngestError(f"{path.name}: no text in it", status="empty")
    return found


class _Reader:
    """Walks a document in reading order; knows the page and the table row that it has come to."""

    def __init__(self, path: Path, package: Package) -> None:
        self._path = path
        self._package = package
        main = package.main()
        root = package.xml(main)
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise IngestError(f"{path.name}: not a readable Word file; ask for it again", status="corrupt")
        self._root, self._body = root, body
        self._links = package.related(main)
        self._styles = styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._breaks = (
            "drawn page" if next(root.iter(f"{W}lastRenderedPageBreak"), None) is not None else "page"
        )
        self._page = 1
        self._row = 0
        self._letters = 0
        self._notes: list[str] = []
        self._lines: dict[int, list[Line]] = defaultdict(list)

    def pages(self) -> tuple[Page, ...]:
        """Read the letterhead, the body and the notes."""
        self._letterhead()
        self._blocks(self._body, "")
        self._footnotes()
        if self._page == 1:
            return (Page(number=0, lines=tuple(self._lines[1])),)
        check_pages(self._path, self._page)
        return tuple(
            Page(number=number, lines=tuple(self._lines[number]), estimated=True)
            for number in range(1, self._page + 1)
        )

    def _blocks(self, container: Element, cell: str) -> None:
        """Read paragraphs and tables in their order; `cell` is the table cell that they stand in."""
        for child in container:
            name = local(child)
            if name == "p":
                self._paragraph(child, cell)
            elif name == "tbl":
                self._table(child, cell)
            elif name in THROUGH:
                self._blocks(child, cell)
            elif name == "AlternateContent":
                self._blocks(chosen(child), cell)

    def _paragraph(self, paragraph: Element, cell: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        named = self._styles.get(value(properties, "pStyle") or "", self._styles[""])
        style = laid_over(named, properties, None)
        label = self._numbering.label(style.item) if style.item is not None else None
        found = list(bits(paragraph, style, self._styles))
        before, after = _page_breaks(found, self._breaks)
        self._page += before
        for index, line in enumerate(_printed(found)):
            self._add(line, style, cell, label if index == 0 else None, gap=index == 0)
        self._page += after
        self._notes += [bit.text for bit in found if bit.kind == "note"]
        for bit in found:
            if bit.box is not None:
                self._blocks(bit.box, cell)

    def _add(self, bits: Sequence[Bit], style: Style, cell: str, label: str | None, *, gap: bool) -> None:
        text = " ".join("".join(bit.text for bit in bits).split())
        if not text:
            return
        said = [bit for bit in bits if bit.text.strip()]
        self._letters += len(text)
        if self._letters > MOST_CHARACTERS:
            message = f"{self._path.name}: more than {MOST_CHARACTERS} characters; split it"
            raise IngestError(message, status="too_large")
        level = style.heading or (_depth(style) if label is not None else 0)
        self._lines[self._page].append(
            Line(
                text=f"{label} {text}" if label else text,
                style=_line_style(style, label, cell),
                level=level,
                size=max((bit.style.size for bit in said), default=0.0),
                bold=all(bit.style.bold for bit in said),
                gap=gap,
                cell=cell,
            )
        )

    def _table(self, table: Element, cell: str) -> None:
        rows = [row for row in _inside(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        frame = len(rows) == 1 and len(list(_inside(rows[0], "tc"))) == 1
        for row in rows:
            self._row += not (cell or frame)
            column = 1 + _number(value(row, "trPr/gridBefore"), 0)
            for part in _inside(row, "tc"):
                if not _goes_on(part):
                    self._blocks(part, cell if cell or frame else f"{self._row}.{column}")
                column += _number(value(part, "tcPr/gridSpan"), 1)

    def _letterhead(self) -> None:
        """Read the head of the first page: letters have their sender and often their date there."""
        section = next(self._root.iter(f"{W}sectPr"), None)
        if section is None:
            return
        wanted = "first" if flag(section, "titlePg") else "default"
        for reference in section.iterfind(f"{W}headerReference"):
            if reference.get(f"{W}type") == wanted:
                root = self._package.xml(self._links.get(reference.get(f"{R}id", ""), ("", ""))[1])
                if root is not None:
                    self._blocks(root, "")

    def _footnotes(self) -> None:
        """Read the notes at the end, in the order in which the text refers to them."""
        for kind in ("footnote", "endnote"):
            root = self._part(f"{kind}s")
            notes = {note.get(f"{W}id"): note for note in (root if root is not None else ())}
            wanted = [name.split()[1] for name in self._notes if name.startswith(f"{kind} ")]
            for number, name in enumerate(wanted, start=1):
                texts = [_note_text(paragraph, self._styles) for paragraph in notes.get(name, ())]
                text = " ".join(" ".join(texts).split())
                if text:
                    line = Line(text=f"{number} {text}", style="caption", gap=True)
                    self._lines[self._page].append(line)

    def _part(self, kind: str) -> Element | None:
        """A part that the document refers to, by the end of its kind's name."""
        names = [target for link, target in self._links.values() if link.endswith(f"/{kind}")]
        return self._package.xml(names[0]) if names else None


def _depth(style: Style) -> int:
    """The depth of a list's item, by its level or by the number in its style's name."""
    named = DEEPER.search(style.name)
    return max(style.item[1] + 1 if style.item is not None else 1, int(named[1]) if named else 1)


def _line_style(style: Style, label: str | None, cell: str) -> LineStyle:
    if style.heading:
        return "heading"
    if label is not None:
        return "bullet"
    return "table" if cell else "body"


def _printed(found: Sequence[Bit]) -> Iterator[list[Bit]]:
    """Cut a paragraph's text where its author broke the line."""
    line: list[Bit] = []
    for bit in found:
        if bit.kind == "text":
            line.append(bit)
        elif bit.kind in ("line", "page") and line:
            yield line
            line = []
    if line:
        yield line


def _page_breaks(found: Sequence[Bit], kind: str) -> tuple[int, int]:
    """How many pages end before a paragraph's first word, and how many after it."""
    first = next(
        (index for index, bit in enumerate(found) if bit.text.strip() and bit.kind == "text"), len(found)
    )
    breaks = [index for index, bit in enumerate(found) if bit.kind == kind]
    before = sum(index < first for index in breaks)
    return before, len(breaks) - before


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Yield a table's rows, or a row's cells, through what wraps them."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in THROUGH:
            yield from _inside(child, name)


def _goes_on(cell: Element) -> bool:
    """Whether a cell is the rest of the one above it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _note_text(paragraph: Element, known: Mapping[str, Style]) -> str:
    return "".join(bit.text for bit in bits(paragraph, Style(), known) if bit.kind == "text")


def _number(text: str | None, default: int) -> int:
    """A small number, or what is meant where there is none."""
    return min(int(text), 1_000) if text is not None and text.isdecimal() else default
