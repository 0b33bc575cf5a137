"""A briefing as a Word document: headings, a quotation style, and a footnote for each quotation."""

import io
import re
from datetime import UTC

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from assistant.brief import Brief, Excerpt, Section
from assistant.brief_words import colophon, letter_heading, provenance, source, summary
from assistant.emphasis import runs
from assistant.footnotes import Footnotes

FONT = "Arial"
INK, QUIET, RULE = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x50, 0x5A, 0x5F), "6F777B"
# What XML 1.0 cannot hold: control characters, surrogates, non-characters.
_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_docx(brief: Brief) -> bytes:
    """The briefing as a DOCX file."""
    document = docx.Document()
    _page(document)
    _styles(document)
    _properties(document, brief)
    footnotes = Footnotes(document)
    document.add_paragraph(_clean(brief.title), style="Title")
    document.add_paragraph(_clean(colophon(brief)), style="Provenance")
    for section in brief.sections:
        _section(document, section, footnotes)
    _footer(document, brief)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _section(document: Document, section: Section, footnotes: Footnotes) -> None:
    document.add_heading(_clean(section.answer.question), level=1)
    if opening := summary(section.answer):
        _print(document.add_paragraph(), opening)
    for line in provenance(section):
        said = document.add_paragraph(_clean(line), style="Provenance")
        said.paragraph_format.keep_with_next = bool(section.excerpts)  # no question alone at a page's foot
    heading = ""
    for excerpt in section.excerpts:
        if letter_heading(excerpt.citation) != heading:
            heading = letter_heading(excerpt.citation)
            document.add_heading(_clean(heading), level=2)
        _excerpt(document, excerpt, footnotes)


def _excerpt(document: Document, excerpt: Excerpt, footnotes: Footnotes) -> None:
    if excerpt.note:
        own = document.add_paragraph(_clean(excerpt.note))
        own.paragraph_format.keep_with_next = True
    cited = excerpt.citation
    quotation = document.add_paragraph("“", style="Quote")
    _print(quotation, cited.paragraph.text, cited.start, cited.end)
    quotation.add_run("”")
    footnotes.add(quotation, _clean(source(cited)))


def _print(paragraph: Paragraph, text: str, start: int = 0, end: int | None = None) -> None:
    """Add words with their emphasis; line breaks of the letter are spaces."""
    for run in runs(text, start, end):
        paragraph.add_run(re.sub(r"\s+", " ", _clean(run.text))).bold = run.bold or None


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _styles(document: Document) -> None:
    styles = document.styles
    for name, size, before, after in (
        ("Normal", 11, 0, 6), ("Title", 24, 0, 6), ("Heading 1", 16, 20, 6), ("Heading 2", 12, 12, 4),
    ):  # fmt: skip
        _style(styles[name], size, before, after)
    title = styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))
    quote = styles["Quote"]
    _style(quote, 11, 0, 8)
    quote.font.italic = False
    quote.paragraph_format.left_indent = Cm(0.75)
    quote.paragraph_format.widow_control = True
    _rule(quote.element.get_or_add_pPr())
    quiet = styles.add_style("Provenance", WD_STYLE_TYPE.PARAGRAPH)
    quiet.base_style = styles["Normal"]
    quiet.font.size, quiet.font.color.rgb = Pt(9.5), QUIET
    quiet.paragraph_format.space_after = Pt(3)
    _british(styles["Normal"].element.get_or_add_rPr())


def _style(style: ParagraphStyle, size: float, before: float, after: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they go before the name
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _rule(properties: BaseOxmlElement) -> None:
    """A line on the left of a quotation."""
    border, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "10"), ("color", RULE)):
        left.set(qn(f"w:{name}"), value)
    border.append(left)
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _british(properties: BaseOxmlElement) -> None:
    """The language of spelling."""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    properties.append(language)


def _properties(document: Document, brief: Brief) -> None:
    properties = document.core_properties
    properties.title, properties.author = _clean(brief.title)[:255], "Letterbook"
    properties.comments, properties.keywords = colophon(brief)[:255], ""
    properties.created = properties.modified = brief.made.astimezone(UTC).replace(tzinfo=None)
    properties.last_modified_by, properties.revision, properties.language = "Letterbook", 1, "en-GB"


def _footer(document: Document, brief: Brief) -> None:
    """The index's fingerprint and the page's number, on every page."""
    line = document.sections[0].footer.paragraphs[0]
    line.style = document.styles["Provenance"]
    line.add_run(f"Letterbook, index {', '.join(brief.indexes) or 'empty'}. Page ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = line.add_run()
        mark = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            mark.text = text
        else:
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
