""" "Where is the next inspection due within 18 months?": areas by how long it is to their next one, as letters print it."""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds import dates
from assistant.occasions import occasion
from assistant.quantities import WORDS
from ingest.letter import LetterMetadata

_NUMBERS = {**WORDS, "a": 1}
_LENGTH = rf"(?P<n>\d+|{'|'.join(_NUMBERS)})[\s-]+(?P<unit>months?|years?)"
_ASKED = re.compile(
    rf"\b(?:(?:(?P<over>more|longer)\s+than|over|(?P<under>less|sooner|fewer|earlier)\s+than|under|(?P<within>within)|in|after|for|until)\s+)?(?:(?:about|approximately|around|roughly|some|the\s+next)\s+)?{_LENGTH}(?:['’]s?)?(?:\s+time)?\b(?!\s+ago)",
    re.IGNORECASE,
)
_PRINTED = re.compile(_LENGTH, re.IGNORECASE)
_WORDS = frozenset(
    [
        "full",
        "fully",
        "monitoring",
        "another",
        "return",
        "back",
        "follow-up",
        "expect",
        "expected",
        "how",
        "many",
    ]
)


def answer(inquiry: Inquiry) -> Answer | None:
    """The areas whose next inspection or review is so far off; None where something else is asked."""
    question = inquiry.question
    text = question.standalone
    found = _ASKED.search(text)
    if not found or question.intent not in OF_MANY:
        return None
    if (
        occasion(f"{text[: found.start()]} {text[found.end() :]}", inquiry.collection, _WORDS)
        != "next_review"
    ):
        return None
    asked = _months(found)
    later = found["over"] or (found["within"] and question.negated)

    def holds(letter: LetterMetadata) -> bool:
        printed = _PRINTED.search(letter.next_review_text)
        if printed is None:
            return False
        months = _months(printed)
        return months > asked if later else months < asked if found["under"] else months == asked

    return dates.by(inquiry, "next_review", holds) if any(map(holds, inquiry.letters)) else None


def _months(found: re.Match[str]) -> int:
    number = found["n"].lower()
    many = int(number) if number.isdigit() else _NUMBERS[number]
    return many * 12 if found["unit"].lower().startswith("year") else many
