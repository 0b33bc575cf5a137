"""Footnotes for python-docx, which has none: the part that holds them, and marks that point to them.

ECMA-376 part 1, 17.11: a part of footnotes whose first two are the separators, and references in runs.
"""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

TEXT, REFERENCE = "FootnoteText", "FootnoteReference"
_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


class Footnotes:
    """The footnotes of one document, numbered from 1."""

    def __init__(self, document: Document) -> None:
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, name in _SEPARATORS:
            note = _note(number)
            note.set(qn("w:type"), name)
            note.append(_paragraph(_run(OxmlElement(f"w:{name}"))))
            self._root.append(note)
        self._count = 0
        name, package = PackURI("/word/footnotes.xml"), document.part.package
        part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, self._root, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        _styles(document)
        _settings(document)

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Add a footnote, its mark at the end of the paragraph."""
        self._count += 1
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self._count))
        paragraph._p.append(_run(mark, REFERENCE))
        words = OxmlElement("w:t")
        words.text = f" {text}"
        words.set(qn("xml:space"), "preserve")
        note = _note(self._count)
        note.append(_paragraph(_run(OxmlElement("w:footnoteRef"), REFERENCE), _run(words), style=TEXT))
        self._root.append(note)


def _styles(document: Document) -> None:
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.element.styleId = TEXT
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.element.styleId = REFERENCE
    reference.font.superscript = True


def _settings(document: Document) -> None:
    """Name the separators in the settings, where Word looks for them; their place in the order is fixed."""
    held = OxmlElement("w:footnotePr")
    for number, _ in _SEPARATORS:
        held.append(_note(number))
    document.settings.element.find(qn("w:compat")).addprevious(held)


def _note(number: int) -> BaseOxmlElement:
    note = OxmlElement("w:footnote")
    note.set(qn("w:id"), str(number))
    return note


def _paragraph(*runs: BaseOxmlElement, style: str = "") -> BaseOxmlElement:
    paragraph = OxmlElement("w:p")
    if style:
        properties, named = OxmlElement("w:pPr"), OxmlElement("w:pStyle")
        named.set(qn("w:val"), style)
        properties.append(named)
        paragraph.append(properties)
    paragraph.extend(runs)
    return paragraph


def _run(content: BaseOxmlElement, style: str = "") -> BaseOxmlElement:
    run = OxmlElement("w:r")
    if style:
        properties, named = OxmlElement("w:rPr"), OxmlElement("w:rStyle")
        named.set(qn("w:val"), style)
        properties.append(named)
        run.append(properties)
    run.append(content)
    return run
