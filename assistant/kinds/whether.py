"""Whether something took place when a question says so: confirmed or corrected from the dates that letters state."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant import frames
from assistant.answer import Answer
from assistant.collection import NUMBERED_REVIEW, numbered
from assistant.inquiry import Inquiry, scope
from assistant.kinds.dated import cite, fact_of, name_of, printed, within
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase, short_area
from assistant.occasions import Occasion, occasion
from assistant.periods import Period, periods
from assistant.prose import listed
from assistant.seasons import MONTH, MONTHS, month_number
from ingest.letter import LetterMetadata

_TAG = re.compile(  # "…, wasn't it?"
    r",?\s*\b(?:(?:was|is|were|are|did|does|had|has|do)(?:n['’]t)?\s+(?:it|they|there|he|she|we|not)|(?:is\s+)?(?:that|this)\s+(?:right|correct|true|so)|am\s+i\s+right|(?:is\s+that\s+)?(?:correct|right|true|yes|no))\W*$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"^\W*(?:(?:can|could|would)\s+you\s+)?(?:please\s+)?(?:confirm|check)\b|\b(?:is\s+it|am\s+i)\s+(?:true|right|correct|the\s+case)\b|^\W*(?:so\s+)?(?:i|we)\s+(?:think|thought|believe|understand|heard)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:which|what|who|whose|when|where|why|how|or)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)
_DAY = re.compile(
    rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{MONTH})|\b(?P<month_b>{MONTH})\s+(?P<day_b>[0-3]?\d)(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)
_AS_REVIEW = re.compile(  # "the letter of May 2023 was its six month review"
    rf"\b(?:was|is|were|are|be)(?:n['’]t)?\s+(?:[\w’'-]+\s+){{0,8}}?{NUMBERED_REVIEW.pattern}(?:\s+(?:of|for|in|by|letter)\b[^?]*)?\W*$",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(r"\b(?:next|due|will|going\s+to)\b", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"\b(?:in|during|last|this)\s+(?P<month>{MONTH})", re.IGNORECASE)

Fits = Callable[[LetterMetadata], bool]


def answer(inquiry: Inquiry) -> Answer | None:
    """Yes or no, with the dates; None where a question does not ask whether something took place at a time."""
    text = inquiry.question.standalone
    names = inquiry.question.areas or inquiry.followed.areas
    if (
        not names
        or _OTHER.search(text)
        or not (_TAG.search(text) or _ASKED.search(text) or frames.YES_NO.search(text))
    ):
        return None
    if of_kind := _as_review(inquiry, names):
        return of_kind
    field = occasion(text, inquiry.collection)
    fits = _fits(text, field) if field else None
    letters = _dated(inquiry, field, names) if fits else []
    if fits is None or not all(any(name in one.area_names for one in letters) for name in names):
        return None
    held = [one for one in letters if fits(one)]
    true = all(any(name in one.area_names for one in held) for name in names)
    return _told(inquiry, field, held if true else letters, true=true)


def _as_review(inquiry: Inquiry, names: Sequence[str]) -> Answer | None:
    """Whether a letter was of the numbered review that it is said to be; None where that is not put to it."""
    said = _TAG.sub("", inquiry.question.standalone)
    found, spans = _AS_REVIEW.search(said), periods(said)
    if not found or _NOT_THIS.search(said) or (not spans and not inquiry.question.latest):
        return None
    theirs = [one for one in inquiry.collection.letters if set(names).intersection(one.area_names)]
    then = [one for one in theirs if within(one, "sent", spans) or within(one, "met", spans)]
    letters = [one for one in (then if spans else theirs[-1:]) if fact_of(one, "review")]
    if not letters:
        return None
    wanted = numbered(found[1])
    true = any(one.review.startswith(f"{wanted}-month") for one in letters)
    yes, no = ("It was", "It was not") if _DENIED.search(said) else ("Yes", "No")
    word = yes if true else no
    draft, told, keys = Draft(inquiry), [], []
    for letter in letters:
        fact = fact_of(letter, "review")
        assert fact is not None
        told.append(f"{letter_phrase(letter)} is of the {letter.review}{cite(draft, letter, fact)}")
        keys.append(letter.review)
    draft.say(f"**{word}**: {'; '.join(told)}.")
    return draft.done(key=f"{word}: {'; '.join(dict.fromkeys(keys))}")


def _dated(inquiry: Inquiry, field: Occasion, names: Sequence[str]) -> list[LetterMetadata]:
    """The letters to the areas that state the day: the review named, the first or the last where that is meant."""
    pointed = inquiry.collection.referred(inquiry.question.standalone, ()).letter_ids
    question = replace(inquiry.question, areas=tuple(names), letter_ids=pointed, sent_from=None, sent_to=None)
    letters = [
        letter for letter in scope(question, inquiry.followed, inquiry.collection) if fact_of(letter, field)
    ]
    if field == "sent":  # a report states the days of its inspection, not when it was sent
        return [letter for letter in letters if letter.kind == "letter"]
    if field == "next_review":
        last = {name: letter.id for letter in letters for name in letter.area_names}
        return [letter for letter in letters if letter.id in last.values()]
    return letters


def _fits(text: str, field: Occasion) -> Fits | None:
    """What tells whether a letter's date is the one that is said; None where none is said."""
    if spans := periods(text):
        return lambda letter: within(letter, field, spans)
    if found := _DAY.search(text):
        day, month = int(found["day"] or found["day_b"]), month_number(found["month"] or found["month_b"])
        return lambda letter: any(
            _any_year(letter, field, year, month, day) for year in _years(letter, field)
        )
    if alone := _MONTH_ALONE.search(text):
        month = month_number(alone["month"])
        return lambda letter: any(_any_year(letter, field, year, month) for year in _years(letter, field))
    return None


