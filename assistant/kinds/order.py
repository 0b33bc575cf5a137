"""Which came first or last, and meetings, inspections or letters in the order of their dates, each cited."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Answer, Group
from assistant.inquiry import Inquiry, scope
from assistant.kinds import refusals
from assistant.kinds.dated import cite, fact_of, name_of, printed, within
from assistant.kinds.draft import Draft
from assistant.kinds.wording import letter_phrase, short_area
from assistant.occasions import Occasion, occasion
from assistant.periods import undated
from assistant.prose import escaped, listed
from ingest.letter import LetterMetadata

_IN_ORDER = re.compile(
    r"\bin\s+(?:(?:date|time|chronological|the)\s+)?(?:order|sequence)\b|\b(?:what|which|date|time|chronological)\s+(?:order|sequence)\b|\bchronological(?:ly)?\b"
    r"|\b(?:by|of)\s+(?:date|time)\b|\b(?:oldest|earliest|newest|latest|most\s+recent)\s+(?:ones?\s+)?first\b"
    r"|\bfrom\s+(?:the\s+)?(?:oldest|earliest|first|newest|latest|last|most\s+recent)\b[^?]{0,30}\bto\b|\btimeline\s+of\b",
    re.IGNORECASE,
)
_NEWEST_FIRST = re.compile(
    r"\b(?:newest|latest|most\s+recent)\s+(?:ones?\s+)?first\b|\bfrom\s+(?:the\s+)?(?:newest|latest|last|most\s+recent)\b|\breverse\b",
    re.IGNORECASE,
)
_EARLY = r"(?:first|earliest|earlier|oldest|older|soonest|sooner|longest\s+ago)"
_LATE = r"(?:last|latest|later|newest|newer|(?:most|more)\s+recent(?:ly)?)"
_PLACE = re.compile(
    rf"\b(?:(?P<early>{_EARLY})|(?P<late>{_LATE}))\b(?!\s+than\b|\s+(?:\w+\s+)?(?:years?|months?|weeks?|days?|terms?)\b)",
    re.IGNORECASE,
)
_BOTH = re.compile(  # "the earliest and the latest inspection"
    rf"\b{_EARLY}\s+(?:\w+\s+)?and\s+(?:(?:the|our|its)\s+)?{_LATE}\b|\b{_LATE}\s+(?:\w+\s+)?and\s+(?:(?:the|our|its)\s+)?{_EARLY}\b"
    rf"|\b(?:{_EARLY}\b[^?]*\band\s+(?:which|what|who)\b[^?]*\b{_LATE}|{_LATE}\b[^?]*\band\s+(?:which|what|who)\b[^?]*\b{_EARLY})\b",
    re.IGNORECASE,
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(?P<number>{'|'.join(_NUMBERS[1:])})"
_FEW = re.compile(
    rf"\b(?:{_EARLY}|{_LATE})\s+{_NUMBER}\b|\b{_NUMBER.replace('number', 'number_b')}\s+(?:{_EARLY}|{_LATE})\b",
    re.IGNORECASE,
)
_NEIGHBOUR = re.compile(
    r"\b(?:just|right|directly|immediately|straight)\s+(?:before|after)\b|\bnext\s+after\b", re.IGNORECASE
)
_STOCKTAKE = re.compile(r"\bstocktakes?\b", re.IGNORECASE)
_REVIEW = re.compile(r"\breviews?\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:which|what|who|whose|name|tell|or)\b", re.IGNORECASE)
_WHEN = re.compile(r"\bwhen\b|\b(?:what|which)\s+(?:date|day|month|year)\b|\bdates?\s+of\b", re.IGNORECASE)
_AREAS = re.compile(r"\b(?:areas?|councils?|partnerships?|authorit(?:y|ies)|places?|who)\b", re.IGNORECASE)
_SIDE = re.compile(
    r"\b(?P<before>before|earlier\s+than|sooner\s+than|ahead\s+of)\b|\b(?:after|later\s+than|more\s+recently\s+than)\b",
    re.IGNORECASE,
)
_THEN = re.compile(  # "which areas were last inspected in 2024?": all of those, and not the last of them
    r"\b(?:areas|councils|partnerships|authorities|places|who|whose)\b[^?]*?(?<!\bhad\s)\b(?:last|most\s+recent(?:ly)?)\s+(?:(?:full|joint|area|SEND)\s+)*(?:inspect(?:ed|ions?)|review(?:ed|s)?|visit(?:ed|s)?|met|seen)\s+(?:(?:was|were|took\s+place|came)\s+)?(?:back\s+)?(?:in|during|before|since|between)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"^\W*(?:(?:and|so|but)\s+)?(?:was|were|did|is|are|has|had)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A letter, and the day that counts."""

    letter: LetterMetadata
    day: date


