"""Who took over from whom, from the sentences in which letters tell it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase
from assistant.prose import capital, escaped, listed
from assistant.terms import sentences
from ingest.letter import LetterMetadata, Paragraph

LOOKED_AT = 500  # letters that are opened, the last

_ASKED = re.compile(
    r"\bwho\b[^?]*\b(?:took|taken|takes|taking)\s+over\b|\bwho\b[^?]*\b(?:replac\w+|succeed\w*)\b|\bsuccessor\b|\bpredecessor\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:took|taken|takes|taking|take)\s+over\b|\breplac\w+|\bsucceed\w*\b|\bin\s+place\s+of\b|\binstead\s+of\b|\bnew\s+in\s+post\b",
    re.IGNORECASE,
)


def answer(inquiry: Inquiry) -> Answer | None:
    """The other people of the sentences that tell of a change and name whoever is asked about; None for none."""
    question = inquiry.question
    if not question.people or not _ASKED.search(question.standalone):
        return None
    told = [one for letter in inquiry.letters[-LOOKED_AT:] for one in _told(inquiry, letter)]
    found = [name for one in told for name in inquiry.collection.people(one.sentence)]
    names = [name for name in dict.fromkeys(found) if name not in question.people]
    if not names:
        return None
    draft = Draft(inquiry)
    draft.say(f"**{escaped(listed(names))}**.")
    for one in told:
        quote = draft.quote(one.paragraph, one.letter, one.start, one.end)
        draft.point(f"{capital(letter_phrase(one.letter))}: {quote.text}")
    return draft.done(key=listed(names))


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells of a change."""

    paragraph: Paragraph
    letter: LetterMetadata
    start: int
    end: int

    @property
    def sentence(self) -> str:
        return self.paragraph.text[self.start : self.end]


def _told(inquiry: Inquiry, letter: LetterMetadata) -> Iterator[_Told]:
    for paragraph in inquiry.open(letter.id).paragraphs:
        for start, end in sentences(paragraph.text, paragraph.label_end):
            one = _Told(paragraph, letter, start, end)
            if _TOLD.search(one.sentence) and any(name in one.sentence for name in inquiry.question.people):
                yield one
