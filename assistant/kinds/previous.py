"""When an area was reviewed before: the date that its latest letter gives of the review before, or that letter's."""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft
from assistant.kinds.wording import areas_of
from assistant.prose import capital
from ingest.dates import dates
from ingest.letter import LetterMetadata, Paragraph, british

_REVIEW = r"(?:inspect(?:ion|ions|ed)|review(?:s|ed)?|visit(?:s|ed)?|stocktakes?|meetings?|met)"
_ASKED = re.compile(
    rf"\b(?:previous|preceding|prior)\s+(?:\w+\s+)?{_REVIEW}\b"
    rf"|\b{_REVIEW}\b[^?]*\b(?:before|prior\s+to)\b[^?]*\b(?:latest|current|last|this|that|most\s+recent|present)\b"
    rf"|\b(?:before|prior\s+to)\s+(?:the|its|their|this)\s+(?:latest|current|last|most\s+recent|present)\b[^?]*\b{_REVIEW}\b",
    re.IGNORECASE,
)
_STATED = re.compile(rf"\b(?:previous|preceding|prior)\s+(?:\w+\s+)?{_REVIEW}\b", re.IGNORECASE)
_TO = re.compile(r"\d{1,2}(?:\s+[A-Z][a-z]+(?:\s+\d{4})?)?\s*(?:to|and|-|–)\s*$")  # "1 to 3 November 2021"


def answer(inquiry: Inquiry) -> Answer | None:
    """The date of the review before the latest; None where that is not asked, or not known."""
    question = inquiry.question
    if question.intent != "date" or not question.areas or not _ASKED.search(question.standalone):
        return None
    draft, keys = Draft(inquiry), []
    for name in question.areas:
        letters = [letter for letter in inquiry.collection.of_area(name) if not letter.unreadable]
        if letters and (key := _told(draft, letters)):
            keys.append(key)
    if not keys:
        return None
    if len(draft.lines) == 1:
        draft.lines = [draft.lines[-1].removeprefix("- ")]
    return draft.done(key="; ".join(keys))


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
