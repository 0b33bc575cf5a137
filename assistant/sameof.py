"""The same of another area: "is it any better in Kent?" asks there what was asked before; "how long is it in Kent?" of that thing.

Only where the follow-up names another area and says "it" or "they", or compares it with what was spoken of.
"""

import re

from assistant import frames, placed, putright
from assistant.collection import Collection
from assistant.howgood import described
from assistant.periods import periods
from assistant.topic import topic_of

_BETTER = re.compile(
    r"\b(?:better|worse|more|less|fewer|earlier|later|sooner|longer|shorter|higher|lower|quicker|faster|slower|stronger|weaker|different|similar|same|alike|true|(?:the\s+)?case|as\s+(?:many|few|much|bad|good|long|high|low|slow|poor|strong|weak|patchy|late))\b",
    re.IGNORECASE,
)
_FILLER = re.compile(  # what may stand beside the area and the comparison
    r"\b(?:and|but|so|or|is|are|was|were|does|do|did|doing|done|has|have|had|things?|matters|it|its|that|this|these|those|they|the|any|much|far|a|an|lot|bit|no|not|even|at|all|on|in|for|with|of|about|to|there|also|too|as|than|over|across|up|down|go|goes|look|looks|apply|applies|hold|holds|fare|fares|situation|picture|position|story|problem|issue|front|score|respect|regard|point|subject|topic|matter|then|now|still|either|person|people|ones?|get|got|gets|set|given|told)\b|['’]s\b|n['’]t\b|\W",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^\W*(?:(?:and|but|so|or)\s+)?(?:is|are|was|were|does|do|did|has|have|had)(?:n['’]t)?\b", re.IGNORECASE
)
_IT = re.compile(
    r"\b(?P<aux>is|are|was|were|has|have|had|does|do|did|can|will)\s+(?P<it>it|they)\b", re.IGNORECASE
)
_OF_THE_AREA = re.compile(  # what is done to areas, so that "it" is one
    r"\b(?:told|asked|praised|criticised|commended|urged|pressed|required|expected|challenged|led|leads?|inspected|visited|reviewed|sent|signed|written|published|judged|rated|graded|need|needs|must|should|who|whom|whose|when|get|got|there)\b",
    re.IGNORECASE,
)
_IN_IT = re.compile(r"\b(?:in|at|for|across|within|over\s+in)\s+(?:the\s+)?$", re.IGNORECASE)


def back(text: str) -> bool:
    """Whether a question owes what it is about to the one before it."""
    compares = _YES_NO.match(text) and _BETTER.search(text)
    return bool(compares or _IT.search(text) or placed.PLACED.search(text))


def of_area(question: str, earlier: str, collection: Collection) -> str:
    """The question with what was spoken of in the place of "it", or as "and Kent?"; as it is where it is neither."""
    places = collection.places(question)
    if len({place.start for place in places}) != 1 or periods(question):
        return question
    place, before = places[0], collection.places(earlier)
    rest = f"{question[: place.start]} {question[place.end :]}"
    of_one = len({other.start for other in before}) == 1 and place.name not in {one.name for one in before}
    if (
        (of_one or (not before and frames.LISTING.search(earlier)))
        and _YES_NO.match(question)
        and _BETTER.search(rest)
        and not _FILLER.sub("", _BETTER.sub("", rest))
    ):
        return f"And {question[place.start : place.end]}?"
    found = _IT.search(question)
    if not found or _OF_THE_AREA.search(question) or not _IN_IT.search(question[: place.start]):
        return question
    if frames.WHO.search(earlier) and not frames.LISTING.search(earlier):
        return question
    named = [(one.start, one.end) for one in before] + [(span.start, span.end) for span in periods(earlier)]
    topic = topic_of(earlier, named)
    thing = topic if f"the {topic}" in earlier else putright.thing(topic)
    said = f"{question[: found.start('it')]}the {thing}{question[found.end('it') :]}"
    return described(said) if thing else question
