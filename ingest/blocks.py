"""Printed lines to blocks: one paragraph, one bullet or one heading each, whole again.

Lines that were wrapped are joined, and so are blocks that a page break or a stray blank line cut in two. What
a block means (heading, lead-in, label) is decided in `ingest.segment`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.marks import Marker, in_capitals, marker
from ingest.page import Line

Zone = Literal["front", "body", "close"]

_SALUTATION = re.compile(
    r"\s*(?:\*\*)?Dear\b[^.:;]{1,90}[,:]?(?:\*\*)?\s*|\s*(?:\*\*)?Dear [A-Z][^.:;]{0,80},.*"
)
_CLOSING = re.compile(
    r"\s*(?:Yours\s+(?:sincerely|faithfully|truly)|(?:With\s+)?(?:kind|best|warm)(?:est)?\s+(?:regards|wishes)|Regards)\b"
    r"(?=\s*(?:[,.]|$))",
    re.I,
)
_ANNEX = re.compile(r"\s*(?:\W{0,4})(?:Annex|Appendix|Enclosure|Attachment)\b[^.]{0,80}", re.I)
_FULL_DATE = re.compile(
    r"\s*(?:Date:?\s*)?(?:\w+day,?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8},?\s+\d{4}\s*"
)
_ENDED = re.compile(r"[.:;!?…][\"'”’)\]*]*$")
_OPEN = re.compile(
    r"(?:[-–—&]|\b(?:the|an?|and|or|their|your|our|its|this|these|which|has|have))$"
)  # no heading ends so
_DANGLING = re.compile(r"(?:[,/]|\b(?:of|to|for|with|in|on|by|from|as|at|that|is|are|be))$")
_HEADING = 60  # characters; a shorter block that does not end may be a heading, which goes on with nothing
_FRONT_LINES = 80  # a salutation further down is part of a quotation


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
    style: Literal["body", "heading", "bullet", "table", "caption"] = "body"

    @property
    def bullet(self) -> bool:
        """Whether it is an item of a list."""
        return self.marker is not None or self.style == "bullet"


def blocks(placed: Sequence[Placed]) -> list[Block]:
    """Group lines into blocks and mend what pages cut."""
    vocabulary = frozenset(word.lower() for each in placed for word in re.findall(r"[\w-]+", each.line.text))
    return _mend((_block(*group, vocabulary) for group in _groups(placed, zones(placed))), vocabulary)


def zones(placed: Sequence[Placed]) -> list[Zone]:
    """Say of each line whether it stands up to the salutation, in the body, or from "Yours" on."""
    texts = [each.line.text for each in placed]
    dear = next((at for at, text in enumerate(texts[:_FRONT_LINES]) if _SALUTATION.fullmatch(text)), -1)
    yours = max(
        (at for at, text in enumerate(texts) if at > dear and _CLOSING.match(text)), default=len(texts)
    )
    annex = next((at for at, text in enumerate(texts) if at > yours and _ANNEX.fullmatch(text)), len(texts))
    return ["front" if at <= dear else "close" if yours <= at < annex else "body" for at in range(len(texts))]


def ended(text: str) -> bool:
    """Whether a text ends as a sentence, a lead-in or an item of a list does."""
    return bool(_ENDED.search(text))


def capitals_line(text: str) -> bool:
    """Whether a line is set in capitals as headings are, and is no postcode or initials."""
    return in_capitals(text) and len(re.findall(r"[A-Z]{4,}", text)) >= 2


def _groups(
    placed: Sequence[Placed], zone: Sequence[Zone]
) -> Iterator[tuple[list[Placed], Zone, Marker | None]]:
    """Yield the lines of each block; `last` is the marker that an enumerator must follow."""
    width = max((len(each.line.text) for each in placed), default=0)
    group: list[Placed] = []
    opening = last = None
    for at, each in enumerate(placed):
        mark = _marker(each.line, last, zone[at])
        if group and (zone[at] != zone[at - 1] or mark or _starts(group, each, zone[at], width)):
            yield group, zone[at - 1], opening
            group = []
        if not group:
            opening = mark
        group.append(each)
        last = mark or last
    if group:
        yield group, zone[-1], opening


def _marker(line: Line, last: Marker | None, zone: Zone) -> Marker | None:
    """The line's bullet. An enumerator inside running text must be the next of its list: "by\n12. We"."""
    found = marker(line.text) if zone == "body" and line.style not in ("heading", "table") else None
    if found and found.ordinals and not line.gap and not found.follows(last):
        return None
    return found


