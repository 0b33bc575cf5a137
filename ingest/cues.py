"""The words from which roles are read: in headings, in lead-ins, and in a paragraph's own sentences.

Each pattern is a list of phrases that people use in review letters and inspection reports. A cue that is
denied ("no delays", "not yet effective") counts for the opposite; `ingest.roles` decides which cue wins.
"""

import re

from ingest.phrases import Phrases


def any_of(*phrases: str) -> Phrases:
    return Phrases(re.compile(r"\b(?:" + "|".join(phrases) + r")", re.I))


_REVIEWER = r"(?:we|i|officials|dfe|nhs england|the department|advisers|reviewers|inspectors|ofsted|cqc)"
_AREA = (
    r"(?:you|leaders|partners|area leaders|schools|the (?:la|lap|icb|pcf)|"
    r"the (?:local )?(?:area|partnership|authority|council|board|trust|icb)(?: partnership| leaders)?|"
    r"(?:system |health |social care |education )?(?:partners|leaders|commissioners|services))"
)
_ALSO = r"(?:also |particularly |now |still |both |continue to |all |next |then |therefore )*"
_TO = (
    r"(?:take|develop|consider|align|ensure|provide|embed|review|continue|agree|finalise|report|set|"
    r"produce|confirm|work|"
    r"address|strengthen|improve|evaluate|share|deliver)"
)
_DO = (
    r"(?:be|include|ensure|improve|develop|address|demonstrate|show|evidence|provide|consider|focus|"
    r"prioritise|implement|"
    r"strengthen|work|make|take|set|secure|act|put)"
)
_NO_PRIDE = (  # "you should be proud of", "staff should be commended"
    r"(?! (?:\w+ ){0,2}?(?:be|feel) (?:\w+ )?(?:proud|pleased|commended|congratulated|praised|applauded|thanked)\b)"
)
_NO_GOODBYE = r"(?! to (?:seeing|meeting) (?:with )?you\b)"
ASK = any_of(
    rf"{_REVIEWER} (?:would|will|'d|’d|shall|should)?\s*{_ALSO}(?:like|want|expect|ask|urge|encourage|"
    rf"recommend|need|request|require|"
    rf"look forward{_NO_GOODBYE}|be looking|be expecting|be asking|be keen|seek|look for(?!ward)|look to see|look at|"
    r"return to|test|"
    r"welcome (?:an update|further|hearing|sight))\b(?! to thank)",
    r"(?:would|will) be (?:useful|helpful|good|important) (?:to (?:see|hear|have|understand)|if|for)",
    rf"look(?:ing)? forward{_NO_GOODBYE} (?:to )?(?:hearing|seeing|receiving|an update|to)",
    r"(?:is|are|was|were|be) (?:expected|asked|required|requested|urged|encouraged|recommended) to",
    r"(?:further|more|additional|urgent) (?:work|development|action|improvement|progress|focus|"
    r"evidence|attention)s? "
    r"(?:is|are|will be|remains?) (?:still )?(?:required|needed|necessary)",
    r"(?:need|needs|require|requires) (?:urgent |further |more )?attention",
    rf"{_AREA}(?: \w+)? (?:should{_NO_PRIDE}|must|needs? to|ought to|will need to|are to|is to|to {_TO})\b",
    rf"(?:should{_NO_PRIDE}|must) (?:also |now |urgently |further |continue to |still )*{_DO}\b",
    r"(?:we|i) (?:recommend|suggest|urge|ask|expect|agreed that the next steps)",
    r"next steps? (?:is|are|were|was|will|to|and recommendations)\b",
    r"for an update on",
    r"(?:would|want) (?:\w+ )?(?:like )?to (?:see|hear)\b",
    r"will be (?:the|a) (?:key )?focus",
    r"please (?!(?:do not|don['’]t|also )?(?:contact|get in touch|speak|hesitate|find|note|accept|pass|see|feel|be|thank|convey|"
    r"give (?:my|our)|share (?:my|our))\b)[a-z]{3,}",
    r"(?:tell|show|send|bring) us\b(?! that| how| about)",
    r"remains? a priority",
    r"(?:it is|it's) (?:important|essential|vital|critical|imperative) (?:that|to)",
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|"
    r"autumn|winter|Easter|Christmas)"
)
_DEADLINE = (
    r"\b(?:by|before|no later than|not later than|within|ahead of)\s+(?:(?:the\s+)?(?:very\s+)?(?:end|start|beginning|middle)\s+of\s+)?"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\b|20\d\d\b|(?:the|your|our)\s+(?:next|{_MONTH})\b|"
    r"(?:\d+|a|one|two|three|four|six|eight|nine|ten|twelve)\s+(?:working\s+)?(?:day|week|month|year)s?\b)"
)
DUE = Phrases(  # what has to be, and by when
    re.compile(
        rf"\b(?:must|should(?! have been)|ha(?:s|ve) to|needs? to|(?:is|are) (?:to|due))\b[^.;]{{0,200}}?{_DEADLINE}"
        r"|\b(?:is|are) due (?:by|no later than)\b",
        re.I,
    )
)
BID = re.compile(  # "Agree one with us by 20 December": a bare verb, and by when
    r"\W*(?:(?:First|Second|Third|Fourth|Fifth|Finally|Lastly|Next|Then|Also|Meanwhile|Until then)(?:ly)?,?\s+)?"
    r"(?i:adopt|agree|answer|appoint|arrange|begin|bring|build|clear|complete|confirm|consult|correct|cut"
    r"|develop|draft|draw|end|ensure|explain|fill|finish|fix|give|introduce|invite|let|make|meet|offer"
    r"|open|prepare|produce|provide|publish|put|raise|recruit|reduce|reopen|replace|reply|report|restore"
    r"|return|review|send|set|show|start|stop|submit|tell|train|withdraw|write"
    rf")\s[^.]{{0,200}}?{_DEADLINE}"
)
PRAISE = any_of(
    r"encourag(?:ed|ing)\b",
    r"pleas(?:ed|ing)\b",
    r"glad\b",
    r"proud\b",
    r"reassur(?:ed|ing)\b",
    r"impress(?:ed|ive)\b",
    r"commend\w*",
    r"congratulat\w*",
    r"welcome(?:d)? the\b",
    r"delighted",
    r"heartening",
    r"(?:good|positive|strong|significant|notable|real|clear|considerable|steady|sustained|"
    r"excellent|great|substantial|tangible|"
    r"sustainable|some) (?:\w+ )?(?:progress|improvements?|impact|work|practice|start|steps?|change|"
    r"shift|outcomes?)",
    r"progress (?:has|have|is|was|had) (?:been |being )?(?:made|evident|clear)",
    r"(?:has|have|had) made (?:\w+ )?progress",
    r"making (?:\w+ )?(?:progress|improvements?)",
    r"demonstrat(?:e|ed|es|ing) (?:\w+ ){0,4}(?:progress|range of actions|commitment|impact|"
    r"improvements?|that progress)",
    r"progress made",
    r"(?:has|have|had|is|are) (?:significantly |greatly |notably |markedly |been |now )*(?:improved|"
    r"improving|strengthened|"
    r"reduced the|increased)\b",
    r"moved (?:quickly|swiftly|at pace)",
    r"foundations (?:are )?in place",
    r"success(?:es|ful|fully)?\b",
    r"strengths?\b",
    r"effective(?:ly)?\b",
    r"robust\b",
    r"well[- ](?:established|developed|led|embedded|received|supported|planned|attended)\b",
    r"commit(?:ted|ment)\b",
    r"achiev(?:ed|ement|ements|ing)\b",
    r"embedded\b",
    r"valued?\b",
    r"appreciat\w+",
    r"co-production was evident",
    r"exemplary",
    r"outstanding (?:work|practice|leadership|commitment)",
    r"beginning to (?:make|see)",
    r"ambitious\b",
    r"deserves? (?:\w+ ){0,2}(?:credit|praise|recognition|thanks)\b",
    r"well (?:spoken of|known to|organised|managed|run|looked after|served|understood)\b",
    r"best (?:result|organised|run|practice|in|of|that|we|i)\b(?! interests?)",
    r"a (?:model|credit|tribute) (?:for|to|that)\b",
    r"an example (?:from|for|to|of how|that) (?:which )?others?\b",
    r"(?:a )?welcome (?:investment|step|change|development|improvement|addition)",
    r"in good (?:order|shape|hands)\b",
    r"strong (?:intentions?|leadership|oversight|partnership|relationships?|commitment)",
    r"works? well",
    r"working well",
)
CONCERN = any_of(
    r"delay(?:s|ed)?\b",
    r"concern(?:s|ed|ing)?\b(?! (?:that )?(?:is|are) no longer)",
    r"worr(?:y|ied|ying|ies)\b",
    r"inconsisten\w+",
    r"lack(?:s|ed|ing)?\b",
    r"backlogs?\b",
    r"overdue\b",
    r"shortages?\b",
    r"shortfall\w*",
    r"gaps?\b",
    r"too (?:long|slow|many|few|often|late|variable)\b",
    r"slow(?:er|ly)?\b",
    r"insufficient\w*",
    r"inadequa\w+",
    r"weak(?:ness|nesses)?\b",
    r"poor(?:ly)?\b",
    r"fail(?:s|ed|ing|ings|ure|ures)?\b",
    r"broken down",
    r"disappoint\w+",
    r"limited (?:progress|evidence|impact|capacity|improvement)",
    r"little (?:progress|evidence|impact|improvement)",
    r"barriers?\b",
    r"challeng(?:e|es|ing)\b",
    r"(?:remains?|is|are) (?:still )?(?:outstanding|low|variable|fragile|unclear|overdue|at risk|"
    r"a risk|an issue|a problem)",
    r"declin(?:e|ed|ing)\b",
    r"worsen\w*",
    r"deteriorat\w+",
    r"struggl\w+",
    r"not (?:yet )?(?:been )?(?:sufficient\w*|enough|met|consistent\w*|embedded|effective\w*|"
    r"improved|good enough|timely|"
    r"in place|complete\w*|well|able|always|felt|received|receiving|being felt)",
    r"risks?\b(?! (?:matrix|register|management|assessment|share|log|tool))",
    r"no (?:\w+ )?(?:progress|evidence|improvement|impact|clear|agreed|plans?|oversight|understanding)\b",
    r"frustrat\w+",
    r"unmet\b",
    r"missed\b",
    r"long waits?\b",
    r"lengthy\b",
    r"wait (?:too )?long",
    r"(?:unacceptab\w+|not acceptable)",
    r"behind schedule",
    r"slipp(?:ed|age)\b",
    r"turnover\b",
    r"unable to",
)
TOLD = any_of(
    r"(?:that )?you (?:told|informed|advised|reported|updated|explained|shared|said|stated|outlined|"
    r"described|confirmed|noted|"
    r"set out|presented)\b(?: (?:to )?(?:us|officials|the meeting))?",
    r"(?:we|officials) (?:heard|were told|were informed|were advised|noted that you|understand)\b",
    r"(?:partners|leaders|the (?:area|partnership|lap|la|council)) (?:told|informed|advised|"
    r"reported|shared|stated|said|"
    r"explained|outlined)\b",
)
ADMIN = any_of(
    r"thank (?:you|everyone|all)\b",
    r"(?:i am|we are|i'm|i have|we have|is|has been) (?:also )?cop(?:ying|ied)\b",
    r"^cc\b",
    r"^(?:inspection dates?|dates? of (?:the )?(?:previous )?inspection)\b",
    r"cop(?:y|ies|ied)(?: (?:to|of this letter)|:)",
    r"(?:your|the|our) (?:next|second|third|fourth|fifth|final) (?:\S+ ){0,3}?(?:review|meeting|"
    r"stocktake|visit|monitoring)\b"
    r".{0,90}?\b(?:will|should|is|has been|to) (?:\w+ ){0,3}(?:take place|be held|held|scheduled|"
    r"arranged|planned|be|due|on|in)\b",
    r"(?:arrange|schedule|confirm|set|hold) (?:a date for |the date of )?(?:your|the|our) next\b",
    r"look(?:ing)? forward to (?:seeing|meeting) (?:with )?you\b",
    r"if you (?:have|would like) any (?:questions|queries|further|comments)",
    r"please (?:do not hesitate to )?(?:contact|get in touch|speak to)",
    r"will continue to (?:provide|offer|give) (?:you with )?(?:\w+ )?(?:support|challenge)",
    r"(?:will be|is|remains?|are) your (?:\S+ ){0,3}?(?:case lead|advis[eo]rs?)\b",
    r"your (?:\S+ ){0,2}?(?:case lead|advis[eo]rs?)\b",
    r"(?:the )?purpose of this (?:\w+ )?letter",
    r"this letter (?:summarises|sets out|provides|records|follows)",
    r"(?:i am|we are|i'm) writing (?:to|following)",
    r"(?:^|(?<=\w\. ))(?:we|officials)\b[^.]{0,80}\b(?:met with you|reviewed your|met you)\b",
)
GRATEFUL = any_of(r"(?:grateful|thankful|appreciate|thanks?) ")
REQUIRED = re.compile(  # what introduces an inspection's own list of actions
    r"\b(?:following|these|tackle|address)\b.*\b(?:areas? (?:of|for) (?:significant weakness|"
    r"priority action|improvement)|"
    r"significant weakness|priority actions?)",
    re.I,
)
UNDERSTOOD = any_of(
    r"(?:understood|recognis(?:e|es|ed)|acknowledg(?:e|es|ed)|accept(?:s|ed)?|aware|know|agree[sd]?) that",
    r"you (?:told|said|stated|explained)",
)
RECOMMENDS = re.compile(r"\W*Recommend(?:ation|ed action)s?\b", re.I)
REMARK = re.compile(r"(?:We|I|You|It|This|That|They|These|Those)\b")
FACT = re.compile(r"(?:There (?:is|are|was|were)|It (?:is|was))\b")
NEAR = 90  # characters around a cue that can deny or ease it
TURN = any_of(
    r"(?:however|but|although|though|nevertheless|despite|while|whilst|yet to|nonetheless)\b",
)
_DENIED = any_of(
    r"(?:no|not|never|without|nor|neither|cannot|hardly|fewer|less|isn['’]t|aren['’]t|hasn['’]t|"
    r"haven['’]t|didn['’]t|don['’]t)\b(?:\W+\w+){0,3}\W*$",
)
_EASED = re.compile(
    r"^\W*(?:\w+\W+){0,4}?(?:reduc(?:ed|ing|tion)|eliminated|cleared|fallen|falling|resolved|"
    r"addressed|shorter|removed|closed|mitigated|tackled)\b",
    re.I,
)
_EASING = any_of(
    r"(?:reduc(?:e|ed|ing|tions?)|eliminat(?:e|ed|ing)|clear(?:ed|ing)?|resolv(?:e|ed|ing)|"
    r"address(?:ed|ing)?|remov(?:e|ed|ing)|clos(?:ed|ing)|mitigat(?:e|ed|ing)|tackl(?:e|ed|ing)|"
    r"overc\w+|identif\w+)\b(?:\W+\w+){0,5}\W*$",
)
PRAISE_DENIED = any_of(
    r"(?:no|not|never|without|nor|neither|cannot|hardly|little|limited|insufficient|isn['’]t|"
    r"aren['’]t|hasn['’]t|haven['’]t)\b(?:\W+\w+){0,2}\W*$",
)