def answer(inquiry: Inquiry) -> Answer | None:
    """What is asked of the order of meetings, inspections or letters; None where a question asks something else."""
    text = undated(inquiry.question.standalone)
    in_order, placed, side = _IN_ORDER.search(text), _PLACE.search(text), _SIDE.search(text)
    if not (in_order or placed or side):
        return None
    field = occasion(inquiry.question.standalone, inquiry.collection)
    found = _held(inquiry, field) if field else []
    if not found:
        return None
    if in_order:
        return _listed(inquiry, field, found[::-1] if _NEWEST_FIRST.search(text) else found)
    if _BOTH.search(text) and len({one.day for one in found}) > 1:
        return _listed(inquiry, field, [found[0], found[-1]])
    if _WHEN.search(text):
        return None
    if _THEN.search(inquiry.question.standalone) and not _names(inquiry):
        then = _latest_then(inquiry, field)
        return _listed(inquiry, field, then) if then else None
    if placed and (few := _FEW.search(text)):
        many = _NUMBERS.index((few["number"] or few["number_b"]).lower()) + 1
        return _listed(inquiry, field, found[:many] if placed["early"] else found[-many:])
    if side and not placed:
        return _beside(inquiry, field, before=bool(side["before"]))
    return (
        _picked(inquiry, field, found, late=bool(placed["late"])) if placed and _WHICH.search(text) else None
    )


def _names(inquiry: Inquiry) -> tuple[str, ...]:
    return inquiry.question.areas or inquiry.followed.areas


def _held(inquiry: Inquiry, field: Occasion, *, all_areas: bool = False) -> list[Held]:
    """The letters in scope that state the day, in its order; of next reviews the last that each area was told."""
    question = replace(inquiry.question, latest=False, newest=None, nth=None, sent_from=None, sent_to=None)
    question = replace(question, areas=()) if all_areas else question
    letters: Sequence[LetterMetadata] = scope(question, inquiry.followed, inquiry.collection)
    if _STOCKTAKE.search(question.standalone) and not _REVIEW.search(question.standalone):
        letters = [letter for letter in letters if "stocktake" in letter.review] or letters
    letters = [letter for letter in letters if fact_of(letter, field)]
    stating = [letter for letter in letters if within(letter, field, question.spans)]
    if field == "next_review":
        last = {name: letter.id for letter in stating for name in letter.area_names}
        stating = [letter for letter in stating if letter.id in last.values()]
    return sorted((Held(letter=one, day=getattr(one, field)) for one in stating), key=lambda one: one.day)


def _latest_then(inquiry: Inquiry, field: Occasion) -> list[Held]:
    """The letters of the areas whose latest meeting or inspection was in the period that is asked."""
    question = inquiry.question
    every = replace(inquiry, question=replace(question, spans=()))
    latest = sorted(_of_each(_held(every, field), (), late=True), key=lambda one: one.day)
    return [one for one in latest if question.spans and within(one.letter, field, question.spans)]


def _listed(inquiry: Inquiry, field: Occasion, found: Sequence[Held]) -> Answer:
    draft = Draft(inquiry)
    keys = [_point(draft, one, field) for one in found]
    names = tuple(dict.fromkeys(name for one in found for name in one.letter.area_names))
    undated = [letter for letter in inquiry.letters if not letter.unreadable and not fact_of(letter, field)]
    if undated and field != "next_review":
        draft.say(f"No such date is given in {listed([letter_phrase(letter) for letter in undated])}.")
    of_areas = inquiry.question.intent in ("list-areas", "count")
    return draft.done(key="; ".join(keys), areas=names if of_areas else None)


