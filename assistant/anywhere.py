""" "Did officials raise late plans with any of these areas, and which?" is "where do late plans come up?".

A question with a yes or no for its form that asks for areas is given the form of one that asks for them; one that
compares with the law or a target, and with no other area, that of one that asks for a fact.
"""

import re

_AUX = r"(?:has|have|had|did|do|does|is|are|was|were)"
_AREAS = r"(?:local\s+)?(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places|letters?|reports?)"
_ANY = rf"(?:any\s+(?:one\s+)?of\s+(?:the|these|those|our|your|them)(?:\s+(?:\w+\s+)?{_AREAS})?|any\s+(?:\w+\s+)?{_AREAS}|anybody|anyone|anywhere)"
_WHICH = r"(?:,?\s*(?:and\s+)?(?:if\s+so,?\s+)?(?:with\s+|in\s+|for\s+)?(?:which|where|who|what)(?:\s+(?:ones?|areas?|councils?|letters?|are\s+they|is\s+it|was\s+it))?)"
_RAISED = r"(?:tak(?:e|en)\s+up|took\s+up|rais(?:e|ed)|br(?:ing|ought)\s+up|flag(?:ged)?|mention(?:ed)?|discuss(?:ed)?|touch(?:ed)?\s+on|cover(?:ed)?|note[d]?)"
_SPEAKER = r"(?:the\s+)?(?:department|dfe|officials|reviewers|inspectors|letters?|nhs\s+england|ofsted|government|ministers|they|you|we)"
_RAISES = re.compile(
    rf"^\W*(?:and\s+|so\s+)?{_AUX}\s+{_SPEAKER}\s+(?:ever\s+|already\s+|also\s+)?{_RAISED}\s+(?P<what>[^?]{{3,160}}?)\s+(?:with|in|to|about|for)\s+{_ANY}{_WHICH}?\s*\?*\s*$",
    re.IGNORECASE,
)
_IS_RAISED = re.compile(
    rf"^\W*(?:and\s+|so\s+)?{_AUX}\s+(?P<what>[^?]{{3,160}}?)\s+(?:ever\s+|also\s+)?(?:been\s+|being\s+)?(?:{_RAISED}|come\s+up|crop(?:ped)?\s+up|feature[d]?|get\s+a\s+mention)\s+(?:with|in|for|by)\s+{_ANY}{_WHICH}?\s*\?*\s*$",
    re.IGNORECASE,
)
_COVERS = re.compile(  # "which areas does NHS Kent cover?"
    rf"^\W*(?:and\s+|so\s+)?(?P<which>(?:which|what|how\s+many)\s+(?:of\s+(?:the|these|those|our)\s+)?(?:\w+\s+)?{_AREAS})\s+(?:does|do|did|is|are)\s+(?P<body>(?:the\s+)?[^?]*?\b(?:NHS|ICB|boards?|trusts?|forum)\b[^?]*?)\s+(?:cover|serve|look\s+after|oversee|commission\s+for|responsible\s+for|span|take\s+in)\s*\?\s*$",
    re.IGNORECASE,
)


def listing(text: str) -> str:
    """The question as one that asks for areas; as it was where it is none of these."""
    if covers := _COVERS.match(text):
        return f"{covers['which']} are covered by {covers['body']}?"
    found = _RAISES.match(text) or _IS_RAISED.match(text)
    return f"Where does {found['what']} come up?" if found else text


_LAW = r"(?:the\s+)?(?:law|legislation|statute|regulations)(?:\s+(?:allows?|says|requires?|permits?|lays?\s+down|sets?(?:\s+(?:out|down))?|expects?|demands?))?"
_MARK = rf"(?:what\s+(?P<law>{_LAW})|(?P<mark>(?:the\s+|its\s+|their\s+)?(?:[\w-]+\s+){{0,2}}?(?:law|legal|statutory|national|target|limits?|deadlines?|time\s?scales?|time\s?frames?|benchmark|average|norm|England)\b[^?]*?))"
_COMPARED = re.compile(
    rf"^(?P<asked>\W*(?:and\s+)?how\s+(?:do|does|did|far\s+do|far\s+does)\s+[^?]{{3,120}}?)\s+(?:compare|differ|stand|fare)\s+(?:with|to|from|against)\s+{_MARK}\s*\?\s*$",
    re.IGNORECASE,
)


def measured(text: str) -> str:
    """The comparison with what the law or a target sets as a question about one thing; any other as it was."""
    found = _COMPARED.match(text)
    if not found:
        return text
    mark = "the statutory deadline" if found["law"] else found["mark"].strip()
    return f"{found['asked']} measure up to {mark}?"
