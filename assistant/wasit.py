""" "Was it her for the earlier letters as well?", "is it the same in Kent?": the earlier question, asked of those.

`plainly` says what is asked no more plainly than "and in Kent?"; `of_letters` asks it of the letters before or after,
`of_rest` whom all others name.
"""

import re
from collections.abc import Sequence

from assistant import frames
from assistant.bounds import bound_of
from assistant.collection import Collection, Place
from assistant.periods import Period, periods
from assistant.topic import topic_of, wider
from ingest.letter import british

_TOO = r"(?:,?\s+(?:as\s+well|too|also|again))*"
_AGAIN = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:is|was|were|are)\s+(?:it|that|this|they)\s+(?:(?:also|still|again|already)\s+)?"
    rf"(?:(?P<who>her|him|she|he|them)|the\s+same(?:\s+(?!in\b|for\b|with\b|at\b|to\b|on\b|of\b)\w+)?|the\s+case|true|so|like\s+that){_TOO}\s+"
    rf"(?P<where>(?:for|in|with|at|to|on|of)\s+[^?]{{2,60}}?){_TOO}\W*$",
    re.IGNORECASE,
)
_THAN = re.compile(  # "is that better than Kent?": what it is in Kent
    rf"^\W*(?:(?:and|so|but)\s+)?(?:is|was|were|are)\s+(?:it|that|this|they)\s+(?:(?:any|much|a\s+lot|also|still)\s+)*(?:better|worse|longer|shorter|higher|lower|more|less|fewer|faster|slower|quicker|earlier|later|bigger|smaller|older|newer)\s+than\s+(?:(?:for|in|at|to)\s+)?(?P<where>(?-i:[A-Z])[^?]{{1,60}}?)(?:['’]s?)?{_TOO}\W*$",
    re.IGNORECASE,
)
_LAST_ONE = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?when\s+(?:was|were)\s+(?:the|its|their)\s+(?:last|latest|most\s+recent|previous)(?:\s+(?:one|review|inspection|meeting|stocktake|visit))?\W*$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^\W*(?:(?:and|so)\s+)?when\b[^?]*\bnext\b(?:\s+(?P<what>review|inspection|meeting|stocktake|visit)\b)?",
    re.IGNORECASE,
)
_HELD_TO = re.compile(  # "was it longer than 20 weeks?", "was it over 90%?"
    r"^\W*(?:(?:and|so|but)\s+)?(?P<be>is|was|were|are)\s+(?:it|that|this|they)\s+(?P<rest>[^?]{3,60}?)[\s?.!]*$",
    re.IGNORECASE,
)
_THAN_BEFORE = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:is|was|were|are)\s+(?:it|that|this|they)\s+(?:(?:any|much)\s+)?(?:better|worse|longer|shorter|higher|lower|more|less|fewer|faster|slower|up|down)\s+(?:than|on|from)\s+(?:(?:it\s+was\s+)?before|last\s+(?:year|time|review)|the\s+(?:year|time|review|letter)\s+before)\W*$",
    re.IGNORECASE,
)
_OFFSET = re.compile(  # "and two years earlier?", "what about the year before?", "what was it before that?"
    r"^\W*(?:(?:and|what\s+about|how\s+about|but)\s+)*(?:(?:what|how\s+\w+)\s+(?:was|were)\s+(?:it|that|this|they)\s+)?(?:in\s+)?(?:(?:the|a|an|one|two|three|four|five|six|\d+)\s+)?(?:(?:few\s+|couple\s+of\s+)?(?:years?|months?|weeks?|reviews?|letters?|time)\s+)?(?:earlier|ago|before(?:hand)?(?:\s+that)?|previously)\W*$",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\bhow\s+(?:long|many|much|often|high|low)\b|\b(?:proportion|percentage|per\s+cent|share|rate|number|figure)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    rf"^\W*(?:(?:and|so|but)\s+)?(?:is|was)\s+the\s+same\s+(?:true|so|said|the\s+case)\s+(?P<where>(?:for|in|with|at|to|on|of)\s+[^?]{{2,60}}?){_TOO}\W*$",
    re.IGNORECASE,
)
_LETTERS = re.compile(  # "and in the earlier ones?"
    rf"^\W*(?:(?:and|what\s+about|how\s+about)\s+)+(?:(?:for|in|with|at|to|on|of)\s+)?(?:(?:all|any)\s+(?:of\s+)?)?(?:(?:the|its|their)\s+)?(?:(?P<before>earlier|previous|prior|older|preceding)|later|subsequent|following|newer)\s+(?:ones|letters|reports|reviews){_TOO}\W*$",
    re.IGNORECASE,
)
_REST = re.compile(  # "and in the other letters?"
    rf"^\W*(?:(?:and|what\s+about|how\s+about)\s+)+(?:(?:for|in|with|at|to|on|of)\s+)?(?:(?:all|any)\s+(?:of\s+)?)?(?:(?:the|its|their)\s+)?(?:others|rest|other\s+(?:ones|areas|councils|partnerships|letters|reports|reviews)){_TOO}\W*$",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"\s+(?:(?:in|to|of|on|for)\s+)?(?:the|that|this)\s+(?:letter|report)s?\s*$", re.IGNORECASE
)


