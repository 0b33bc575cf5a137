""" "Which council was the letter of 18 September sent to?", of a letter that does not name its area: told so."""

import re

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft
from assistant.kinds.named import Named, cite, described
from assistant.occasions import of_dates_alone
from assistant.prose import escaped, listed
from ingest.letter import LetterMetadata, british

_WHOSE = re.compile(
    r"\b(?:which|what)\s+(?:local\s+)?(?:area|council|partnership|authority|place|county|city|borough)(?!\w)[^?]*\b(?:letter|report|one)\b"
    r"|\b(?:which|what)\s+(?:local\s+)?(?:area|council|partnership|authority|place|county|city|borough)['’]s\b"
    r"|\b(?:where|who)\s+(?:was|is)\s+(?:the|that|this)\b[^?]*\bletter\b[^?]*\b(?:about|for)\W*$",
    re.IGNORECASE,
)
_WORDS = frozenset(
    ["concern", "concerns", "concerning", "about", "addressed", "name", "names", "named", "belong", "go"]
)


def answer(inquiry: Inquiry) -> Answer | None:
    """That the letter pointed at does not name its area, and who it is written to; None where it does, or more is asked."""
    question = inquiry.question
    letters = [letter for letter in inquiry.letters if not letter.unreadable]
    pointed = question.letter_ids or question.sent_from or question.newest or question.nth or question.latest
    if len(letters) != 1 or letters[0].areas or not pointed or question.areas:
        return None
    text = question.standalone
    if not _WHOSE.search(text) or not of_dates_alone(text, inquiry.collection, _WORDS):
        return None
    return _told(inquiry, letters[0])


def _told(inquiry: Inquiry, letter: LetterMetadata) -> Answer:
    draft = Draft(inquiry)
    draft.say(
        f"The {letter.kind}{f' of {british(letter.sent)}' if letter.sent else ''} does not say which area it is to."
    )
    written = [Named(person, letter) for person in letter.people if person.part == "addressee"]
    if written:
        told = [
            f"{escaped(one.person.name)}, {escaped(described(one.person))} {cite(draft, one)}"
            for one in written
        ]
        draft.say(f"It is written to {listed(told)}.")
    return draft.done("not_found")
