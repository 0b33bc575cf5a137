""" "Who was the director at the time?": a follow-up keeps the period, or the letter, that the turns before it were about."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.asked import LONGEST
from assistant.collection import Collection
from assistant.conversation import Conversation, Turn
from assistant.periods import Period, periods
from assistant.prose import listed
from ingest.letter import LetterMetadata, british

MOST = 4  # letters that are named one by one; of more the period is said
SHORT = 60  # characters between the first and the last period of a question that are said again
_SPELL = r"(?:year|month|period|term|spring|summer|autumn|winter|quarter|date|day|time|point|stage)"
_THEN = re.compile(
    rf"(?:\b(?P<bound>since|before|after|until|by)\s+(?:then|that\s+{_SPELL})\b"
    rf"|\b(?:(?:at|around|in|during|over|on)\s+(?:the\s+same|that|those|this|the)\s+(?:same\s+)?{_SPELL}s?(?<!in the time)\b(?!\s+(?:of|when|being|that|it|they)\b|-)"
    rf"|(?:that|the\s+same)\s+(?:year|month|term|spring|summer|autumn|winter)\b(?!\s+of\b)|\bback\s+then\b|(?<=\w\s)(?<!and\s)(?<!so\s)\bthen\b(?=\W*$)))",
    re.IGNORECASE,
)
_BOUND = re.compile(r"^(?:from|between|since|after|before|until|till|up\s+to|by|prior\s+to)\b", re.IGNORECASE)
NAMED_LETTER = re.compile(  # what "it" is, too, where the turn before was about one letter of several
    r"\bthe\s+(?:latest|last|most\s+recent|newest|first|second|third|previous)\s+(?:[\w’'-]+\s+){0,2}?(?:letter|report|review|stocktake)\b",
    re.IGNORECASE,
)


def dated(
    question: str, conversation: Conversation | None, areas: Sequence[str], collection: Collection
) -> str:
    """The question with the time that is meant in the place of "at the time"; as it is where no time was spoken of."""
    found = _THEN.search(question)
    if not found or conversation is None or periods(question):
        return question
    turns = [replace(turn, content=turn.content[: 10 * LONGEST]) for turn in conversation.turns]
    time = _spoken_of(turns, areas, collection, bound=(found["bound"] or "").lower())
    return f"{question[: found.start()]}{time}{question[found.end() :]}" if time else question


def _spoken_of(turns: Sequence[Turn], areas: Sequence[str], collection: Collection, *, bound: str) -> str:
    """The period of the last question that has one; else the letter that the last turns name; "" where none does."""
    asked = [turn.content for turn in reversed(turns) if turn.role == "user"]
    for content in asked:
        if spans := periods(content):
            return _of_question(content, spans, areas, collection, bound)
    answers = [turn.content for turn in reversed(turns) if turn.role == "assistant"]
    spans = periods(answers[0]) if answers else ()
    letters = _letters(spans, areas, collection)
    if len(letters) == 1:
        return _in_letters(letters, bound)
    named = NAMED_LETTER.search(asked[0]) if asked else None
    return f"{bound or 'in'} {named.group()}" if named else ""


def _of_question(
    content: str, spans: Sequence[Period], areas: Sequence[str], collection: Collection, bound: str
) -> str:
    """The period as it was written; the letters where the letters sent in it are not the ones that were spoken of."""
    last = spans[-1] if spans[-1].end - spans[0].start <= SHORT else spans[0]
    written = content[spans[0].start : last.end]
    letters = _letters(spans, areas, collection)
    sent_then = all(any(_in(letter.sent, span) for span in spans) for letter in letters)
    if not sent_then and len(letters) <= MOST:
        return _in_letters(letters, bound)
    if bound:
        return f"{bound} {written}" if not _BOUND.match(written) else written
    of_day = spans[0].first is not None and spans[0].first == spans[0].last
    return written if _BOUND.match(written) else f"{'on' if of_day else 'in'} {written}"


def _letters(spans: Sequence[Period], areas: Sequence[str], collection: Collection) -> list[LetterMetadata]:
    """The letters, to the areas where some are spoken of, that were sent or met about in a period."""
    letters = collection.of_area(*areas) if areas else collection.letters
    return [one for one in letters if any(_in(one.sent, span) or _in(one.met, span) for span in spans)]


def _in(day: date | None, span: Period) -> bool:
    return bool(day and (not span.first or span.first <= day) and (not span.last or day <= span.last))


def _in_letters(letters: Sequence[LetterMetadata], bound: str) -> str:
    days = list(dict.fromkeys(british(letter.sent) for letter in letters))
    return f"{bound or 'in'} the {'letter' if len(days) == 1 else 'letters'} of {listed(days)}"