_QUOTED = re.compile(
    r"(?<!\w)(?:'[^'\n]{2,60}'|‘[^’\n]{2,60}’|“[^”\n]{2,60}”|\"[^\"\n]{2,60}\")(?!\w)"
)  # somebody else's word
_QUOTE = re.compile("['‘“\"]")


def concerns(text: str) -> list[int]:
    """Where a problem is named that is neither denied ("no delays") nor eased ("delays have reduced")."""
    if _QUOTE.search(text):
        text = _QUOTED.sub(lambda found: " " * len(found.group()), text)
    named = [found.start() for found in CONCERN.finditer(text) if _stands(text, found)]
    return named + [
        found.start() for found in PRAISE.finditer(text) if PRAISE_DENIED.search(before(text, found.start()))
    ]


def praises(text: str) -> list[int]:
    """Where a success is named that is not denied ("not yet effective")."""
    return [
        found.start()
        for found in PRAISE.finditer(text)
        if not PRAISE_DENIED.search(before(text, found.start()))
    ]


def before(text: str, at: int) -> str:
    """The words right before a place; what stands further off denies nothing, and searching it takes time."""
    return text[max(0, at - NEAR) : at]


def _stands(text: str, found: re.Match[str]) -> bool:
    above, after = before(text, found.start()), text[found.end() : found.end() + NEAR]
    if found.group().lower().startswith("no"):
        return True
    return not (_DENIED.search(above) or _EASED.match(after) or _EASING.search(above))
