"""Pages to numbered paragraphs: headings, labels and lead-ins become context, the subject line is kept apart.

Roles are not decided here: every paragraph leaves as `report`, and `ingest.roles` says what it does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.block import Block, Placed, Zone
from ingest.blocks import blocks
from ingest.grid import with_tables
from ingest.headings import Heading, is_heading, is_subject, name_of, rank_headings
from ingest.joins import vocabulary_of
from ingest.letter import Paragraph, Role
from ingest.lists import LeadIn, Lists, lead_in
from ingest.marks import run_in_label, unwrap, without_captions
from ingest.mend import mend
from ingest.page import Page
from ingest.sections import SECTION_LABEL

_BELONGS_ABOVE = re.compile(
    r"(?:Key )?(?:Recommend(?:ation|ed action)s?|Actions?(?: required)?|Next steps?|Asks?|"
    r"Expectations?)\s*:",
    re.I,
)
_FAREWELL = re.compile(
    r"(?:I am|We are|I'm|I have|We have|This letter (?:is|"
    r"has been))(?: also)? (?:being )?cop(?:ying|ied)\b|"
    r"cc\b|Cop(?:y|ies|ied)(?: of this letter)?(?: go(?:es)?)?(?: to)?\b|"
    r"(?:Your|The|Our) (?:next|second|third|fourth|fifth|final|following) (?:\S+ ){0,4}?"
    r"(?:review|meeting|stock-?take|visit)\b|"
    r"[^.:]{0,120}\bnext (?:\S+ )?(?:review|meeting|stocktake|visit)\b[^.:]{0,40}"
    r"\b(?:take place|held|date|arrange|schedul\w*|expect to be)\b|"
    r"[^.:]{0,60}\b(?:hold|arrange|schedule|agree) (?:the|your|our|a date for) [^.:]{0,20}\bnext\b|"
    r"(?:In the meantime, )?(?:Your|The) [^.]{0,120}\b(?:Advis[eo]rs?|Case Lead)\b[^.]{0,120}"
    r"\bwill continue\b|"
    r"(?:We|I)(?: (?:very )?much)? look forward to (?:seeing|meeting) (?:with )?you\b|"
    r"(?:If|Should) you (?:have|would like|require) any\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter's paragraphs before roles, with the part of the letter that each stands in."""

    paragraphs: tuple[Paragraph, ...]
    zones: tuple[Zone, ...]
    title: int | None  # the number of the paragraph that is the subject line or title


def segment(pages: Sequence[Page]) -> Draft:
    """Split pages into paragraphs with their context."""
    lines = [Placed(line=line, page=page.number) for page in pages for line in page.lines]
    placed = sorted(lines, key=lambda each: each.line.style == "caption")  # stamps and notes part no sentence
    whole = mend(with_tables(blocks(placed)), vocabulary_of(each.line.text for each in placed))
    parts = [part for part in (_clean(block) for block in whole) if part.text]
    parts, subject = _with_whole_subject(parts, _subject(parts))
    marked = [_is_heading(parts, at) and at != subject for at in range(len(parts))]
    ranked = iter(rank_headings([part for part, heading in zip(parts, marked, strict=True) if heading]))
    writer = _Writer(ocr=frozenset(page.number for page in pages if page.ocr))
    for at, part in enumerate(parts):
        if marked[at]:
            writer.heading(part, next(ranked))
        elif at == subject:
            writer.title(part)
        else:
            writer.paragraph(part)
    return writer.draft()


def _clean(block: Block) -> Block:
    """Drop captions of signatures, and the emphasis of lines that stand outside the body."""
    if block.zone == "body" or is_subject(block):
        return replace(block, text=block.text.strip())
    text = without_captions(block.text) if block.zone == "close" else block.text
    lines = (run_in_label(unwrap(line)[0])[0] for line in text.split("\n"))
    return replace(block, text="\n".join(lines).strip())


def _is_heading(parts: Sequence[Block], at: int) -> bool:
    before = parts[at - 1] if at else None
    return is_heading(parts[at], before, parts[at + 1] if at + 1 < len(parts) else None)


def _subject(parts: Sequence[Block]) -> int | None:
    """Find the subject line: before the salutation, else right after it, else the first heading."""
    front = [at for at, part in enumerate(parts) if part.zone == "front"]
    lines = [at for at in front if is_subject(parts[at])]
    mailed = bool(front) and parts[front[0]].text.startswith("From: ")
    own = [at for at in lines if not (mailed and parts[at].text.startswith("Subject: "))]
    before = next(iter([*own, *lines]), None)  # a letter's own subject line before its e-mail's
    after = front[-1] + 1 if front else len(parts)
    headed = after < len(parts) and _is_heading(parts, after)
    if before is not None and not (headed and before == front[0] and not mailed):  # who writes, in capitals
        return before
    if front:
        return after if headed else None
    first = [at for at, part in enumerate(parts) if part.lines[0].page == parts[0].lines[0].page]
    headings = [at for at in first if _is_heading(parts, at)]
    ranks = [heading.rank for heading in rank_headings([parts[at] for at in headings])]
    return headings[ranks.index(min(ranks))] if headings else None


