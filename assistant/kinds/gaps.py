""" "How long after its meeting did Kent get its letter?", "which area waited longest?": the days between two dates.

The dates are those that letters state of themselves: the meeting, the letter, the next review where its day is given.
An inspection report is dated by its inspection, so that nothing lies between them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer import Answer, Group
from assistant.inquiry import Inquiry
from assistant.kinds.dated import cite, exact, fact_of, name_of, printed
from assistant.kinds.draft import Draft
from assistant.kinds.wording import short_area
from assistant.occasions import Occasion, of_dates_alone
from assistant.prose import counted, listed
from ingest.letter import Fact, LetterMetadata

FEW, MANY = 7, 120  # days that are not told in weeks, too; those that are told in months
MONTH = 365.25 / 12  # days

_SPAN = re.compile(
    r"\bhow\s+(?:long|quick(?:ly)?|soon|fast|slow(?:ly)?|promptly)\b|\bhow\s+many\s+(?:days|weeks|months)\b"
    r"|\b(?:gaps?|intervals?|lag|turnaround|time\s+between|days\s+between)\b",
    re.IGNORECASE,
)
_LONGEST = re.compile(r"\b(?:longest|slowest|most\s+(?:days|time|slowly))\b", re.IGNORECASE)
_SHORTEST = re.compile(
    r"\b(?:shortest|quickest|quickly|fastest|soonest|promptest|least\s+(?:time|days)|fewest)\b", re.IGNORECASE
)
_SET = re.compile(r"\b(?:which|what|who|whose|where)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|every|all)\b", re.IGNORECASE)
_NEXT = re.compile(r"\b(?:next|following|due|again)\b", re.IGNORECASE)
_LETTERS = re.compile(r"\b(?:letters?|write|wrote|written|writing)\b", re.IGNORECASE)
_MEETING = re.compile(r"\b(?:meetings?|met|meet|stocktakes?|reviews?|reviewed)\b", re.IGNORECASE)
_TO_COME = re.compile(  # "how long did Kent wait for its letter": since it met
    r"\b(?:wait(?:ed|s)?|get|got|receive|arrive|come|hear)\b(?![^?]*\bletters\b)", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|apart|from|after|separat\w+)\b", re.IGNORECASE)
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """long longest shortest quick quickest quickly fast fastest slow slowest slowly soon promptly promptest gap gaps
    interval lag turnaround delay wait waited waits waiting passed pass elapsed elapse went lay lie lies days weeks months
    time many much get gets got getting receive received receives receiving arrive arrived arriving out up follow followed
    hear heard back send sending issue issuing least fewest letting go apart separates separated separate had having
    how about between after until till from took taken afterwards later actual its theirs own""",
    )
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Two dates of a letter, or of two letters, and the days between them."""

    first: tuple[LetterMetadata, Occasion, Fact]
    last: tuple[LetterMetadata, Occasion, Fact]
    days: int

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas it is of."""
        return self.last[0].area_names


def answer(inquiry: Inquiry) -> Answer | None:
    """The days between, of each letter asked about or the most and the least; None where more is asked."""
    text = inquiry.question.standalone
    most, least = _LONGEST.search(text), _SHORTEST.search(text)
    picked = bool(_SET.search(text) and (most or least))
    if not (picked or _SPAN.search(text)) or not of_dates_alone(text, inquiry.collection, _WORDS):
        return None
    found = _gaps(inquiry)
    pointed = inquiry.question.areas or inquiry.question.letter_ids or _EACH.search(text)
    if not found or not (picked or pointed):
        return None
    return _picked(inquiry, found, longest=bool(most)) if picked else _listed(inquiry, found)


def _gaps(inquiry: Inquiry) -> list[Gap]:
    text = inquiry.question.standalone
    letters = [one for one in inquiry.letters if one.kind == "letter" and not one.unreadable]
    writes, meets = bool(_LETTERS.search(text)), bool(_MEETING.search(text))
    if _NEXT.search(text) and meets:
        stated: Occasion = "sent" if writes else "met"
        return [gap for one in letters if (gap := _gap(one, stated, one, "next_review")) and exact(one)]
    if writes and (meets or _TO_COME.search(text)):
        return [gap for one in letters if (gap := _gap(one, "met", one, "sent"))]
    if not (writes or meets) or not _BETWEEN.search(text):
        return []
    field: Occasion = "sent" if writes else "met"
    names = dict.fromkeys(name for one in letters for name in one.area_names)
    pairs = [pair for name in names for pair in pairwise([one for one in letters if name in one.area_names])]
    return [gap for one, other in pairs if (gap := _gap(one, field, other, field))]


def _gap(one: LetterMetadata, first: Occasion, other: LetterMetadata, last: Occasion) -> Gap | None:
    begins, ends = fact_of(one, first), fact_of(other, last)
    if begins is None or ends is None:
        return None
    days = (getattr(other, last) - getattr(one, first)).days
    return Gap((one, first, begins), (other, last, ends), days) if days >= 0 else None


def _listed(inquiry: Inquiry, found: Sequence[Gap]) -> Answer:
    draft = Draft(inquiry)
    for gap in found:
        _point(draft, gap)
    if len(found) == 1:
        draft.lines = [draft.lines[-1].removeprefix("- ")]
    return draft.done(key="; ".join(in_words(gap.days) for gap in found))


def _picked(inquiry: Inquiry, found: Sequence[Gap], *, longest: bool) -> Answer:
    ordered = sorted(found, key=lambda gap: -gap.days if longest else gap.days)
    chosen = [gap for gap in ordered if gap.days == ordered[0].days]
    draft = Draft(inquiry)
    for gap in chosen:
        _point(draft, gap)
    if len(ordered) > len(chosen):
        draft.say("By contrast:")
        for gap in ordered[len(chosen) :]:
            _point(draft, gap)
    return draft.done(
        key="; ".join(f"{listed(gap.areas)} ({in_words(gap.days)})" for gap in chosen),
        areas=tuple(dict.fromkeys(name for gap in chosen for name in gap.areas)),
        letters=tuple(gap.last[0].id for gap in chosen),
    )


def _point(draft: Draft, gap: Gap) -> None:
    told = [
        f"{name_of(name, letter)} {printed(letter, name, fact)}{cite(draft, letter, fact)}"
        for letter, name, fact in (gap.first, gap.last)
    ]
    areas = listed([short_area(name) for name in gap.areas])
    draft.point(f"**{areas}**: **{in_words(gap.days)}** ({', '.join(told)}).")
    numbers = range(len(draft.cited.citations) - 1, len(draft.cited.citations) + 1)
    draft.groups.append(Group(label=areas, areas=gap.areas, date=gap.last[0].sent, citations=tuple(numbers)))


def in_words(days: int) -> str:
    """ "44 days (about six weeks)"; of a long time its months."""
    told = f"{days} day{'' if days == 1 else 's'}"
    if days < FEW:
        return told
    if days > MANY:
        return f"{told} (about {counted(round(days / MONTH), 'month')})"
    return f"{told} ({'' if days % 7 == 0 else 'about '}{counted(round(days / 7), 'week')})"
