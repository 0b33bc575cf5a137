"""What one area was asked, praised for or reported; and summaries of a letter or an area."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Group
from assistant.inquiry import Inquiry
from assistant.judge import in_role, wanted_marks
from assistant.kinds import refusals
from assistant.kinds.draft import Draft
from assistant.kinds.wording import areas_of, letter_phrase
from assistant.prose import capital, counted, escaped, listed
from assistant.sayings import longest_run, says_something
from assistant.topic import THINGS
from ingest.letter import LetterMetadata, Paragraph, Role, british

MOST = 14  # points of one answer; the rest are counted
SUMMARY = {"Praised": (Role.PRAISE,), "Asked": (Role.ASK, Role.REQUIREMENT), "Concerns": (Role.CONCERN,)}
SUMMARISED = 4  # points under each heading of a summary

_VERB = {
    "asked": "was asked",
    "praised": "was praised for",
    "reported": "reported",
    "criticised": "was told of",
    "": "was told",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A paragraph to be told, with its letter."""

    paragraph: Paragraph
    letter: LetterMetadata


def answer(inquiry: Inquiry) -> Answer:
    """The points that the letters in scope make, in their order."""
    if len(inquiry.letters) > 1 and not meant(inquiry):
        return (
            refusals.unclear(inquiry) if not specific(inquiry) else _told(inquiry, points_on_topic(inquiry))
        )
    if points := points_of(inquiry):
        return _told(inquiry, points)
    return elsewhere(inquiry) or refusals.not_found(inquiry)


def meant(inquiry: Inquiry) -> bool:
    """Whether areas or letters are named, here or in the turns before."""
    question = inquiry.question
    return bool(question.areas or question.letter_ids or question.newest or inquiry.followed.areas)


def specific(inquiry: Inquiry) -> bool:
    """Whether the question has a topic of its own, beyond "what was X asked to improve"."""
    return any(not concept.generic for concept in inquiry.question.concepts)


def points_of(inquiry: Inquiry) -> list[Point]:
    """The points that an inquiry would be told."""
    return points_on_topic(inquiry) if specific(inquiry) else all_points(inquiry)


def points_on_topic(inquiry: Inquiry) -> list[Point]:
    """The paragraphs that match the topic and the role, letter by letter, in reading order."""
    points = [Point(one.hit.paragraph, one.hit.letter) for one in inquiry.matched]
    points = [point for point in points if point.paragraph.role is not Role.ADMIN] or [
        point for point in points if says_something(point.paragraph)
    ]
    return sorted(points, key=lambda point: (str(point.letter.sent), point.letter.id, point.paragraph.number))


def all_points(inquiry: Inquiry) -> list[Point]:
    """Every paragraph of the role asked for, without lead-ins whose bullets are told anyway."""
    points = []
    for letter in inquiry.letters:
        paragraphs = inquiry.open(letter.id).paragraphs
        led = {paragraph.lead_in_number for paragraph in paragraphs}
        points += [Point(p, letter) for p in paragraphs if _tellable(inquiry, p) and p.number not in led]
    return points


def elsewhere(inquiry: Inquiry) -> Answer | None:
    """Correct a false premise: a name that the letters asked about do not mention, and another letter does."""
    names = _proper_names(inquiry)
    if not names or not inquiry.question.areas:
        return None
    here_ids = {letter.id for letter in inquiry.letters}
    others = [letter for letter in inquiry.collection.letters if letter.id not in here_ids]
    found = [one for one in inquiry.find(others) if any(name in one.hit.paragraph.text for name in names)]
    if not found:
        return None
    draft = Draft(inquiry)
    here = listed([areas_of(letter) for letter in inquiry.letters[:1]])
    draft.say(
        f"Nothing: no letter to {here} mentions {escaped(listed(names))}. {capital(letter_phrase(found[0].hit.letter))} does: {draft.evidence(found[0]).text}"
    )
    return draft.done("answered")


