""" "Why is X so slow at Y?", "was it criticised for Y?" where the letters say that it is good at Y: told so, in their words."""

import re
from math import isclose

from assistant.answer import Answer
from assistant.glossary import Concept
from assistant.inquiry import Inquiry
from assistant.judge import Judged
from assistant.judgement import THRESHOLD
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase
from assistant.prose import capital
from assistant.quantities import SAME, quantities
from assistant.sayings import Mark, sentence_marks
from assistant.terms import content_words, sentences
from assistant.waits import how_plainly, speaks_of
from ingest.letter import LetterMetadata

FIGURES = ("percent", "money", "duration")
TOLD = 2  # sentences that are told of a thing whose figure is none
LOOKED_AT = 10  # paragraphs, the likeliest
NEARLY = 0.8  # of the best sentence's cover, by which another deals with the same
LABEL = 3  # words, of which a sentence has as many
COVERED = 0.3  # of the topic, by which a sentence deals with it at all
_HOW = re.compile(r"wait|delay|late|time|week|plan|send|child", re.IGNORECASE)  # a term for how a thing is
_PREMISE = re.compile(  # that something is bad, as a question takes for granted
    r"\b(?:slower|later|worse|lower|poorer|weaker|fewer|behind|(?:so|such|too|that|very)\s+(?:(?:many|few)\s+)?(?:slow|late|poor|poorly|bad|badly|weak|low|long|few|unreliable|inconsistent|unhappy)|fail(?:s|ed|ing)?|struggl(?:e|es|ed|ing)|not\s+(?:good|timely|effective|on\s+time))\b",
    re.IGNORECASE,
)


def unblamed(inquiry: Inquiry) -> Answer | None:
    """The same of "was Kent criticised for X?": the praise alone, where that is all there is of X; else None."""
    question = inquiry.question
    asked = question.intent in ("single-fact", "points") and question.expects in ("text", "yes_no")
    if question.role_word != "criticised" or not asked or question.negated or not question.topic:
        return None
    return answer(inquiry)


def answer(inquiry: Inquiry) -> Answer | None:
    """The praise that speaks against what a question takes for granted; None where there is none, or blame as well."""
    question = inquiry.question
    blamed = (
        question.role_word == "criticised"
    )  # which takes for granted that there was something to criticise
    if not (question.areas or question.letter_ids) or not (blamed or _PREMISE.search(question.standalone)):
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
    word = "**No.** " if question.expects == "yes_no" else ""
    draft.say(f"{word}{capital(letter_phrase(one.hit.letter))} does not say so. It says: {quote.text}")
    return draft.done(key="No" if question.expects == "yes_no" else None)


def figures(inquiry: Inquiry) -> Answer | None:
    """What is said of the thing whose figure a question takes for granted, where no letter gives that; None otherwise."""
    question = inquiry.question
    given = [one for kind in FIGURES for one in quantities(question.standalone, kind)]
    things = tuple(
        one for one in question.concepts if one.official and not one.generic and not _HOW.search(one.name)
    )
    if not question.areas or not given or not things:
        return None
    if not inquiry.few or any(_given(inquiry, letter, things) for letter in inquiry.letters):
        return None
    said = [
        (one, span)
        for one in inquiry.judged.likeliest(LOOKED_AT)
        for span, mark in _sentences(one)
        if mark & (Mark.PRAISE | Mark.CONCERN | Mark.REPORT)
        and speaks_of(one.hit.paragraph.text[slice(*span)], things)
    ]
    said.sort(key=lambda row: -how_plainly(row[0].hit.paragraph.text[slice(*row[1])], things))
    if not said:
        return None
    draft = Draft(inquiry)
    letter = said[0][0].hit.letter
    told = [(one, span) for one, span in said if one.hit.letter.id == letter.id][:TOLD]
    quotes = "; ".join(draft.quote(one.hit.paragraph, letter, *span).text for one, span in told)
    draft.say(f"{capital(letter_phrase(letter))} does not say so. It says: {quotes}")
    return draft.done()


def _given(inquiry: Inquiry, letter: LetterMetadata, things: tuple[Concept, ...]) -> bool:
    """Whether a letter gives the figure of a question where it speaks of the thing."""
    return any(
        given_in(inquiry.question.standalone, paragraph.text)
        and speaks_of(f"{paragraph.context} {paragraph.text}", things)
        for paragraph in inquiry.open(letter.id).paragraphs
    )


def given_in(asked: str, said: str) -> bool:
    """Whether a text gives a figure that a question gives."""
    return any(
        isclose(one.value, other.value, rel_tol=SAME)
        for kind in FIGURES
        for one in quantities(asked, kind)
        for other in quantities(said, kind)
    )


def _sentences(one: Judged) -> list[tuple[tuple[int, int], Mark]]:
    """The sentences with what each does; a label ("Training.") belongs to the one after it."""
    paragraph = one.hit.paragraph
    spans = sentences(paragraph.text, paragraph.label_end)
    marked = list(zip(spans, sentence_marks(paragraph), strict=True))
    if len(marked) > 1 and len(content_words(paragraph.text[slice(*spans[0])])) < LABEL:
        marked[:2] = [((spans[0][0], spans[1][1]), marked[1][1])]
    return marked
