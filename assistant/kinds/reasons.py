"""Why: the sentences that give a cause, near to what is asked about; or that the letters give none."""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.kinds import points, refusals
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase
from assistant.prose import capital
from assistant.terms import sentences
from ingest.letter import Role

LIKELY = 0.2  # a paragraph below this is not about what is asked
LOOKED_AT = 15
MOST = 4  # sentences told
_WHY = re.compile(r"^\W*(?:(?:and|so|but)\s+)?(?:why|how\s+come)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:because|due\s+to|owing\s+to|as\s+a\s+result|caused\s+by|driven\s+by|reasons?|impacting\s+on|led\s+to|resulted\s+from|attributed\s+to|reflects|since\s+(?:the|your|they|it|\d))\b",
    re.IGNORECASE,
)


def answer(inquiry: Inquiry) -> Answer | None:
    """The causes that are given; None where a question does not ask why."""
    question = inquiry.question
    if not _WHY.search(question.standalone) or question.intent == "out-of-scope":
        return None
    if question.role_word in ("asked", "criticised", "praised") and question.areas and len(inquiry.matched):
        return points.answer(inquiry)  # why it was asked is what was said when it was
    draft = Draft(inquiry)
    told = 0
    for one in inquiry.judged.likeliest(LOOKED_AT):
        paragraph, letter = one.hit.paragraph, one.hit.letter
        if one.probability < LIKELY or paragraph.role is Role.ADMIN or told == MOST:
            continue
        for start, end in sentences(paragraph.text, paragraph.label_end):
            text = paragraph.text[start:end]
            if _CAUSE.search(text) and not inquiry.matcher.missing_in(f"{paragraph.context} {text}"):
                draft.point(
                    f"{capital(letter_phrase(letter))}: {draft.quote(paragraph, letter, start, end).text}"
                )
                told += 1
    return draft.done() if told else refusals.not_found(inquiry, "No reason is given.")
