"""Areas by their place in the answer before: "the second of those", "the last one", "the latter", "the first two".

Letters by their place in an area's order are another matter: ordinals.py.
"""

import re
from collections.abc import Sequence

from assistant import frames
from assistant.prose import listed

_NTH = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "sixth": 5, "seventh": 6, "eighth": 7, "last": -1, "final": -1, "former": 0, "latter": 1,
}  # fmt: skip
_MANY = {"two": 2, "three": 3, "four": 4, "five": 5, "couple": 2}
_AREA = r"(?:(?:local\s+)?(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places?|boroughs?|count(?:y|ies)|cit(?:y|ies)|trusts?|providers?|hospitals?|prisons?|forces?|compan(?:y|ies)|firms?|organisations?))"
_OF_THOSE = r"(?:of|from|among|on|in)\s+(?:those|these|them|the\s+(?:two|three|four|five|list|lot|bunch)|(?:that|this|your)\s+list)(?:\s+(?:areas|councils|partnerships|places))?"
_ORDINAL = "|".join(one for one in _NTH if one not in ("former", "latter"))
PLACED = re.compile(
    rf"\bthe\s+(?:very\s+)?(?:(?P<nth>{_ORDINAL})(?:\s+(?P<many>{'|'.join(_MANY)}))?(?:\s+(?P<noun>{_AREA}|ones?))?(?:\s+(?:you\s+)?(?:named?|mentioned|listed|gave))?"
    rf"(?P<those>\s+{_OF_THOSE})?|(?P<pair>former|latter)(?:\s+(?:{_AREA}|one))?)"
    r"(?=['’]s|\W*$|[,:;]|\s+(?!to\s+be\b|ever\b|that\b|which\b|who\b)(?:is|are|was|were|did|does|do|has|have|had|must|should|will|can|told|asked|praised|inspected|reviewed|visited|get|got|and|or|on|about|for|in|when|doing|do|compare|need|needs|any|also|again|by|with|from|as|at|last|next|better|worse|fare|fared|say|says|said)\b)",
    re.IGNORECASE,
)


_BARE = re.compile(r"^\W*(?:and|or|what\s+about|how\s+about)\s+$", re.IGNORECASE)  # "and the last?"
_WHEN_OR_WHO = re.compile(
    r"^\W*(?:and\s+|so\s+)?(?:when|who|how\s+long|(?:on\s+)?(?:what|which)\s+(?:date|day|month))\b",
    re.IGNORECASE,
)
_OCCASIONS = {  # what "the last one" is where it is asked when it was, or who led or signed it
    "inspect": "the inspection of", "stocktake": "the stocktake of", "review": "the review of", "visit": "the visit to",
    "met": "the meeting with", "meeting": "the meeting with", "letter": "the letter to", "report": "the report on",
}  # fmt: skip


def named(question: str, earlier: str, areas: Sequence[str]) -> str:
    """The question with the names of the areas that are meant; as it is where it points at none of several.

    "The second one" is an area only where the question before asked for areas, or set them side by side.
    """
    found = PLACED.search(question)
    if found is None or len(areas) < 2:
        return question
    of_areas = (
        frames.LISTING.search(earlier) or frames.COMPARE.search(earlier) or frames.ONE_OF.search(earlier)
    )
    says_area = bool(found["noun"]) and not found["noun"].lower().startswith("one")
    bare = _BARE.match(question[: found.start()])
    told = found["noun"] or found["those"] or found["pair"] or found["many"] or bare
    if not (says_area or of_areas) or not told:
        return question
    meant = _meant(found, areas)
    names = listed([_called(name) for name in meant])
    if len(meant) == 1 and not says_area and _WHEN_OR_WHO.match(question):
        names = f"{_occasion(earlier)}{names}"
    return f"{question[: found.start()]}{names}{question[found.end() :]}" if meant else question


def _meant(found: re.Match[str], areas: Sequence[str]) -> Sequence[str]:
    at = _NTH[(found["nth"] or found["pair"]).lower()]
    if found["many"]:
        many = _MANY[found["many"].lower()]
        if many >= len(areas) or at not in (0, -1):
            return ()
        return areas[:many] if at == 0 else areas[-many:]
    if found["pair"] and len(areas) > 2:
        return ()
    return areas[at:][:1] if at < len(areas) else ()


def _occasion(earlier: str) -> str:
    """What a question before asked of areas, as it stands before the name of one; "" where it is neither meeting nor letter."""
    said = earlier.lower()
    return next((f"{of} " for word, of in _OCCASIONS.items() if re.search(rf"\b{word}", said)), "")


def _called(name: str) -> str:
    """An area as a question names it: one that its letter does not name, by the letter."""
    unnamed = re.match(r"unknown \((letter|report) of (.+)\)$", name)
    return f"the {unnamed[1]} of {unnamed[2]}" if unnamed else name
