"""The role of each paragraph, by rules that can be explained: section and lead-in first, then its own words.

Order: where it stands (front, close: admin), what its lead-in announces, what its heading names, its words.
A lead-in takes the role that it gives to its list.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ingest import cues
from ingest.findings import found
from ingest.joins import ended
from ingest.letter import Paragraph, Role
from ingest.names import has_organisation
from ingest.sections import NEXT_HEADING, SECTION_LABEL, Section, section_of
from ingest.segment import Draft

_NAME_WORDS = 6
_BODY_WORDS = 30  # a longer cell is text
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(]*[A-Z0-9])")


_ROLES = {
    Section.NEXT: Role.ASK,
    Section.REQUIREMENT: Role.REQUIREMENT,
    Section.TOLD: Role.REPORT,
    Section.PRAISE: Role.PRAISE,
    Section.CONCERN: Role.CONCERN,
    Section.CRITICISM: Role.CONCERN,
    Section.ADMIN: Role.ADMIN,
}


def assign(draft: Draft) -> tuple[Paragraph, ...]:
    """Give each paragraph its role, and say whether it stands under next steps."""
    decided: list[Paragraph] = []
    told: set[tuple[str, ...]] = set()  # headings under which the area has spoken: inspection text is over
    for paragraph, after, zone in zip(
        draft.paragraphs, (*draft.paragraphs[1:], None), draft.zones, strict=True
    ):
        section = _section(paragraph, told)
        if _announces(paragraph) is Section.TOLD:
            told.add(paragraph.headings)
        admin = zone != "body" or paragraph.number <= (draft.title or 0)
        role = Role.ADMIN if admin else decide(paragraph, section)
        if section is Section.NEXT and role is Role.ASK and _observed(paragraph, after):
            role = Role.CONCERN
        if section is Section.NONE and paragraph.lead_in_number and role is not Role.ASK:
            role = decided[
                paragraph.lead_in_number - 1
            ].role  # "These included:" says what its own sentence said
        decided.append(replace(paragraph, role=role, next_steps=_steps(paragraph, section, role)))
    return tuple(decided)


def _steps(paragraph: Paragraph, section: Section, role: Role) -> bool:
    """Whether it stands under next steps: a list of concerns there does, what the area told does not."""
    if role is Role.ADMIN:
        return False
    above = _of_headings(paragraph) if section is Section.CONCERN else section
    return Section.NEXT in (section, above) or section is Section.REQUIREMENT


def _observed(paragraph: Paragraph, after: Paragraph | None) -> bool:
    """Whether a point only states what its own "Recommendations:" below it then ask to mend."""
    own = paragraph.text[paragraph.label_end :]
    answered = (
        after is not None and after.headings == paragraph.headings and cues.RECOMMENDS.match(after.text)
    )
    return bool(answered and paragraph.label_end and not _asks(own) and not re.search(r"\bwill\b", own))


def decide(paragraph: Paragraph, section: Section) -> Role:
    """Decide a paragraph of the body from its section, then from its own sentences."""
    own = paragraph.text[paragraph.label_end :]
    if section in (Section.NONE, Section.NEXT) and not paragraph.lead_in and _administrative(paragraph.text):
        return Role.ASK if _asks(_without_admin(own)) else _after_thanks(own)
    if section is Section.NEXT:
        return _under_next_steps(paragraph, own)
    if section is Section.CONCERN and _asks(own):
        return Role.ASK
    if section is Section.FINDINGS:
        return found(own)
    if section is Section.REQUIREMENT and _names_body(paragraph):
        return Role.REPORT
    if section is Section.NONE and len(own.split()) <= _NAME_WORDS and not ended(own):
        return _ROLES.get(section_of(own), Role.REPORT)  # a heading with nothing under it
    return _ROLES[section] if section is not Section.NONE else by_words(own)


def by_words(text: str) -> Role:
    """Decide from the sentences alone: an ask wins, then the last of praise and concern, then report."""
    return Role.ASK if _asks(text) else _by_turn(text)


def _names_body(paragraph: Paragraph) -> bool:
    """Whether a cell only says who is responsible: an organisation, and no sentence."""
    named = has_organisation(paragraph.text) and not ended(paragraph.text)
    return named and not paragraph.lead_in and len(paragraph.text.split()) <= _BODY_WORDS


def _by_turn(text: str) -> Role:
    return _turned(text, cues.concerns(text), cues.praises(text))


def _turned(text: str, concerns: Sequence[int], praises: Sequence[int]) -> Role:
    """Of a problem and a success the last one counts, unless the sentence turned before."""
    concern, praise = max(concerns, default=-1), max(praises, default=-1)
    if concern < 0 and praise < 0:
        return Role.REPORT
    if cues.TOLD.match(text):
        return Role.REPORT
    turned = [found.start() for found in cues.TURN.finditer(text) if found.start() < concern]
    return Role.CONCERN if praise < 0 or (concern >= 0 and (turned or concern > praise)) else Role.PRAISE


def _section(paragraph: Paragraph, told: set[tuple[str, ...]]) -> Section:
    """What the paragraph stands under: its own list first, then the innermost heading that says something."""
    if (mine := _announces(paragraph)) is not Section.NONE and _has_list(paragraph):
        return _quoted(paragraph, mine)
    if paragraph.lead_in and (given := _of_lead_in(paragraph.lead_in)) is not Section.NONE:
        return _quoted(paragraph, given)
    section = _of_headings(paragraph)
    if section is Section.REQUIREMENT and not paragraph.lead_in:
        if cues.TOLD.match(paragraph.text):
            return Section.TOLD
        if paragraph.headings in told:
            return Section.NONE
    return section


def _quoted(paragraph: Paragraph, section: Section) -> Section:
    """Inspection text asks in its own words ("should ensure that:"): under its heading, a requirement."""
    if section is Section.NEXT and _of_headings(paragraph) is Section.REQUIREMENT:
        return Section.REQUIREMENT
    return section


def _of_headings(paragraph: Paragraph) -> Section:
    names = paragraph.headings
    label = paragraph.text[: paragraph.label_end].rstrip(" :")
    if label and names and names[-1] == label and not SECTION_LABEL.fullmatch(label):
        names = names[:-1]  # a run-in label names a topic; "Delays:" says nothing of its section
    sections = (section_of(name) for name in reversed(names))
    return next((section for section in sections if section is not Section.NONE), Section.NONE)


def _announces(paragraph: Paragraph) -> Section:
    """What a paragraph that ends as a lead-in does says of its list."""
    return _of_lead_in(_SENTENCE.split(paragraph.text)[-1]) if _has_list(paragraph) else Section.NONE


def _has_list(paragraph: Paragraph) -> bool:
    return paragraph.text.rstrip().endswith(":")


def _of_lead_in(text: str) -> Section:
    if cues.TOLD.search(text):
        return Section.TOLD
    if cues.REQUIRED.search(text):
        return Section.REQUIREMENT
    if cues.ASK.search(text) or NEXT_HEADING.search(text):
        return Section.NEXT
    concern, praise = bool(cues.concerns(text)), bool(cues.praises(text))
    if concern != praise:
        return Section.CONCERN if concern else Section.PRAISE
    return Section.NONE


def _under_next_steps(paragraph: Paragraph, own: str) -> Role:
    """Under next steps everything is asked, but for a problem or a fact that is only stated there."""
    if _asks(own) or cues.RECOMMENDS.match(paragraph.text):
        return Role.ASK
    if not re.search(r"[a-z]{3}", own, re.I):
        return Role.REPORT  # a figure in a cell
    asking_list = paragraph.lead_in.endswith(":") and cues.ASK.search(paragraph.lead_in)
    if not asking_list and cues.concerns(own):
        return Role.CONCERN
    if not asking_list and (cues.FACT.match(own) or _remarks(paragraph, own)):
        return Role.REPORT
    return Role.ASK


def _remarks(paragraph: Paragraph, own: str) -> bool:
    """Whether a paragraph of its own says something about the reviewers or the area and asks nothing."""
    return not paragraph.lead_in and not _has_list(paragraph) and bool(cues.REMARK.match(own))


@lru_cache(maxsize=64)  # the same words are asked about in turn
def _asks(text: str) -> bool:
    """Whether a sentence asks: "The area has understood that it needs to" does not."""
    return any(
        (cues.ASK.search(part) or cues.DUE.search(part) or cues.BID.match(part))
        and not cues.UNDERSTOOD.search(part)
        for part in _SENTENCE.split(text)
    )


def _administrative(text: str) -> bool:
    return bool(cues.ADMIN.search(text) or cues.GRATEFUL.search(_SENTENCE.split(text)[0]))


def _without_admin(text: str) -> str:
    return " ".join(part for part in _SENTENCE.split(text) if not cues.ADMIN.search(part))


def _after_thanks(text: str) -> Role:
    """Thanks are admin, unless what is thanked for, or what follows, is a success or a problem."""
    rest = _without_admin(text)
    return by_words(rest) if rest and by_words(rest) is not Role.REPORT else Role.ADMIN


def roles_of(paragraphs: Sequence[Paragraph]) -> tuple[Role, ...]:
    """The roles alone, in order."""
    return tuple(paragraph.role for paragraph in paragraphs)
