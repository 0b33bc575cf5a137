"""The text of a Word paragraph in bits: words, ends of lines and pages, notes, text boxes.

Tracked changes count as accepted; hidden text, comments and field codes are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from xml.etree.ElementTree import Element

from ingest.ooxml import W
from ingest.styles import Style, laid_over, value

THROUGH = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "sdt", "sdtContent", "dir", "bdo"}
)
"""What only wraps text."""

Kind = Literal["text", "line", "page", "drawn page", "note", "box"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bit:
    """A bit of a paragraph."""

    kind: Kind
    text: str = ""  # of a note: its id
    style: Style = field(default_factory=Style)
    box: Element | None = None


def bits(paragraph: Element, style: Style, known: Mapping[str, Style]) -> Iterator[Bit]:
    """Yield the bits of a paragraph, or of what wraps some of its text."""
    for child in paragraph:
        name = local(child)
        if name == "r":
            yield from _run(child, style, known)
        elif name in THROUGH:
            yield from bits(child, style, known)
        elif name == "AlternateContent":
            yield from bits(chosen(child), style, known)
        elif name in ("oMath", "oMathPara"):
            yield Bit(
                kind="text", text="".join(part.text or "" for part in child.iter() if local(part) == "t")
            )


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def chosen(alternatives: Element) -> Element:
    """The first of the alternatives that Word offers to programs of several ages."""
    return next((child for child in alternatives if local(child) in ("Choice", "Fallback")), alternatives)


def _run(run: Element, style: Style, known: Mapping[str, Style]) -> Iterator[Bit]:
    properties = run.find(f"{W}rPr")
    style = _run_style(style, properties, known)
    if not style.hidden:
        for child in run:
            yield from _piece(child, style)


def _piece(child: Element, style: Style) -> Iterator[Bit]:
    match local(child):
        case "t":
            yield Bit(kind="text", text=child.text or "", style=style)
        case "tab" | "ptab":
            yield Bit(kind="text", text=" ", style=style)
        case "noBreakHyphen":
            yield Bit(kind="text", text="-", style=style)
        case "br":
            yield Bit(kind="page" if child.get(f"{W}type") == "page" else "line")
        case "cr":
            yield Bit(kind="line")
        case "lastRenderedPageBreak":
            yield Bit(kind="drawn page")
        case "footnoteReference" | "endnoteReference":
            yield Bit(kind="note", text=f"{local(child)[:-9]} {child.get(f'{W}id', '')}")
        case "drawing" | "pict" | "object":
            yield from (Bit(kind="box", box=box) for box in _boxes(child))
        case "AlternateContent":
            yield from (bit for piece in chosen(child) for bit in _piece(piece, style))
        case "ruby":
            yield from (
                bit for base in child.iterfind(f"{W}rubyBase/{W}r/{W}t") for bit in _piece(base, style)
            )


def _boxes(drawing: Element) -> Iterator[Element]:
    """Yield the text boxes of a drawing, the outermost only."""
    for child in drawing:
        if child.tag == f"{W}txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _run_style(style: Style, properties: Element | None, known: Mapping[str, Style]) -> Style:
    """A paragraph's style with its run's character style and own properties laid over it."""
    named = known.get(value(properties, "rStyle") or "-")
    if named is not None:
        style = replace(style, bold=style.bold or named.bold, hidden=style.hidden or named.hidden)
    return laid_over(style, None, properties)
