"""Why: the sentences that give a cause and are likely to state what is asked; or that the letters give none."""

import re
from dataclasses import replace

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.kinds import contrary, facts, points, refusals
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase
from assistant.prose import capital

MOST = 4  # sentences told
_WHY = re.compile(r"^\W*(?:(?:and|so|but)\s+)?(?:why|how\s+come)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:because|due\s+to|owing\s+to|as\s+a\s+(?:result|consequence)|caused\s+by|driven\s+by|reasons?|impacting\s+on|le(?:d|ads?|ading)\s+to|result(?:s|ed|ing)?\s+(?:from|in)|mean(?:s|t|ing)\s+that|attribut(?:ed|able)\s+to|stem(?:s|med|ming)?\s+from|aris(?:es|ing)\s+from|contribut(?:es?|ed|ing)\s+to|prevent(?:s|ed|ing)?|hinder(?:s|ed|ing)?|hampered|reflects|given\s+(?:that|the)|since\s+(?:the|your|they|it|\d))\b",
    re.IGNORECASE,
)


def answer(inquiry: Inquiry) -> Answer | None:
    """The causes that are given; None where a question does not ask why."""
    question = inquiry.question
    if not _WHY.search(question.standalone) or question.intent == "out-of-scope":
        return None
    if question.role_word == "criticised" and (otherwise := contrary.answer(inquiry)):
        return otherwise
    if question.role_word in ("asked", "criticised", "praised") and question.areas and len(inquiry.matched):
        return points.answer(inquiry)  # why it was asked is what was said when it was
    asked = replace(
        inquiry, question=replace(question, expects="text")
    )  # "why is it so many?" wants no number
    found = [one for one in facts.likely(asked) if _CAUSE.search(one.text)][:MOST]
    if not found:
        if otherwise := contrary.answer(inquiry) or contrary.figures(inquiry):
            return otherwise
        return refusals.not_found(inquiry, "No reason is given.")
    draft = Draft(inquiry)
    for one in found:
        letter = one.one.hit.letter
        quote = draft.quote(one.one.hit.paragraph, letter, one.start, one.end)
        draft.point(f"{capital(letter_phrase(letter))}: {quote.text}")
    return draft.done()
