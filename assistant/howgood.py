""" "Is transport a problem in Bury?" asks what problems there are; "which area is best at X?" which were praised for it.

Letters rank nobody and give no marks, so that a judgement asked for is answered by what they say: the question is
given the form of one that asks for that.
"""

import re

_BE = r"(?:is|are|was|were|has|have)"
_AREAS = r"(?:local\s+)?(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places|letters?|reports?)"
_ILL = (
    r"(?:(?:much\s+of\s+|such\s+|still\s+|known\s+to\s+be\s+)?an?\s+(?:(?:big|major|serious|real|particular|significant|known|ongoing)\s+)?(?:problem|issue|concern|worry|weakness|weak\s+(?:spot|point)|challenge|struggle|difficulty)"
    r"|(?:(?:so|very|really|particularly)\s+)?(?:bad|poor|weak|failing|inadequate|unsatisfactory|slow|late|delayed|patchy)|too\s+(?:long|slow|few|high|low|late|weak|poor|patchy)|not\s+(?:working|good\s+enough)|in\s+trouble)"
)
_WELL = r"(?:(?:a\s+)?(?:(?:any|very|really|particularly)\s+)?(?:good|strong|strength|effective|excellent|adequate|satisfactory|timely)(?:\s+enough)?|(?:working|going|done|doing|run|handled|managed)\s+(?:very\s+|really\s+)?well|on\s+track|up\s+to\s+(?:scratch|standard)|okay|ok|fine)"
_BETTER = r"(?:getting|got|gotten)\s+(?:any\s+)?better|improving|improved"
_WORSE = r"(?:getting|got|gotten)\s+(?:any\s+)?worse|worsening|worsened|deteriorating|deteriorated"
_NO_THING = r"(?!(?:there|it|its|this|that|these|those|they|them|he|she|we|you|any|anything|anyone|nobody|everything)\b)"
_WHAT = (
    rf"{_NO_THING}(?P<what>(?:(?!\b(?:which|what|who|whose|that|when|why|how|than|or)\b)[^?\d]){{3,100}}?)"
)
_STILL = r"(?:\s+(?:still|also|really|currently|now|actually|ever|been|become|seen\s+as|considered|regarded\s+as|thought\s+to\s+be|said\s+to\s+be))*"
_ANYWHERE = rf"(?:anywhere|(?:in|for|at|across)\s+any\s+(?:one\s+)?(?:of\s+(?:the|these|those|our)\s+)?(?:\w+\s+)?{_AREAS})"
_WHERE = r"(?P<where>(?:in|at|for|across|within)\s+(?!any\b|the\s+(?:letters?|reports?)\b)[^?,;]{3,60})"
_OPENS = r"^\W*(?:(?:and|so|but)\s+)?"
_IN_ONE = re.compile(  # "Is transport a problem in Bury?"
    rf"{_OPENS}(?P<be>{_BE})\s+{_WHAT}{_STILL}\s+(?:(?P<ill>{_ILL})|{_WELL}|(?P<better>{_BETTER})|(?P<worse>{_WORSE}))\s+{_WHERE}\s*\?*\s*$",
    re.IGNORECASE,
)
_IN_ANY = re.compile(  # "Are waits getting better anywhere?"
    rf"{_OPENS}{_BE}\s+{_WHAT}{_STILL}\s+(?:(?P<ill>{_ILL}|{_WORSE})|{_WELL}|{_BETTER})\s+{_ANYWHERE}\s*\?*\s*$",
    re.IGNORECASE,
)
_BETTER_ON = re.compile(  # "Has anything improved anywhere on autism diagnosis?"
    rf"{_OPENS}(?:has|have|did|is|are)\s+(?:anything|things|matters|anyone|any\s+{_AREAS})\s+(?:{_BETTER}|improve)\s+(?:{_ANYWHERE}\s+)?(?:on|with|for|in|around|regarding|when\s+it\s+comes\s+to)\s+(?P<what>[^?\d]{{3,100}}?)(?:\s+{_ANYWHERE})?\s*\?*\s*$",
    re.IGNORECASE,
)
_HOW = re.compile(  # "How bad are waits in Suffolk?", "What are annual reviews like in Bury?"
    rf"{_OPENS}(?:how\s+(?:(?P<ill>bad|poor|weak|serious)|(?:good|strong|effective))\s+{_BE}\s+{_WHAT}|what\s+{_BE}\s+{_WHAT.replace('<what>', '<like>')}\s+like)\s+{_WHERE}\s*\?*\s*$",
    re.IGNORECASE,
)
_ACHIEVED = re.compile(  # "What difference has the hub made in Bury?"
    rf"{_OPENS}(?:what|how\s+much(?:\s+of\s+an?)?)\s+(?:(?:sort|kind)\s+of\s+|real\s+|positive\s+)?(?:an?\s+)?(?:differences?|effects?|impact|benefits?|changes?)\s+(?P<aux>has|have|had|did|does|do)\s+{_WHAT}\s+(?:made|make|had|have|brought|bring)(?!\s+(?:up)?on\b)(?P<rest>\s+[^?]*)?\W*$",
    re.IGNORECASE,
)
_RANKED = re.compile(  # "Which area is best at transitions?", "What's the worst area for waiting lists?"
    rf"{_OPENS}(?:(?:which|what)\s+(?:of\s+(?:the|these|those|our)\s+)?(?:\w+\s+)?{_AREAS}\s+(?:is|are|was|were|has|have|does|do|did)\s+(?:the\s+)?(?P<rank>best|worst|strongest|weakest)|(?:which|what|who)(?:\s+(?:is|are|was|were)|['’]s)\s+the\s+(?P<first>best|worst|strongest|weakest)\s+(?:\w+\s+)?{_AREAS})"
    r"\s+(?:at|for|on|in|with|when\s+it\s+comes\s+to|in\s+terms\s+of|as\s+regards)\s+(?!(?:the\s+)?(?:england|country|region|north|south|east|west|midlands|collection)\b)(?P<what>[^?\d]{3,100}?)\s*\?*\s*$",
    re.IGNORECASE,
)
_MOST_MOVED = re.compile(  # "Which area had the biggest fall in waits?"
    rf"{_OPENS}(?:which|what|who|where)\b[^?]{{0,40}}?\b(?:biggest|largest|greatest|sharpest|steepest|most)\s+(?:(?P<down>falls?|drops?|decreases?|reductions?|declines?)|rises?|increases?|growth)\s+(?:in|of)\s+(?P<what>[^?\d]{{3,80}}?)\s*\?*\s*$",
    re.IGNORECASE,
)
_THAN = r"than\s+(?:(?:those|that)\s+(?:in|of)\s+|in\s+)?(?-i:[A-Z])(?:(?!\b(?:on|for|at|with|in)\b)[^?\d]){2,40}?"
_BETTER_THAN = re.compile(  # "Which areas have longer waits than Bury?", "… did better than Bury on plans"
    rf"{_OPENS}(?:which|what)\s+(?:other\s+|\w+\s+)?{_AREAS}\s+(?:have|has|had|are|were|is|was|did|do|does)\s+(?:far\s+|much\s+|even\s+)?(?:(?P<ill>worse|longer|slower|weaker|poorer|later)|better|shorter|quicker|faster|stronger)"
    rf"\s+(?:(?P<what>[^?\d]{{3,80}}?)\s+{_THAN}|{_THAN}\s+(?:on|for|at|with|in)\s+(?P<on>[^?\d]{{3,80}}?))\s*\?*\s*$",
    re.IGNORECASE,
)


