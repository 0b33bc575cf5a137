"""What is waited for: a wait for one thing is none for another, however near the two are."""

import re

from assistant.glossary import Concept, Glossary
from assistant.terms import stems

_FOR = re.compile(
    r"\b(?:wait(?:s|ed|ing)?(?:\s+(?:times?|lists?|periods?))?|queues?|delays?)\s+(?:for|to\s+(?:see|get|have|reach|receive|start|be\s+seen\s+by))\s+"
    r"(?P<thing>[^?,;:.()]+?)(?=\s+(?:in|at|from|after|before|since|once|when|while|by|of|on|with|that|who|is|are|was|were|has|have|had|did|does|do|now|or|than|longer|shorter|worse|better|worst|best|longest|shortest|higher|lower|greater|reduced|rising|growing|down|improving|improved|more|less|fewer|over|under|above|below|no|up|still|too|so|as|come|fall|fallen|getting)\b|\W*$)",
    re.IGNORECASE,
)
_CALLED = """an a the their its any some this that first initial specialist full new formal assessment assessments appointment appointments
    diagnosis diagnoses service services support help treatment therapy therapies intervention interventions referral
    referrals place places plan plans review reviews test tests check checks visit visits pathway pathways long longer
    child children pupil pupils people person someone anyone families"""
_ANY = frozenset(_CALLED.split())  # what everything that is waited for is called


def waited_for(question: str, glossary: Glossary) -> tuple[Concept, ...]:
    """What a question says is waited for; nothing where it is only "an assessment"."""
    found = _FOR.search(question)
    concepts = glossary.concepts(found["thing"]) if found else ()
    return tuple(one for one in concepts if not (one.generic or _ANY.issuperset(one.name.split())))


def speaks_of(text: str, things: tuple[Concept, ...]) -> bool:
    """Whether a text says each of the things in its words or a synonym."""
    return not things or how_plainly(text, things) > 0


def how_plainly(text: str, things: tuple[Concept, ...]) -> float:
    """How plainly a text says the least plainly said of the things: 1 in the words of the question, 0 not at all."""
    said = frozenset(stems(text))
    return min(
        (max((at for phrase, at in one.phrases if said.issuperset(phrase)), default=0.0) for one in things),
        default=0.0,
    )