def _years(letter: LetterMetadata, field: Occasion) -> Sequence[int]:
    day: date | None = getattr(letter, field)
    return (day.year, day.year + 1) if day else ()


def _any_year(letter: LetterMetadata, field: Occasion, year: int, month: int, day: int = 0) -> bool:
    """Whether a letter's date is that day, or in that month, of a year."""
    written = f"{day} {MONTHS[month - 1]} {year}" if day else f"{MONTHS[month - 1]} {year}"
    spans: tuple[Period, ...] = periods(written)
    return bool(spans) and within(letter, field, spans)


def _told(inquiry: Inquiry, field: Occasion, letters: Sequence[LetterMetadata], *, true: bool) -> Answer:
    draft = Draft(inquiry)
    denied = _DENIED.search(_TAG.sub("", inquiry.question.standalone))
    word = ("It was" if true else "It was not") if denied else ("Yes" if true else "No")
    if (
        not true
        and field == "next_review"
        and all(_of_month(one, inquiry.question.standalone) for one in letters)
    ):
        word = "Only the month is given"
    several = len({name for one in letters for name in one.area_names}) > 1
    told, keys = [], []
    for letter in letters:
        fact = fact_of(letter, field)
        assert fact is not None
        when, areas = printed(letter, field, fact), short_area(listed(letter.area_names))
        told.append(f"{areas}: {name_of(field, letter)} {when}{cite(draft, letter, fact)}")
        keys.append(f"{when} ({areas})" if several else when)
    draft.say(f"**{word}**. {'; '.join(told)}.")
    if not true and field == "met" and (planned := _planned(draft, letters[-1], inquiry.question.standalone)):
        draft.say(planned)
    return draft.done(key=f"{word}: {'; '.join(keys)}")


def _of_month(letter: LetterMetadata, text: str) -> bool:
    """Whether the day that is said lies in the month that is all that a letter gives."""
    day, spans = letter.next_review, periods(text)
    if day is None or re.search(r"\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+\d{4}", letter.next_review_text):
        return False
    return any(span.first and (span.first.year, span.first.month) == (day.year, day.month) for span in spans)


def _planned(draft: Draft, last: LetterMetadata, text: str) -> str:
    """That the review was to come then by the last letter, which no later one tells of."""
    fact, fits = fact_of(last, "next_review"), _fits(text, "next_review")
    if fact is None or fits is None or not fits(last):
        return ""
    when = printed(last, "next_review", fact)
    return f"That letter sets the next one for then ({when}{cite(draft, last, fact)}); no later letter here tells of it."
