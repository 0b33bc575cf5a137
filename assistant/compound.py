"""A set question of two halves becomes two: "praised for X and asked about Y", "asked about X but not about Y".

"Which of the areas judged inconsistent were asked about Y" has a condition for its first half. Only a question about
areas or letters whose two halves each say what was done is split; "asked about X and Y" has one half, whose parts the
judge weighs (assistant/alternatives.py).
"""

import re
from dataclasses import dataclass

from assistant import frames
from assistant.wanted_roles import SHORT_OF

LONGEST = 400  # characters of a question that is looked at
_DONE = (
    r"(?:praised|commended|credited|congratulated|recogni[sz]ed|thanked|asked|told|urged|pressed|required|expected|"
    r"challenged|directed|instructed|encouraged|recommended|criticised|warned|reminded)"
)
_BE = r"(?:were|was|are|is|been|be|being|has|have|had|got|get)"
_HALVES = re.compile(
    rf"^(?P<head>.*?)\b(?:{_BE}\s+){{0,2}}(?:both\s+)?(?P<one>(?:not\s+|never\s+)?{_DONE}\b.*?)"
    rf"(?:,?\s+(?P<join>and|but|yet|while|although|as\s+well\s+as)|,)\s+"
    rf"(?:(?:then|also|again|later|still|yet|they|that|who|which|{_BE})\s+)*(?P<without>(?:not|never)\s+)?"
    rf"(?:(?:also|again|later|been)\s+)*(?P<two>{_DONE}\b.*)$",
    re.IGNORECASE,
)
_AUX = r"(?:were|was|have|has|had|did|do|does|are|got|get)"
_BODIES = r"(?:local\s+)?(?:areas?|partnerships?|councils?|authorit(?:y|ies)|places|boroughs?|counties|trusts?|providers?|hospitals?|prisons?|forces?|companies|landlords?|schools|ones|letters?|reports?)"
_JUDGED = r"(?:judged|rated|graded|found|deemed|considered|assessed|placed)"
_GRADE = r"(?:outcomes?|judge?ments?|verdicts?|grades?|ratings?|failings|experiences|bands?|categor(?:y|ies))"
_GOT = rf"(?:got|had|have|has|received|were\s+given|was\s+given|came\s+out\s+with|{_JUDGED}|were\s+{_JUDGED})\s+(?:[\w/-]+\s+){{0,7}}?(?:{_GRADE}|inconsistent)"
_OF_SOME = re.compile(  # "which of the areas judged inconsistent were (not) asked about transport"
    rf"^\W*(?:and\s+)?(?:which|what|how\s+many)\s+(?:of\s+)?(?:(?:the|these|those|our|all)\s+)?(?:\w+\s+)?(?P<noun>{_BODIES})\s+"
    rf"(?P<cond>(?:that|which)\s+{_AUX}\s+.+?|{_JUDGED}\s+.+?|{_DONE}\s+.+?|(?:with|in)\s+(?:the\s+)?(?:[\w/-]+\s+){{0,5}}{_GRADE}|(?:that|which|who)\s+(?:came\s+out|received|fell)\s+.+?|whose\s+(?:outcome|judge?ment|verdict|grade|rating)\s+(?:was|is)\s+.+?)\s+"
    rf"(?P<aux>{_AUX})\s+(?P<without>(?:not|never)\s+)?(?P<two>(?:(?:also|ever|been|being|then|nevertheless|still)\s+)*(?:{_DONE}|given|mention\w*|say|get|receive|have)\b.*)$",
    re.IGNORECASE,
)
_GOT_AND = re.compile(  # "which areas got the middle outcome and were (not) asked about transport"
    rf"^\W*(?:and\s+)?(?:which|what|how\s+many)\s+(?:of\s+)?(?:(?:the|these|those|our|all)\s+)?(?P<noun>{_BODIES})\s+(?P<cond>{_GOT})"
    rf",?\s+(?:and|but|yet|while)\s+(?:also\s+)?(?:(?P<aux>{_AUX})\s+)?(?P<without>(?:not|never)\s+)?(?P<two>(?:(?:also|ever|been|being|then|still)\s+)*{_DONE}\b.*)$",
    re.IGNORECASE,
)
_AND_GOT = re.compile(  # "which areas were asked about transport and got the middle outcome"
    rf"^\W*(?:and\s+)?(?:which|what|how\s+many)\s+(?:of\s+)?(?:(?:the|these|those|our|all)\s+)?(?P<noun>{_BODIES})\s+(?P<aux>{_AUX})\s+"
    rf"(?P<two>(?:(?:also|ever|been)\s+)*{_DONE}\b.*?),?\s+(?:and|but|yet|while)\s+(?:also\s+)?(?P<cond>{_GOT}\b.*)$",
    re.IGNORECASE,
)
_RANK = r"(?:best|worst|lowest|highest|top|bottom|gravest|severest|harshest|toughest|poorest|middle|middling|mixed|second|third|first|widespread|systemic|inconsistent|positive|(?:most|least)\s+\w+)"
_GRADED = (
    rf"(?:[\w/-]+\s+){{0,7}}?{_RANK}\b\s*(?:[\w/-]+\s+){{0,7}}?{_GRADE}(?:\s+and\s+(?:experiences|outcomes))?"
)
_PLANNED = (  # "that must write a priority action plan", "told to update their strategic plan"
    r"(?:(?:that|which|who)\s+(?:(?:must|had\s+to|have\s+to|has\s+to|need(?:ed)?\s+to)|(?:were|was)\s+(?:asked|told|required)\s+to)|(?:asked|told|required)\s+to)"
    r"\s+(?:[\w-]+\s+){0,7}?(?:priority\s+action|accelerated\s+progress|strategic|action)\s+plans?"
)
_BEFORE = r"(?:(?:that|which)\s+(?:were|had\s+been)\s+)?(?:previously|last)\s+(?:inspected|reviewed|visited)\s+(?:in|before|after|since|between)\s+(?:[\w-]+\s+){0,3}?(?:19|20)\d\d(?:\s+and\s+(?:19|20)\d\d)?"
_RANKED = re.compile(  # "which of the areas with the worst outcome still have long waits": whatever holds of them beside it
    rf"^\W*(?:and\s+)?(?:which|what|how\s+many)\s+(?:of\s+)?(?:(?:the|these|those|our|all)\s+)?(?:\w+\s+)?(?P<noun>{_BODIES})\s+"
    rf"(?:(?P<cond>(?:with|in|given|getting|having|{_JUDGED}|(?:that|which|who)\s+(?:got|had|have|has|received|came\s+out|were|was|are|is))\s+{_GRADED}|{_PLANNED}|{_BEFORE}),?"
    rf"|(?P<got>(?:got|had|have|received|were\s+given|came\s+out\s+with)\s+{_GRADED}),?\s+(?:and|but|yet|while))"
    rf"\s+(?P<rest>(?!(?:and|or|of|for|in|with|to|from|about|on|at|by|among|across|leading|when|who|what|why|how|where|which)\b)\w+\s+.+)$",
    re.IGNORECASE,
)
_DENIED = re.compile(  # "do not mention", "had no priority action"
    rf"^(?P<before>(?:(?:still|also|now)\s+)*(?:{_AUX}|do|does)\s+)(?:(?:not|never)\s+|no\s+(?=(?:areas?\s+for\s+)?(?:priority\s+actions?|improvements?|mention|praise|requirements?|recommendations?)\b))(?P<after>.+)$",
    re.IGNORECASE,
)
_FIRST_OF = re.compile(  # "of the nine areas with the worst verdict, which were not asked …"
    rf"^\W*(?:(?:out\s+)?of|among|take(?:\s+just)?|consider)\s+(?P<some>(?:the\s+)?(?:\w+\s+)?{_BODIES}\s+(?:(?:that|which|whose|who)\s+|with\s+|in\s+the\s+|given\s+|{_JUDGED}\s+|{_DONE}\s+)(?:\([^)]*\)|[^,.?(])+)[,.]\s*(?:which|who|how\s+many)\s+(?:of\s+(?:them|those|these)\s+|ones\s+)?(?P<rest>.+)$",
    re.IGNORECASE,
)
_NOT_BE = re.compile(r"\b(were|was|are|have|has|had|is)n['’]t\b", re.IGNORECASE)
_PRAISED = re.compile(  # "got credit for"
    r"\b(?:(?:were|was|been|are|is|have|has|had)\s+)?(?:got|get|gets|given|received?|earned|won)\s+(?:credit|praise|thanks|plaudits|recognition)\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\b(?:it|this|that|them|these|those|the\s+same(?:\s+thing)?)(?:\s+(?:too|as\s+well|also|again))?\s*$",
    re.IGNORECASE,
)
_OPEN = re.compile(rf"^{_DONE}(?:\s+(?:for|about|on|over|to|with|again|both))*\s*$", re.IGNORECASE)
_TO_DO = re.compile(rf"^{_DONE}\s+to\s+(?:\w+)(?:\s+(?:on|at|with|in|up|down))?$", re.IGNORECASE)
_OBJECT = re.compile(rf"^{_DONE}\s+(?:for|about|on|over|with|to)\s+(?P<what>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """Two set questions, and how their areas are put together."""

    one: str
    two: str
    without: bool = False  # the areas of the first that are not among the second's; else those of both


_BUT_NOT = re.compile(  # "which areas mention X but not Y", "were asked about X but not about Y"
    rf"^\W*(?:and\s+)?(?:which|what|how\s+many)\s+(?P<noun>(?:of\s+(?:the|these)\s+)?{_BODIES})\s+(?P<verb>mentions?|names?|raises?|covers?|discuss(?:es)?|talks?\s+about|speaks?\s+of|refers?\s+to"
    rf"|(?:were|was|have\s+been|has\s+been|are)\s+{_DONE}\s+(?:about|for|on|over|with))\s+(?P<one>[^?,]+?),?\s+(?:but|and|yet)\s+(?:do\s+|does\s+|did\s+)?not\s+(?:(?:mention|name|raise|discuss|also)\s+)?(?:(?:about|for|on|over|with|of|to)\s+)?(?P<two>(?!{_DONE}\b|just\b|only\b)[^?,]+)$",
    re.IGNORECASE,
)


def halves(text: str) -> Halves | None:
    """Split a set question that asks two things of each area; None where it asks one."""
    if len(text) > LONGEST:
        return None
    if conditional := _conditional(_NOT_BE.sub(r"\1 not", text.rstrip(" ?.!"))):
        return conditional
    if not frames.LISTING.search(text):
        return None
    if but := _BUT_NOT.match(text.rstrip(" ?.!")):
        asked = f"Which {but['noun']} {but['verb']}"
        return Halves(one=f"{asked} {but['one']}?", two=f"{asked} {but['two']}?", without=True)
    found = _HALVES.match(_PRAISED.sub("were praised", _NOT_BE.sub(r"\1 not", text.rstrip(" ?.!"))))
    if found is None or re.match(r"(?:not|never)\b", found["one"], re.IGNORECASE):
        return None
    one, two = _shared(found["one"].strip(" ,"), found["two"].strip())
    head = found["head"].strip()
    return Halves(one=f"{head} were {one}?", two=f"{head} were {two}?", without=bool(found["without"]))


def _conditional(text: str) -> Halves | None:
    """A question about those areas alone for which something else holds; None where it sets no such condition."""
    if turned := _FIRST_OF.match(text):
        some = " ".join(re.sub(r"\([^)]*\)", " ", turned["some"]).split())
        text = f"which of {some} {turned['rest']}"
    text = re.sub(r"(\b(?:outcomes?|judge?ments?|verdicts?))\s+\([^)]*\)", r"\1", text)
    found = _OF_SOME.match(text) or _GOT_AND.match(text) or _AND_GOT.match(text)
    if found is None:
        return _ranked(text)
    noun, two = _noun(found), re.sub(r"^also\s+", "", found["two"], flags=re.IGNORECASE)
    denial = found.groupdict().get("without") or ""
    short = _short(f"{denial}{two}")
    return Halves(
        one=f"Which {noun} {_as_asked(found['cond'])}?",
        two=f"Which {noun} {found['aux'] or 'were'} {denial if short else ''}{two}?",
        without=bool(denial) and not short,
    )


def _ranked(text: str) -> Halves | None:
    """A question about the areas with one outcome of which anything else holds: "… still have long waits"."""
    found = _RANKED.match(text)
    if found is None:
        return None
    rest = found["rest"]
    denied = None if _short(rest) else _DENIED.match(rest)
    if denied:
        rest = denied["before"] + denied["after"]
    noun = _noun(found)
    one = f"Which {noun} {_as_asked(found['cond'] or found['got'])}?"
    return Halves(one=one, two=f"Which {noun} {rest}?", without=bool(denied))


def _short(text: str) -> bool:
    """Whether a half says that something falls short ("do not have enough"), which denies nothing."""
    found = SHORT_OF.search(text)
    return found is not None and not re.search(rf"\b{_DONE}\b", found.group(), re.IGNORECASE)


def _noun(found: re.Match[str]) -> str:
    return "areas" if found["noun"].lower() == "ones" else found["noun"]


def _as_asked(condition: str) -> str:
    """A condition as what is asked of areas: "(areas) judged inconsistent" were judged so."""
    condition = re.sub(r"^(?:that|which|who)\s+", "", condition.strip(" ,"), flags=re.IGNORECASE)
    if opening := re.match(r"(?:with|in|getting|having)\b", condition, re.IGNORECASE):
        return f"have {condition[opening.end() :].strip()}"
    if whose := re.match(r"(?:whose)\s+(\w+)\s+(?:was|is)\s+(.+)", condition, re.IGNORECASE):
        return f"had as {whose[1]} {whose[2]}"
    if re.match(rf"(?:{_AUX}|came|received|fell|must|need(?:ed)?)\b", condition, re.IGNORECASE):
        return condition
    return f"were {condition}"


def _shared(one: str, two: str) -> tuple[str, str]:
    """Give a half without an object of its own that of the other: "praised for and asked about X"."""
    first, second = _OBJECT.match(one), _OBJECT.match(two)
    if _OPEN.match(one) and second:
        return f"{one} {second['what']}", two
    if first and _IT.search(two):
        return one, _IT.sub(first["what"], two)
    if first and (_OPEN.match(two) or _TO_DO.match(two)):
        return one, f"{two} {first['what']}"
    return one, two
