"""Other areas, asked for after one was spoken of: "which others did she lead?" asks which areas she led besides it.

`as_set` puts such a question as one about areas; `BARE` is one that says no more than "any others?", which `of_one`
asks of the areas after a question about one. Which areas are left out, the turns before say (followup.py).
"""

import re

from assistant import frames
from assistant.bodies import BODIES
from assistant.collection import Collection
from assistant.elliptic import PERSON

_NOUN = r"(?:(?:local\s+)?(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places?|boroughs?|counties|cities)|letters?|reports?|inspections?|reviews?|visits?|stocktakes?|ones?)"
_MORE = r"(?:other|further|additional|more|different)"
_OTHER = rf"(?:others|{_MORE}\s+(?:SEND\s+|area\s+|local\s+|joint\s+)*(?P<noun>{_NOUN}))\b"
_ANYWHERE = r"(?:anywhere\s+else|elsewhere|somewhere\s+else)"
_AUX = r"(?:has|have|had|did|does|do|is|was|were|are|must|should)"
_OPENS = r"^\W*(?:(?:and|so|but|then)\W+)*"
_REST = re.compile(
    r"^\W*(?:(?:and|what\s+about|how\s+about)\s+)?(?:the\s+(?:others?|rest)|(?:who|anyone|anybody|where)\s+else(?:\s+(?:was|were|is|did|has))?)\W*$",
    re.IGNORECASE,
)
_WHO_ELSE = re.compile(
    rf"{_OPENS}(?:(?:was|were|is|are)\s+there\s+)?(?:who|anyone|anybody)\s+else\b(?:\s+[\w’'-]+){{0,4}}\W*$",
    re.IGNORECASE,
)
_FOR_BODY = re.compile(
    rf"\s+(?:for|from|at|on\s+behalf\s+of)\s+(?:the\s+)?(?:{'|'.join(one.pattern for one in BODIES.values())})(?=\W*$|\s+(?:in|of|on|at)\b)",
    re.IGNORECASE,
)
_OF_ONE = re.compile(r"^\W*(?P<verb>was|were|is|has|did|does)\s+(?:the\s+)?(?P<rest>.+?)\W*$", re.IGNORECASE)
_PLURAL = {"was": "were", "is": "are", "has": "have", "did": "did", "does": "do", "were": "were"}
BARE = re.compile(
    rf"{_OPENS}(?:what\s+about\s+|how\s+about\s+|(?:are|is|were|was)\s+there\s+)?(?:the\s+|any\s+|some\s+)?(?:others|{_MORE}\s+{_NOUN}|{_ANYWHERE})(?:\s+(?:like|besides|apart\s+from|than)\s+(?:it|that|this|them|those|these))?\W*$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    rf"{_OPENS}(?:(?:in|on|for|to|at|of)\s+)?(?:which|what)\s+(?:of\s+the\s+)?{_OTHER}\s+(?P<rest>(?!of\b).+)$",
    re.IGNORECASE | re.DOTALL,
)
_WHERE = re.compile(rf"{_OPENS}where\s+else\s+(?P<rest>{_AUX}\b.+)$", re.IGNORECASE | re.DOTALL)
_LED = r"(?:lead|led|head|headed|inspect(?:ed)?|visit(?:ed)?|review(?:ed)?|sign(?:ed)?|writ(?:e|ten)|wrote|advis(?:e|ed)|work(?:ed)?\s+on|(?:been\s+)?involved\s+in|(?:take|taken|took)\s+part\s+in|cover(?:ed)?|chair(?:ed)?)"
_WHAT = re.compile(  # of what somebody leads or signs, areas or letters
    rf"{_OPENS}what\s+else\s+(?P<rest>{_AUX}\s+(?:s?he|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)+)\s+(?:(?:also|ever)\s+)?{_LED})\W*$",
    re.IGNORECASE,
)
_ANY = re.compile(  # "has she led any others?"
    rf"{_OPENS}(?P<aux>{_AUX})\s+(?P<who>[^?]+?)(?P<to>\s+(?:in|on|for|at|to))?\s+(?:(?:any|some)\s+(?:of\s+the\s+)?{_OTHER}|{_ANYWHERE})(?P<more>[^?]*)\W*$",
    re.IGNORECASE,
)
_WERE_ANY = re.compile(  # "were any others asked about it?"
    rf"{_OPENS}(?P<aux>{_AUX})\s+(?:any|some)\s+{_OTHER}\s+(?P<rest>\w[^?]*?)\W*$", re.IGNORECASE
)
_OF_HERS = re.compile(  # "any other inspections of hers?"
    rf"{_OPENS}(?:(?:are|were|is|was)\s+there\s+)?(?:(?:any|what|which)\s+{_OTHER}|another(?:\s+one)?)\s+(?:of\s+(?:his|hers)|(?:that\s+)?(?P<who>s?he)\s+(?P<did>[^?]+))\W*$",
    re.IGNORECASE,
)


def as_set(question: str) -> str:
    """A question for others as one that asks which areas or letters; "" where it asks for none."""
    if found := _OF_HERS.match(question):
        return _which(found, f"has {found['who'] or 'she'} {(found['did'] or 'worked on').strip()}")
    if found := _WHERE.match(question):
        return f"In which areas {found['rest'].rstrip(' ?.!')}?"
    if found := _WHICH.match(question) or _WHAT.match(question):
        return _which(found, found["rest"])
    if found := _WERE_ANY.match(question):
        return _which(found, f"{found['aux'].lower()} {found['rest']}")
    found = _ANY.match(question)
    if found and (PERSON.search(found["who"]) or re.match(r"[A-Z]", found["who"])):
        return _which(
            found, f"{found['aux'].lower()} {found['who']}{found['more'].rstrip()}{found['to'] or ''}"
        )
    return ""


def who_else(question: str, earlier: str) -> str:
    """ "Anyone else?", "who else signed it?" after a question who: that question, of every body; "" where it is not that."""
    if not _WHO_ELSE.match(question) or not frames.WHO.search(earlier) or frames.LISTING.search(earlier):
        return ""
    return _FOR_BODY.sub("", earlier)


def of_one(question: str, earlier: str, collection: Collection) -> str:
    """ "And the others?" after a question about one area: which areas; "" where it is not that."""
    asked, places = _OF_ONE.match(earlier), collection.places(earlier)
    if not (_REST.match(question) or BARE.match(question)) or not asked or not places:
        return ""
    if places[0].start > asked.start("rest") + 1:
        return ""
    return (
        f"Which areas {_PLURAL[asked['verb'].lower()]} {earlier[places[0].end : asked.end('rest')].strip()}?"
    )


def _which(found: re.Match[str], rest: str) -> str:
    """The question which of many, by the noun that it says; without one letters are signed, and all else is of areas."""
    noun = (found.groupdict().get("noun") or "").lower()
    if noun in ("", "one", "ones", "place", "places"):
        noun = "letters" if re.search(r"\bsign(?:ed)?\b", rest, re.IGNORECASE) else "areas"
    return f"Which {re.sub(r'y$', 'ie', noun.removesuffix('s'))}s {rest.rstrip(' ?.!')}?"
