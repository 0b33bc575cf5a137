"""The values of a sentence that may be what a question asks for, and whether a number counts the thing asked about."""

import re

from assistant.inquiry import Inquiry
from assistant.quantities import WORDS, Quantity, quantities
from ingest.letter import Paragraph

VALUED = ("percent", "money", "duration", "age", "number")
NEARBY = 60  # characters after a number within which the thing that it counts is named

_COUNTED = re.compile(
    r"\bhow\s+many\s+(?P<thing>(?:[\w’'-]+\s+){1,4}?)(?:was|were|is|are|has|have|had|did|do|does|will|would|could|can|on|in|at|of|gave|took|that|who|gets?|got|receiv\w+|uses?|used|attend\w*|came|come|join\w*|waits?|waiting|visit\w*)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\s+(?:were|was|are|is|have|has|had|remain(?:ed|s)?|still|of\s+(?:them|these|those|which|whom))\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    rf"\s+of\s+(?:(?:the|your|its|their|these|those|our)\s+)?(?:\d|(?:{'|'.join(WORDS)})\b)", re.IGNORECASE
)
_NUMBER_OF = re.compile(r"\bnumber\s+of\b[^,;]{0,120}$", re.IGNORECASE)
_LASTING = re.compile(  # before a duration: how long something lasts, and no age
    r"\b(?:for|within|wait(?:s|ed|ing)?|takes?|took|lasts?|lasted|every|past|previous|next|after)\s+(?:(?:for|over|up|to|about|around|some|the|more|than|last|at|least|approximately)\s+)*$",
    re.IGNORECASE,
)
_DAY = re.compile(  # a time by which something happened or is to happen: no "next review", and no "18 month review"
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:19|20)\d\d|(?i:spring|summer|autumn|winter|christmas|easter|today|tomorrow|yesterday|half-term|immediately"
    r"|(?:next|last|this|coming|previous|past|following|within|in|by|after|every|each)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?(?:days?|weeks?|months?|years?|terms?|quarters?)(?!-)"
    r"|(?:days?|weeks?|months?|years?|terms?)\s+(?:ago|later|earlier|before)))\b"
)

_BY = re.compile(r"\b(?:by|within|before|until|till|no\s+later\s+than|deadlines?|due)\b", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:will|must|should|shall|expect\w*|needs?|please|deadlines?|due|required?|asked|agreed|plans?\s+to)\b",
    re.IGNORECASE,
)


def values(inquiry: Inquiry, text: str, before: str = "") -> list[Quantity]:
    """The quantities of a sentence that may be what is asked; of numbers only those that count the thing."""
    return counting(inquiry, text, before, plain(text, inquiry.question.expects))


def plain(text: str, kind: str) -> list[Quantity]:
    """The quantities of a kind; of numbers those that are no percentage, sum or duration, and parts of a whole first."""
    found = quantities(text, kind)
    if kind == "age":  # "it begins at 16", "from six months": the age need not be called one
        spans = [one for one in quantities(text, "duration") if not _LASTING.search(text[: one.start])]
        return found or spans or [one for one in quantities(text, "number") if not of_other_kind(one, text)]
    if kind != "number":
        return found
    found = [one for one in found if not of_other_kind(one, text)]
    return [one for one in found if _PART_OF.match(text[one.end :])] or found  # "five of your 14 posts"


def counting(inquiry: Inquiry, text: str, before: str, found: list[Quantity]) -> list[Quantity]:
    """Those that count the thing that is asked about; all of them where no thing is counted.

    A number without a noun ("305 were still overdue") counts what the sentence before speaks of.
    """
    counted = _COUNTED.search(inquiry.question.standalone)
    if inquiry.question.expects != "number" or counted is None:
        return found
    thing = counted["thing"]
    for name in inquiry.question.areas:  # "how many Saltmarsh schools"
        thing = re.sub(rf"\b{re.escape(name)}\b", " ", thing, flags=re.IGNORECASE)
    return [one for one in found if _counts(inquiry, thing, text, before, one)] if thing.strip() else found


def of_other_kind(quantity: Quantity, text: str) -> bool:
    """Whether a number is part of a percentage, a duration or a sum of money."""
    others = [other for kind in ("percent", "duration", "money") for other in quantities(text, kind)]
    return any(quantity.start < other.end and other.start < quantity.end for other in others)


def dated(text: str) -> bool:
    """Whether a sentence names a time at all."""
    return bool(_DAY.search(text))


def due(paragraph: Paragraph, text: str) -> bool:
    """Whether a sentence sets a time by which something is to be done: no "within 20 weeks" of what was done."""
    return bool(_BY.search(text)) and (paragraph.asked or bool(_TO_COME.search(text)))


def _counts(inquiry: Inquiry, thing: str, text: str, before: str, quantity: Quantity) -> bool:
    """Whether a number counts the thing: it stands by it, or goes on from it, or is "the number of" it."""
    near = text[max(0, quantity.start - 12) : quantity.end + NEARBY]
    if number_of := _NUMBER_OF.search(text[: quantity.start]):
        near = number_of.group() + near
    if inquiry.names(thing, (before if _ALONE.match(text[quantity.end :]) else "") + near):
        return True
    head = thing.split()[-1]
    if any(inquiry.names(head, word) for word in text[quantity.end :].split(maxsplit=1)[:1]):
        return True  # "15 providers", where alternative ones are spoken of: there are no others
    # "annual reviews … 268 reviews": what it is called in full stands in the sentence before
    return inquiry.names(head, near) and inquiry.names(thing, before + near)
