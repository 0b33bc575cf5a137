"""What stands before and after a question and asks nothing: greetings, thanks, "could you tell me", what it is for.

"Hi, could you let me know which areas were asked about transport please?" is asked as "which areas were asked
about transport?".
"""

import re

from assistant.anywhere import listing, measured, of_each
from assistant.howgood import described
from assistant.pointedat import staged
from assistant.reception import turned
from assistant.scenes import with_scene
from assistant.terms import sentences

LONGEST = 240  # characters of what may stand before a question

_ASKS = r"(?:which|what|what['’]s|whats|who|who['’]s|whose|whom|when|when['’]s|where|why|how)\b"
_ORDERS = r"(?:list|name|give|show|summari[sz]e|compare|contrast|trace|explain|describe|outline)\b"
_GREETING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|hiya|dear|good\s+(?:morning|afternoon|evening)|morning|afternoon)\b(?:\s+(?:there|all|both|team|everyone|colleagues?))?|(?:many\s+)?thanks(?:\s+for\s+that)?|thank\s+you|sorry|right|okay|ok|great|quick\s+(?:question|one)|one\s+more(?:\s+thing)?|just\s+(?:wondering|checking)|for\s+(?:an?|the|my|our)\s+(?:\w+\s+){0,2}(?:PQ|question|briefing|brief|note|submission|minister|speech|debate|hearing|statement|article|reply|slide|paper|board)(?:\s+(?:on|about)\s+[^,.!?:;]{2,80})?)\s*[,.!:;–—-]+\s*(?=\w)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:[\s,.;!–—-]+(?:please|thanks(?:\s+in\s+advance)?|many\s+thanks|thank\s+you|cheers|ta|if\s+(?:you\s+can|you\s+could|possible|you\s+don['’]?t\s+mind|that['’]?s\s+(?:ok|okay|possible))))+(?P<stop>\W*)$",
    re.IGNORECASE,
)
_WITH_FIGURES = re.compile(  # how to answer: ", with figures"
    r",\s+(?:and\s+)?with\s+(?:the\s+|all\s+)?(?:figures|numbers|quotes|quotations|citations|sources)(?P<stop>\W*)$",
    re.IGNORECASE,
)
_FIRST = (  # how somebody begins who speaks of asking
    r"^\W*(?:(?:and|so|but|also|then|okay|ok|right|now|just|please)\b\W*)*(?:as\s+an?\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+\s*,?\s+(?=(?:i|we|i['’]\w+|we['’]\w+|my|our|could|can|would)\b))?"
    r"(?:(?:can|could|would|will|might|may)\s+(?:you|i|we|someone|anyone|it)\b|do\s+(?:you|we)\b|does\s+any(?:one|body)\b|did\s+you\b|are\s+you\s+able\b|is\s+it\s+possible\b"
    r"|i\b|i['’](?:m|d|ve|ll)\b|im\b|we\b|we['’](?:re|d|ve|ll)\b|my\b|our\b|the\s+(?:minister|secretary\s+of\s+state|director|team|press\s+office)\b|for\s+(?:a|the|my|our|an)\b"
    r"|any\s+(?:idea|chance)\b|grateful\b|remind\s+(?:me|us)\b|tell\s+(?:me|us)\b|let\s+(?:me|us)\b|help\s+(?:me|us)\b|(?:just|quickly)\s+(?:tell|remind|check|confirm)\b|(?:check|confirm|clarify|establish|identify|find\s+out|work\s+out)\b|wondering\b)"
)
_ASKED = re.compile(
    rf"{_FIRST}[^?]{{0,{LONGEST}}}?\b(?:know|tell\s+(?:me|us)|wondering|wonder|remind\s+(?:me|us)|see|check|confirm|understand|out|clarify|establish|say|ask(?:s|ed|ing)?|advise|identify|sure|idea|remember|recall|show\s+(?:me|us)|at|into|for|to|me|us|is)\b[\s,:;–—-]*(?P<rest>(?:(?:in|for|to|of|from)\s+)?{_ASKS}.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ORDERED = re.compile(
    rf"^\W*(?:(?:and|so|please|ok|okay)\b\W*)*(?:(?:can|could|would|will)\s+(?:you|i|we)\s+(?:please\s+|kindly\s+|just\s+|quickly\s+)*(?P<rest>{_ORDERS}.*)"
    rf"|(?:i\s+need|i['’]?d?\s*(?:would\s+)?like|i\s+want)\s+you\s+to\s+(?P<other>{_ORDERS}.*))$",
    re.IGNORECASE | re.DOTALL,
)
_WHETHER = re.compile(
    rf"{_FIRST}[^?]{{0,{LONGEST}}}?\b(?:whether|if)\s+(?P<subject>[^?]{{2,80}}?)\s+(?P<verb>was|were|is|are|has|have|had)\s+(?P<rest>[^?]*[^\s?.!])\W*$",
    re.IGNORECASE | re.DOTALL,
)
_SAID_TO_BE = re.compile(  # "Where is therapy described as timely?": where it is timely
    r"(?<=\w)\s+(?:described|seen|regarded|judged|considered|portrayed|characteri[sz]ed|reported)\s+(?:as|to\s+be)\s+(?:being\s+)?(?=(?:\w+ly\s+)?(?:prompt|timely|late|slow|quick|good|poor|weak|strong|effective|ineffective|inconsistent|patchy|excellent|inadequate|long|short|high|low|limited|clear|unclear|robust|swift)\b)",
    re.IGNORECASE,
)
_SAME = ("prompt|timely|quick|swift", "poor|weak|inadequate", "patchy|inconsistent")
_SAME_AGAIN = re.compile(  # "prompt or timely": the second says it; "late or poor" are two things
    "|".join(rf"\b(?:{words})\s+or\s+(?=(?:{words})\b)" for words in _SAME), re.IGNORECASE
)
_AND_ITS_DAY = re.compile(  # "Which inspection came first, and on what day did it begin?": which is told with its day
    r"(?<=\s)(?P<order>first|last|earliest|latest|most\s+recently)\s*,?\s+and\s+(?:when|(?:on\s+)?(?:what|which)\s+(?:day|date))\s+(?:did|was|were)\s+(?:it|that(?:\s+one)?|they)\s+(?:begin|start|held|take\s+place|happen|sent|written|done|end)\W*$",
    re.IGNORECASE,
)
_THAT = re.compile(  # "can you confirm that Ada Marsh signed it", "I understand that …. Is that right?"
    rf"(?:{_FIRST}[^?]{{0,60}}?\b(?:confirm|check|verify|clarify|sure|think|believe|understand|gather|told|heard)\b(?:\s+(?:for|with|to)\s+(?:me|us))?"
    r"|^\W*(?:please\s+)?(?:confirm|check|verify)\b|^\W*(?:(?:and|so|but)\s+)?is\s+it\s+(?:true|right|correct|the\s+case)\b"
    r"|^\W*(?:(?:and|so|but)\s+)?(?:am\s+i|are\s+we)\s+(?:right|correct)(?:\s+(?:in|to)\s+(?:think|say|believ|understand)\w*)?)"
    r"\s+(?:(?:that|whether|if)\s+(?P<that>[^?]{8,}?)|(?P<who>(?-i:[A-Z][a-z][\w’'-]*(?:\s+[A-Z][\w’'-]*)+)\s+(?:is|was|are|were|has|had|signed|wrote|led|leads|chairs|holds?|held)\b[^?]+?))"
    r"(?:\s*[.,;]\s*(?:is\s+)?(?:that|this|it)\s+(?:right|correct|so|true|the\s+case))?\s*[.?!]*\s*$",
    re.IGNORECASE | re.DOTALL,
)
_TO_CONFIRM = re.compile(r"\W*(?:please\s+)?(?:confirm|check|verify)\b", re.IGNORECASE)
_TAG = re.compile(  # "…, didn't it?" asks whether it is so
    r",\s*(?:is|was|were|did|do|does|has|have|are)(?:n['’]?t)?\s+(?:it|they|he|she|we)\s*\?\s*$",
    re.IGNORECASE,
)
_LED_TO = re.compile(  # "What led inspectors to find X?", "what was behind their finding that X?": why they found X
    r"^\W*(?:(?:and|so|but)\s+)?(?:for\s+(?:what|which)\s+reasons?\s+did\s+(?P<one>(?:the\s+)?\w+)\s+(?:find|found|conclude|judge|decide|say|report)\s+"
    r"|what\s+(?:led|made|caused|prompted|drove|moved|persuaded)\s+(?P<two>(?:the\s+)?\w+)\s+(?:to\s+)?(?:find|conclude|judge|decide|say|report|think|believe|see)\s+"
    r"|what\s+(?:is|are|was|were|lay|lies)\s+(?:the\s+)?(?:reasons?\s+(?:for|behind)|grounds\s+for|behind)\s+(?:(?:the|their|its)\s+)?(?:(?P<three>inspectors?|Ofsted|officials)['’]?s?\s+)?(?:findings?|conclusions?|judge?ments?|verdicts?|views?)\s+(?:of\s+)?)"
    r"(?:that\s+(?:there\s+(?:is|are|was|were|had\s+been|have\s+been)\s+)?)?(?P<what>[^?]{6,})\??\s*$",
    re.IGNORECASE,
)
_CLAIMED = re.compile(
    r"[,.–—-]\s*(?:(?:is|was)\s+(?:that|this|it)\s+)?(?:right|correct|true|so|(?:is|was|does|did|has)n['’]?t\s+it|yes|no)\s*\?\s*$",
    re.IGNORECASE,
)
_PEOPLE = r"(?:children|young\s+people|pupils|students|parents?|carers?|families|patients|service\s+users|residents|prisoners|staff|they)"
_WHAT_THEY_SAY = re.compile(  # "to let what children say shape services": their views
    rf"(?<=\w\s)what\s+(?P<who>{_PEOPLE}(?:(?:\s+and|,|\s+or)\s+{_PEOPLE})*)\s+(?:say|think|feel|want|have\s+to\s+say|tell\s+(?:them|leaders|services|it|the\s+\w+))\b(?!\s+(?:about|of|on|to)\b)",
    re.IGNORECASE,
)
_TOLD_OFF = re.compile(  # criticised, and not asked
    r"\b(?:(?:told|ticked)\s+off|(?:taken|called)\s+to\s+task|hauled\s+(?:over\s+the\s+coals|up)|pulled\s+up|rapped(?:\s+(?:over|on)\s+the\s+knuckles)?|slated|slammed|censured|rebuked|reprimanded)\b(?=\s+(?:for|about|over|on|by)\b|\W*$)",
    re.IGNORECASE,
)
_FOR_WHOM = r"(?:children|young\s+people|pupils|students|families|parents|carers|schools|settings|nurseries|colleges|people|staff|professionals|practitioners|them|anyone|everyone|others)"
_HARD_FOR = re.compile(  # "hard for families or staff to reach": for whom it is tells nothing
    rf"\b(?P<hard>(?:hard(?:er)?|difficult|easy|easier|tricky|tough|impossible|simple|slow)\s+)for\s+{_FOR_WHOM}(?:(?:\s*,\s*|\s*,?\s+(?:and|or)\s+){_FOR_WHOM})*\s+(?=to\s+\w)",
    re.IGNORECASE,
)
_ACTION_ON = re.compile(  # "has no action point about X": was not asked about X
    r"\b(?:has|have|had|got|gets|(?:was|were)\s+given|(?:was|were)\s+set)\s+(?P<no>no\s+)?(?:(?:an?|any|some|the|one|specific)\s+)*(?:action|improvement)\s+(?:points?|items?)\s+(?:about|on|for|concerning|regarding|covering|to\s+do\s+with|that\s+(?:mentions?|deals?\s+with|covers?))\b",
    re.IGNORECASE,
)
_CLEFT = re.compile(  # "Kent is the one where X, right?": "In Kent, X, right?"
    r"^\W*(?:it\s+(?:is|was)\s+)?(?P<who>(?-i:[A-Z])[\w’'&-]*(?:\s+(?:(?-i:[A-Z])[\w’'&-]*|and|of|the|upon))*)\s+(?:(?:is|was)\s+)?(?:the|an?|one\s+of\s+the)\s+(?:only\s+)?(?:one|areas?|council|partnership|place|authority)\s+(?P<how>where|in\s+which|that|which)\s+(?P<rest>[^?]+\?)\s*$",
    re.IGNORECASE,
)
_OF_THESE = re.compile(  # "Of the areas in Kent, which were …": "Which of the areas in Kent were …"
    r"^\W*(?:out\s+)?(?P<of>of\s+(?:all\s+)?(?:the|these|those|our)\s+[^,?]{3,120}),\s*(?P<which>which|how\s+many)(?:\s+(?:ones?|(?:local\s+)?(?:areas?|councils?|partnerships?)|of\s+them))?\s+(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WHO_AMONG = re.compile(  # "Who among the areas in Kent was …": "Which of the areas in Kent was …"
    r"^\W*(?:(?:and|so)\s+)?(?:who|which(?:\s+ones?)?)\s+(?:among|amongst|out\s+of|from)\s+(?P<the>(?:all\s+)?(?:the|these|those|our)\s+(?:\w+\s+){0,2}?(?:areas|councils|partnerships|authorities|places|ones)\b)",
    re.IGNORECASE,
)
_TO_PASS_ON = re.compile(  # "… Which areas should I give them?": those of the sentence before
    r"(?<=[.;,?])\s*(?:so\s+|and\s+)?(?:which|who|what)(?:\s+(?:local\s+)?(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places|letters?|reports?|names?|ones?))?\s+(?:should|shall|can|could|do|would|must)\s+(?:I|we)\s+(?:(?:then|now|please)\s+)?"
    r"(?:give|tell|name|list|send|show|mention|include|quote|cite|put|pass|report|say|answer|point)\b[^?,;]{0,40}\?\s*$",
    re.IGNORECASE,
)
_THOSE_ARE = re.compile(  # "I need to know where buses are late. Which areas?"
    r"(?<=[.;,?])\s*(?:so\s+|and\s+)?(?:which|what)\s+(?:(?:local\s+)?(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places|letters?|reports?)|ones?)(?:\s+(?:are|is|were|was|would|will)\s+(?:they|those|these|that|it)(?:\s+be)?)?\s*\?\s*$",
    re.IGNORECASE,
)
_WANTED = re.compile(
    rf"(?:^\W*|^[^?.;]{{0,{LONGEST}}}?\b(?:asks?|asked|asking|know|wonder(?:s|ing|ed)?|see|hear|curious|interested\s+in|about|(?:find|work|figure)\s+out|understand|learn)\s+)(?P<rest>(?:(?:in|for|to|of|from)\s+)?{_ASKS}.*)$",
    re.IGNORECASE | re.DOTALL,
)
_INDIRECT = re.compile(  # "(I need to know) where buses are late": "where are buses late?"
    r"^(?P<where>(?:in\s+which\s+(?:areas|councils|partnerships|places)|where))\s+(?!(?:is|are|was|were|has|have|had|do|does|did|can|must|should|will|would|needs?|else|in|that|which|who|the\s+letters?)\b)"
    r"(?P<who>(?:(?!(?:that|which|who|whose)\b)[\w’'-]+\s+){1,6}?)(?P<aux>is|are|was|were|has|have|had|must|should)\s+(?P<rest>[^?]*\??)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT_ASKING = re.compile(rf"{_FIRST}|^\W*(?:it\s+is|this\s+is|it['’]s|hope)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|their|them|there|that|this|those|these|the\s+(?:latter|former))\b", re.IGNORECASE
)

_ONE_OR_MORE = re.compile(r"(?<=[a-z])\(s\)", re.IGNORECASE)  # "which area(s)"
_APART = re.compile(r"(?<=[A-Za-z)])\s+/\s+(?=[A-Za-z(])")  # "buses / taxis": either
_SLASHED = re.compile(  # "transport/travel"; "and/or" says so already, and an address of a page is one word
    r"(?<![\w./:@-])(?!(?:\w+/)*(?:and|or|his|her|him|she|he)(?:/|\b))[A-Za-z][A-Za-z-]+(?:/[A-Za-z][A-Za-z-]+)+(?![\w/@]|\.\w)",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|its|them)\b", re.IGNORECASE)
_TECHNOLOGY = re.compile(r"(?<![\w’'-])IT\b(?![’'])")  # unless all of the text is in capitals
_APPS = re.compile(  # on a telephone: "APP" is a plan, and lower case is often no more than haste
    r"\b(?:(?:mobile|phone|smartphone|digital|online)\s+)apps?\b|\bapps(?=[^?]*\b(?:digital|online|software|toolkits?|tools?|websites?|phones?|IT|technolog\w+)\b)"
)


_GOING_BY = re.compile(  # "going by these letters, …", "judging from the dates in the headings, …"
    r"^\W*(?:(?:going|judging|based|basing\s+it|drawing|relying|looking|according)\s+(?:purely\s+|only\s+|just\s+)?(?:by|on|from|to|at)|from|on\s+the\s+(?:evidence|strength|basis)\s+of)\s+(?:all\s+(?:of\s+)?)?(?:"
    r"(?:these|those|the|our|what)\s+(?:(?:(?-i:[a-z])[\w’'-]*|SEND|DfE|Ofsted|CQC|NHS)\s+){0,2}?(?:letters?|reports?|documents?|collection|evidence|records?|files?)(?:\s+(?:alone|only|say|here))?\s*,\s*"
    r"|(?:(?!which\b|what\b|who\b|where\b|when\b|how\b)(?-i:[a-z])[\w’'-]*\s+){0,7}?(?:dates?|headers?|headings?|headlines?|front\s+(?:page|sheet)s?|covers?|titles?|text|wording)(?:\s+(?-i:[a-z])[\w’'-]*){0,9}?\s*,\s*(?=(?:(?:in|for|to|of)\s+)?(?:which|who|whose|what|where|when|how)\b))",
    re.IGNORECASE,
)
_WHATEVER = re.compile(  # "…, whatever else the letter says": what does not count
    r"\s*[,–—-]\s*(?:whatever|no\s+matter\s+(?:what|how|which|who|whether|if)|regardless\s+of|irrespective\s+of|leaving\s+aside|never\s+mind|even\s+(?:if|though|where|when))\b[^,?]*?\b(?:findings?|letters?|reports?|inspectors?|officials|reviewers|verdicts?|outcomes?|judge?ments?|else(?:where)?|said|says?|reasons?|narrative|body|text|rest)\b[^,?]*(?=\?|,|$)",
    re.IGNORECASE,
)


_THAT_IS = re.compile(  # "in co-production, i.e. in shared design": either will do
    r"\s*(?:,|\s[–—-]|(?P<open>\())\s*(?:i\.?\s?e\.|ie|that\s+is(?:\s+to\s+say)?|in\s+other\s+words|namely)\s*[,:]?\s+(?P<what>(?:(?!\b(?:which|who|where|when|how)\b)[^?()]){4,120}?)(?(open)\)|(?=\?|$))",
    re.IGNORECASE,
)


def _words_of(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower().replace("’", "'"))


_MANNER = frozenset(  # the words of a sentence that only says how to answer
    _words_of(
        """please just only simply name names list them it one ones single enough is are will do fine suffices suffice answer
        answers reply short brief briefly keep sentence sentences word words line lines bullet bullets points point table order
        alphabetical give show tell me us each all no explanation details detail needed need i a an the of in as for with your
        and or that's thats that areas area letters letter yes ok figure figures number numbers date dates year"""
    )
)


def plainly(text: str) -> str:
    """The question without what frames the asking; a text that is nothing else is returned as it is."""
    asked = _ONE_OR_MORE.sub("s", text)
    asked = _SLASHED.sub(lambda found: found[0].replace("/", " or "), _APART.sub(" or ", asked))
    asked = _APPS.sub("digital applications", asked)
    asked = _TECHNOLOGY.sub("information technology", asked) if re.search(r"[a-z]", asked) else asked
    passed = _TO_PASS_ON.search(asked) or _THOSE_ARE.search(asked)
    if passed and (wanted := _WANTED.search(asked[: passed.start()])):
        asked = wanted["rest"].rstrip(" ,.;?") + "?"
    asked = _THAT_IS.sub(r" or \g<what>", asked)
    asked = _WHATEVER.sub("", _GOING_BY.sub("", _last_question(_without_manner(asked))))
    asked = _ungreeted(_ungreeted(asked))
    if closing := _CLOSING.search(asked) or _WITH_FIGURES.search(asked):
        asked = asked[: closing.start()] + closing["stop"].strip()
    if found := _ORDERED.match(asked):
        asked = found["rest"] or found["other"]
    elif found := _ASKED.match(asked):
        asked = found["rest"]
    elif found := _WHETHER.match(asked):
        asked = f"{found['verb'].capitalize()} {found['subject']} {found['rest']}?"
    elif found := _claimed(asked):
        asked = f"{found['that'] or found['who']}, is that right?"
    asked = _WHO_AMONG.sub(r"Which of \g<the>", asked)
    if found := _OF_THESE.match(asked):
        asked = f"{found['which'].capitalize()} {found['of'].lower()[:2]}{found['of'][2:]} {found['rest']}"
    asked = _INDIRECT.sub(r"\g<where> \g<aux> \g<who>\g<rest>", asked)
    asked = _SAME_AGAIN.sub("", _SAID_TO_BE.sub(" ", asked))
    if led := _LED_TO.match(asked):
        asked = (
            f"Why did {led['one'] or led['two'] or led['three'] or 'inspectors'} find {led['what'].strip()}?"
        )
    asked = _WHAT_THEY_SAY.sub(r"the views of \g<who>", asked)
    asked = _TOLD_OFF.sub("criticised", asked)
    asked = _HARD_FOR.sub(r"\g<hard>", asked)
    asked = _ACTION_ON.sub(_asked_about, asked)
    if (claim := _CLEFT.match(asked)) and _CLAIMED.search(asked):
        where = claim["how"].lower() in ("where", "in which")
        asked = f"{'In ' if where else ''}{claim['who']}{', ' if where else ' '}{claim['rest']}"
    asked = _AND_ITS_DAY.sub(r"\g<order>?", asked)
    asked = turned(
        listing(described(of_each(measured(staged(with_scene(_TAG.sub(", is that right?", asked)))))))
    )
    return asked if re.search(r"\w", asked) else text


def _asked_about(found: re.Match[str]) -> str:
    one = found.group().lower().startswith(("has ", "gets ", "was "))
    return f"{'was' if one else 'were'} {'not ' if found['no'] else ''}asked about"


def _ungreeted(text: str) -> str:
    """A text without what it opens with, unless what follows points back at it ("For a note on X: who has it?")."""
    found = _GREETING.match(text)
    if not found or (re.search(r"\b(?:on|about)\s", found.group()) and _IT.search(text[found.end() :])):
        return text
    return text[found.end() :]


def _claimed(text: str) -> re.Match[str] | None:
    """A premise that somebody wants confirmed; what one merely believes is one only where it is asked about."""
    found = _THAT.match(text)
    return found if found and ("?" in text or _TO_CONFIRM.match(text)) else None


def _without_manner(text: str) -> str:
    """The text without what follows the question and only says how to answer: "One name is enough."."""
    spans = sentences(text)
    last = len(spans)
    while last > 1 and _only_manner(text[slice(*spans[last - 1])]):
        last -= 1
    return (
        text[: spans[last - 1][1]]
        if last < len(spans) and text[: spans[last - 1][1]].rstrip().endswith("?")
        else text
    )


def _only_manner(sentence: str) -> bool:
    words = _words_of(sentence)
    return "?" not in sentence and 0 < len(words) <= 12 and _MANNER.issuperset(words)


def _last_question(text: str) -> str:
    """The text without opening sentences that only say who asks and what for."""
    spans = sentences(text)
    at = 0
    while at < len(spans) - 1 and _only_about_asking(text[slice(*spans[at])]):
        at += 1
    rest = text[spans[at][0] :] if spans else text
    return text if at and _POINTS_BACK.search(rest) else rest


def _only_about_asking(sentence: str) -> bool:
    return bool(_ABOUT_ASKING.search(sentence)) and "?" not in sentence
