""" "How many successes are listed, and how many headings come under next steps?": what one letter lists, counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import frames
from assistant.answer import Answer
from assistant.citations import find_quote
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase
from assistant.prose import capital, escaped, number
from assistant.terms import STOP_WORDS, content_stems, sentences, tokens
from ingest.letter import LetterMetadata, Paragraph, Role

LETTERS = 4  # of one area, of which more are not counted one by one
LED = 0.6  # of what is counted, by the words of a lead-in, from which its list is taken to be meant
_COUNTED = re.compile(  # what a list may be of
    r"^(?:different\s+|separate\s+)?(?:services?|(?:next\s+)?steps?|things?|teams?|measures?|conditions?|pathways?|topics?|items?|kinds?\s+of\s+\w+|types?\s+of\s+\w+|points?|pieces?\s+of\s+\w+|ways?)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\bhow\s+many\b", re.IGNORECASE)
_HEADINGS = re.compile(r"\b(?:sub-?)?(?:headings?|sections?|titles?|themes?)\b", re.IGNORECASE)
_BULLETS = re.compile(r"\b(?:bullet(?:ed)?(?:\s+points?)?|bullets|paragraphs?)\b", re.IGNORECASE)
_BY_ROLE = (  # what a list without a heading is one of, by the words that ask for it
    (re.compile(r"\b(?:success(?:es)?|strengths?|achievements?)\b", re.IGNORECASE), (Role.PRAISE,)),
    (re.compile(r"\b(?:next\s+steps?|recommendations?|asks?|requests?)\b", re.IGNORECASE), (Role.ASK,)),
)  # fmt: skip
_FRAME = frozenset(
    content_stems(
        """list lists listed come comes there letter letters review reviews report month monthly stocktake bullet bullets bulleted
        point points heading headings subheading sub section sections title titles theme themes item items thing things
        entry entries name names named make makes made set out give given gives contain contains have has had include
        includes show shown shows appear appears fall falls sit sits print printed paragraph paragraphs order total number
        different separate single its their area does did one two three six twelve eighteen thirty record recorded mention"""
    )
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What stands under one heading, or in one list, of a letter."""

    letter: LetterMetadata
    under: str  # the heading, or "" for a list without one
    what: str  # what is counted
    items: tuple[tuple[str, Paragraph], ...]  # each with the heading it has


def answer(inquiry: Inquiry) -> Answer | None:
    """The number of things listed, with each; None where a question counts something else."""
    question = inquiry.question
    if not _HOW_MANY.search(question.body) or not (question.areas or question.letter_ids):
        return None
    if question.intent not in ("single-fact", "count", "points"):
        return None
    letters = _letters(inquiry)
    text = question.body
    for span in question.spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    asked = [part.strip(" ,?.") for part in _HOW_MANY.split(text)[1:]]
    tallies = [tally for letter in letters for tally in _of_letter(inquiry, letter, asked)]
    if not letters or len(letters) > LETTERS or len({tally.what for tally in tallies}) < len(set(asked)):
        return None
    draft = Draft(inquiry)
    for tally in tallies:
        _tell(draft, tally)
    return draft.done(key="; ".join(str(len(tally.items)) for tally in tallies))


def _letters(inquiry: Inquiry) -> list[LetterMetadata]:
    letters = [letter for letter in inquiry.letters if not letter.unreadable]
    dated = [
        letter
        for letter in letters
        for span in inquiry.question.spans
        if letter.sent and span.first and span.last and span.first <= letter.sent <= span.last
    ]
    return dated or letters


def _of_letter(inquiry: Inquiry, letter: LetterMetadata, asked: Sequence[str]) -> list[Tally]:
    """A tally for each part of the question that this letter can answer."""
    paragraphs = inquiry.open(letter.id).paragraphs
    areas = set(content_stems(" ".join(letter.area_names)))
    found = []
    for part in asked:
        stems = frozenset(
            one.stem for one in tokens(part) if one.word not in STOP_WORDS and not one.word.isdigit()
        )
        rest = stems - _FRAME - areas
        heading = _heading(paragraphs, stems)
        if heading and rest <= set(content_stems(heading)):
            found.append(Tally(letter, heading, part, _under(paragraphs, heading, part)))
            continue
        items = () if heading else _listed(paragraphs, part, rest)
        if items := items or _led_to(inquiry, paragraphs, part):
            found.append(Tally(letter, "", part, items))
    return found


