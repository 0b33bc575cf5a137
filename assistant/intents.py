"""What kind of answer a question wants (intent), and what kind of value (expects), by how it is put: frames.py."""

import re
from itertools import pairwise
from typing import Literal

from assistant import frames, ordinals
from assistant.collection import Place
from assistant.wanted_roles import SHORT_OF, roles_of

Intent = Literal[
    "list-areas", "praise-vs-ask", "single-fact", "date", "people", "count", "timeline", "comparison", "negation",
    "points", "summary", "out-of-scope",
]  # fmt: skip
OF_MANY = ("list-areas", "count", "negation")  # asked of every letter, decided by the role asked for alone
Expects = Literal["percent", "money", "duration", "age", "number", "yes_no", "date", "person", "text"]

_OF_NAMES = re.compile(  # "which of Kent, Surrey and Sussex were asked …"
    r"^\W*(?:(?:and|so)\s+)?(?:which|who)\s+(?:ones?\s+)?(?:of|among|out\s+of)\s+(?:the\s+)?$", re.IGNORECASE
)
_OR = re.compile(r"\W*or\s+(?:(?:in|for|at)\s+)?(?:the\s+)?", re.IGNORECASE)
_WHETHER = re.compile(
    r"\W*(?:(?:and|so|but)\s+)?(?:was|were|is|are|has|have|had)\s+(?:(?:either|both)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_TOLD_IT = re.compile(
    r"\s+(?:(?:been|ever|also)\s+)*(?:asked|told|praised|urged|pressed|required|expected|criticised|commended|credited|challenged)\b",
    re.IGNORECASE,
)
_AND_OR = re.compile(r"\s*,?\s*(?:(?:or|and)\s+)?(?:the\s+)?", re.IGNORECASE)
_MEASURED_UP = re.compile(  # as assistant/anywhere.py puts a comparison with what the law or a target sets
    r"^\W*(?:and\s+)?how\b[^?]*\bmeasures?\s+up\s+to\b", re.IGNORECASE
)
_NOT_TO = re.compile(  # "told not to rely on it": what was asked is to do without
    r"\b(?:asked|told|urged|required|expected|warned|advised|reminded|instructed)\s+not(?=\s+to\b)",
    re.IGNORECASE,
)
_PART_OF_IT = re.compile(r"with\s+no\b|without\b|lack", re.IGNORECASE)
_SUBORDINATE = re.compile(  # of what was asked, or what it is for: "told to act early so that families need not appeal"
    r"(?<=\w\s)so\s+(?!(?:far|long|many|much|few|often|on)\b)\w.*$|,\s*so\s+\w.*$|\b(?:so\s+as|in\s+order)\s*$|\w\s+(?:for|about|over)\s*$"
    r"|\b(?:so\s+that|that\s+(?:they|it|people|children|families)|who|because|if|where\s+(?:they|it|children))\b.*$"
    r"|\b(?!areas|letters|councils|partnerships|places|those|ones)\w+\s+that\s*$",
    re.IGNORECASE,
)


def intent_of(text: str, places: tuple[Place, ...] = ()) -> Intent:
    """What kind of answer is wanted."""
    listing = bool(frames.LISTING.search(text)) or (_of_all(places) and bool(frames.ANYBODY.search(text)))
    if frames.OUT_OF_SCOPE.search(text) or (not listing and frames.OTHER_SUBJECT.search(text)):
        return "out-of-scope"
    if frames.MOST.search(text):
        return "comparison"
    if _more_of(text, places):
        return "comparison"
    if _one_of(text, places):
        return "negation" if _negated_set(text) else "list-areas"
    if frames.COMPARING.search(text) or (not listing and frames.COMPARE.search(text)):
        return "comparison"
    if not listing and frames.either(text):
        return "praise-vs-ask"
    of_one = any(place.known for place in places) and frames.COUNTED_BODIES.search(text)
    if frames.COUNT_SET.search(text) and not of_one:
        return "count"
    if listing:
        return "negation" if _negated_set(text) else "list-areas"
    return _intent_about_one(text)


