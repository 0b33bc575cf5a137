"""The role of an inspection's findings: what praises, what criticises, and what is required or announced.

Findings describe and judge in the same breath, so each sentence is weighed; nothing in them is an ask.
"""

import re

from ingest.cues import PRAISE_DENIED, TURN, any_of, before, concerns, praises
from ingest.letter import Role

LACKING = any_of(
    r"(?:not|never|rarely|seldom|cannot)\b(?! (?:only|just|in education)\b)",
    r"(?:very |too )little\b|little (?:opportunity|support|evidence|offered)",
    r"(?:too|very) few\b|few opportunities",
    r"(?:limits?|limited|limiting)\b",
    r"under-?developed",
    r"out of date",
    r"hinder\w*",
    r"stretched",
    r"confus\w+",
    r"negative(?:ly)?",
    r"less well",
    r"high (?:absence|levels? of (?:absence|exclusion|suspension))",
    r"should have been",
    r"repeatedly",
    r"(?:dissatisf|uncertain|variab|unclear|inaccura|ineffect|unequal)\w*",
    r"longstanding",
    r"(?:outstrip|outweigh|exceed)\w*",
    r"awaiting",
    r"inequit\w+",
    r"years away",
    r"(?:break(?:s|ing)?|broken) ?down",
    r"systemic failings",
    r"widespread",
    r"(?:reduces|damages|compounds)\b",
)
_CONTRACTED = re.compile(r"\b\w+n['’]t\b", re.I)
THRIVING = any_of(
    r"benefit(?:s|ed|ting)? from",
    r"beneficial",
    r"well\b(?!-?being| being)",
    r"strong(?:ly)?\b",
    r"timely",
    r"prompt(?:ly)?\b",
    r"positiv\w+",
    r"improved\b",
    r"supportive",
    r"dedicated",
    r"enables?\b",
    r"meaningful(?:ly)?",
    r"high[- ]quality",
    r"(?:swift|quick|skil|thriv|tailored|personalised|responsiv|confident|accurate|seamless|creativ|innovativ)\w*",
    r"(?:enjoy|proud|passionate|expert|compassionate|welcome)\w*",
    r"good\b",
    r"prais(?:e|es|ed|ing)\b",
    r"sp(?:eak|eaks|oke) (?:very )?(?:highly|warmly|well) of",
    r"make (?:\w+ )?progress",
    r"listen(?:s|ed)? to\b",
)
MANDATE = any_of(
    r"(?:requires?|asks?) (?:that )?the (?:local )?area"
)  # what the inspectorates require of the area
SEQUEL = any_of(r"(?:monitoring|next full|full) (?:area SEND )?(?:re)?inspection", r"is pleased to submit")
_APOSTROPHE = re.compile("['’]")
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(]*[A-Z0-9])")


def found(text: str) -> Role:
    """What a paragraph of findings does: it judges, requires a plan, or says when inspectors come again."""
    if MANDATE.search(text):
        return Role.ASK
    return Role.ADMIN if SEQUEL.search(text) else by_tone(text)


def by_tone(text: str) -> Role:
    """Decide what findings are on balance: the opening sentence weighs more, one that turns the most."""
    score = 0.0
    tones = [tone(sentence) for sentence in _SENTENCE.split(text)]
    for at, sentence in enumerate(_SENTENCE.split(text)):
        weight = 2.0 if TURN.match(sentence) else 1.5 if at == 0 else 1.0
        score += weight * tones[at]
    if score == 0:
        return Role.CONCERN if any(tones) else Role.REPORT
    return Role.PRAISE if score > 0 else Role.CONCERN


def tone(sentence: str) -> int:
    """1 for a sentence that praises, -1 for one that criticises, 0 for one that describes.

    What is denied is not praised ("not identified as quickly and effectively"); where a sentence turns
    ("While ..., they ..."), what it ends with counts.
    """
    lacking, thriving = lackings(sentence), thrivings(sentence)
    if not lacking or not thriving:
        return bool(thriving) - bool(lacking)
    turned = TURN.search(sentence)
    return 1 if turned and max(thriving) > max(lacking) else -1


def lackings(text: str) -> list[int]:
    """Where findings name what is missing or poor."""
    lacking = [*LACKING.finditer(text), *(_CONTRACTED.finditer(text) if _APOSTROPHE.search(text) else ())]
    return concerns(text) + [found.start() for found in lacking]


def thrivings(text: str) -> list[int]:
    """Where findings name what is good, and do not deny it."""
    good = [
        found.start()
        for found in THRIVING.finditer(text)
        if not PRAISE_DENIED.search(before(text, found.start()))
    ]
    return praises(text) + good
