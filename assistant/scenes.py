"""A scene and a question that needs it, put into one: "Some areas got X. Which?" is "Which areas got X?".

"Leave out those asked about X. Which remain?" is "Which areas were not asked about X?".

A scene that the question does not need is left out by asking.py; what only frames the asking by preamble.py.
"""

import re
from collections.abc import Callable

from assistant import frames
from assistant.terms import content_words

_AREAS = r"(?:(?:local\s+)?(?:areas?|partnerships?|councils?|authorit(?:y|ies)|places|boroughs?|counties|trusts?|providers?|organisations?|bodies|hospitals?|prisons?|forces?|schools?|colleges?|letters?|reports?))"
_SOME = re.compile(  # "Some of the areas that … had no X. Which?"
    rf"^\W*(?:some|several|a\s+few|a\s+handful|a\s+number|many|most|one|two|three|not\s+all)\s+(?P<rest>(?:of\s+(?:the|these|those|our)\s+)?(?:\w+\s+)?{_AREAS}\s+[^?]{{8,}}?)[.;:,]\s*(?:so\s+|but\s+|and\s+)?(?:which|who)(?:\s+(?:ones?|areas|are\s+they|of\s+them|is\s+it|were\s+they))?\s*\?\s*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(  # "Six of the nine areas have X among their actions. Which ones do not?"
    rf"^\W*(?:\w+|not\s+all)\s+(?P<noun>of\s+(?:the|these|those|our)\s+(?:\w+\s+){{0,2}}{_AREAS}(?:\s+(?!have\b|has\b|had\b|were\b|was\b|are\b|is\b|mention|say\b|got\b|get\b)[\w’'-]+){{0,9}}?)\s+(?P<verb>have|has|had|were|was|are|is|mention|say|get|set)\s+(?P<rest>[^?]{{4,}}?)[.;:,]\s*(?:so\s+|but\s+|and\s+)?(?:which|who)(?:\s+(?:ones?|areas|of\s+them|others?))?\s+(?:do|does|did|have|has|had|were|was|are|is)(?:\s+not|n['’]t)\s*\?\s*$",
    re.IGNORECASE,
)
_ONLY_SOME = re.compile(  # "Plenty of reports worry about X. Only some put it into their recommendations. Which?"
    rf"^\W*[^?.]*?\b(?P<noun>{_AREAS})\b[^?.]*?\b(?:about|over|with|mention|raise|discuss|describe)\s+(?P<what>[^?.]{{4,}})[.;]\s*(?:but\s+|and\s+|yet\s+)?(?:only\s+|just\s+)?(?:some|a\s+few|not\s+all|fewer|one|two|three|four|five|six)(?:\s+of\s+(?:them|these|those))?\s+"
    r"(?P<verb>(?!of\b)[^?.]{2,60}?)\b(?:it|this|that|them|these)\b(?P<rest>[^?.]*)[.;:,]\s*(?:so\s+|but\s+|and\s+)?(?:which|who)(?:\s+(?:ones?|areas|of\s+them|are\s+they))?\s*\?\s*$",
    re.IGNORECASE,
)
_TOLD = re.compile(  # "Parents tell us that X. Which reports describe that?"
    rf"^\W*(?P<scene>[^?]{{15,}}?)[.;]\s*(?P<ask>(?:(?:in|from)\s+)?(?:which|what)\s+(?:of\s+(?:the|these|our)\s+)?{_AREAS}\s+(?:(?:also|actually)\s+)?"
    r"(?:describes?|mentions?|says?|said|reports?|reported|notes?|noted|shows?|speaks?\s+of|refers?\s+to|found|finds?|records?|raises?|raised|confirms?|talks?\s+about)\s+)(?:that|this|it|such\s+a\s+thing|the\s+same)\s*\?\s*$",
    re.IGNORECASE,
)
_HEARD = re.compile(  # who says what the scene says
    r"^\W*(?:(?!that\b)[\w’'-]+\s+){1,8}?(?:tell|tells|told|say|says|said|hear|hears|heard|complain|complains|claim|claims|worry|worries|believe|believes|report|reports|mention|mentions)\s+(?:(?:us|me|ministers|members)\s+)?that\s+",
    re.IGNORECASE,
)
_COVERS = re.compile(  # "NHS Kent covers several of these areas. Which of them …"
    rf"^\W*(?P<body>(?:the\s+)?(?-i:[A-Z])[^.?]{{3,80}}?)\s+(?:covers?|serves?|oversees?|looks\s+after|is\s+responsible\s+for|commissions\s+for|runs\s+across)\s+(?:\w+\s+){{0,3}}?(?:of\s+)?(?:the|these|our|those)?\s*{_AREAS}[.;]\s*(?:which|who)\s+(?:of\s+(?:them|these|those)|ones)\s+(?P<rest>[^?]+)\?\s*$",
    re.IGNORECASE,
)
_NEED = re.compile(  # "Background: before a meeting we need the published rate of X"
    r"^\W*(?:(?:background|context|for\s+context|some\s+context)\s*[:–—-]+\s*)(?:[^,.?:]{0,60}?\s)?(?:i|we)(?:['’]ll|\s+will|\s+would|['’]d)?\s+(?:need|want|require|like)\s+(?:to\s+(?:have|know|see|quote)\s+)?(?P<rest>\S[^?]+?)[.?]?\s*$",
    re.IGNORECASE,
)
_OF_ONE = re.compile(  # "Ada Marsh at the DfE: list the reviews that she led"
    r"^\W*(?:(?:about|on|re|regarding|concerning|as\s+for|take)\s+)?(?P<name>(?-i:(?:[A-Z][\w’'-]+\s+){1,3}[A-Z][\w’'-]+))(?:\s*\([^()?]{2,60}\)|,?\s+(?:at|of|from|with)\s+[^?:;.]{2,60}?|(?P<where>,?\s+(?:for|in)\s+[^?:;.]{2,60}?)|,\s+[^?:;.]{2,60}?)?\s*(?:[:–—]|\s-|,?\s*\.(?=\s))\s*"
    r"(?P<before>(?:(?:in|for|of|to|by)\s+)?(?:which|what|where|when|who|how|did|does|do|is|was|has|are|were|list|name|give|show|find)\b[^?]*?)\b(?P<they>he|she|his|hers?|him|they|their|them)\b(?P<after>[^?]*\??)\s*$",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\s+(?!(?:in|for|to|on|at|by|of|and|or|too|also|as|with|from|since|before|after)\b)[a-z]"
)
_UNDER = re.compile(  # "areas (that are) under a priority action plan"
    rf"\b(?P<areas>{_AREAS})\s+(?:(?P<that>(?:that|which|who)\s+)?(?P<be>are|were|have|had|got)\s+)?(?:(?:now|currently|still)\s+)?(?:(?:under|on|with|subject\s+to|having)\s+(?:an?\s+|their\s+)?|(?<=have\s)an?\s+|(?<=had\s)an?\s+|(?<=got\s)an?\s+)(?P<plan>(?:(?:priority\s+action|accelerated\s+progress)\s+plan|statement\s+of\s+action)s?|PAPs?)\b",
    re.IGNORECASE,
)
_IS_UNDER = re.compile(  # "is Kent on a priority action plan?"
    r"^\W*(?:is|was|are|does|has)\s+(?P<who>(?-i:[A-Z])[^?]{1,60}?)\s+(?:now\s+|currently\s+|still\s+)?(?:under|on|subject\s+to|have|got|with)\s+an?\s+(?P<plan>(?:priority\s+action|accelerated\s+progress)\s+plan|statement\s+of\s+action|PAP)\s*\?\s*$",
    re.IGNORECASE,
)
_CONTEXT = re.compile(r"^\W*(?:background|context|for\s+context|some\s+context)\s*[:–—-]+\s*", re.IGNORECASE)
_ITS_SUBJECT = re.compile(  # "Ada Marsh's title seems to vary. What was it in 2022?"
    r"^\W*(?P<what>(?:the\s+)?(?:[\w’'-]+\s+){0,4}?[\w’-]+['’]s?\s+(?:[\w-]+\s+){1,3}?)(?:seems?|appears?|looks?|has|had|varies|vary|differs?|changed|changes|is|was|keeps?|may|might)\b[^.?;]*[.;]\s*(?:so\s+|but\s+|and\s+)?(?P<ask>(?:what|when|who|how|which)\s+(?:was|is|were|did|does|has|had|would)\s+)it\b(?P<rest>[^?]*\?)\W*$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^(?:which|what|who|whose|whom|when|where|why|how)\b", re.IGNORECASE)
