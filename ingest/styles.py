"""Word's styles: what a paragraph or a run is by the style that it is set in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from ingest.ooxml import W

HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)
TITLE = re.compile(r"title", re.IGNORECASE)
OUTLINES = 6  # outline levels that are headings
DEEPEST = 30  # styles based on styles


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style with what it takes from those that it is based on."""

    name: str = ""
    heading: int = 0  # level from 1; 0 none
    bold: bool = False
    hidden: bool = False
    size: float = 0.0  # points; 0 unknown
    item: tuple[str, int] | None = None  # its list and level, from 0


def styles(root: Element | None) -> dict[str, Style]:
    """Read the styles of `styles.xml` by their ids; "" is the default paragraph's."""
    if root is None:
        return {"": Style()}
    elements = {element.get(f"{W}styleId", ""): element for element in root.iterfind(f"{W}style")}
    usual = laid_over(Style(), None, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    found = {name: _resolved(name, elements, usual) for name in elements}
    default = [name for name, element in elements.items() if _is_default(element)]
    return {**found, "": found[default[0]] if default else usual}


def laid_over(style: Style, paragraph: Element | None, run: Element | None) -> Style:
    """A style with a paragraph's and a run's own properties (`w:pPr`, `w:rPr`) laid over it."""
    bold, hidden = flag(run, "b"), flag(run, "vanish")
    size, outline = value(run, "sz"), value(paragraph, "outlineLvl")
    list_id, level = value(paragraph, "numPr/numId"), value(paragraph, "numPr/ilvl")
    item = style.item
    if list_id is not None or level is not None:
        before = item or ("0", 0)
        item = (list_id or before[0], int(level) if level is not None and level.isdigit() else before[1])
    heading = style.heading
    if outline is not None and outline.isdigit():
        heading = int(outline) + 1 if int(outline) < OUTLINES else 0
    return replace(
        style,
        heading=heading,
        bold=style.bold if bold is None else bold,
        hidden=style.hidden if hidden is None else hidden,
        size=int(size) / 2 if size is not None and size.isdigit() else style.size,
        item=item if item is not None and item[0] != "0" else None,
    )


def flag(properties: Element | None, name: str) -> bool | None:
    """A property that is on or off; None where it is not given."""
    element = properties.find(f"{W}{name}") if properties is not None else None
    return None if element is None else element.get(f"{W}val", "1") not in ("0", "false", "off")


def value(properties: Element | None, path: str) -> str | None:
    """The `w:val` of a property, by its path of names; None where it is not given."""
    element = (
        properties.find("/".join(f"{W}{name}" for name in path.split("/")))
        if properties is not None
        else None
    )
    return None if element is None else element.get(f"{W}val")


def _resolved(name: str, elements: Mapping[str, Element], usual: Style) -> Style:
    chain: list[Element] = []
    while name in elements and len(chain) < DEEPEST:
        chain.append(elements[name])
        name = value(elements[name], "basedOn") or ""
    style = usual
    for element in reversed(chain):
        style = replace(style, name=value(element, "name") or "")
        if heading := HEADING.fullmatch(style.name):
            style = replace(style, heading=int(heading[1]))
        elif TITLE.fullmatch(style.name):
            style = replace(style, heading=1)
        style = laid_over(style, element.find(f"{W}pPr"), element.find(f"{W}rPr"))
    return style


def _is_default(element: Element) -> bool:
    return element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on")