def _point(draft: Draft, one: Held, field: Occasion) -> str:
    """A line of one letter; its short form."""
    fact = fact_of(one.letter, field)
    assert fact is not None
    when, areas = (
        printed(one.letter, field, fact),
        listed([short_area(name) for name in one.letter.area_names]),
    )
    draft.point(f"**{when}**: {areas}, {name_of(field, one.letter)}{cite(draft, one.letter, fact)}")
    draft.groups.append(
        Group(
            label=areas,
            areas=one.letter.area_names,
            date=one.letter.sent,
            citations=(len(draft.cited.citations),),
        )
    )
    return f"{when} ({areas})"


def _picked(inquiry: Inquiry, field: Occasion, found: Sequence[Held], *, late: bool) -> Answer:
    """The area or letter that comes first or last; those named that it is set against after it."""
    names = _names(inquiry)
    if len(names) > 1 or (not names and _AREAS.search(inquiry.question.standalone)):
        found = _of_each(found, names, late=late)
    found = sorted(found, key=lambda one: one.day, reverse=late)
    chosen = [one for one in found if one.day == found[0].day]
    rest = [one for one in found if one not in chosen] if len(names) > 1 else []
    draft = Draft(inquiry)
    keys = [_said(draft, one, field, strong=True) for one in chosen]
    against = [_said(draft, one, field, strong=False) for one in rest]
    text = f"{listed([words for words, _ in keys])}{'; ' if against else ''}{'; '.join(words for words, _ in against)}."
    missing = [
        *[n for n in names if not any(n in one.letter.area_names for one in found)],
        *inquiry.question.absent,
    ]
    draft.lines = [text]
    if missing:
        draft.say(f"Nothing here says when it was for {escaped(listed(missing))}.")
    areas = tuple(dict.fromkeys(name for one in chosen for name in one.letter.area_names))
    return draft.done(
        "partial" if missing else "answered", key="; ".join(key for _, key in keys), areas=areas
    )


def _of_each(found: Sequence[Held], names: Sequence[str], *, late: bool) -> list[Held]:
    """The first or the last of each area, of those named alone where some are."""
    by_area: dict[str, Held] = {}
    for one in found if late else reversed(found):
        for name in one.letter.area_names:
            if not names or name in names:
                by_area[name] = one
    return list({one.letter.id: one for one in by_area.values()}.values())


def _said(draft: Draft, one: Held, field: Occasion, *, strong: bool) -> tuple[str, str]:
    """An area with its date as it stands in a sentence; its short form."""
    fact = fact_of(one.letter, field)
    assert fact is not None
    areas, when = (
        listed([short_area(name) for name in one.letter.area_names]),
        printed(one.letter, field, fact),
    )
    marked = f"**{areas}**" if strong else areas
    return (
        f"{marked}: {name_of(field, one.letter)} {when}{cite(draft, one.letter, fact)}",
        f"{areas} ({when})",
    )


def _beside(inquiry: Inquiry, field: Occasion, *, before: bool) -> Answer | None:
    """Whether one of two areas came before, or after, the other; or the areas that came before, or after, one."""
    names, text = _names(inquiry), inquiry.question.standalone
    if inquiry.question.absent:
        return refusals.absent_place(inquiry)
    found = _held(inquiry, field, all_areas=len(names) == 1)
    if len(names) == 1 and _WHICH.search(text):
        mark = _of_each(found, names, late=not before)
        others = [
            one for one in found if mark and (one.day < mark[0].day if before else one.day > mark[0].day)
        ]
        others = (
            others[-1:]
            if before and _NEIGHBOUR.search(text)
            else others[:1]
            if _NEIGHBOUR.search(text)
            else others
        )
        return _listed(inquiry, field, others) if others else None
    if len(names) != 2 or not _YES_NO.search(text):
        return None
    late = "recent" in text  # of several meetings the first counts
    one, two = (_of_each(found, [name], late=late) for name in names)
    if not one or not two or one[0].day == two[0].day:
        return None
    draft = Draft(inquiry)
    sides = [_said(draft, side[0], field, strong=False) for side in (one, two)]
    word = "Yes" if (one[0].day < two[0].day) is before else "No"
    draft.lines = [f"**{word}**: {'; '.join(words for words, _ in sides)}."]
    return draft.done(key=f"{word}: {'; '.join(key for _, key in sides)}")