_OUT = r"(?:(?:leave|leaving|take|taking|strike|striking|cross|crossing|rule|ruling)\s+(?:out|away|off)|(?:set|setting|leave|leaving|put|putting)\s+aside|exclud(?:e|ing)|remov(?:e|ing)|ignor(?:e|ing)|omit(?:ting)?|drop(?:ping)?|discount(?:ing)?|disregard(?:ing)?|forget(?:ting)?)"
_SUCH = rf"(?:(?:all\s+(?:of\s+)?)?(?:the|those|every|any|each|all)\s+(?:\w+\s+)?{_AREAS}|everywhere|anywhere|every(?:one|body)|any(?:one|body)|(?:all\s+)?those|all)"
_LEFT = rf"(?:which|who|what)(?:\s+{_AREAS}|\s+ones?)?\s+(?:(?:then\s+)?(?:remains?|(?:is|are|would\s+be|will\s+be)\s+(?:then\s+)?(?:left(?:\s+over)?|remaining|that)|(?:does|would|do)\s+(?:that|this|you|we)\s+(?:leave|have\s+left)|(?:am|are)\s+(?:i|we)\s+left\s+with))"
_WITHOUT = re.compile(  # "Leave out everywhere that was asked about X. Which areas remain?"
    rf"^\W*(?:if\s+(?:you|we|i)\s+)?{_OUT}\s+{_SUCH}\s+(?:(?:that|which|who|where)\s+)?(?:(?P<aux>was|were|has|have|had)\s+(?P<been>been\s+)?)?(?P<rest>[^?.]{{6,}}?)\s*[.,;:–—-]+\s*(?:and\s+|so\s+)?{_LEFT}\W*$",
    re.IGNORECASE,
)
_LEFT_WITHOUT = re.compile(  # "Which areas remain once those asked about X are left out?"
    rf"^\W*{_LEFT}\s+(?:if|when|once|after)\s+(?:(?:you|we|i)\s+)?(?:{_OUT}\s+)?{_SUCH}\s+(?:(?:that|which|who|where)\s+)?(?:(?P<aux>was|were|has|have|had)\s+(?P<been>been\s+)?)?(?P<rest>[^?]{{6,}}?)(?:\s+(?:is|are|were|have\s+been)\s+(?:(?:left|taken|ruled|struck)\s+(?:out|away|off|aside)|set\s+aside|excluded|removed|ignored|dropped|omitted|discounted))?\W*$",
    re.IGNORECASE,
)


