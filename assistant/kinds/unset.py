""" "Why did X get a priority action?" where its report sets none: said so, with what the report lists instead."""

import re

from assistant.answer import Answer
from assistant.asking import stands_in
from assistant.inquiry import Inquiry
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase
from assistant.prose import counted, listed
from assistant.question import PLANS
from assistant.terms import sentences
from ingest.letter import LetterMetadata, Paragraph, Role

SHOWN = 6  # of what is listed instead
_OF_ONE = ("single-fact", "points", "date", "people", "summary")
_NAMED = {  # what a question speaks of as set, and what it is called
    "priority": (re.compile(r"\b(?:areas?\s+(?:for|of)\s+)?priority\s+actions?\b(?:\s+plans?)?", re.IGNORECASE), "priority action", ""),
    "improvement": (re.compile(r"\bareas?\s+(?:for|of)\s+improvement\b", re.IGNORECASE), "area", " for improvement"),
}  # fmt: skip
_DUE = re.compile(  # what is to be done with a plan
    r"\b(?:ask(?:s|ed)?|requires?|required|must|should|expects?|expected)\b[^.]*\b(?:prepare|submit|publish|update|write|produce|revise)\w*\b",
    re.IGNORECASE,
)
_MANY = re.compile(r"\bhow\s+many\b", re.IGNORECASE)


def answer(inquiry: Inquiry) -> Answer | None:
    """That the reports asked about set no such thing, and what they list; None where one does, or none is asked of."""
    question = inquiry.question
    named = [name for name, (pattern, _, _) in _NAMED.items() if pattern.search(question.standalone)]
    if len(named) != 1 or not question.areas or question.intent not in _OF_ONE:
        return None
    letters = [letter for letter in inquiry.letters if not letter.unreadable]
    reports = [letter for letter in letters if letter.kind == "report"]
    if not reports or any(_speaks_of(inquiry, letter, named[0]) for letter in letters):
        return None
    instead = {letter.id: _instead(inquiry, letter) for letter in reports}
    return _told(inquiry, reports, named[0], instead) if all(instead.values()) else None


def _speaks_of(inquiry: Inquiry, letter: LetterMetadata, name: str) -> bool:
    """Whether a letter has the list that is asked of, or speaks of one."""
    return any(
        stands_in(name, one.headings) or _NAMED[name][0].search(one.text)
        for one in inquiry.open(letter.id).paragraphs
    )


def _instead(inquiry: Inquiry, letter: LetterMetadata) -> list[Paragraph]:
    """What a report lists in another list, the nearest to what is asked first."""
    paragraphs = inquiry.open(letter.id).paragraphs
    found = [one for one in paragraphs if one.role is Role.REQUIREMENT and one.lead_in_number is None]
    return sorted(found, key=lambda one: -inquiry.matcher.in_words(one.text))


def _other_plan(inquiry: Inquiry, letter: LetterMetadata) -> tuple[Paragraph, int, int] | None:
    """The sentence that asks for a plan of another kind, where a question is about one that is not asked for."""
    plans = set(inquiry.question.plans)
    others = [pattern for name, pattern in PLANS if name not in plans]
    for paragraph in inquiry.open(letter.id).paragraphs if plans else ():
        for start, end in sentences(paragraph.text, paragraph.label_end):
            text = paragraph.text[start:end]
            if _DUE.search(text) and any(pattern.search(text) for pattern in others):
                return paragraph, start, end
    return None


def _told(
    inquiry: Inquiry, letters: list[LetterMetadata], name: str, instead: dict[str, list[Paragraph]]
) -> Answer:
    _, noun, rest = _NAMED[name]
    other, (_, other_noun, other_rest) = next((key, value) for key, value in _NAMED.items() if key != name)
    draft = Draft(inquiry)
    yes_no = inquiry.question.expects == "yes_no"
    where = listed([letter_phrase(letter) for letter in letters])
    verb = "sets" if len(letters) == 1 else "set"
    draft.say(
        f"{'**No**: ' if yes_no else ''}{where if yes_no else where[:1].upper() + where[1:]} {verb} **no {noun}s{rest}**."
    )
    for letter in letters:
        found = instead[letter.id]
        theirs = all(stands_in(other, one.headings) for one in found)
        what = f"{counted(len(found), other_noun)}{other_rest}" if theirs else counted(len(found), "thing")
        draft.say(f"It lists {what}{'' if theirs else ' to be done'}:")
        for paragraph in found[:SHOWN]:
            draft.point(draft.quote(paragraph, letter).text)
        if asked := _other_plan(inquiry, letter):
            paragraph, start, end = asked
            draft.say(f"The plan that it asks for: {draft.quote(paragraph, letter, start, end).text}")
    key = "No" if yes_no else "0" if _MANY.search(inquiry.question.standalone) else f"no {noun}s{rest}"
    return draft.done(key=key)