def plainly(question: str, earlier: str) -> str:
    """ "And in Kent?" of "was it her in Kent too?", where the earlier question asks who; else the question as it is."""
    found = _AGAIN.match(question)
    if found and not (found["who"] and not frames.WHO.search(earlier)):
        return f"And {found['where']}?"
    if than := _THAN.match(question):
        return f"And {than['where']}?"
    same = _SAME.match(question)
    return f"And {same['where']}?" if same else question


def over_time(question: str, earlier: str, areas: Sequence[str]) -> str:
    """The history of the figure of one area that is asked for at some time before; "" where it is not that."""
    before = _OFFSET.match(question) or _THAN_BEFORE.match(question)
    if len(areas) != 1 or not before or not _FIGURE.search(earlier):
        return ""
    return f"{earlier.rstrip(' ?.')} over time?"


def bounded(question: str, earlier: str, areas: Sequence[str], collection: Collection) -> str:
    """Whether the figure asked for is more or less than so much, of the one area; "" where that is not asked."""
    found = _HELD_TO.match(question)
    if not found or len(areas) != 1 or not _FIGURE.search(earlier) or not bound_of(question):
        return ""
    named = [(place.start, place.end) for place in collection.places(earlier)]
    topic = topic_of(earlier, named + [(span.start, span.end) for span in periods(earlier)])
    topic = re.sub(r"\s+(?:is|are|was|were)\b", "", topic)  # "reviews are overdue"
    return f"{found['be'].capitalize()} the {topic} {found['rest']} in {areas[0]}?" if topic else ""


def last_of_next(question: str, earlier: str, areas: Sequence[str]) -> str:
    """When the last review was, after a question when the next one is; "" where it is not that."""
    of_next = _NEXT.search(earlier)
    if len(areas) != 1 or not _LAST_ONE.match(question) or not of_next:
        return ""
    return f"When was the last {of_next['what'] or 'review'} of {areas[0]}?"


def of_letters(question: str, earlier: str, areas: Sequence[str], collection: Collection) -> str:
    """The earlier question, asked of the letters sent before or after the one it was about; "" where it is not that.

    Of an area with several letters these are its own.
    """
    found = _LETTERS.match(question)
    if not found or len(areas) != 1:
        return ""
    spans, places = periods(earlier), [place for place in collection.places(earlier) if place.known]
    own = collection.of_area(areas[0])
    pointed = collection.referred(earlier, spans).letter_ids
    dated = [letter for letter in own if letter.sent and (not pointed or letter.id in pointed)]
    if not dated:
        return ""
    rest = _without(earlier, [*spans, *(places if len(own) == 1 else ())])
    bound = "before" if found["before"] else "after"
    its = "" if re.search(r"['’]s?$", rest) else "in "
    return f"{rest} {its}{dated[0].kind}s {bound} {british(dated[-1 if found['before'] else 0].sent)}?"


def of_rest(question: str, earlier: str, collection: Collection) -> str:
    """Who it is in all letters, where the earlier question asks who it is in one; "" where it is not that."""
    if not _REST.match(question) or not frames.WHO.search(earlier):
        return ""
    places = [place for place in collection.places(earlier) if place.known]
    own = collection.of_area(*(place.name for place in places)) or collection.letters
    return f"{_without(earlier, [*periods(earlier), *places])} in the {own[0].kind}s?"


def _without(text: str, named: Sequence[Place | Period]) -> str:
    """A text without the areas and dates that it names, and without the letter that was theirs."""
    for start, end in sorted((wider(text, one.start, one.end) for one in named), reverse=True):
        text = text[:start] + " " + text[end:]
    return _HANGING.sub("", " ".join(text.rstrip(" ?.").split()))