def _more_of(text: str, places: tuple[Place, ...]) -> bool:
    """Whether a question names several areas and asks where a thing is more: "where is it longer, Kent or Surrey?"."""
    named = {place.start for place in places if place.known}
    ends = sorted({(place.start, place.end) for place in places if place.known})
    between = [text[one[1] : two[0]] for one, two in pairwise(ends)]
    chosen = any(_OR.fullmatch(words) for words in between) or (ends and _OF_NAMES.match(text[: ends[0][0]]))
    more = frames.DEGREE.search(text) and (frames.COMPARE.search(text) or chosen)
    return len(named) > 1 and bool(more) and not roles_of(text)[0]


def _one_of(text: str, places: tuple[Place, ...]) -> bool:
    """Whether a question names several areas and asks for which of them something holds."""
    named = {place.start for place in places if place.known}
    asked = (
        frames.ONE_OF.search(text)
        or (named and _OF_NAMES.match(text[: min(named)]))
        or _either_of(text, places)
    )
    return len(named) > 1 and bool(asked) and not frames.DEGREE.search(text)


def _either_of(text: str, places: tuple[Place, ...]) -> bool:
    """Whether a question is which of some areas was told something: "was Kent or Surrey asked?", "were Kent and Surrey?"."""
    ends = sorted({(place.start, place.end) for place in places if place.known})
    first = ends and _WHETHER.match(text[: ends[0][0]])
    told = bool(ends) and _TOLD_IT.match(text[ends[-1][1] :])
    return bool(first and told) and all(
        _AND_OR.fullmatch(text[one[1] : two[0]]) for one, two in pairwise(ends)
    )


def _of_all(places: tuple[Place, ...]) -> bool:
    """Whether no one area is named; a region is several at one place."""
    spans = [(place.start, place.end) for place in places if place.known]
    return all(spans.count(span) > 1 for span in spans)


def _intent_about_one(text: str) -> Intent:
    told = frames.TOLD.search(text)  # "what has it been asked since the last review" is no history
    if frames.TIMELINE.search(ordinals.SINCE_LAST.sub(" ", text) if told else text) or frames.TREND.search(
        text
    ):
        return "timeline"
    if frames.WHEN.search(text):
        return "date"
    if frames.WHO.search(text):
        return "people"
    if frames.COUNT.search(text):
        return "single-fact"
    if frames.SUMMARY.search(text):
        return "summary"
    if expects_of(text) in ("percent", "money", "duration", "age", "yes_no"):
        return "single-fact"
    if frames.EVERYTHING.search(text) or not frames.SENTENCE.search(text):
        return "points"
    return "points" if frames.POINTS.search(text) else "single-fact"


def expects_of(text: str) -> Expects:
    """What kind of value answers."""
    if _MEASURED_UP.search(text):
        return "text"  # "twice the deadline" is as good an answer as a figure
    found = [
        (match.start(), at, name)
        for at, (name, pattern) in enumerate(frames.EXPECTS)
        if (match := pattern.search(text))
    ]
    if found:
        return min(found)[2]
    if frames.DEADLINE.search(text):
        return "date"
    if frames.YES_NO.search(text):
        return "yes_no"
    if frames.WHEN.search(text):
        return "date"
    return "person" if frames.WHO.search(text) else "text"


def _says_no_role(text: str) -> bool:
    return not roles_of(text)[0] and not re.search(r"\b(?:asked|told|urged|pressed)\b", text, re.IGNORECASE)


def _negated_set(text: str) -> bool:
    """Whether a "which areas" question asks for the areas that do *not* match."""
    text = _NOT_TO.sub(lambda told: told[0][:-3], text)
    found = frames.NEGATED.search(text)
    before = re.sub(
        r"^\W*(?:and\s+|so\s+)?who\b", "", text[: found.start()] if found else "", flags=re.IGNORECASE
    )
    if found is None or _SUBORDINATE.search(before):
        return False
    if _PART_OF_IT.match(found.group()) and roles_of(before)[0]:
        return False  # "asked about pupils with a plan but with no school named"
    short = SHORT_OF.search(text)
    if short and (not roles_of(text)[0] or (short.start() == found.start() and _says_no_role(short.group()))):
        return False  # "told that their hubs are not consistent enough"
    return not re.search(r"\bwhether\s+or\s+not\b|\bnot\s+only\b|\bif\s+not\b", text)
