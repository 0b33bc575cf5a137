""" "Why is X so slow at Y?" where the letters say that it is good at Y: told so, in their words."""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.judge import Judged
from assistant.judgement import THRESHOLD
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase
from assistant.prose import capital
from assistant.sayings import Mark, sentence_marks
from assistant.terms import sentences

LOOKED_AT = 10  # paragraphs, the likeliest
NEARLY = 0.8  # of the best sentence's cover, by which another deals with the same
COVERED = 0.3  # of the topic, by which a sentence deals with it at all
_PREMISE = re.compile(  # that something is bad, as a question takes for granted
    r"\b(?:slower|later|worse|lower|poorer|weaker|fewer|behind|(?:so|such|too|that|very)\s+(?:(?:many|few)\s+)?(?:slow|late|poor|poorly|bad|badly|weak|low|long|few|unreliable|inconsistent|unhappy)|fail(?:s|ed|ing)?|struggl(?:e|es|ed|ing)|not\s+(?:good|timely|effective|on\s+time))\b",
    re.IGNORECASE,
)


def answer(inquiry: Inquiry) -> Answer | None:
    """The praise that speaks against what a question takes for granted; None where there is none, or blame as well."""
    question = inquiry.question
    if not question.areas or not _PREMISE.search(question.standalone):
        return None
    said = [
        (inquiry.matcher.in_words(one.hit.paragraph.text[start:end]), mark, one, (start, end))
        for one in inquiry.judged.likeliest(LOOKED_AT)
        if one.probability >= THRESHOLD
        for (start, end), mark in _sentences(one)
    ]
    most = max((cover for cover, _, _, _ in said), default=0.0)
    near = [row for row in said if row[0] >= max(COVERED, NEARLY * most)]
    if not near or any(not mark & Mark.PRAISE or mark & Mark.CONCERN for _, mark, _, _ in near):
        return None
    _, _, one, span = max(near, key=lambda row: row[0])
    draft = Draft(inquiry)
    quote = draft.quote(one.hit.paragraph, one.hit.letter, *span)
    draft.say(f"{capital(letter_phrase(one.hit.letter))} does not say so. It says: {quote.text}")
    return draft.done()


def _sentences(one: Judged) -> list[tuple[tuple[int, int], Mark]]:
    paragraph = one.hit.paragraph
    spans = sentences(paragraph.text, paragraph.label_end)
    return list(zip(spans, sentence_marks(paragraph), strict=True))
