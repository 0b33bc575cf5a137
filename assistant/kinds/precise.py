""" "Which areas were given the day of their next review, not just a month?": how exactly letters give that date."""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds import dates
from assistant.kinds.dated import exact, fact_of
from assistant.occasions import of_dates_alone
from ingest.letter import LetterMetadata

_PRECISELY = r"(?:firm|exact|precise|specific|definite|particular|fixed|full|actual|confirmed|set)"
_DAY = re.compile(
    rf"\b{_PRECISELY}\s+(?:\w+\s+)?(?:days?|dates?)\b|\b(?:days?|dates?)\b(?=[^?]*\b{_PRECISELY}\b)|\b(?:day|date)s?\s+(?:as\s+well\s+as|and)\s+(?:the\s+|a\s+)?month\b"
    r"|\b(?:day|date)s?\b[^?]*\b(?:not|rather\s+than|as\s+opposed\s+to|instead\s+of|more\s+than)\s+(?:just\s+|only\s+|merely\s+|simply\s+)?(?:an?\s+|the\s+)?(?:month|season)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:only|just|merely|no\s+more\s+than|nothing\s+(?:more|but)(?:\s+than)?)\s+(?:\w+\s+){0,3}?months?\b|\bmonths?\s+(?:only|alone|but\s+(?:no|not)|(?:rather\s+than|and\s+no|without)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:day|date))\b",
    re.IGNORECASE,
)
_NOT_A_DAY = re.compile(
    rf"\b(?:no|not|without|lack\w*|never|n['’]t)\b[^?]{{0,30}}?\b{_PRECISELY}\s+(?:\w+\s+)?(?:day|date)",
    re.IGNORECASE,
)
_AGAINST = re.compile(  # "a firm day, not just a month": the day is asked for
    r",?\s*(?:\b(?:and|but)\s+)?\b(?:not|rather\s+than|as\s+opposed\s+to|instead\s+of|more\s+than)\s+(?:just|only|merely|simply|an?\b|the\b|months?\b|seasons?\b)[^?]*",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"(?:(?!\b(?:day|date)s?\b).)*\bmonths?\b", re.IGNORECASE)
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """firm exact precise specific definite particular fixed full actual confirmed given give gives gave got gets get
        told only just merely month months no not without day days date dates lack lacks more than nothing but never
        doesn don state states stated named say says know knows known set have having how many their as well and alone""",
    )
)


def answer(inquiry: Inquiry) -> Answer | None:
    """The areas by how exactly their next review is dated; None where a question asks something else."""
    question = inquiry.question
    if question.intent not in OF_MANY:
        return None
    whole = question.standalone
    text = whole if _MONTH_FIRST.match(whole) else _AGAINST.sub("", whole)
    field = dates.FIELDS[0][1]
    if not field.search(text) or not of_dates_alone(text, inquiry.collection, _WORDS):
        return None
    month, no_day, day = _MONTH.search(text), _NOT_A_DAY.search(text), _DAY.search(whole)
    if month:
        return dates.by(inquiry, "next_review", _month_alone)
    if no_day:
        given = {name for letter in inquiry.letters if exact(letter) for name in letter.area_names}
        return dates.by(inquiry, "next_review", lambda letter: given.isdisjoint(letter.area_names))
    return dates.by(inquiry, "next_review", exact) if day else None


def _month_alone(letter: LetterMetadata) -> bool:
    return fact_of(letter, "next_review") is not None and letter.next_review is not None and not exact(letter)