def _with_whole_subject(parts: Sequence[Block], at: int | None) -> tuple[list[Block], int | None]:
    """Join a subject line that was set in two styles ("Northmoor: FIRST REVIEW:" over "OF THE PLAN")."""
    if at is None or at + 1 >= len(parts):
        return list(parts), at
    first, second = parts[at], parts[at + 1]
    goes_on = not second.lines[0].line.gap and first.zone == second.zone and not second.bullet
    if not goes_on or not (_is_heading(parts, at + 1) or is_subject(second)):
        return list(parts), at
    whole = replace(
        first, text=f"{unwrap(first.text)[0]} {unwrap(second.text)[0]}", lines=first.lines + second.lines
    )
    return [*parts[:at], whole, *parts[at + 2 :]], at


@dataclass(slots=True, kw_only=True)
class _Open:
    heading: Heading
    block: Block
    used: bool = False  # something stands under it


@dataclass(slots=True, kw_only=True)
class _Writer:
    """What has been read so far: paragraphs, open headings and lists."""

    ocr: frozenset[int]
    paragraphs: list[Paragraph] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    titled: int | None = None
    _headings: list[_Open] = field(default_factory=list)
    _lists: Lists = field(default_factory=Lists)
    _item: bool = False  # the last paragraph is an item of a list, or belongs to one
    _above: LeadIn = field(default_factory=LeadIn)
    _place: int = 0

    def title(self, block: Block) -> None:
        """Take the subject line, which is a paragraph because people cite it."""
        self._close(self._headings)
        self._add(replace(block, text=" ".join(unwrap(block.text)[0].split())), headings=())
        self.titled = len(self.paragraphs)

    def heading(self, block: Block, heading: Heading) -> None:
        """Open a heading and close those that it ends."""
        if self._headings and self._headings[-1].heading.name.casefold() == heading.name.casefold():
            return  # a table's title says the heading above it again
        self._close([each for each in self._headings if each.heading.rank >= heading.rank])
        self._headings.append(_Open(heading=heading, block=block))
        self._end_lists()

    def paragraph(self, block: Block) -> None:
        """Take a paragraph or an item of a list; no list runs from one cell into the next."""
        if block.place != self._place:
            self._end_lists()
        self._place = block.place
        if block.zone != "body":
            self._close(self._headings)
            self._end_lists()
            self._add(replace(block, text=unwrap(block.text)[0]), headings=())
        elif block.bullet:
            self._take_item(block)
        else:
            self._take_body(block)

    def draft(self) -> Draft:
        """Close what is open and hand over."""
        self._close(self._headings)
        return Draft(paragraphs=tuple(self.paragraphs), zones=tuple(self.zones), title=self.titled)

    def _take_item(self, block: Block) -> None:
        lead = self._lists.item(block, self._above, self._item)
        text, label_end = run_in_label(block.text)
        names = self._names(text[:label_end], block)
        self._add(replace(block, text=text), headings=names, lead=lead, label_end=label_end)
        self._item = True

    def _take_body(self, block: Block) -> None:
        text, label_end = run_in_label(unwrap(block.text)[0])
        if self._item and _BELONGS_ABOVE.match(text):
            above = self.paragraphs[-1]
            lead = LeadIn(text=above.lead_in, number=above.lead_in_number)
            self._add(replace(block, text=text), headings=above.headings, lead=lead, label_end=label_end)
            return
        self._end_lists()
        fresh = bool(self._headings) and not self._headings[-1].used
        if _FAREWELL.match(text) and not text.endswith(":") and not fresh:
            self._close(self._headings)  # it belongs to no section, whatever heading was last
            label_end = 0
        label = text[:label_end].rstrip(" :.–-")
        named = label if block.text.startswith(("*", "_")) or SECTION_LABEL.fullmatch(label) else ""
        self._add(replace(block, text=text), headings=self._names(named, block), label_end=label_end)

    def _names(self, label: str, block: Block) -> tuple[str, ...]:
        names = [each.heading.name for each in self._headings]
        names += [name for name in block.context if name not in names]
        return (*names, label.rstrip(" :.–-")) if label else tuple(names)

    def _end_lists(self) -> None:
        self._lists.close()
        self._item = False
        self._above = LeadIn()

    def _close(self, ending: Sequence[_Open]) -> None:
        """End headings; one with nothing under it is a paragraph, so that no word is lost."""
        outer = [each for each in self._headings if each not in ending]
        for each in [each for each in ending if not each.used]:
            self._add(replace(each.block, text=name_of(each.block)), headings=self._names_of(outer))
        self._headings = outer

    def _names_of(self, headings: Sequence[_Open]) -> tuple[str, ...]:
        return tuple(each.heading.name for each in headings)

    def _add(
        self, block: Block, *, headings: tuple[str, ...], lead: LeadIn | None = None, label_end: int = 0
    ) -> None:
        lead = lead or LeadIn()
        number = len(self.paragraphs) + 1
        lines = [each.line for each in block.lines]
        scores = [line.confidence for line in lines if line.confidence is not None]
        for each in self._headings:
            each.used = True
        self.paragraphs.append(
            Paragraph(
                letter_id="",
                number=number,
                text=block.text,
                role=Role.REPORT,
                headings=headings,
                lead_in=lead.text,
                lead_in_number=lead.number,
                label_end=label_end,
                page=block.lines[0].page or None,
                boxes=tuple((each.page, *each.line.box) for each in block.lines if each.line.box),
                ocr=any(each.page in self.ocr for each in block.lines),
                confidence=sum(scores) / len(scores) if scores else None,
            )
        )
        self.zones.append(block.zone)
        self._above = lead_in(block.text, number)
