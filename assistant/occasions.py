"""Questions about nothing but when something took place: meetings, inspections, letters, and areas that had them.

`occasion` is the date that is meant; "" where a question is about anything besides, such as what was asked there.
"""

import re
from typing import Literal

from assistant.collection import Collection
from assistant.periods import periods

Occasion = Literal["", "sent", "met", "next_review"]

OF_PLANS = re.compile(  # reviews that are no meeting of an area
    r"\b(?:annual|emergency)\s+(?:reviews\b|review\s+(?:backlogs?|process(?:es)?|delays?|systems?|paperwork|cases?)\b)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next|upcoming|forthcoming|due|planned|scheduled|again|will|going\s+to)\b", re.IGNORECASE
)
_LETTER = re.compile(
    r"\b(?:letters?|reports?|written|wrote|write|sent|dated|issued|published)\b", re.IGNORECASE
)
_MEETING = re.compile(
    r"\b(?:(?:re-?)?inspect(?:s|ed|ions?)?|(?:re-?)?visit(?:s|ed)?|meetings?|meet|met|stocktakes?|seen|saw|reviewed)\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(r"\b(?:reviews?|came|come|went|go)\b", re.IGNORECASE)
_WORDS = frozenset(
    """s t case going next upcoming forthcoming due planned scheduled again letter letters report reports written wrote write
    sent send dated issued published date dates day days inspect inspected inspects inspection inspections
    reinspected reinspection re-inspected re-inspection visit visited visits revisit revisited meeting meetings
    meet met stocktake stocktakes seen saw see review reviewed reviews came come comes went go goes first second
    earliest earlier sooner soonest oldest older last latest later newest newer recent recently most more
    longest ago initially originally before after since than until just ahead which what who whom whose when
    where was were is are be been being has have had did does do it its they them their there these those this
    that the a an of in on at by to with from for and or between out either each every both all any one ones
    pair two three four five six seven eight nine ten area areas council councils partnership partnerships
    authority authorities place places local sen area's progress official officials inspector inspectors
    inspectorate inspectorates reviewer reviewers ofsted cqc dfe department education nhs england us we i me you
    put list give show tell name find set lay sort arrange order ordered orders sequence chronological
    chronologically time timeline line rank along alongside together beside please can could would will like
    want need get took take taken happen happened happens hold held carried occur occurred turn naming including
    against so ok also then collection here right correct true yes no not wasn't weren't isn't didn't hasn't
    doesn't am think thought believe understand told heard said confirm check if whether actually really indeed
    still ever already only fixed set booked agreed arranged confirmed diary regulator regulators company companies
    firm firms prison prisons trust trusts january february march april may june july august september october november
    december st nd rd th month months monthly year years yearly weekly week twelve eighteen twenty-four thirty
    six-month twelve-month eighteen-month thirty-month six-monthly""".split()
)
WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*|\d+")


def occasion(text: str, collection: Collection, also: frozenset[str] = frozenset()) -> Occasion:
    """The date that a question is about; "" where it is about more, some other words aside, or about no date."""
    found = _field(text)
    return found if found and of_dates_alone(text, collection, also) else ""


def of_dates_alone(text: str, collection: Collection, also: frozenset[str] = frozenset()) -> bool:
    """Whether every word of a question speaks of dates, areas and letters, or is one of some others."""
    places = [(place.start, place.end) for place in collection.places(text)]
    for start, end in [*places, *[(span.start, span.end) for span in periods(text)]]:
        text = text[:start] + " " * (end - start) + text[end:]
    return all(known(word) or word.lower() in also for word in WORD.findall(text))


def known(word: str) -> bool:
    """Whether a word of a question says no more than when, who and that something took place."""
    plain = word.lower().replace("’", "'").rstrip("'")
    return plain.removesuffix("'s") in _WORDS or plain in _WORDS or (plain.isdigit() and len(plain) <= 2)


def _field(text: str) -> Occasion:
    if (_MEETING.search(text) or _REVIEW.search(text)) and _NEXT.search(text):
        return "next_review"
    if _MEETING.search(text):
        return "met"
    if _LETTER.search(text):
        return "sent"
    return "met" if _REVIEW.search(text) else ""