def with_scene(text: str) -> str:
    """A question in one, where what it asks stands in the sentence before it; any other as it is."""
    for pattern, turned in _TURNS:
        if found := pattern.match(text):
            return turned(found)
    return text


def told_to_plan(text: str) -> str:
    """The question with areas under a plan put as those told to write one: reports review none."""

    def told(found: re.Match[str]) -> str:
        be = f" {found['that'] or ''}were" if found["be"] else ""
        return f"{found['areas']}{be} told to write a {re.sub('s$', '', _in_full(found['plan']))}"

    if one := _IS_UNDER.match(text):
        return f"Was {one['who']} told to write a {_in_full(one['plan'])}?"
    return _UNDER.sub(told, text, count=1)


def _in_full(plan: str) -> str:
    return "priority action plan" if plan.lower().startswith("pap") else plan


def _of_some(found: re.Match[str]) -> str:
    return f"Which {found['rest'].strip()}?"


def _of_others(found: re.Match[str]) -> str:
    verb = found["verb"].lower()
    be = verb in ("were", "was", "are", "is") or (
        verb in ("have", "has", "had") and re.match(r"(?:been|\w+ed)\b", found["rest"])
    )
    plain = {"has": "have", "had": "have"}.get(verb, verb)
    denied = f"{verb} not" if be else f"{'did' if verb == 'had' else 'do'} not {plain}"
    return f"Which {found['noun']} {denied} {found['rest'].strip()}?"


def _of_those_some(found: re.Match[str]) -> str:
    return f"Which {found['noun']} {found['verb']}{found['what'].strip()}{found['rest'].rstrip()}?"


def _of_its_subject(found: re.Match[str]) -> str:
    return f"{found['ask']}{found['what'].strip()}{found['rest']}"


def _others(found: re.Match[str]) -> str:
    had = (found["aux"] or "").lower().startswith("ha") and not found["been"]
    return f"Which areas {'have no' if had else 'were not'} {found['rest'].strip()}?"


def _told(found: re.Match[str]) -> str:
    said = _HEARD.sub("", found["scene"]).strip()
    if frames.LISTING.search(said) or len(content_words(said)) < 2:
        return found.group()
    return f"{found['ask']}{said[:1].lower() + said[1:]}?"


def _covered(found: re.Match[str]) -> str:
    return f"Which of the areas covered by {found['body'].strip()} {found['rest'].strip()}?"


def _needed(found: re.Match[str]) -> str:
    rest = found["rest"].strip()
    return f"{rest[:1].upper()}{rest[1:]}?" if _ASKS.match(rest) else f"What is {rest}?"


def _of_one(found: re.Match[str]) -> str:
    they, after = found["they"].lower(), found["after"].rstrip(" ?.")
    whose = "’s" if they in ("his", "hers", "their") or (they == "her" and _OWNED.match(after)) else ""
    before = found["before"]
    where = (found["where"] or "").lstrip(",")
    return f"{before[:1].upper()}{before[1:]}{found['name']}{whose}{after}{where}?"


def _without_context(found: re.Match[str]) -> str:
    return found.string[found.end() :]


_TURNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_ONLY_SOME, _of_those_some),
    (_SOME, _of_some),
    (_OTHERS, _of_others),
    (_WITHOUT, _others),
    (_LEFT_WITHOUT, _others),
    (_ITS_SUBJECT, _of_its_subject),
    (_TOLD, _told),
    (_COVERS, _covered),
    (_NEED, _needed),
    (_OF_ONE, _of_one),
    (_CONTEXT, _without_context),
)
