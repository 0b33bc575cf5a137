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
_SPEAKER = r"(?:the\s+)?(?:department|dfe|officials|reviewers|inspectors|letters?|nhs\s+england|ofsted|reviews?|inspections?|visits?|government|ministers|they|you|we)"
_RAISES = re.compile(
    rf"^\W*(?:and\s+|so\s+)?{_AUX}\s+{_SPEAKER}\s+(?:ever\s+|already\s+|also\s+)?{_RAISED}\s+(?P<what>[^?]{{3,160}}?)\s+(?:with|in|to|about|for)\s+{_ANY}{_WHICH}?\s*\?*\s*$",
    re.IGNORECASE,
)
_IS_RAISED = re.compile(
    rf"^\W*(?:and\s+|so\s+)?{_AUX}\s+(?P<what>[^?]{{3,160}}?)\s+(?:ever\s+|also\s+)?(?:been\s+|being\s+)?(?:{_RAISED}|come\s+up|crop(?:ped)?\s+up|feature[d]?|get\s+a\s+mention)\s+(?:with|in|for|by)\s+{_ANY}{_WHICH}?\s*\?*\s*$",
    re.IGNORECASE,
)
_LISTS = r"(?:(?:areas?\s+for\s+)?priority\s+actions?|areas?\s+for\s+improvement|(?:improvement\s+)?actions|recommendations|requirements|requests|asks|next\s+steps|to-do\s+lists?)"
_NAMES = r"(?:nam(?:e|es|ed)|mention(?:s|ed)?|cover(?:s|ed)?|includ(?:e|es|ed)|speak\s+of|refer(?:s|red)?\s+to|single\s+out|call\s+for|deal\s+with|touch\s+on|talk\s+about|concern|say\s+(?:something|anything)\s+(?:about|on))"
_LIST_NAMES = re.compile(  # "in which areas do the actions set for leaders name X in particular?"
    rf"^\W*(?:(?:and|so)\s+)?(?:(?:(?:in|for|at)\s+)?(?:which|what)\s+(?:local\s+)?(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places|reports?|letters?)\s+(?:do|does|did)|where\s+(?:do|does|did))\s+(?:(?:the|any|their|its)\s+)?(?:(?:formal|agreed|official)\s+)?(?P<list>{_LISTS})"
    rf"(?:\s+(?:that\s+(?:were|are|was)\s+)?(?:set|given|made|put|listed|laid\s+down|agreed|asked))?(?:\s+(?:for|to|of|by)\s+(?:the\s+)?(?:local\s+)?(?:leaders?|areas?|partnerships?|councils?|partners|them|inspectors?|officials))?\s+(?:(?:also|ever|specifically|explicitly|expressly)\s+)?{_NAMES}\s+(?P<what>[^?]{{3,120}}?)(?:,?\s+(?:in\s+particular|particularly|specifically|explicitly|expressly|by\s+name|at\s+all))?\s*\?\s*$",
    re.IGNORECASE,
)
_WHOSE = r"(?:which|what)\s+(?:of\s+(?:the|these|those|our)\s+)?(?:\w+\s+)?(?:local\s+)?(?:areas|councils|partnerships|authorities|places|letters|reports)[’']?|(?:which|what)\s+(?:area|council|partnership|authority|place|letter|report)[’']s|whose"
_SET = rf"(?:{_LISTS}|action\s+(?:points?|lists?|items?)|improvement\s+(?:areas?|points?|lists?))"
_ONE_LIST = re.compile(r"(?:areas?\s+for\s+)?priority\s+actions?|areas?\s+for\s+improvement", re.IGNORECASE)
_WHOSE_NAME = re.compile(  # "which areas' action lists use the term X?", "whose actions mention X?"
    rf"^\W*(?:(?:and|so)\s+)?(?:{_WHOSE})\s+(?P<list>{_SET}(?:\s*(?:,|or|and|and/or)\s+{_SET})*)\s+(?:(?:also|ever|specifically|explicitly|expressly)\s+)?(?:{_NAMES}|(?:is|are|was|were)\s+about|uses?|contains?|has|have)\s+(?:the\s+(?:words?|terms?|language|phrases?|idea|notion|vocabulary)\s+(?:of\s+)?)?(?P<what>[^?]{{3,160}}?)\s*\?*\s*$",
    re.IGNORECASE,
)
_TO_DO = r"(?:fix|mend|improve|put\s+right|do|address|change|sort\s+out|tackle|work\s+on|act\s+on|deal\s+with|get\s+right|do\s+better|make\s+better)"
_WHAT_TO_DO = (  # a list of things to do that is neither the one nor the other list of a report
    rf"(?:(?:the\s+)?(?:things|matters|points|issues|items|ones)\s+(?:(?:that|which)\s+)?|what\s+)(?:(?:they|it|leaders|areas?|partnerships?|councils?)\s+(?:(?:was|were|had\s+been|has\s+been|have\s+been|is|are)\s+(?:asked|told|required|expected|urged)\s+to|must|should|needs?\s+to|needed\s+to|has\s+to|have\s+to|had\s+to)\s+{_TO_DO}|(?:the\s+)?(?:inspectors|officials|reviewers)\s+(?:wants?|wanted|asked\s+for|asked|expect(?:ed)?)(?:\s+(?:to\s+be\s+|to\s+see\s+)?(?:improved|changed|fixed|put\s+right|done))?)"
    r"|(?:(?:the|their|its)\s+)?(?:lists?\s+of\s+(?:improvements?|actions?|things\s+to\s+\w+(?:\s+right)?)|(?:action|improvement|to-do)\s+(?:points?|lists?|items?)|(?:their|its)\s+(?:improvements|actions|to-dos?))"
)
_HAS_AMONG = re.compile(  # "who has X among the matters they had to mend?"
    rf"^\W*(?:(?:and|so)\s+)?(?:who|(?P<which>(?:which|what)\s+(?:\w+\s+)?{_AREAS}))\s+(?:has|have|had|got|finds?|found|sees?|saw)\s+(?P<no>no\s+)?(?P<what>[^?,;]{{3,120}}?)\s+(?:(?:named|listed|mentioned|included|set\s+down|put)\s+)?(?:in|among|amongst|on(?=\s+(?:the|their|its)\b)|as\s+(?:one|part)\s+of)\s+(?:all\s+)?(?:{_WHAT_TO_DO})\s*\?*\s*$",
    re.IGNORECASE,
)
_COVERS = re.compile(  # "which areas does NHS Kent cover?"
    rf"^\W*(?:and\s+|so\s+)?(?P<which>(?:which|what|how\s+many)\s+(?:of\s+(?:the|these|those|our)\s+)?(?:\w+\s+)?{_AREAS})\s+(?:does|do|did|is|are)\s+(?P<body>(?:the\s+)?[^?]*?\b(?:NHS|ICB|boards?|trusts?|forum)\b[^?]*?)\s+(?:cover|serve|look\s+after|oversee|commission\s+for|responsible\s+for|span|take\s+in)\s*\?\s*$",
    re.IGNORECASE,
)
_SAID = r"(?:tell|told|ask(?:ed)?|urge[d]?|press(?:ed)?|push(?:ed)?|require[d]?|expect(?:ed)?|encourage[d]?|prais(?:e|ed)|commend(?:ed)?|credit(?:ed)?|congratulat(?:e|ed)|criticis(?:e|ed)|thank(?:ed)?|warn(?:ed)?|challenge[d]?|find|found|judge[d]?|consider(?:ed)?|call(?:ed)?|describe[d]?|rate[d]?|deem(?:ed)?|think|thought|see|seen)"
_OF_ANY = re.compile(  # "did inspectors praise any council for X", "… find any area's X to be good"
    rf"^\W*(?:and\s+|so\s+)?(?P<aux>{_AUX})\s+(?P<who>{_SPEAKER})\s+(?:ever\s+|already\s+|also\s+)?(?P<did>{_SAID})\s+(?:any\s+(?:one\s+)?(?:of\s+(?:the|these|those|our|your)\s+)?(?:(?:other|local)\s+)?(?P<areas>areas?|councils?|partnerships?|authorit(?:y|ies)|places)(?P<whose>['’]s?)?|(?:anybody|anyone)(?P<whose_b>['’]s)?)\s+(?P<rest>[^?]{{4,}}?)(?:,?\s+(?:and\s+)?(?:if\s+so,?\s+)?(?:which|who)(?:\s+ones?)?)?\s*\?*\s*$",
    re.IGNORECASE,
)
_ANY_OF_IT = re.compile(  # "Any criticism of X? List the places concerned."
    rf"^\W*(?:(?:is|are|was|were)\s+there\s+)?any\s+(?:(?P<ill>criticisms?|concerns?|complaints?|worr(?:y|ies)|problems?)|(?P<well>praise|credit|thanks|good\s+words?)|(?P<ask>asks?|requests?|recommendations?|requirements?|priority\s+actions?|next\s+steps?)|(?P<any>mentions?|talk))\s+(?:of|about|on|over|for|with|around|concerning|regarding)\s+(?P<what>[^?]{{3,160}}?)(?:\s+(?:in|from)\s+(?:any\s+of\s+)?(?:the|these|those|our)\s+(?:\w+\s+)?{_AREAS})?"
    rf"(?:\?|[,.;–—-])\s*(?:and\s+|so\s+|please\s+)*(?:if\s+(?:so|there\s+(?:is|was|are|were))\s*[,:–—-]*\s*)?(?:please\s+)?(?:(?:list|name|give|tell|show|say)\b[^.?]{{0,60}}|(?:(?:in|for|from|of|to|with)\s+)?(?:which|where|who|whose)(?:\s+(?:{_AREAS}|ones?|was\s+it|were\s+they|is\s+it|are\s+they|got\s+it))?)\s*[.?!]*\s*$",
    re.IGNORECASE,
)
_AND_OF = re.compile(
    r"(?<=\band)\s+(?:of|about|on|over|for)\s|(?<=\bor)\s+(?:of|about|on|over|for)\s", re.IGNORECASE
)
_PAST = {"tell": "told", "find": "found", "see": "seen", "think": "thought", "commend": "commended"}


