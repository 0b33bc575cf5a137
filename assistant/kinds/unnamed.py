""" "Which letters name no case lead?", "whose chair is left unnamed?": the letters that name, or do not name, who holds a post.

That a letter speaks of "your case lead" names nobody: the people of the letters decide, not their words.
"""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.intents import OF_MANY
from assistant.kinds import having, people
from assistant.kinds.posts import ANY_PERSON, beyond, wanted_titles
from assistant.terms import content_stems

_NAMING = re.compile(
    r"\b(?:un-?named|nameless|anonymous|names?|named|naming|by\s+name|(?:say|says|said|tell|tells|state|states)\s+who)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(  # besides what every question is denied with
    r"\b(?:un-?named|nameless|anonymous|(?:leav|omit|lack|miss)(?:es?|s|ts|ing|ted)?|no|not|never|nobody|without|fail(?:s|ed)?|neither)\b|n['’]t\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\b(?:leav(?:es?|ing)\s+out|left\s+out|omit(?:s|ted|ting)?|(?:is|are)\s+missing|lack(?:s|ing)?)\b",
    re.IGNORECASE,
)
_FRAME = frozenset(
    content_stems(
        """unnamed un nameless anonymous name names named naming say says said tell tells state states leave leaves left
        leaving omit omits omitted omitting lack lacks lacking miss missing mention mentions mentioned give gives given
        identify identifies identified fail fails failed nobody letter letters report reports area areas council councils
        partnership partnerships hold holds held post role job have has one somebody someone person official officials"""
    )
)


def answer(inquiry: Inquiry) -> Answer | None:
    """The areas whose letters name somebody in the post, or name nobody; None where a question asks for more."""
    question = inquiry.question
    text = question.standalone
    if question.intent not in OF_MANY or question.role_word not in ("", "asked") or question.people:
        return None
    if not (_NAMING.search(text) or _LEFT_OUT.search(text)) or not ANY_PERSON.search(text):
        return None
    if (
        people.parts_of(question.body)
        or not (titles := wanted_titles(inquiry))
        or beyond(inquiry, titles, _FRAME)
    ):
        return None
    found = people.select(inquiry, inquiry.letters)
    denied = question.intent == "negation" or _DENIED.search(text)
    return having.answer(inquiry, found, denied=bool(denied))
