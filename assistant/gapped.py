"""Two things counted in one question: "how many actions was Kent set, and how many areas for improvement on top?".

The second is said in full with the words of the first; so is a follow-up that only names another thing to count.
What says that the second comes on top of the first ("as well", "besides") is left out.
"""

import re

from assistant.asking import list_named

VERB = r"(?:was|were|is|are|did|do|does|has|have|had|will|would|can|could|should|must|signed|wrote)"
_IT = r"(?:it|that|this|them|these|those|the\s+(?:first|former))"
_ON_TOP = (
    rf"(?:on\s+top(?:\s+of\s+(?:all\s+)?{_IT})?|(?:over\s+and\s+)?above\s+{_IT}|as\s+well(?:\s+as\s+{_IT})?|in\s+addition(?:\s+to\s+{_IT})?|besides(?:\s+{_IT})?|additionally"
    rf"|(?:alongside|beyond|apart\s+from|aside\s+from|along\s+with|together\s+with|to\s+go\s+with|next\s+to|beside)\s+{_IT}|further\s+to\s+{_IT})"
)
_HOW_MANY = r"how\s+(?:many|much)"
_AT_END = re.compile(rf",?\s+{_ON_TOP}(?=\s*[?.!]*\s*$|\s*\?)", re.IGNORECASE)
_AT_START = re.compile(
    rf"(?P<join>^|[,;?]|\band\b)\s*(?:and\s+)?(?:{_ON_TOP},?\s+(?:and\s+)?|(?:along|together)\s+with\s+|as\s+well\s+as\s+|plus\s+)(?={_HOW_MANY}\b|when\b|who\b|what\b|which\b|where\b)",
    re.IGNORECASE,
)
_WORDS = r"(?:[\w’'-]+\s+)"
_SECOND = re.compile(  # "How many priority actions was Kent set, and how many areas for improvement?"
    rf"^(?P<ask>\W*{_HOW_MANY})\s+(?P<what>{_WORDS}{{1,6}}?)(?P<rest>{VERB}\b[^,?;]{{3,}}?)(?:,?\s+and\s+(?:also\s+)?|[,?]\s*(?:and\s+(?:also\s+)?)?){_HOW_MANY}\s+(?P<other>(?:[\w’'-]+\s*){{1,7}})\W*$",
    re.IGNORECASE,
)
_FIRST = re.compile(  # "How many priority actions and how many areas for improvement was Kent set?"
    rf"^(?P<ask>\W*{_HOW_MANY})\s+(?P<what>{_WORDS}{{0,5}}?[\w’'-]+),?\s+(?:and|plus)\s+(?:also\s+)?{_HOW_MANY}\s+(?P<other>{_WORDS}{{1,6}}?)(?P<rest>{VERB}\b[^,?;]{{3,}}?)\W*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(  # "How many letters has she signed, and how many were sent to Kent?"
    rf"^(?P<one>\W*{_HOW_MANY}\s+(?P<what>{_WORDS}{{1,6}}?){VERB}\b[^;]{{3,}}?(?:,?\s+and\s+|\?\s+(?:and\s+)?)(?:also\s+)?{_HOW_MANY}\s+)(?P<two>{VERB}\b.+)$",
    re.IGNORECASE,
)
_LISTED = r"(?:areas?|actions?|recommendations?|improvements?|requirements?|points?|steps?)"
_BOTH = re.compile(  # "How many priority actions and areas for improvement was Kent set?"
    rf"^(?P<ask>\W*{_HOW_MANY})\s+(?P<what>{_WORDS}{{0,3}}?{_LISTED}(?:\s+for\s+{_WORDS}?\w+)?)\s+and\s+(?P<other>{_WORDS}{{0,3}}?{_LISTED}\s+(?:for\s+{_WORDS}{{1,2}}?)?)(?P<rest>{VERB}\b[^,?;]{{3,}}?)\W*$",
    re.IGNORECASE,
)
_PREPOSITION = r"(?:in|on|for|at|by|from|to|with|without|since|after|before|during|under|among|within)"
_OF_ANOTHER = re.compile(
    rf"^\W*(?:(?:and|also|but|so)\W+)*(?P<ask>{_HOW_MANY}|how\s+long|when)\s+(?={_PREPOSITION}\b)(?!in\s+(?:total|all|sum)\b)(?P<rest>[^?]+)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"^\W*(?:(?:and|also|but|so)\W+)*{_HOW_MANY}\s+(?!{_PREPOSITION}\b|of\b|others?\b|more\W*$)(?P<other>(?:[\w’'-]+\s*){{1,7}})\W*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"^(?P<ask>\W*{_HOW_MANY})\s+(?P<what>{_WORDS}{{1,7}}?)(?P<rest>{VERB}\b[^;]{{3,}}?)\W*$", re.IGNORECASE
)
_LESSER = re.compile(
    r"^(?:lesser|smaller|ordinary|mere|further|other|additional|plain|more)\s+(?=\w)", re.IGNORECASE
)
_HAS_VERB = re.compile(
    rf"\b(?:{VERB}|wait(?:ed)?|work(?:ed)?|attend(?:ed)?|live|lived|get|got|use|used|receive|received|miss|missed|leave|left|take|took|hold|held|go|went|come|came|say|said|sit|sat|stay|stayed|remain|remained|travel|travelled|reported|belong|moved?|died?|lost|fell|rose)\b",
    re.IGNORECASE,
)


def without_on_top(text: str) -> str:
    """A text without what says that a second thing comes on top of a first."""
    return _AT_END.sub("", _AT_START.sub(_joined, text))


def counted_again(text: str) -> str:
    """A text whose second "how many" names nothing, with what the first one counts; else as it is."""
    found = _NOTHING.match(text)
    if not found or _HAS_VERB.search(found["what"]):
        return text
    return f"{found['one']}{found['what']}{found['two']}"


def halves(text: str) -> tuple[str, str] | None:
    """The two questions of a text that counts two things; None where it does not.

    Two things before one verb are counted apart only where each is a list of its own: others a letter gives in one sentence.
    """
    for pattern in (_SECOND, _FIRST, _BOTH):
        found = pattern.match(text)
        if found is None or any(_HAS_VERB.search(found[name]) for name in ("what", "other")):
            continue
        if pattern is _SECOND or (list_named(found["what"]) and list_named(found["other"])):
            return _in_full(found, found["what"]), _in_full(found, found["other"])
    return None


def counted(question: str, earlier: str) -> str:
    """ "And how many areas for improvement?": so many of that, in the words of the earlier question; "" otherwise."""
    found, before = _ALONE.match(without_on_top(question)), _COUNTED.match(earlier)
    if not found or not before or _HAS_VERB.search(found["other"]):
        return ""
    return _in_full(before, found["other"])


def as_phrase(question: str, earlier: str) -> str:
    """ "How many in Kent?" after a "how many": the phrase that it asks about, "and in Kent?"; else as it is."""
    found = _OF_ANOTHER.match(question)
    if not found or _HAS_VERB.search(found["rest"]):
        return question
    again = re.match(rf"\W*(?:and\s+)?{re.escape(found['ask'])}\b", earlier, re.IGNORECASE)
    return f"And {found['rest'].strip()}?" if again else question


def _in_full(found: re.Match[str], what: str) -> str:
    return f"{found['ask']} {_LESSER.sub('', what.strip())} {found['rest'].strip()}?"


def _joined(found: re.Match[str]) -> str:
    return "" if not found["join"] else f"{'' if found['join'] == 'and' else found['join']} and "
