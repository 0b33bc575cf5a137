"""What the organisations of a collection are called in questions ("Which prisons had two letters?"): its areas."""

import re

_MODIFIERS = r"(?:(?:other|local|public|private|water|energy|rail|train|bus|insurance|NHS|police|fire(?:\s+and\s+rescue)?|ambulance|housing|school|academy|care|hospital|foundation)\s+){0,2}"
_ONES = r"(?:prison|gaol|jail|company|firm|trust|force|brigade|provider|hospital|operator|organisation|establishment|institution|utility|agency|school|college|university|academy|landlord|association|charity|airport|undertaker)"
_SERVICE = r"(?:police|fire(?:\s+and\s+rescue)?|ambulance|probation|rescue)\s+service"
_MANY = rf"(?:{_SERVICE}s|{_MODIFIERS}(?:{_ONES}s|companies|utilities|agencies|universities|academies|charities|bodies))\b"
_ONE = rf"(?:{_SERVICE}|{_MODIFIERS}(?:{_ONES}|body))\b(?=\s*(?:[?.,;]|$)|\s+(?:was|were|is|are|has|have|had|did|does|do|got|gets?|must|should|received|with|that|which|in|by)\b)"
_AUX = r"(?:was|were|is|are|has|have|had|do|does|did|must|should|can)"
_ASKED_FOR = re.compile(
    rf"(?P<before>^\W*(?:(?:and|so|but)\s+)?(?:(?:in|for|at|to|of|by)\s+)?(?:which|what)\s+(?:of\s+(?:the|those|these|our)\s+)?(?:(?:two|three|four|five)\s+)?"
    rf"|^\W*(?:{_AUX}|list|name|show(?:\s+me)?|give(?:\s+me)?)\s+(?:(?:any|all|every|each|both|none)\s+)(?:of\s+)?(?:(?:the|these|those|our)\s+)?"
    rf"|^\W*(?:list|name|show(?:\s+me)?|give(?:\s+me)?)\s+the\s+"
    rf"|^\W*what\s+{_AUX}\s+(?:all\s+)?(?:the\s+)?"
    rf"|\b(?:in|at|across|among|by|to|for)\s+(?:any|all|every|each|most|some)\s+(?:of\s+)?(?:(?:the|these|those|our)\s+)?"
    rf"|\b(?:across|among)\s+the\s+)"
    rf"(?:(?P<many>{_MANY})|(?P<one>{_ONE}))"
    # How many schools there are is asked of what letters say; how many were written to, of the letters.
    rf"|(?P<number>^\W*how\s+many\s+)(?P<counted>{_MANY})(?=[^?]*\b(?:letters?|reports?|written|asked|told|praised|criticised|reviewed|inspected|visited)\b)",
    re.IGNORECASE,
)


def as_areas(text: str) -> str:
    """The question with its organisations called areas, as it is understood: for collections of letters to them."""
    return _ASKED_FOR.sub(_called, text)


def _called(found: re.Match[str]) -> str:
    noun = found["many"] or found["one"] or found["counted"]
    other = "other " if re.match(r"other\b", noun, re.IGNORECASE) else ""
    return f"{found['before'] or found['number']}{other}{'area' if found['one'] else 'areas'}"
