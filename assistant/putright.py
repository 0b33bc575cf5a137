"""Told to put right what was spoken of: "which of them was told to fix it?" is "which of them was asked about it?".

`plainly` says it so, whatever the word for putting right; `thing` makes a clause that the earlier question was about
("families wait too long for therapy") the thing that somebody may be asked about ("waits for therapy").
"""

import re

from assistant.terms import content_words

_IT = r"(?:it|that|this|them|these|those|the\s+same|(?:the|that|this|these|those)\s+(?:matter|problem|issue|shortfall|failing|fault|weakness|shortcoming|gap|situation)s?)"
_RIGHT = (
    rf"(?:(?:put|set|get|make)\s+{_IT}\s+(?:right|straight|better|good)|(?:sort|straighten|iron)\s+{_IT}\s+out|(?:sort|straighten|iron)\s+out\s+{_IT}"
    rf"|turn\s+{_IT}\s+a?round|(?:fix|mend|address|tackle|remedy|rectify|correct|resolve|solve|repair|change|confront|improve(?:\s+(?:on|upon))?)\s+{_IT}"
    rf"|do\s+(?:something|anything|more|better|whatever\s+it\s+takes)\s+(?:about|on|with|over)\s+{_IT}|(?:act|work)\s+(?:up)?on\s+{_IT}|take\s+(?:\w+\s+)?action\s+(?:on|about|over)\s+{_IT}"
    rf"|(?:deal|get\s+to\s+grips)\s+with\s+{_IT}|get\s+a\s+grip\s+(?:on|of)\s+{_IT}|see\s+to\s+{_IT}|attend\s+to\s+{_IT})(?!\s+(?!(?:in|too|as|also|by|since|at|when|before|after|during|again|or|and|soon|quickly|urgently|now|promptly|then)\b)\w)"
)
_ALSO = r"(?:(?:also|actually|really|then|now|do\s+more\s+to|try\s+to|begin\s+to|start\s+to)\s+)*"
_TOLD = r"(?:told|asked|urged|pressed|required|expected|directed|instructed|ordered|challenged|recommended|encouraged)"
_TELL = r"(?:tell|ask|urge|press|require|expect|direct|instruct|order|challenge|want)"
_TOLD_TO = re.compile(
    rf"\b(?:(?:actually|really|then|ever|also)\s+)?{_TOLD}\s+to\s+{_ALSO}{_RIGHT}", re.IGNORECASE
)
_MUST = re.compile(
    rf"^(?P<who>\W*(?:(?:and|so|but)\s+)?(?:which|who)\b[^?]*?)\s+(?:actually\s+|really\s+)?(?:must|should|(?:has|have|had|needs?|needed|is|are)\s+to)\s+{_ALSO}{_RIGHT}",
    re.IGNORECASE,
)
_DID_TELL = re.compile(  # "did inspectors ask either to fix it?"
    rf"^\W*(?:(?:and|so|but)\s+)?did\s+(?:the\s+)?\w+\s+(?:\w+\s+)?{_TELL}\s+(?P<who>[^?]{{2,60}}?)\s+to\s+{_ALSO}{_RIGHT}",
    re.IGNORECASE,
)
_OPEN = re.compile(r"^\W*(?:(?:and|so|but)\s+)?(?:by\s+)?(?:what|how|when|why)\b", re.IGNORECASE)
_SOME = r"(?:(?:so|too|very|only)\s+)*(?:few|fewer|many|more|most|some|all|not\s+all|not\s+enough|hardly\s+any|the)\s+"
_WHO = r"(?:(?!(?:for|with|from|to|of|and)\b)[\w’'-]+\s+){0,4}?(?:children|people|women|men|families|parents|carers|pupils|students|leavers|babies|infants|toddlers|teenagers|boys|girls|adults|mothers|patients|residents|prisoners|tenants|learners|schools|staff)"
_NOT = r"(?:(?:still|often|always|sometimes|do|does|did|are|is|were|was|can|could|have|had|to)\s+|(?:not|never|rarely|seldom|hardly)\s+|(?:can|do|does|did|could)n[’']?o?t\s+)*"
_SAY = re.compile(
    rf"^(?:{_SOME})?{_WHO}\s+(?:say|says|said|feel|felt|report|reported|think|thought|find|found|complain|complained|told\s+\w+)\s+(?:that\s+|of\s+|about\s+)?(?P<what>\w.+)$",
    re.IGNORECASE,
)
_WAIT = re.compile(
    rf"^(?:(?:{_SOME})?{_WHO}\s+)?{_NOT}wait(?:s|ed|ing)?\s+(?:(?:too|very|so|far)\s+)*(?:(?:a\s+)?long(?:er)?(?:\s+time)?\s+)?(?:(?:over|more\s+than)\s+)?(?P<what>(?:for|to)\s+.+)$",
    re.IGNORECASE,
)
_GET = re.compile(
    rf"^(?:{_SOME})?(?P<who>{_WHO})\s+{_NOT}(?:get|gets|got|receive|receives|received|have|has|had|given|offered|see|sees|saw)\s+(?P<what>(?!been\b|to\b)\w.+)$",
    re.IGNORECASE,
)
_DONE = re.compile(  # "brought in an independent chair": the chair
    r"^(?:\w+ed|brought|set|took|taken|built|got|made|put|run|ran|chosen|chose)(?:\s+(?:in|up|on|out|over))?\s+(?:an?|the|their|its|some)\s+(?:new\s+)?(?P<what>\w.+)$"
    r"|^(?:have|has|had|use|uses|used|offer|offers|run|runs)\s+(?:(?:an?|the|their|its|some)\s+)?(?!to\b|not\b|no\b|been\b|\w+ed\b)(?P<thing>\w.+)$",
    re.IGNORECASE,
)
_LACKING = re.compile(
    r"\s+(?:(?:were|was|are|is|being)\s+)?(?:not|never|rarely|seldom)\s+\w+.*$", re.IGNORECASE
)
_HARD = re.compile(
    r"^it\s+(?:(?:is|was)\s+)?(?:(?:too|very|so)\s+)?(?:hard|difficult|impossible)\s+to\s+", re.IGNORECASE
)
_AS_IT_IS = re.compile(  # "waits for a wheelchair long"
    r"(?<=\w\s)(?:(?:too|so|very|often|still)\s+)*(?:long|late|poor|slow|weak|short|low|high|bad|patchy|inconsistent|variable|unclear|overdue|limited|insufficient)$"
    r"|(?<=\w)\s+an?\s+(?:(?:big|real|major|serious|particular|known)\s+)?(?:problem|issue|concern|worry|strength|weakness|challenge|success)$",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(r"do|does|did|can|could|have|has|had|who|that|which", re.IGNORECASE)


def plainly(question: str) -> str:
    """A question whether or of whom somebody was told to put it right, as one of being asked about it."""
    if _OPEN.match(question):
        return question
    if found := _DID_TELL.match(question):
        were = "Were" if found["who"].lower().startswith("both") else "Was"
        return f"{were} {found['who']} asked about it{question[found.end() :]}"
    if found := _MUST.match(question):
        return f"{found['who']} was asked about it{question[found.end() :]}"
    return _TOLD_TO.sub("asked about it", question, count=1)


def thing(topic: str) -> str:
    """What a clause is about, as a thing that can be asked about; a topic that is no clause as it is."""
    topic = _AS_IT_IS.sub("", topic).strip() if len(topic.split()) > 2 else topic
    if said := _SAY.match(topic):
        return thing(_HARD.sub("", said["what"]))
    if waits := _WAIT.match(topic):
        return f"waits {waits['what']}"
    if gets := _GET.match(topic):
        return f"{_given(gets['what'])} for {gets['who']}"
    if done := _DONE.match(topic):
        return done["what"] or done["thing"]
    words = _LACKING.sub("", topic).split()
    return " ".join(words) if len(words) > 1 and not _LEFT_OPEN.fullmatch(words[-1]) else topic


def _given(what: str) -> str:
    """What somebody gets, without who gives it where it is said in more words than one."""
    short = re.sub(r"\s+from\s+.*$", "", what, flags=re.IGNORECASE)
    return short if len(content_words(short)) > 1 else what
