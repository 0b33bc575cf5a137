"""Which of an area's letters is meant by its place in their order: "the first letter", "since the last review".

`ORDINAL` is what a topic leaves out; `nth` the letter that is pointed at.
"""

import re

_LETTER = r"(?:letters?|reports?|reviews?|stocktakes?|visits?)"
_PLACES = {
    "first": 1, "earliest": 1, "original": 1, "initial": 1, "opening": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3,
    "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "1st": 1, "penultimate": -2, "previous": -2,
}  # fmt: skip
_PLACE = "|".join(sorted(_PLACES, key=len, reverse=True))
_LAST = r"(?:last|latest|most\s+recent|newest|final)"
_BETWEEN = r"(?!annual\b)(?:[A-Za-z]+\s+)?"  # "the second SEND stocktake", but no "first annual reviews"
ORDINAL = re.compile(
    rf"\b(?:(?:in|of|from|since|between|at|by|to|with|for)\s+)?(?:(?:the|its|their|his|her|an?)\s+)?(?:very\s+)?(?:{_PLACE}|{_LAST}|earlier|two|three|four)"
    rf"(?:\s+(?:and|to|or)\s+(?:the\s+)?(?:{_PLACE}|{_LAST}))?\s+{_BETWEEN}{_LETTER}\b",
    re.IGNORECASE,
)
_NTH = re.compile(rf"\b({_PLACE})\s+{_BETWEEN}(?:letter|report|review|stocktake)\b", re.IGNORECASE)
ENDS = re.compile(
    rf"\b(?:first|earliest|start)\b[^?]{{0,40}}\b(?:and|to)\s+(?:the\s+)?(?:{_LAST}|now)\b|\bsince\s+(?:the\s+)?(?:first|start|beginning)\b",
    re.IGNORECASE,
)
SINCE_LAST = re.compile(
    rf"\bsince\s+(?:the|its|their|our)?\s*(?:{_LAST}|previous)\s+{_BETWEEN}(?:{_LETTER}|meeting)\b",
    re.IGNORECASE,
)
_TO_THE_LAST = re.compile(rf"{SINCE_LAST.pattern}|\b{_LAST}\s+{_BETWEEN}{_LETTER}\b", re.IGNORECASE)


def nth(text: str) -> int | None:
    """The place of the one letter that a text points at: 1 the first, -2 the one before the last; None for none."""
    found = _NTH.search(text)
    return _PLACES[found[1].lower()] if found and not ENDS.search(text) else None


def of_last(text: str) -> bool:
    """Whether a text asks of the last letter, or of what came since the one before it."""
    return bool(_TO_THE_LAST.search(text)) and not ENDS.search(text)
