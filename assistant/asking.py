"""What of a question asks: not the scene that is set before it, and not what it is set against.

"Some areas were praised for transport. Which were asked to improve it?", "praised for it, rather than criticised for
delays". What does not ask is blanked, so that everything else stays where it is.
"""

import re
from collections.abc import Sequence

from assistant import frames
from assistant.terms import content_words, sentences

_BACK = re.compile(  # points back at what was said before
    r"\b(?:it|them|these|those|this|so|such|same|either|neither|both|he|she|his|her)\b"
    r"|\b(?:for|about|of|on|with|to|do|did|from|is|was)\s+that\b",
    re.IGNORECASE,
)
_DONE = (
    r"(?:prais\w+|commend\w+|credit\w+|congratulat\w+|complimented|applauded|asked|told|urged|pressed|required|expected|"
    r"challenged|instructed|criticis\w+|warned|faulted|marked\s+down|(?:given\s+)?(?:an?\s+)?(?:telling[\s-]off|instruction))"
)
_AGAINST = re.compile(
    rf"(?:,?\s*\b(?:rather\s+than|as\s+opposed\s+to|instead\s+of)|(?<=[,;–—])\s*(?:and\s+|but\s+)?not)\s+(?:(?:just|only|merely)\s+)?(?:being\s+|been\s+|those\s+)?{_DONE}\b[^,.;?–—]*|(?:,\s*|\s+)(?:(?:and\s+|but\s+)?not|rather\s+than|instead\s+of|as\s+opposed\s+to)\s+(?:just|only|merely|simply)\b(?![^?]*\bbut\b)[^,.;?–—]*(?=\?|$)|\s*\(\s*(?:and\s+|but\s+)?(?:not|rather\s+than|excluding|other\s+than)\b[^()]*\)",
    re.IGNORECASE,
)
_LIST = (
    r"(?:recommendations?|(?:areas?\s+for\s+)?priority\s+actions?(?!\s+plans?)|areas?\s+for\s+(?:priority\s+action|improvement)|"
    r"(?:the\s+)?things\s+(?:that\s+)?(?:they|it|leaders|areas?|partnerships?|councils?)\s+(?:(?:was|were|has\s+been|have\s+been|is|are)\s+(?:asked|told|required|expected)\s+to\s+(?:do|improve|fix|change|put\s+right|work\s+on|address)|must\s+(?:do|improve|fix|change|put\s+right|work\s+on|address))|(?:formal|written|official)\s+(?:requests?|demands?)(?:\s+at\s+the\s+(?:end|back))?|(?:requests?|demands?|list|actions)\s+at\s+the\s+(?:end|back)|next\s+steps|required\s+actions|action\s+points?|(?:to-do|action|improvement|recommendations?)\s+lists?|lists?\s+of\s+(?:recommendations?|actions?|things\s+to\s+(?:put\s+right|do|fix|improve)))"
)
_AMONG = r"(?:as|in|among|under|within|into)\s+(?:(?:an?|the|their|its|any|our|one\s+of\s+(?:the|their))\s+)?(?:(?:formal|written|official)\s+)?"
_LISTED = re.compile(  # "named as a priority action", "in their recommendations": where a thing is asked, not the thing
    rf"\bin\s+whose\s+(?:\w+\s+)?{_LIST}|,?\s*\b(?:(?:is|are|was|were|be|being|been)\s+)?(?:(?:named|included?|listed|mentioned|set\s+out|put(?:\s+down)?|appear\w*|featur\w*)\s+)?(?:either\s+)?{_AMONG}{_LIST}"
    rf"(?:\s*,?\s*(?:or|and|either)\s+(?:{_AMONG}|(?:an?|the|their|its)\s+)?{_LIST})*\b,?"
    rf"|,?\s*\b(?:(?:and|which)\s+)?(?:(?:so|then|therefore|hence|thus)\s+)?(?:became|becomes?|turned\s+into|ended\s+up\s+as|led\s+to|resulted\s+in)\s+(?:an?\s+)?(?:(?:formal|written|official|required|agreed)\s+)?(?:{_LIST}|actions?)\b"
    rf"|\b(?:(?:given|set|have|has|had|got)\s+)?(?:(?:an?|any|the|no)\s+)?{_LIST}\s+(?:on|about|for|concerning|regarding|to)\b",
    re.IGNORECASE,
)
_SAID = re.compile(  # "what share of plans did Holmdale say were late": who said it is no part of it
    r"\b(?:did|does|do|has|have)\s+(?:(?:[A-Z][\w’'-]*\s+){1,4}|(?:it|they|leaders|the\s+\w+)\s+)(?:say|said|report(?:ed)?|claim(?:ed)?|state[ds]?|tell\s+\w+)\b(?:\s+that\b)?"
)
_LISTS = {  # of a letter's requirements, as questions and headings name them
    "priority": re.compile(r"\bpriority\s+actions?\b(?!\s+plans?)", re.IGNORECASE),
    "improvement": re.compile(r"\bareas?\s+for\s+improvement\b", re.IGNORECASE),
}
_ANY_ASK = re.compile(r"\brecommend|\bnext\s+steps\b", re.IGNORECASE)


def asking(text: str) -> str:
    """The text with what does not ask blanked: as long as before."""
    scene, end = _scene(text), _end(text)
    said = text[scene:end]
    return " " * scene + _AGAINST.sub(lambda found: " " * len(found.group()), said) + " " * (len(text) - end)


def listed(text: str) -> list[tuple[int, int]]:
    """Where a question says in which list of a letter a thing must stand, or who says it."""
    return [found.span() for pattern in (_LISTED, _SAID) for found in pattern.finditer(text)]


def list_named(text: str) -> str:
    """The one list of requirements that a question is about, "priority" or "improvement"; "" where it is about any."""
    named = [name for name, pattern in _LISTS.items() if pattern.search(text)]
    return named[0] if len(named) == 1 and not _ANY_ASK.search(text) else ""


def stands_in(name: str, headings: Sequence[str]) -> bool:
    """Whether a paragraph under such headings stands in a list of requirements."""
    return any(_LISTS[name].search(heading) for heading in headings)


def _end(text: str) -> int:
    """Where the question ends: what is said after its mark ("It is for a note, so leave out …") asks nothing."""
    spans = sentences(text)
    marks = [end for _, end in spans if text[:end].endswith("?")]
    asks = marks and len(content_words(text[: marks[-1]])) >= 2
    return marks[-1] if asks else len(text)


def _scene(text: str) -> int:
    """How many characters before the sentence that asks set the scene: none where it points back at them."""
    spans = sentences(text)
    asks = [
        span for span in spans if text[: span[1]].endswith("?") or frames.LISTING.search(text[slice(*span)])
    ]
    if len(spans) < 2 or len(asks) != 1:
        return 0
    start, end = asks[0]
    question = text[start:end]
    return 0 if _BACK.search(question) or len(content_words(question)) < 2 else start