def _heading(paragraphs: Sequence[Paragraph], stems: frozenset[str]) -> str:
    """The heading that a question names: a part of it ("Next steps & recommendations") or all; "" for none."""
    best, most = "", 0
    for heading in dict.fromkeys(one for paragraph in paragraphs for one in paragraph.headings):
        named = [content_stems(part) for part in re.split(r"&|,|\band\b", heading)]
        said = sum(len(part) for part in named if part and set(part) <= stems)
        if said > most:
            best, most = heading, said
    return best


def _under(paragraphs: Sequence[Paragraph], heading: str, part: str) -> tuple[tuple[str, Paragraph], ...]:
    """What stands under a heading: its own headings where it has some, else its bullets, else its paragraphs."""
    here = [one for one in paragraphs if heading in one.headings and one.role is not Role.ADMIN]
    deeper: dict[str, Paragraph] = {}
    for one in here:
        below = one.headings[one.headings.index(heading) + 1 :]
        if below:
            deeper.setdefault(below[0], one)
    if deeper and not _BULLETS.search(part):
        return tuple(deeper.items())
    if _HEADINGS.search(part):
        return ()
    bullets = [one for one in here if one.lead_in_number is not None or one.headings[-1] != heading]
    return tuple(("", one) for one in bullets or here)


def _listed(
    paragraphs: Sequence[Paragraph], part: str, rest: frozenset[str]
) -> tuple[tuple[str, Paragraph], ...]:
    """The bullets of the list that a question names by its lead-in, or by the role of what it lists."""
    roles = next((roles for pattern, roles in _BY_ROLE if pattern.search(part)), ())
    named = {
        stem
        for pattern, _ in _BY_ROLE
        for found in pattern.finditer(part)
        for stem in content_stems(found.group())
    }
    if not roles or not rest <= named or _HEADINGS.search(part):
        return ()
    bullets = [one for one in paragraphs if one.lead_in_number is not None]
    by_lead = [one for one in bullets if named <= set(content_stems(one.lead_in))]
    return tuple(("", one) for one in by_lead or [one for one in bullets if one.role in roles])


def _led_to(
    inquiry: Inquiry, paragraphs: Sequence[Paragraph], part: str
) -> tuple[tuple[str, Paragraph], ...]:
    """The bullets of the list whose lead-in says what is counted: "address the long waits for:", each a service."""
    if not _COUNTED.match(part):
        return ()
    areas = {stem for name in inquiry.question.areas for stem in content_stems(name)}
    words = [one for one in tokens(_COUNTED.sub("", part)) if one.stem not in areas]
    said = " ".join(one.word for one in words if one.word not in frames.FRAME_WORDS)
    lists: dict[int, list[Paragraph]] = {}
    for one in paragraphs:
        if one.lead_in_number is not None:
            lists.setdefault(one.lead_in_number, []).append(one)
    covers = {number: inquiry.cover(said, ones[0].lead_in) for number, ones in lists.items()}
    best = max(covers, key=lambda number: covers[number], default=0)
    if not covers or covers[best] < LED or sum(cover == covers[best] for cover in covers.values()) > 1:
        return ()
    return tuple(("", one) for one in lists[best])


def _tell(draft: Draft, tally: Tally) -> None:
    where = letter_phrase(tally.letter)
    under = f"under ‘{escaped(tally.under)}’ in {where}" if tally.under else f"listed in {where}"
    draft.say(f"**{capital(number(len(tally.items)))}** {under}{':' if tally.items else '.'}")
    for heading, paragraph in tally.items:
        at = find_quote(paragraph, heading) if heading else None
        start, end = at or next(iter(sentences(paragraph.text)), (0, len(paragraph.text)))
        draft.point(draft.quote(paragraph, tally.letter, start, end).text)
