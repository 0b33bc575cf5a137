""" "What did officials conclude?", "their overall view of its progress": the sentences in which a letter says so.

A report's outcome is its conclusion. Of a letter that says nothing of the whole, all is told in brief.
"""

import re
from dataclasses import replace

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.kinds import outcomes, points
from assistant.kinds.dated import within
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase
from assistant.prose import capital
from assistant.terms import content_stems, sentences
from ingest.letter import LetterMetadata, Role
from vectorstore.roll import Roll

LETTERS = 4  # of more than so many letters no conclusions are told one by one
_ASKED = re.compile(
    r"\bconclu(?:de[sd]?|ding|sions?)\b|\b(?:overall|general|broad)\s+(?:view|verdict|assessment|judge?ment|impression|picture|opinion|message|evaluation)s?\b|\bhow\b[^?]*\bsum(?:s|med)?\s+(?:(?:it|things|that|matters)\s+)?up\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:conclud(?:e|ed|es|ing)|in\s+conclusion|in\s+summary|to\s+sum\s+up|on\s+balance|taken\s+(?:together|as\s+a\s+whole)|all\s+in\s+all)\b|\boverall,|\boverall\s+(?:progress|picture|view|assessment|judge?ment|conclusion|impression|direction)\b",
    re.IGNORECASE,
)
_OF_ALL = frozenset(  # words for the whole, which choose nothing of it
    content_stems(
        """overall general broad conclude concluded conclusion view verdict assessment judgement judgment impression picture
        opinion message evaluation sum up progress work far get got come came reach reached make made well doing done stand
        stands stood letter report official inspector reviewer area partnership point stage thing things form formed draw
        drew have had did give gave"""
    )
)


def answer(inquiry: Inquiry) -> Answer | None:
    """What the letters conclude of the whole; None where a question asks for something else."""
    question = inquiry.question
    if question.intent not in ("single-fact", "points", "summary") or not _ASKED.search(question.standalone):
        return None
    if not set(content_stems(question.topic)) <= _OF_ALL or not points.meant(inquiry):
        return None
    spans = question.spans
    sent = [one for one in inquiry.letters if spans and within(one, "sent", spans)]
    letters = [one for one in sent or inquiry.letters if not one.unreadable]
    if not 0 < len(letters) <= LETTERS:
        return None
    draft = Draft(inquiry)
    for letter in letters:
        if told := outcomes.quoted(draft, letter) or _concluded(draft, letter):
            draft.point(f"{capital(letter_phrase(letter))}: {told}")
    if draft.cited.citations:
        return draft.done()
    brief = points.summary(replace(inquiry, letters=Roll(letters)))
    return replace(brief, text=f"No conclusion on the whole is stated. In brief:\n\n{brief.text}")


def _concluded(draft: Draft, letter: LetterMetadata) -> str:
    """The sentences that say something of the whole."""
    return " ".join(
        draft.quote(paragraph, letter, start, end).text
        for paragraph in draft.inquiry.open(letter.id).paragraphs
        if paragraph.role is not Role.REQUIREMENT
        for start, end in sentences(paragraph.text, paragraph.label_end)
        if _SAID.search(paragraph.text[start:end])
    )
