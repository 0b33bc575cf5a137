"""What a section is for, read from its heading: next steps, inspection text, what the area said, praise."""

import re
from enum import Enum, auto
from functools import lru_cache

from ingest.phrases import Phrases


class Section(Enum):
    """What a heading or a lead-in announces."""

    NEXT = auto()  # next steps, recommendations
    REQUIREMENT = auto()  # inspection text quoted
    TOLD = auto()  # what the area said
    PRAISE = auto()
    CONCERN = auto()
    FINDINGS = auto()  # an inspection's: praise, criticism and description; nothing is asked there
    CRITICISM = auto()  # an inspection's: never an ask
    ADMIN = auto()  # who inspected, where to write to
    NONE = auto()


def _any(*phrases: str) -> Phrases:
    return Phrases(re.compile(r"\b(?:" + "|".join(phrases) + r")", re.I))


NEXT_HEADING = _any(
    r"next steps?\b",
    r"recommend\w+",
    r"(?:key )?asks?\b",
    r"expectations?\b",
    r"way forward",
    r"looking (?:ahead|forward)",
    r"actions? (?:required|agreed|requested|for|points?)\b",
    r"agreed actions?\b",
    r"(?:we|i|officials) (?:would|will) (?:\w+ )?(?:like|want|expect|look|need)\b",
    r"what (?:you|the \w+|leaders) (?:needs?|must|should)",
    r"what (?:needs to|must|should|has to|now needs to) (?:happen|improve|change|be done|follow)",
    r"matters? (?:requiring|for|needing) (?:your |urgent |further )?(?:action|attention)",
    r"where (?:we|i|officials) (?:look for|expect|want|ask for|need|seek)\b",
    r"(?:our|my) requests?\b",
    r"(?:more|what else) is (?:needed|required)",
    r"(?:focus|priorit(?:y|ies)) (?:for|until|before|ahead of) (?:the |your )?(?:next|coming)",
    r"before (?:the|your|our) next\b",
    r"for (?:the|your|our) next (?:review|meeting|stocktake)",
    r"areas? (?:to|for) (?:focus|further (?:work|development|focus))",
    r"further (?:work|action)s? (?:is |are )?(?:needed|required)",
)
REQUIREMENT_HEADING = _any(
    r"priority actions? \w{1,3}\b",
    r"priority actions?$",
    r"areas? for (?:priority action|improvement)s?\b",
    r"(?:areas? of |key )?significant weakness(?:es)?\b",
    r"key weakness",
    r"(?:APA|AFI|PA) ?\d",
)
TOLD_HEADING = _any(
    r"(?:what )?(?:you|partners|leaders) (?:told|said|reported|shared)",
    r"(?:your )?(?:update|report)s? (?:from|by)\b",
    r"your update",
    r"information about the local area",
    r"background\b",
    r"context\b",
    r"area update",
    r"current position",
    r"evidence (?:provided|submitted|presented|considered)",
)
_FINDINGS_HEADING = _any(
    r"what is it like to be a child",
    r"inspection outcome",
    r"(?:main|key|inspection) findings",
    r"the effectiveness of the local area",
)
_CRITICISM_HEADING = _any(
    r"need to do better", r"needs? to (?:improve|do) (?:better|further)", r"areas? for development"
)
_ADMIN_HEADING = _any(
    r"(?:local )?area partnership details",
    r"information about this inspection",
    r"inspection (?:team|details|dates)",
    r"(?:previous )?inspection dates?",
    r"contact(?:s| details)?$",
    r"distribution",
    r"^(?:ofsted|care quality commission)(?: (?:ofsted|care quality commission))*$",
)
PRAISE_HEADING = _any(
    r"success(?:es)?\b",
    r"strengths?\b",
    r"achievements?\b",
    r"positives?\b",
    r"progress\b(?! (?:review|plan|against))",
    r"good practice",
    r"what (?:is|has|are|was) (?:\w+ )?(?:going|gone|working|worked|effective|improved)\b(?! less)",
    r"what .{0,40}\b(?:doing|does|did) (?:well|that is effective)\b",
    r"impact (?:so far|to date)",
    r"improvements? (?:made|seen|noted|since)",
    r"where .{2,40} (?:has|have) (?:\w+ )?(?:delivered|improved|done well|succeeded|excelled|progressed)\b",
    r"positive findings?\b",
    r"what (?:we|i|officials) (?:liked|welcomed|admired|valued)\b",
    r"celebrat\w+",
)
CONCERN_HEADING = _any(
    r"concerns?\b",
    r"challenges?\b",
    r"barriers?\b",
    r"issues?\b",
    r"risks?\b",
    r"weakness(?:es)?\b",
    r"gaps?\b",
    r"delays?\b",
    r"(?:remaining|outstanding) (?:work|actions?|areas?)",
    r"not (?:going|gone|working|worked) (?:so )?well",
    r"less well",
    r"slippage",
    r"off track",
)
MAIN_SECTION = re.compile(  # an area SEND inspection report's own sections, whatever size each was printed in
    r"inspection outcome|information about (?:the local area partnership|this inspection)|"
    r"what is it like to be a .*|"
    r"what is the area partnership doing .*|what does the area partnership need .*|"
    r"areas for (?:priority action|improvement)|local area partnership details",
    re.I,
)
SECTION_LABEL = re.compile(  # a run-in label that says what its paragraph is for, not what it is about
    r"(?:key |agreed )?(?:next steps?|recommend(?:ation|ed action)s?|actions?(?: required| agreed)?|"
    r"asks?|you told us(?: that)?|"
    r"priority actions?(?: \d+)?|areas? for improvement(?: \d+)?|expectations?)",
    re.I,
)
_SECTIONS = (
    (_FINDINGS_HEADING, Section.FINDINGS),
    (_CRITICISM_HEADING, Section.CRITICISM),
    (_ADMIN_HEADING, Section.ADMIN),
    (NEXT_HEADING, Section.NEXT),
    (REQUIREMENT_HEADING, Section.REQUIREMENT),
    (TOLD_HEADING, Section.TOLD),
    (CONCERN_HEADING, Section.CONCERN),
    (PRAISE_HEADING, Section.PRAISE),
)


@lru_cache(maxsize=1_000)  # every paragraph asks for its headings
def section_of(heading: str) -> Section:
    """The section that a heading opens; NONE where it only names a topic."""
    return next((section for pattern, section in _SECTIONS if pattern.search(heading)), Section.NONE)