def _starts(group: Sequence[Placed], each: Placed, zone: Zone, width: int) -> bool:
    """Whether a line without a bullet starts a block, seen from the lines before it."""
    above, line = group[-1].line, each.line
    if line.gap or line.cell != above.cell or line.style == "bullet":
        return True
    if line.style != above.style and {line.style, above.style} & {"heading", "caption"}:
        return True
    if zone == "close" or sum(part.line.text.count("**") for part in group) % 2:
        return False
    if zone == "front":
        dated = _FULL_DATE.fullmatch(above.text) or _FULL_DATE.fullmatch(line.text)
        return bool(dated or _SALUTATION.fullmatch(line.text)) or _set_apart(above, line)
    return _set_apart(above, line) or (ended(above.text) and _had_room(above.text, line.text, width))


def _set_apart(above: Line, line: Line) -> bool:
    """Whether two lines differ in print as a heading differs from its text."""
    if capitals_line(above.text) != capitals_line(line.text):
        return True
    upper = line.text.lstrip(" *\"'‘“(")[:1]
    return (above.bold != line.bold or abs(above.size - line.size) > 1) and not upper.islower()


def _had_room(above: str, line: str, width: int) -> bool:
    """Whether the line's first word would have fitted on the line above: a break on purpose."""
    return len(above) + 1 + len(line.split(maxsplit=1)[0]) < 0.85 * width


def _block(group: Sequence[Placed], zone: Zone, mark: Marker | None, vocabulary: frozenset[str]) -> Block:
    """Join the lines of a block; those of an address or a signature stay lines."""
    texts = [" ".join(each.line.text.split()) for each in group]
    if mark:
        texts[0] = " ".join(group[0].line.text[0 if mark.ordinals else mark.end :].split())
    text = "\n".join(texts) if zone != "body" else _unwrapped(texts, vocabulary)
    first = group[0].line
    indent = len(first.text) - len(first.text.lstrip())
    return Block(lines=tuple(group), text=text, zone=zone, marker=mark, indent=indent, style=first.style)


def _unwrapped(texts: Iterable[str], vocabulary: frozenset[str]) -> str:
    """Join wrapped lines: "co-" + "production" keeps its hyphen, "pro-" + "duction" loses it."""
    whole = ""
    for text in texts:
        cut = re.search(r"([A-Za-z]+)[-\u00ad\u2010]$", whole)
        rest = re.match(r"[a-z]+", text)
        if not (cut and rest):
            whole = f"{whole} {text}" if whole else text
        elif (cut[1] + rest[0]).lower() in vocabulary or whole.endswith("\u00ad"):
            whole = whole[:-1] + text
        else:
            whole += text
    return whole


def _mend(parts: Iterable[Block], vocabulary: frozenset[str]) -> list[Block]:
    """Join each block to the one before it where a page break or a stray blank line cut them apart."""
    mended: list[Block] = []
    for part in parts:
        if mended and _cut(mended[-1], part):
            above = mended[-1]
            text = _unwrapped((above.text, part.text), vocabulary)
            mended[-1] = replace(above, lines=(*above.lines, *part.lines), text=text)
        else:
            mended.append(part)
    return mended


def _cut(above: Block, part: Block) -> bool:
    """Whether two blocks are one sentence: it has not ended, or a bracket is open, and the next goes on."""
    if above.zone != "body" or part.zone != "body" or part.bullet or "heading" in (above.style, part.style):
        return False
    if above.lines[-1].line.cell and above.lines[-1].page == part.lines[0].page:
        return False
    if _open_bracket(above.text) and re.match(r"[^(]*\)", part.text):
        return True
    if ended(above.text):
        return False
    long = len(above.text) > _HEADING or above.bullet
    turned = above.lines[-1].page != part.lines[0].page and len(above.text.split()) > 3
    if part.text[:1].islower() and (long or turned):
        return True
    return bool(_OPEN.search(above.text) or (long and _DANGLING.search(above.text)))


def _open_bracket(text: str) -> bool:
    return text.rfind("(") > text.rfind(")")
