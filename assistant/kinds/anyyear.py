""" "Which areas were seen in the spring?", "which letters were sent in June?": a month or a season of whatever year."""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds import dates
from assistant.occasions import occasion
from assistant.seasons import MONTH, SEASONS, month_number
from ingest.letter import LetterMetadata

_PART = re.compile(
    rf"\b(?:(?:in|during|over|of|for)\s+)?(?:(?:the|any|early|late|mid)[\s-]+)?(?:month\s+of\s+)?(?:(?P<season>{'|'.join(SEASONS)})(?!\s+term)|(?<=in\s)(?P<month>{MONTH}))(?:\s+months)?\b(?!\s+\d)",
    re.IGNORECASE,
)
_WORDS = frozenset(["how", "many", "falls", "fall", "fell", "had"])


def answer(inquiry: Inquiry) -> Answer | None:
    """The areas with such a date in that part of a year, every letter decided; None where more is asked."""
    question = inquiry.question
    text = question.standalone
    found = _PART.search(text)
    if not found or question.spans or question.intent not in OF_MANY:
        return None
    field = occasion(text[: found.start()] + " " + text[found.end() :], inquiry.collection, _WORDS)
    if not field:
        return None
    if found["season"]:
        first, last = SEASONS[found["season"].lower()]
        meant = {(month - 1) % 12 + 1 for month in range(first, last + 1)}
    else:
        meant = {month_number(found["month"])}

    def holds(letter: LetterMetadata) -> bool:
        day = getattr(letter, field)
        return day is not None and day.month in meant

    return dates.by(inquiry, field, holds)
