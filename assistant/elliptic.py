"""Follow-ups that leave the question out: "why so low?", "who else was?". Each is given the earlier question's words."""

import re

from assistant.collection import Collection

_WHY = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:why\b|how\s+come\b|what(?:['’]s|\s+(?:is|was|were))?\s+(?:the\s+)?(?:reasons?|explanations?|causes?)\b|what\s+(?:reasons?|explanations?)\s+(?:did|do|was|were|is)\b|what\s+explains\b)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:it|its|that|this|they|so|such|low|high|late|bad|good|long|few|many)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"^\W*(?:(?:and|what\s+about|how\s+about)\s+)?(?:(?:the|any)\s+(?:others?|rest)|(?:who|anyone|anybody|where)\s+else(?:\s+(?:was|were|is|did|has))?|any\s+other\s+areas?)\W*$",
    re.IGNORECASE,
)
_OF_ONE = re.compile(r"^\W*(?P<verb>was|were|is|has|did|does)\s+(?:the\s+)?(?P<rest>.+?)\W*$", re.IGNORECASE)
_OF_AREAS = re.compile(  # asks which areas, whatever area was spoken of before
    r"^\W*(?:and\s+|so\s+|but\s+)?(?:where\s+(?:(?:was|were|is|are|did|do|does|has|have|had)\b)"
    r"|(?:in\s+|for\s+)?(?:which|what)\s+(?:(?:local\s+)?areas?|councils?|partnerships?|places|authorities)\b)",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\b(?:those|these|them|there|its|that\s+(?:area|council|partnership|letter|report|one)|this\s+(?:area|letter|report|one)|the\s+same\s+(?:area|letter|report))\b",
    re.IGNORECASE,
)
_PLURAL = {"was": "were", "is": "are", "has": "have", "did": "did", "does": "do", "were": "were"}


def reason(question: str, earlier: str, collection: Collection) -> str:
    """ "What reason did they give for it being that low?": why, of the earlier question; "" where it is not that."""
    if not _WHY.search(question) or not _BACK.search(question) or collection.places(question):
        return ""
    return f"Why? {earlier}"


def others(question: str, earlier: str, collection: Collection) -> str:
    """ "And the others?" after a question about one area: which areas; "" where it is not that."""
    asked, places = _OF_ONE.match(earlier), collection.places(earlier)
    if not _OTHERS.match(question) or not asked or not places or places[0].start > asked.start("rest") + 1:
        return ""
    return (
        f"Which areas {_PLURAL[asked['verb'].lower()]} {earlier[places[0].end : asked.end('rest')].strip()}?"
    )


def turned(question: str, earlier: str) -> str:
    """ "And which were not?": the earlier question turned round; "" where it is not that."""
    if not re.match(
        r"^\W*(?:and\s+)?(?:which|who)\s+(?:ones\s+|areas\s+)?(?:were|was|are|did|have|has)\s*(?:not|n['’]t)\b\W*$",
        question,
        re.IGNORECASE,
    ):
        return ""
    return re.sub(r"\b(were|was|are|have|has|did)\b", r"\1 not", earlier, count=1)


def of_areas(question: str) -> bool:
    """Whether a question asks for areas anew ("and where did they praise it?"), not of what was spoken of."""
    return bool(_OF_AREAS.search(question)) and not _SPOKEN_OF.search(question)
