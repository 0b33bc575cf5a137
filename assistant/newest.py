"""Which letters are meant by how late or early they are: "the two most recent reports", "the latest letter".

"The latest letter of each area" is another matter: `Question.latest`.
"""

import re
from dataclasses import dataclass

from assistant import ordinals
from assistant.quantities import WORDS
from vectorstore.roll import Roll

_LATE = r"(?:latest|last|newest|(?:most|more)\s+recent)"
_EARLY = r"(?:earliest|first|oldest)"
_END = rf"(?:very\s+)?(?:{_LATE}|(?P<early>{_EARLY}))"
_COUNT = rf"(?P<count>{'|'.join(sorted(WORDS, key=len, reverse=True))}|\d{{1,3}})"
_REVIEW = (
    r"(?:(?:SEND|local|area|joint|full|progress|stocktake|monitoring)\s+){0,3}(?:review|inspection|stocktake)"
)
_KIND = rf"(?:(?:[A-Za-z]+\s+){{0,2}}?(?P<kind>letter|report)|{_REVIEW})"  # no "annual reviews"
_BEFORE = r"\b(?:(?:in|of|from|by|at|to|within|among|across|for)\s+)?"
_SEVERAL = tuple(
    re.compile(rf"{_BEFORE}(?:the|our|your|its|their)\s+{order}\s+{_KIND}s\b", re.IGNORECASE)
    for order in (rf"(?P<order>{_COUNT}\s+{_END})", rf"(?P<order>{_END}\s+{_COUNT})")
)
_ONE = re.compile(rf"{_BEFORE}the\s+(?P<order>{_END})\s+{_KIND}\b(?![’'])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """So many letters from the late end of all, or from the early one; and where a text says so."""

    count: int
    early: bool
    kind: str  # "letter", "report", or "" for either
    where: tuple[int, int]
    order: tuple[int, int]  # within it, of "two most recent"
    most: bool  # whether it says "most"


def newest(text: str, *, one: bool) -> Newest | None:
    """The letters that a text counts from an end of their order; with `one` also "the latest letter" alone."""
    single = one and not ordinals.ENDS.search(text)
    for pattern in (*_SEVERAL, *([_ONE] if single else [])):
        if found := pattern.search(text):
            said = found.groupdict().get("count")
            return Newest(
                count=1 if said is None else WORDS.get(said.lower()) or int(said),
                early=found["early"] is not None,
                kind=(found["kind"] or "").lower(),
                where=found.span(),
                order=found.span("order"),
                most="most" in found["order"].lower(),
            )
    return None


def meant(letters: Roll, wanted: Newest, *, each: bool) -> Roll:
    """Those letters of some, oldest first: of each area where areas are named. What has no date is none of them."""
    dated = [letter for letter in letters if letter.sent]
    roll = Roll([letter for letter in dated if letter.kind == wanted.kind] or dated)
    groups = list(roll.by_area.values()) if each else [list(range(len(roll)))]
    return roll.at(sorted({place for places in groups for place in _end(places, wanted)}))


def _end(places: list[int], wanted: Newest) -> list[int]:
    return places[: wanted.count] if wanted.early else places[max(0, len(places) - wanted.count) :]
