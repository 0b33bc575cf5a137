"""Printed lines to blocks: one paragraph, one bullet or one heading each, with the wrapping undone.

Blocks that a page break cut in two are joined in `ingest.mend`, tables are read in `ingest.grid`, and what a
block means (heading, lead-in, label) is decided in `ingest.segment`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ingest.block import Block, Placed, Zone
from ingest.joins import ended, unwrapped, vocabulary_of
from ingest.marks import Marker, in_capitals, marker
from ingest.page import Line
from ingest.sections import Section, section_of

_SALUTATION = re.compile(
    r"\s*(?:\*\*)?Dear\b[^.:;]{1,90}[,:]?(?:\*\*)?\s*|\s*(?:\*\*)?Dear [A-Z][^.:;]{0,80},.*"
)
CLOSING_WORDS = (
    r"(?:Yours\s+(?:very\s+|most\s+)?(?:sincerely|faithfully|truly|ever)|Sincerely(?:\s+yours)?|(?:With\s+)?(?:kind|best|"
    r"warm|every\s+good|all\s+good)(?:est)?\s+(?:regards|wish(?:es)?)|Regards)\b"
)
_CLOSING = re.compile(rf"\s*{CLOSING_WORDS}(?=\s*(?:[,.]|$))", re.I)
_ANNEX = re.compile(r"\s*(?:\W{0,4})(?:Annex|Appendix|Enclosure|Attachment)\b[^.]{0,80}", re.I)
_FULL_DATE = re.compile(
    r"\s*(?:Date:?\s*)?(?:\w+day,?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8},?\s+\d{4}\s*"
)
_EMPHASISED = 12  # lines that emphasis can run over
_SECTION_WORDS = 4
_GUTTER = 0.01  # of the page: between columns
_FULL = 0.75  # of the column: lines of an address are shorter on average
_ENTRY = re.compile(  # "Jane Doe, Director of ...": the next person
    r"(?:\w+\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2},\s[^,]*\b(?:Director|Chief|Leader|Head|"
    r"Officer|Lead|Chair|Executive)\b"
)
_LISTED = re.compile(  # "Jane Doe, inspector": one of a list of people
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\s)?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}(?:, | HMI\b| - | \()"
)
_LABEL_ENDS = re.compile(r"[^.:;]{1,60}:\s")
_MAILED = re.compile(r"(?:From|Sent|To|Cc|Subject): \S.*")  # above an e-mail's text
_FRONT_LINES = 80  # a salutation further down is part of a quotation


def blocks(placed: Sequence[Placed]) -> list[Block]:
    """Group lines into blocks; what pages cut is still in two."""
    vocabulary, edges = vocabulary_of(each.line.text for each in placed), _edges(placed)
    return [_block(*group, vocabulary, edges) for group in _groups(placed, zones(placed), edges)]


def zones(placed: Sequence[Placed]) -> list[Zone]:
    """Say of each line whether it stands up to the salutation, in the body, or from "Yours" on."""
    texts = [each.line.text for each in placed]
    dear = next((at for at, text in enumerate(texts[:_FRONT_LINES]) if _SALUTATION.fullmatch(text)), -1)
    dear = dear if dear >= 0 else _mailed(texts) - 1
    yours = max(
        (at for at, text in enumerate(texts) if at > dear and _CLOSING.match(text)), default=len(texts)
    )
    annex = next((at for at, text in enumerate(texts) if at > yours and _ANNEX.fullmatch(text)), len(texts))
    return ["front" if at <= dear else "close" if yours <= at < annex else "body" for at in range(len(texts))]


def _mailed(texts: Sequence[str]) -> int:
    """How many lines at the start are an e-mail's own; 0 where it is none."""
    lines = next((at for at, text in enumerate(texts) if not _MAILED.fullmatch(text)), len(texts))
    return lines if lines > 1 and texts[0].startswith("From: ") else 0


def capitals_line(text: str) -> bool:
    """Whether a line is set in capitals as headings are, and is no postcode or initials."""
    return in_capitals(text) and len(re.findall(r"[A-Z]{4,}", text)) >= 2