def summary(inquiry: Inquiry) -> Answer:
    """One letter or one area in brief: what it is, what is praised, what is asked, when the next review is."""
    if not meant(inquiry) and len(inquiry.letters) > 1:
        return answer(inquiry)
    draft = Draft(inquiry)
    for letter in inquiry.letters[-3:]:
        review = f", {letter.review}" if letter.review else ""
        draft.say(f"**{capital(letter_phrase(letter))}**{review}.")
        paragraphs = inquiry.open(letter.id).paragraphs
        led = {paragraph.lead_in_number for paragraph in paragraphs}
        for label, roles in SUMMARY.items():
            chosen = [p for p in paragraphs if p.role in roles and p.number not in led]
            _group(draft, letter, label, chosen[:SUMMARISED], len(chosen))
        if letter.next_review_text:
            draft.say(
                f"Next review: {escaped(letter.next_review_text)}.{_fact(draft, letter, 'next_review')}"
            )
    if not draft.cited.citations:
        return refusals.not_found(inquiry)
    return draft.done()


def _group(draft: Draft, letter: LetterMetadata, label: str, chosen: Sequence[Paragraph], total: int) -> None:
    if not chosen:
        return
    draft.say(f"{label}{f' ({len(chosen)} of {total} points)' if total > len(chosen) else ''}:")
    quotes = [draft.quote(paragraph, letter) for paragraph in chosen]
    for quote in quotes:
        draft.point(quote.text)
    draft.groups.append(
        Group(
            label=label,
            areas=letter.area_names,
            date=letter.sent,
            role=chosen[0].role.value,
            citations=tuple(q.number for q in quotes),
        )
    )


def _fact(draft: Draft, letter: LetterMetadata, name: str) -> str:
    for fact in letter.facts:
        if fact.name == name:
            paragraph = draft.inquiry.paragraph(letter, fact.paragraph)
            return f" [{draft.cited.add(paragraph, letter, fact.start, fact.end)}]"
    return ""


def _told(inquiry: Inquiry, points: Sequence[Point]) -> Answer:
    if not points:
        return refusals.not_found(inquiry)
    draft = Draft(inquiry)
    verb, wanted = _VERB[inquiry.question.role_word], wanted_marks(inquiry.question)
    by_letter: dict[str, list[Point]] = {}
    for point in points[:MOST]:
        by_letter.setdefault(point.letter.id, []).append(point)
    for told in by_letter.values():
        letter = told[0].letter
        quotes = [draft.quote(point.paragraph, letter, *_span(point.paragraph, wanted)) for point in told]
        draft.say(
            f"In {letter_phrase(letter)}, {areas_of(letter)} {verb} ({counted(len(told), 'point')}):"
            if letter.areas
            else f"{capital(letter_phrase(letter))} ({counted(len(told), 'point')}):"
        )
        for quote in quotes:
            draft.point(quote.text)
        draft.groups.append(
            Group(
                label=f"{listed(letter.area_names)}, {british(letter.sent)}",
                areas=letter.area_names,
                date=letter.sent,
                role=told[0].paragraph.role.value,
                citations=tuple(q.number for q in quotes),
            )
        )
    draft.total = len(points)
    how_many = THINGS.match(inquiry.question.standalone) and inquiry.question.role_word
    if len(points) > MOST:
        draft.say(f"{capital(counted(len(points) - MOST, 'further point'))} not shown.")
    of_each = Counter(point.letter.id for point in points)
    return draft.done(key="; ".join(map(str, of_each.values())) if how_many else None)


def _span(paragraph: Paragraph, wanted: int) -> tuple[int, int] | tuple[()]:
    """What is quoted of a point: of dates and the like also the label, which alone says of what they are."""
    if paragraph.role is Role.ADMIN and paragraph.label_end:
        return 0, len(paragraph.text)
    return longest_run(paragraph, wanted) or ()


def _tellable(inquiry: Inquiry, paragraph: Paragraph) -> bool:
    if inquiry.question.role_word:
        return in_role(inquiry.question, paragraph)
    return paragraph.role not in (Role.ADMIN,)


def _proper_names(inquiry: Inquiry) -> list[str]:
    """Names of the topic in capitals that are more than an area ("Staffordshire Risk Matrix")."""
    return list(re.findall(r"\b[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)+", inquiry.question.topic))