def described(text: str) -> str:
    """The question as one for what is said; as it was where no judgement is asked for."""
    if found := _MOST_MOVED.match(text):
        return f"Where have {found['what']} {'come down' if found['down'] else 'gone up'}?"
    if found := _BETTER_THAN.match(text):
        return _which(found["what"] or found["on"], ill=bool(found["ill"]))
    if found := _RANKED.match(text):
        ill = (found["rank"] or found["first"]).lower() in ("worst", "weakest")
        return _which(found["what"], ill=ill)
    if found := _IN_ANY.match(text):
        return _which(found["what"], ill=bool(found["ill"]))
    if found := _BETTER_ON.match(text):
        return _which(found["what"], ill=False)
    if found := _HOW.match(text):
        return _what(found["what"] or found["like"], found["where"], ill=bool(found["ill"]))
    if found := _ACHIEVED.match(text):
        achieved = "achieve" if found["aux"].lower() in ("did", "does", "do") else "achieved"
        return (
            f"What {found['aux'].lower()} {found['what'].strip()} {achieved}{(found['rest'] or '').rstrip()}?"
        )
    if (found := _IN_ONE.match(text)) and (found["better"] or found["worse"]):
        one = found["be"].lower() in ("is", "was", "has")
        moved = "improved" if found["better"] else "worsened"
        return f"{'Has' if one else 'Have'} {found['what'].strip()} {moved} {found['where'].strip()}?"
    if found:
        return _what(found["what"], found["where"], ill=bool(found["ill"]))
    return text


def _which(what: str, *, ill: bool) -> str:
    return f"Which areas were {'told of problems with' if ill else 'praised for'} {what.strip()}?"


def _what(what: str, where: str, *, ill: bool) -> str:
    asked = "What concerns were raised about" if ill else "What is said about"
    return f"{asked} {what.strip()} {where.strip()}?"