def _groups(
    placed: Sequence[Placed], zone: Sequence[Zone], edges: Mapping[tuple[int, str], float]
) -> Iterator[tuple[list[Placed], Zone, Marker | None]]:
    """Yield the lines of each block; an enumerator must follow the last one, or one of a list around it."""
    width = max((len(each.line.text) for each in placed), default=0)
    group: list[Placed] = []
    opening = last = None
    around: dict[str, Marker] = {}  # the last of each shape, until a block that is no item
    for at, each in enumerate(placed):
        mark = _marker(each.line, last, around, zone[at])
        if group and (zone[at] != zone[at - 1] or mark or _starts(group, each, zone[at], width, edges)):
            yield group, zone[at - 1], opening
            group = []
        if not group:
            opening = mark
            around = around if mark else {}
        group.append(each)
        last = mark or last
        around |= {mark.shape: mark} if mark else {}
    if group:
        yield group, zone[-1], opening


def _marker(line: Line, last: Marker | None, around: Mapping[str, Marker], zone: Zone) -> Marker | None:
    """The line's bullet. An enumerator inside running text must be the next of its list: "by\n12. We"."""
    found = marker(line.text) if zone == "body" and line.style not in ("heading", "table") else None
    if found is None or not found.ordinals or line.gap or found.follows(last):
        return found
    outer = around.get(found.shape)
    return found if outer and found.follows(outer) else None


def _starts(
    group: Sequence[Placed], each: Placed, zone: Zone, width: int, edges: Mapping[tuple[int, str], float]
) -> bool:
    """Whether a line without a bullet starts a block, seen from the lines before it."""
    above, line = group[-1].line, each.line
    if line.gap or line.cell != above.cell or line.style == "bullet":
        return True
    turned = group[-1].page != each.page and not line.text[:1].islower()
    if turned and _short(above, line, edges.get(_cell(group[-1]), 0.0)):
        return True  # a page ended before its last line was full
    if line.style != above.style and {line.style, above.style} & {"heading", "caption"}:
        return True
    if _full(group[-1], line, edges) and _runs_over(group, line):
        return False
    if zone == "close" or sum(part.line.text.count("**") for part in group[-_EMPHASISED:]) % 2:
        return False
    if zone == "front":
        dated = _FULL_DATE.fullmatch(above.text) or _FULL_DATE.fullmatch(line.text)
        return bool(dated or _SALUTATION.fullmatch(line.text)) or _set_apart(above, line)
    if _set_apart(above, line):
        return True  # positions, where there are some, have said by `gap` where a paragraph starts
    if line.box is not None or not ended(above.text):
        return False
    return _had_room(above.text, line.text, width) or _opens_section(line.text)


def _opens_section(text: str) -> bool:
    """Whether a line is nothing but the name of a section: "Recommendations"."""
    return len(text.split()) <= _SECTION_WORDS and not ended(text) and section_of(text) is not Section.NONE


def _set_apart(above: Line, line: Line) -> bool:
    """Whether two lines differ in print as a heading differs from its text."""
    if capitals_line(above.text) != capitals_line(line.text):
        return True
    upper = line.text.lstrip(" *\"'‘“(")[:1]
    return (above.bold != line.bold or abs(above.size - line.size) > 1) and not upper.islower()


def _runs_over(group: Sequence[Placed], line: Line) -> bool:
    """Whether a heading in capitals, or a bullet's bold label, fills its line and goes on in the next."""
    above = group[-1].line
    if abs(above.size - line.size) > 1 or ended(above.text):
        return False
    if capitals_line(above.text):
        return not re.search("[a-z]", line.text)
    opening = group[0].line
    is_bullet = opening.style == "bullet" or marker(opening.text) is not None
    return is_bullet and above.bold and bool(_LABEL_ENDS.match(line.text))


def _had_room(above: str, line: str, width: int) -> bool:
    """Whether the line's first word would have fitted on the line above: a break on purpose."""
    return len(above) + 1 + len(line.split(maxsplit=1)[0]) < 0.85 * width


