"""The roles a question wants: by its role word ("asked", "praised"), or by how it says a thing is ("long waits")."""

import re

from assistant import frames
from assistant.asking import list_named
from ingest.letter import Role

_OF_BAD, _OF_GOOD = (Role.CONCERN, Role.ASK, Role.REQUIREMENT, Role.REPORT), (Role.PRAISE, Role.REPORT)
_NOT_THIS = re.compile(  # "criticised rather than praised"
    r"\b(?:rather\s+than|instead\s+of|as\s+opposed\s+to)\s+(?:being\s+)?\w+(?:\s+(?:for|about|to))?\b",
    re.IGNORECASE,
)
_STATED = re.compile(  # "told that most of it was new": said of an area, not asked of it
    r"\b(?:told|informed|advised|warned|reminded)\s+that\b(?![^?]*\b(?:must|should|needs?|needed|ought|(?:has|have|had)\s+to|required|expected|supposed)\b)",
    re.IGNORECASE,
)
_FOUND = re.compile(  # "where did inspectors find that families have to wait": what is so, not what is to be done
    rf"\b(?:did|do|does|have|has)\s+(?:the\s+)?{frames.REVIEWER}\s+(?:(?:also|ever)\s+)?(?:find|found|note|noted|see|seen|observe|observed|conclude|concluded|discover|hear|heard)\b",
    re.IGNORECASE,
)
_TOLD_TO = re.compile(  # "told to share good practice": what is to be done, however good it is
    r"\b(?:was|were|been|being|is|are|got)\s+(?:\w+\s+)?(?:asked|told|advised|urged|pressed|required|expected|encouraged|instructed|directed|reminded|challenged|tasked|recommended|supposed)\s+to\b",
    re.IGNORECASE,
)
_IN_TIME = r"(?:with)?in(?:side)?\s+(?:the\s+|a\s+)?(?:(?:statutory|legal|expected|required|prescribed|20[\s-]week|twenty[\s-]week)\s+)*(?:(?:20|twenty)\s+weeks|time\s*(?:limits?|scales?|frames?)|deadlines?)"
SHORT_OF = re.compile(  # "do not have enough places": that something is bad, not that nothing is said of it
    r"(?:\b(?:can)?not|n['’]t)\s+(?:\w+\s+){0,3}(?:enough|sufficient(?:ly)?|adequate(?:ly)?|properly|consistently|always|quickly|well|good|effective(?:ly)?)\b"
    rf"|(?:\b(?:can)?not|n['’]t)\s+(?:[\w,’'-]+\s+){{0,10}}?(?:on\s+time|in\s+time|{_IN_TIME})\b",
    re.IGNORECASE,
)
# How a thing is, in a question about no role: "which areas have long waits", "where are plans timely". A thing
# that is bad is not found in praise, and one that is good only in praise or in what the area reports.
BAD = re.compile(
    r"\b(?:weak|poor|bad|badly|inadequate\w*|insufficient\w*|ineffective\w*|unsatisfactory|inconsisten\w+|patchy|unmet|overdue|late|slow\w*|delay(?:s|ed)?|backlogs?|shortages?|gaps?\s+in|lack(?:s|ed|ing)?|long\s+(?:waits?|waiting|delays?)|wait(?:ing|s)?\s+(?:too|very|so)?\s*long|frustrat\w+|dissatisf\w+|unhappy|too\s+(?:long|few|many|slow\w*|late|often|high|low)|(?:wors|deteriorat)\w+|missed|unable|unclear|fragmented|(?:hard|difficult|impossible|tricky)\s+to(?!\s+(?:reach|engage)\s+(?:famil|group|communit|people|parents|young|children))\s+\w+)\b",
    re.IGNORECASE,
)
GOOD = re.compile(
    rf"\b(?:good|effective(?:ly)?|strong(?:ly)?|excellent|outstanding|timely|promptly|on\s+time|(?:work|do)(?:s|ing)?\s+well|well[\s-](?:established|embedded|developed|led|supported|coordinated|co-ordinated|planned)|{_IN_TIME}|high[\s-]quality|robust|thriv\w+|exemplary)\b",
    re.IGNORECASE,
)


def roles_of(text: str) -> tuple[str, tuple[Role, ...]]:
    """The roles a question restricts itself to, and one word for them; ("", ()) where any will do."""
    text = _STATED.sub(" ", _NOT_THIS.sub(" ", text))
    to_do = _TOLD_TO.search(text)
    for word, pattern, roles in frames.ROLES:
        if word == "praised" and to_do and not pattern.search(text[: to_do.start()]):
            continue
        if pattern.search(text) and not (word == "asked" and _FOUND.search(text)):
            if word == "asked" and list_named(text):
                return word, (Role.REQUIREMENT,)
            return ("", ()) if word == "any" else (word, roles)
    return "", ()


def roles_where(text: str) -> tuple[Role, ...]:
    """The roles that can say a thing is as bad or as good as a question puts it; () where it puts it as neither."""
    if SHORT_OF.search(text):
        return _OF_BAD
    bad, good = BAD.search(text), GOOD.search(text)
    if frames.MENTIONS.search(text) or bool(bad) == bool(good):
        return ()
    return _OF_BAD if bad else _OF_GOOD
