"""When an area was reviewed before, by what its latest letter gives of it or by the letter before; and which areas then."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Answer, Verdict
from assistant.beforehand import by_inspection_before, none_since
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds.dated import cite, fact_of, name_of, printed
from assistant.kinds.draft import Draft, status_of
from assistant.kinds.gaps import in_words
from assistant.kinds.wording import areas_line, areas_of, short_area
from assistant.periods import Period
from assistant.prose import capital
from assistant.terms import content_stems
from assistant.verdicts import coverage, sure
from ingest.dates import dates
from ingest.letter import LetterMetadata, Paragraph, british

FRONT = 40  # paragraphs in which a letter says when the review before it was
_SAYS_NONE = "does not say when the review before was"
_ALONE = frozenset(  # the words of a topic that is no more than that
    content_stems(
        """previous previously preceding prior earlier last full joint area SEND inspection inspections inspected review reviews
        reviewed visit visits visited stocktake gone went without since date dates dated place took held long ago back latest present current"""
    )
)
_REVIEW = r"(?:inspect(?:ion|ions|ed)|review(?:s|ed)?|visit(?:s|ed)?|stocktakes?|meetings?|met)"
_ASKED = re.compile(
    rf"\b(?:previous|preceding|prior)\s+(?:\w+\s+)?{_REVIEW}\b"
    rf"|\b{_REVIEW}\b[^?]*\b(?:before|prior\s+to)\b[^?]*\b(?:latest|current|last|this|that|most\s+recent|present)\b"
    rf"|\b(?:before|prior\s+to)\s+(?:the|its|their|this)\s+(?:latest|current|last|most\s+recent|present)\b[^?]*\b{_REVIEW}\b",
    re.IGNORECASE,
)
_LAPSE = re.compile(r"\b(?:between|since|after|passed|elapsed|apart|gap|before)\b", re.IGNORECASE)
_STATED = re.compile(rf"\b(?:previous|preceding|prior)\s+(?:\w+\s+)?{_REVIEW}\b", re.IGNORECASE)
_TO = re.compile(r"\d{1,2}(?:\s+[A-Z][a-z]+(?:\s+\d{4})?)?\s*(?:to|and|-|–)\s*$")  # "1 to 3 November 2021"


def answer(inquiry: Inquiry) -> Answer | None:
    """The date of the review before the latest; None where that is not asked, or not known."""
    question = inquiry.question
    lapse = question.expects == "duration" and bool(_LAPSE.search(question.standalone))
    if (
        not (question.intent == "date" or lapse)
        or not question.areas
        or not _ASKED.search(question.standalone)
    ):
        return None
    draft, keys = Draft(inquiry), []
    for name in question.areas:
        letters = [letter for letter in inquiry.collection.of_area(name) if not letter.unreadable]
        if letters and (key := _told(draft, letters)):
            keys.append(_since(draft, letters[-1], key) if lapse else key)
    if not keys:
        return None
    if len(draft.lines) == 1:
        draft.lines = [draft.lines[-1].removeprefix("- ")]
    return draft.done(key="; ".join(keys))


def _since(draft: Draft, latest: LetterMetadata, before: str) -> str:
    """The time from the review before to the latest, told first, with the day of each."""
    days, met = [one.day for one in dates(before) if one.day], fact_of(latest, "met")
    if not days or met is None or latest.met is None:
        return before
    passed = in_words((latest.met - max(days)).days)
    draft.lines[-1] = (
        f"- **{passed}**, from {draft.lines[-1].removeprefix('- ')}; "
        f"the latest: {name_of('met', latest)} {printed(latest, 'met', met)}{cite(draft, latest, met)}."
    )
    return passed


def among(inquiry: Inquiry) -> Answer | None:
    """The areas whose review before was then; None where they are not asked for by that."""
    decided = decisions(inquiry)
    if decided is None:
        return None
    draft = Draft(inquiry)
    matched = [verdict.letter for verdict in decided if verdict.decision == "matched"]
    names = tuple(dict.fromkeys(name for letter in matched for name in letter.area_names))
    draft.say(areas_line(names, coverage(decided)))
    for letter in matched:
        if found := stated(inquiry, letter):
            quote = draft.quote(found, letter, 0, len(found.text))
            draft.point(f"**{short_area(areas_of(letter))}**: {quote.text}")
    return draft.done(
        status_of(decided),
        key=str(len(names)) if inquiry.question.intent == "count" else None,
        areas=names,
        letters=tuple(letter.id for letter in matched),
        coverage=coverage(decided),
        verdicts=decided,
    )


def decisions(inquiry: Inquiry) -> tuple[Verdict, ...] | None:
    """A verdict for every letter by the review before that it states; None where areas are not asked for by that."""
    question = inquiry.question
    spans = [span for span in question.spans if span.first or span.last]
    if (
        not inquiry.few
        or question.intent not in OF_MANY
        or not spans
        or not by_inspection_before(question.standalone)
    ):
        return None
    if question.role_word or not _ALONE.issuperset(content_stems(question.topic)):
        return None
    decided = tuple(_decided(inquiry, letter, spans) for letter in inquiry.letters)
    return decided if any(verdict.reason != _SAYS_NONE for verdict in decided) else None


def stated(inquiry: Inquiry, letter: LetterMetadata) -> Paragraph | None:
    """The paragraph of a letter that says when the review before it was."""
    for paragraph in inquiry.open(letter.id).paragraphs[:FRONT]:
        if _STATED.search(paragraph.text) and _printed(paragraph):
            return paragraph
    return None


def _decided(inquiry: Inquiry, letter: LetterMetadata, spans: Sequence[Period]) -> Verdict:
    if letter.unreadable:
        return Verdict(letter=letter, decision="unreadable", reason="no text could be read")
    found = stated(inquiry, letter)
    days = [one.day for one in dates(_printed(found)) if one.day] if found else []
    if found is None or not days:
        return sure(Verdict(letter=letter, decision="not_matched", reason=_SAYS_NONE))
    fits = any(_fits(max(days), span, inquiry.question.standalone) for span in spans)
    return sure(
        Verdict(
            letter=letter,
            decision="matched" if fits else "not_matched",
            reason=f"the review before: {_printed(found)}",
            paragraphs=(found.id,) if fits else (),
        )
    )


def _fits(day: date, span: Period, text: str) -> bool:
    """Whether a review before is of the period; where none came since, it is of that year or an earlier one."""
    if none_since(text) and span.first and span.last is None:
        return day <= date(span.first.year, 12, 31)
    return (span.first is None or span.first <= day) and (span.last is None or day <= span.last)


def _told(draft: Draft, letters: list[LetterMetadata]) -> str:
    """Say when the review before an area's latest was; "" where nothing says so."""
    latest = letters[-1]
    for paragraph in draft.inquiry.open(latest.id).paragraphs:
        if _STATED.search(paragraph.text) and (key := _printed(paragraph)):
            quote = draft.quote(paragraph, latest, 0, len(paragraph.text))
            draft.point(
                f"**{key}**. {capital(areas_of(latest))}, {latest.kind} of {british(latest.sent)}: {quote.text}"
            )
            return key
    before = letters[-2] if len(letters) > 1 else None
    fact = next((fact for fact in before.facts if fact.name == "met"), None) if before else None
    if before is None or fact is None:
        return ""
    key = british(before.met)
    quote = draft.quote(draft.inquiry.paragraph(before, fact.paragraph), before)
    draft.point(
        f"**{key}**, {capital(areas_of(before))}, {before.kind} of {british(before.sent)}: {quote.text}"
    )
    return key


def _printed(paragraph: Paragraph) -> str:
    """The days as printed after the words that name the review, from the first to the last; "" where none stand there."""
    said = _STATED.search(paragraph.text)
    found = [one for one in dates(paragraph.text) if said and one.start >= said.end()]
    if not found:
        return ""
    first, last = found[0], found[0]
    if len(found) > 1 and re.fullmatch(r"\s*(?:to|and|-|–)\s*", paragraph.text[first.end : found[1].start]):
        last = found[1]
    opening = _TO.search(paragraph.text[: first.start])
    return paragraph.text[opening.start() if opening else first.start : last.end]