def listing(text: str) -> str:
    """The question as one that asks for areas; as it was where it is none of these."""
    if found := _LIST_NAMES.match(text):
        whose = found["list"] if re.search(r"priority|improvement$", found["list"], re.IGNORECASE) else ""
        return f"Which areas were {f'set {whose}' if whose else 'asked'} about {found['what']}?"
    if found := _HAS_AMONG.match(text):
        return f"{found['which'] or 'Which areas'} were {'not ' if found['no'] else ''}asked about {found['what']}?"
    if found := _WHOSE_NAME.match(text):
        one = _ONE_LIST.fullmatch(found["list"])
        return f"Which areas were {'set ' + found['list'] if one else 'asked'} about {found['what']}?"
    if covers := _COVERS.match(text):
        return f"{covers['which']} are covered by {covers['body']}?"
    if found := _RAISES.match(text) or _IS_RAISED.match(text):
        return f"Where does {found['what']} come up?"
    if found := _OF_ANY.match(text):
        if found["whose"] or found["whose_b"]:
            return f"In which areas {found['aux'].lower()} {found['who']} {found['did']} {found['rest']}?"
        return f"Which areas were {_passive(found['did'].lower())} {found['rest']}?"
    if found := _ANY_OF_IT.match(text):
        return f"Which {_done(found)} {_AND_OF.sub(' ', found['what'])}?"
    return text


