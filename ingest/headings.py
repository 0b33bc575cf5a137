"""Which blocks are headings, what they name, and how they stand one under another.

Letters mark headings by a format's own style, by bold, by capitals, by a number, or by standing alone.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.block import Block
from ingest.blocks import capitals_line
from ingest.marks import sentence_like, unwrap
from ingest.sections import MAIN_SECTION, Section, section_of

_WORDS = 14  # a line that stands alone with more words than this is text
_STYLED_WORDS = 30  # bold or capitals may name more
_STOPPED = re.compile(r"[.;,!…][\"'”’)\]]*$")
_SUBJECT = re.compile(r"\s*(?:\*\*)?(?:Re|RE|Ref|Subject|SUBJECT)\s*:")
_SPEAKS = re.compile(r"(?:we|you|i|they|it|this|that|there|these|those|at|by|over|in|during|for)\b", re.I)
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*)[.)]?\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading's name and its rank: the smaller tuple stands above the greater."""

    name: str
    rank: tuple[float, ...]


def is_heading(block: Block, before: Block | None, after: Block | None) -> bool:
    """Whether a block of the body names what follows it."""
    if block.zone != "body" or block.style in ("table", "caption"):
        return False
    text, bold = unwrap(block.text)
    words = len(text.split())
    if block.style == "heading":
        return True
    if block.bullet:
        return _numbered_heading(block, before, after)
    if _STOPPED.search(text) or not re.search(r"\w", text):
        return False
    if bold or _bold(block) or capitals_line(text):
        return words <= _STYLED_WORDS and not (text.endswith(":") and sentence_like(text) and words > 8)
    first = block.lines[0].line
    if first.cell or not _plain_heading(text, after):
        return False
    if _says_section(text):
        return words <= _STYLED_WORDS and (len(block.lines) == 1 or first.gap)
    return len(block.lines) == 1 and first.gap and words <= _WORDS and not first.size


def is_subject(block: Block) -> bool:
    """Whether a block before the salutation is the subject line."""
    text, bold = unwrap(block.text)
    if _SUBJECT.match(text):
        return True
    styled = bold or _bold(block) or block.style == "heading" or capitals_line(text)
    return styled and 3 <= len(text.split()) <= _STYLED_WORDS and not re.search(r"\d[A-Z]{2}$", text)


def name_of(block: Block) -> str:
    """The heading's words, without emphasis, line breaks and the colon at its end."""
    return " ".join(unwrap(block.text)[0].split()).rstrip(" :")


def rank_headings(headings: Sequence[Block]) -> list[Heading]:
    """Rank headings by the level that their format gives, else by size, capitals, bold, number, repetition.

    A heading that comes again and again ("Next Steps") stands under those that come once ("Priority Action
    2").
    """
    names = [name_of(block) for block in headings]
    often = Counter(name.casefold() for name in names)
    return [
        Heading(name=name, rank=_rank(block, often[name.casefold()] > 1))
        for block, name in zip(headings, names, strict=True)
    ]


def _rank(block: Block, repeated: bool) -> tuple[float, ...]:
    first = block.lines[0].line
    text, bold = unwrap(block.text)
    if MAIN_SECTION.fullmatch(text.strip(" :")):
        return (2,)
    if block.style == "heading" and first.level:
        return (first.level,)
    number = _NUMBERED.match(text)
    depth = number[1].count(".") if number else 0
    return (10, -round(first.size), not capitals_line(text), not (bold or _bold(block)), depth, repeated)


def _bold(block: Block) -> bool:
    return all(each.line.bold for each in block.lines)


def _says_section(text: str) -> bool:
    """Whether a line that print does not set apart is a heading by its words: "Strengths", "Next steps:"."""
    return text.endswith(":") or (section_of(text) is not Section.NONE and not re.search(r"[:\d]", text))


def _plain_heading(text: str, after: Block | None) -> bool:
    """A line that nothing marks: it starts as a name does, and is neither a sentence nor a lead-in."""
    if after is None or not (text[:1].isupper() or text[:1].isdigit() or text[:1] in "'\"‘“"):
        return False
    if re.search(r":\s.*\d", text):
        return False  # "Inspection dates: 12 to 16 February 2024" says something
    if text.endswith(":"):
        return not sentence_like(text)
    return not (after.bullet and sentence_like(text) and _SPEAKS.match(text))


def _numbered_heading(block: Block, before: Block | None, after: Block | None) -> bool:
    """A numbered line names something where it is short, unended, and no item of its list is beside it."""
    mark, text = block.marker, unwrap(block.text)[0]
    if mark is None or not mark.ordinals or not mark.mark[0].isdigit() or after is None:
        return False
    if any(near and near.marker and near.marker.shape == mark.shape for near in (before, after)):
        return False
    words = text[len(mark.mark) :].strip(" *")
    named = words[:1].isupper() and len(words.split()) <= 10 and not sentence_like(words)
    return named and not re.search(r"[.:;,]$|\b(?:and|or)$", words)
