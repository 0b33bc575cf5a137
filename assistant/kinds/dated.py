"""One date that a letter states of itself, as an answer names, prints and cites it."""

import re
from collections.abc import Sequence

from assistant.kinds.draft import Draft
from assistant.periods import Period
from assistant.terms import sentences
from ingest.letter import Fact, LetterMetadata, british

_NAMES = {"sent": "{} sent", "met": "review meeting", "next_review": "next review"}


def fact_of(letter: LetterMetadata, name: str) -> Fact | None:
    """The words that a date was read from."""
    return next((fact for fact in letter.facts if fact.name == name), None)


def printed(letter: LetterMetadata, name: str, fact: Fact) -> str:
    """A date in British form; a month alone as printed; an inspection from its first day to its last."""
    if letter.kind == "report" and name == "met" and letter.met and letter.sent and letter.met != letter.sent:
        same = (letter.met.year, letter.met.month) == (letter.sent.year, letter.sent.month)
        return f"{letter.met.day if same else british(letter.met)} to {british(letter.sent)}"
    if name == "next_review":
        if re.fullmatch(r"\W*(?:\d+|[a-z]+)\s+(?:months?|years?)\W*", letter.next_review_text):
            return f"within about {letter.next_review_text}"
        if not re.search(
            r"\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|spring|summer|autumn|winter|week|month|year)",
            letter.next_review_text.replace("-month", ""),
        ):
            return f"{letter.next_review_text} review, no date given"
        return british(letter.next_review) if exact(letter) else letter.next_review_text
    return british(getattr(letter, name))


def exact(letter: LetterMetadata) -> bool:
    """Whether a letter gives the day of the next review, not only its month or season."""
    fact = fact_of(letter, "next_review")
    return bool(
        fact
        and letter.next_review
        and re.fullmatch(r"\d{4}-\d\d-\d\d", fact.value)
        and re.search(r"\d{1,2}", letter.next_review_text.rsplit(" ", 1)[0])
    )


def name_of(name: str, letter: LetterMetadata) -> str:
    """What a date is the date of."""
    if letter.kind == "report":
        return {"sent": "inspection ended", "met": "inspection", "next_review": "next inspection"}[name]
    return _NAMES[name].format(letter.kind)


def within(letter: LetterMetadata, name: str, spans: Sequence[Period]) -> bool:
    """Whether a date of a letter is in all periods that are open and in one of the closed; of an inspection any day."""
    first = getattr(letter, name)
    if first is None:
        return False
    last = max(letter.sent or first, first) if letter.kind == "report" and name == "met" else first
    inside = [
        (span, (not span.first or span.first <= last) and (not span.last or first <= span.last))
        for span in spans
    ]
    closed = [held for span, held in inside if span.first and span.last]
    return all(held for span, held in inside if not (span.first and span.last)) and (
        any(closed) or not closed
    )


def cite(draft: Draft, letter: LetterMetadata, fact: Fact) -> str:
    """The marker of the sentence that a date stands in."""
    paragraph = draft.inquiry.paragraph(letter, fact.paragraph)
    return f" [{draft.cited.add(paragraph, letter, *sentence(paragraph.text, fact))}]"


def sentence(text: str, fact: Fact) -> tuple[int, int]:
    """The sentence a fact stands in."""
    return next(((a, b) for a, b in sentences(text) if a <= fact.start < b), (fact.start, fact.end))