def _edges(placed: Sequence[Placed]) -> dict[tuple[int, str], float]:
    """The right edge of the room that text has: the page's text, and in tables the next column of the row."""
    boxed = [each for each in placed if each.line.box]
    edges = {(each.page, each.line.cell): 0.0 for each in boxed}
    pages: dict[int, float] = {}
    lefts: dict[tuple[int, str], float] = {}
    for each in boxed:
        pages[each.page] = max(_right(each), pages.get(each.page, 0.0))
        lefts[each.page, each.line.cell] = min(_left(each), lefts.get((each.page, each.line.cell), 1.0))
    for page, cell in edges:
        row, _, column = cell.partition(".")
        beside = lefts.get((page, f"{row}.{int(column or 0) + 1}")) if cell else None
        edges[page, cell] = beside - _GUTTER if beside else pages[page]
    return edges


def _left(each: Placed) -> float:
    return each.line.box[0] if each.line.box else 0.0


def _right(each: Placed) -> float:
    return each.line.box[2] if each.line.box else 0.0


def _cell(each: Placed) -> tuple[int, str]:
    return each.page, each.line.cell


def _broken_on_purpose(group: Sequence[Placed], edges: Mapping[tuple[int, str], float]) -> bool:
    """Whether lines end before they are full, as in an address or a list of names; positions must show it."""
    if len(group) < 2 or re.search(r"[.;:]$", group[-1].line.text):
        return False
    if all(_LISTED.match(each.line.text) for each in group):
        return True
    if any(each.line.text[:1].islower() for each in group[1:]) or _fill(group[:-1], edges) > _FULL:
        return False
    return all(
        _short(above.line, below.line, edges.get(_cell(above), 0.0)) for above, below in pairwise(group)
    )


def _fill(group: Sequence[Placed], edges: Mapping[tuple[int, str], float]) -> float:
    """How much of the column the lines take on average, from the first one's left edge; 1 where unknown."""
    left = group[0].line.box[0] if group[0].line.box else 0.0
    taken = [each.line.box[2] - left for each in group if each.line.box]
    room = edges.get(_cell(group[0]), left) - left
    return sum(taken) / len(taken) / room if taken and room > 0 else 1.0


def _as_lines(
    group: Sequence[Placed],
    texts: Sequence[str],
    edges: Mapping[tuple[int, str], float],
    vocabulary: frozenset[str],
) -> str:
    """Keep the lines of an address or a signature, but not those that were only wrapped."""
    whole = texts[0]
    for (above, below), text in zip(pairwise(group), texts[1:], strict=True):
        goes_on = _full(above, below.line, edges) and not whole.endswith(",") and not _ENTRY.match(text)
        whole = unwrapped((whole, text), vocabulary) if goes_on else f"{whole}\n{text}"
    return whole


def _full(above: Placed, line: Line, edges: Mapping[tuple[int, str], float]) -> bool:
    """Whether the line's first word had no room on the line above; positions must show it."""
    return above.line.box is not None and not _short(above.line, line, edges.get(_cell(above), 0.0))


def _short(above: Line, below: Line, edge: float) -> bool:
    if above.box is None or not above.text or above.text.endswith((",", "-")):
        return False
    letter = (above.box[2] - above.box[0]) / len(above.text)
    return edge - above.box[2] > letter * (len(below.text.split(maxsplit=1)[0]) + 2)


def _block(
    group: Sequence[Placed],
    zone: Zone,
    mark: Marker | None,
    vocabulary: frozenset[str],
    edges: Mapping[tuple[int, str], float],
) -> Block:
    """Join the lines of a block; those of an address or a signature stay lines."""
    texts = [" ".join(each.line.text.split()) for each in group]
    if mark:
        texts[0] = " ".join(group[0].line.text[0 if mark.ordinals else mark.end :].split())
    if zone != "body":
        text = _as_lines(group, texts, edges, vocabulary)
    else:
        text = "\n".join(texts) if _broken_on_purpose(group, edges) else unwrapped(texts, vocabulary)
    first = group[0].line
    indent = len(first.text) - len(first.text.lstrip())
    return Block(lines=tuple(group), text=text, zone=zone, marker=mark, indent=indent, style=first.style)