_LAW = r"(?:the\s+)?(?:law|legislation|statute|regulations)(?:\s+(?:allows?|says|requires?|permits?|lays?\s+down|sets?(?:\s+(?:out|down))?|expects?|demands?))?"
_MARK = rf"(?:what\s+(?P<law>{_LAW})|(?P<mark>(?:the\s+|its\s+|their\s+)?(?:[\w-]+\s+){{0,2}}?(?:law|legal|statutory|national|target|limits?|deadlines?|time\s?scales?|time\s?frames?|benchmark|average|norm|England)\b[^?]*?))"
_COMPARED = re.compile(
    rf"^(?P<asked>\W*(?:and\s+)?how\s+(?:do|does|did|far\s+do|far\s+does)\s+[^?]{{3,120}}?)\s+(?:compare|differ|stand|fare)\s+(?:with|to|from|against)\s+{_MARK}\s*\?\s*$",
    re.IGNORECASE,
)


_OF_EACH = re.compile(  # "How long is the wait for X in each area?"
    r"^\W*(?:(?:and|so)\s+)?(?:how\s+(?:long|many|much|high|big|often)\s+(?:is|are|was|were)\s+(?:the\s+)?|what(?:['’]s|\s+(?:is|are|was|were))?\s+(?:the\s+)?(?=(?:average\s+|longest\s+|current\s+)?(?:proportion|percentage|share|rate|number|waits?|waiting|timeliness|backlog|cost|figure)s?\b))"
    r"(?P<what>[^?]{3,120}?)\s+(?:(?:in|for|of|at)\s+(?:each|every)\s+(?:single\s+)?(?:local\s+)?(?:area|council|partnership|authority|place|letter|report)|(?:by|per)\s+(?:area|council|partnership|authority)|area\s+by\s+area)\W*$",
    re.IGNORECASE,
)


def of_each(text: str) -> str:
    """The comparison of all areas that "… in each area?" asks for; any other question as it was."""
    found = _OF_EACH.match(text)
    return f"Compare the {found['what'].removeprefix('the ')}." if found else text


def measured(text: str) -> str:
    """The comparison with what the law or a target sets as a question about one thing; any other as it was."""
    found = _COMPARED.match(text)
    if not found:
        return text
    mark = "the statutory deadline" if found["law"] else found["mark"].strip()
    return f"{found['asked']} measure up to {mark}?"


def _passive(verb: str) -> str:
    return _PAST.get(verb) or (verb if verb.endswith(("d", "t", "n")) else verb.rstrip("e") + "ed")


def _done(found: re.Match[str]) -> str:
    """What was done about a thing, as a question for areas says it."""
    if found["any"]:
        return "letters mention"
    return f"areas were {'criticised for' if found['ill'] else 'praised for' if found['well'] else 'asked about'}"
