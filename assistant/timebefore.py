""" "And when had they been there before?": the date of the review before the one whose date was asked for.

Only after a question when an inspection, a review or a visit was, or when a letter was sent, and only where the
follow-up says nothing but that it means the time before. "Last" is that too, the latest having just been asked for.
"""

import re

from assistant.collection import Collection
from assistant.periods import periods
from assistant.prose import listed

_OF_REVIEW = re.compile(
    r"\b(?:(?:re-?)?inspect(?:ed|ions?|ors?)?|ofsted|cqc|visit(?:s|ed|ing|ors?)?|review(?:s|ed|ers?)?|stocktakes?|meetings?|met|meet)\b",
    re.IGNORECASE,
)
_OF_LETTER = re.compile(
    r"\b(?:letters?|reports?|sent|wr(?:ite|ote|itten)|dated|published|issued)\b", re.IGNORECASE
)
_WHEN = re.compile(
    r"\bwhen\b|\b(?:what|which)\s+(?:dates?|days?|months?|years?)\b|\bhow\s+long\s+ago\b", re.IGNORECASE
)
_NOT_LATEST = re.compile(
    r"\b(?:next|will|due|planned|should|must|again|following|be|first|earliest|original|second|third|previous|before|prior)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before(?:hand)?|previous(?:ly)?|last|earlier|prior|preceding)\b", re.IGNORECASE)
_LAPSE = re.compile(r"\bhow\s+(?:long|much\s+time)\b(?!\s+ago\b)", re.IGNORECASE)
_AREA = re.compile(r"\s*\((?:of\s+)?[^()]*\)\s*(?=\W*$)")  # as parting.py adds it
_FRAME = frozenset(  # the words of which such a follow-up is made
    re.findall(
        r"\w+",
        """and but so also then when on what which how long much ago since between gap passed elapsed day days date dates month year was were is had have has did do been
        be gone come came go they them it its their there here that this these those the a an one ones time times occasion to of in
        for at before beforehand previous previously last earlier prior preceding ever anyone anybody somebody someone she he we area
        same inspect inspected inspection inspections inspector inspectors ofsted cqc officials team visit visits visited visiting
        review reviews reviewed reviewers stocktake stocktakes meeting meetings meet met seen see held take taken took place happen
        happened letter letters report reports sent write written wrote dated published issued call called full joint send""",
    )
)


def time_before(question: str, earlier: str, areas: tuple[str, ...], collection: Collection) -> str:
    """When the review or the letter before was, of the areas spoken of; "" where that is not asked."""
    said = _AREA.sub("", question)
    words = re.findall(r"[a-z]+", said.lower())
    if not areas or not _BEFORE.search(said) or not _FRAME.issuperset(words) or collection.places(said):
        return ""
    if not _WHEN.search(earlier) or _NOT_LATEST.search(earlier) or periods(earlier):
        return ""
    of_letter = bool(_OF_LETTER.search(earlier)) and not _OF_REVIEW.search(earlier)
    if of_letter and not _OF_REVIEW.search(said):
        return f"When was the previous {_named('report', said, earlier) or 'letter'} to {listed(areas)} sent?"
    if not _OF_REVIEW.search(earlier) or _OF_LETTER.search(said):
        return ""
    kind = (_named("inspect", said, earlier) and "inspection") or _named("visit", said, earlier) or "review"
    if _LAPSE.search(said):
        return f"How long was it between the previous {kind} of {listed(areas)} and the latest?"
    return f"When was the previous {kind} of {listed(areas)}?"


def _named(kind: str, *texts: str) -> str:
    """The kind where any of the texts speaks of it."""
    return kind if any(re.search(rf"\b{kind}", text, re.IGNORECASE) for text in texts) else ""
