"""Whether a sentence speaks of the time that is asked about: a figure of January is not one of August."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.inquiry import Inquiry
from assistant.judge import Judged
from assistant.periods import Period, periods
from assistant.seasons import MONTHS

SOON = 400  # days after what it reports within which a letter is sent
_SAME = re.compile(
    r"\b(?:same\s+(?:date|time|month|day|point)|that\s+(?:time|date|month|point)|then)\b", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:did|was|were|saw|had|happened|concluded|said|found|told|asked)\b", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:next|due|scheduled|planned|set\s+for)\b", re.IGNORECASE
)  # a letter tells what comes
_SEQUEL = re.compile(
    r"\b(?:monitoring|follow-?up|return|subsequent)\s+(?:visit|inspection)|\bre-?inspection\b", re.IGNORECASE
)
_FOUND = re.compile(  # what came of it: not when it is to be, or what for
    r"\b(?:did|does|has|have|had)\s+(?:(?:that|the|this|its|their|ofsted|cqc|inspectors)\s+)*(?:(?:monitoring|follow-?up|return|subsequent)\s+)?(?:visit|(?:re-?)?inspection|inspectors|they|it)\s+(?:ever\s+)?(?:find|found|conclude|show|say|judge|report|reveal|decide|go|see|note|result|lead)\w*\b"
    r"|\b(?:results?|outcomes?|findings?|verdict|upshot)\s+(?:of|from)\b|\bwhat\s+(?:was\s+found|happened|came\s+out)\b|\bhow\s+did\b[^?]*\bgo\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:found|took\s+place|concluded|was\s+(?:held|carried\s+out|positive)|has\s+(?:been|taken))\b",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"\b(?P<month>{'|'.join(name.capitalize() for name in MONTHS)})\b(?!\s*,?\s*(?:19|20)\d\d)"
)


def fit(inquiry: Inquiry, one: Judged, text: str) -> float:
    """How well a sentence fits the time that is asked, 0 to 1: it names it, or its letter was sent soon after."""
    best = 0.0
    for span in inquiry.question.spans:
        year = str(span.first.year) if span.first else ""
        month = f"{span.first:%B}" if span.first else ""
        sent = one.hit.letter.sent
        soon = bool(span.first and sent and 0 <= (sent - span.first).days <= SOON)
        best = max(best, 0.5 * (year in text and month in text) + 0.2 * (month in text) + 0.3 * soon)
    return best


def elsewhen(inquiry: Inquiry, one: Judged, before: str, text: str) -> bool:
    """Whether a sentence, or what it goes on from, names times, and none of them is asked; or it came too early."""
    spans = [span for span in inquiry.question.spans if span.first and span.last]
    if not spans or inquiry.question.letter_ids:
        return False
    sent = one.hit.letter.sent
    if sent and all(span.first and sent < span.first for span in spans):
        return True
    named = list(_named(text, sent)) or (list(_named(before, sent)) if _SAME.search(text) else [])
    return bool(named) and not any(_overlap(span, *days) for span in spans for days in named)


def ahead(inquiry: Inquiry) -> bool:
    """Whether what is asked happened after the last letter to the areas named was sent: no letter can tell it."""
    question = inquiry.question
    if not question.areas or question.intent not in ("single-fact", "points", "date", "summary", "people"):
        return False
    sent = [letter.sent for letter in inquiry.collection.of_area(*question.areas) if letter.areas]
    known = [day for day in sent if day]
    spans = [span.first for span in question.spans if span.first and span.last]
    after = bool(known and spans) and all(first > max(known) for first in spans)
    if _of_sequel(inquiry):
        return True
    return after and bool(_PAST.search(question.standalone)) and not _TO_COME.search(question.standalone)


def _of_sequel(inquiry: Inquiry) -> bool:
    """Whether it is asked what a visit found that was to come, and of which no letter to the area tells."""
    if not _SEQUEL.search(inquiry.question.standalone) or not _FOUND.search(inquiry.question.standalone):
        return False
    letters = inquiry.collection.of_area(*inquiry.question.areas)
    told = (one.text for letter in letters for one in inquiry.open(letter.id).paragraphs)
    return not any(_SEQUEL.search(text) and _TOLD.search(text) for text in told)


def _named(text: str, sent: date | None) -> Iterator[tuple[date, date]]:
    """The times a text names; a month without a year is the last one before the letter was sent."""
    for period in periods(text):
        if period.first and period.last:
            yield period.first, period.last
    for found in _MONTH.finditer(text):
        if sent:
            month = MONTHS.index(found["month"].lower()) + 1
            day = date(sent.year if month <= sent.month else sent.year - 1, month, 1)
            yield day, day


def _overlap(span: Period, first: date, last: date) -> bool:
    return span.first is not None and span.last is not None and span.first <= last and first <= span.last
