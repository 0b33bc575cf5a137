"""A thing that is said to rise or to fall: a sentence that only speaks of it does not say so.

"Where are exclusions going up?" is not answered by "schools work to avoid exclusions", and "where have waits come
down?" not by "waits are too long". Of what was asked for it is only a wish.
"""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from assistant.question import Question
from ingest.letter import Paragraph

Direction = Literal["up", "down", ""]
Covering = Callable[[str], float]

NEARLY = 0.6  # of the best sentence's cover, by which another deals with the same

_BECOME = r"(?:get|gets|getting|got|gotten|become|becomes|became|becoming|grown|ever|even)\s+(?:any\s+|ever\s+|even\s+)?"
_UP = rf"increas(?:e[sd]?|ing)|ris(?:e|es|en|ing)|rose|grow(?:s|n|ing|th)?|grew|(?:go|goes|going|gone|went|crept|creeping)\s+up|{_BECOME}(?:longer|higher|bigger|larger)"
_DOWN = (
    r"(?:fall(?:s|en|ing)?|fell)(?!\s+(?:short|behind|out|through|below|into|between|under|foul|apart)\b)|decreas(?:e[sd]?|ing)|declin(?:e[sd]?|ing)|reduc(?:ed|ing|tions?)"
    rf"|dropp(?:ed|ing)(?!\s+(?:out|in|off)\b)|shorten(?:ed|ing)|shrunk|shrinking|(?:go|goes|going|gone|went|come|comes|coming|came|brought)\s+down|{_BECOME}(?:shorter|lower|smaller|fewer)"
)
_ASKED: dict[Direction, re.Pattern[str]] = {
    "up": re.compile(rf"\b(?:{_UP})\b", re.IGNORECASE),
    "down": re.compile(rf"\b(?:{_DOWN})\b", re.IGNORECASE),
}
_TOLD: dict[Direction, re.Pattern[str]] = {
    "up": re.compile(
        rf"\b(?:{_UP}|climb\w*|escalat\w+|soar\w*|surg(?:e|ed|ing)|doubled|tripled|up\s+from|upwards?|lengthen\w*|worsen\w*|deteriorat\w+|spirall?\w+|improv(?:ed|ing|ements?)(?=[^.]*\b(?:uptake|take-up|attendance|participation|rates?)\b)|(?:longer|higher|larger|bigger|more)\s+than\s+(?:before|last|a\s+year|in\s+\d))\b",
        re.IGNORECASE,
    ),
    "down": re.compile(
        rf"\b(?:{_DOWN}|reduces|cut|halved|down\s+from|fewer|shorter|lower|cleared|improv(?:ed|ing|ements?)(?=[^.]*\b(?:wait|delay|time|backlog))|(?:waits?|waiting|delays?|times?|timeliness|backlogs?)\b[^.]{{0,60}}?\bimproved)\b",
        re.IGNORECASE,
    ),
}
_NOT = re.compile(
    r"(?:\b(?:not|no|never|hardly|without|yet\s+to|little|cannot)\b|n['’]t\b)[^.,;]{0,25}$", re.IGNORECASE
)
_ONE_OF = re.compile(r"\b(?:or|and|either)\s+$", re.IGNORECASE)
_OR = re.compile(r"\s+(?:or|and)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:()–]|\b(?:while|when|whilst|because|so\s+that|which|leading\s+to|due\s+to|although|but|to)\b",
    re.IGNORECASE,
)
_WISH = re.compile(  # what is to come, or is only worked at
    r"\b(?:to|should|must|will|would|could|can|may|might|need(?:s|ed)?)\s+(?:\w+ly\s+)?(?:be\s+|further\s+|help\s+)?$",
    re.IGNORECASE,
)


def direction(question: Question) -> tuple[Direction, str]:
    """Whether a question asks where something rises or falls, and its words for that.

    What somebody was asked to do does neither yet, and "good or rising" is one thing or another.
    """
    text = question.standalone
    for way, pattern in _ASKED.items():
        found = pattern.search(text) if question.role_word != "asked" else None
        if found and not (_ONE_OF.search(text[: found.start()]) or _OR.match(text[found.end() :])):
            return way, found[0]
    return "", ""


def moving(
    paragraph: Paragraph, spans: Sequence[tuple[int, int]], way: Direction, cover: Covering
) -> list[tuple[int, int]]:
    """Those of some sentences that say of the topic that it rises or falls, both in one clause.

    What asks for something wants it to fall.
    """
    if way == "down" and paragraph.asked:
        return []
    texts = [paragraph.text[start:end] for start, end in spans]
    enough = NEARLY * max(map(cover, texts), default=0)
    return [span for span, text in zip(spans, texts, strict=True) if _says(text, way, cover, enough)]


def _says(text: str, way: Direction, cover: Covering, enough: float) -> bool:
    for found in _TOLD[way].finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if _NOT.search(before) or _WISH.search(before):
            continue
        subject = _CLAUSE.split(before.rstrip(" ,–"))[-1]  # "a wait of 18 weeks, down from 44"
        covered = cover(f"{subject} {found[0]}{_CLAUSE.split(after)[0]}")
        if covered and covered >= enough:
            return True
    return False
