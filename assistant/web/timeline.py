"""Letters on a line of time, a row for each area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ingest.letter import LetterMetadata, british

UNKNOWN = "Area unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A letter, or the next review that it gives, at its place on the line."""

    letter: LetterMetadata
    place: float  # 0 on the first day of the first year, 1 at the end of the last
    label: str
    due: bool = False  # the next review, not the letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An area's letters, oldest first, then its next review."""

    area: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The years that the line spans, the rows on it, and the letters without a date."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]
    undated: tuple[LetterMetadata, ...]


def timeline(letters: Sequence[LetterMetadata]) -> Timeline:
    """Place every letter; one to two areas stands in both rows."""
    undated = tuple(letter for letter in letters if not letter.sent)
    dated = sorted((letter for letter in letters if letter.sent), key=lambda letter: letter.sent or date.min)
    if not dated:
        return Timeline(years=(), rows=(), undated=undated)
    lanes = sorted(
        ((area, letter) for letter in dated for area in letter.areas or (UNKNOWN,)),
        key=lambda lane: (lane[0] == UNKNOWN, lane[0].casefold()),
    )
    days = [day for letter in dated for day in (letter.sent, letter.next_review) if day]
    years = range(min(days).year, max(days).year + 1)
    rows = tuple(
        _row(area, [letter for _, letter in lane], years)
        for area, lane in groupby(lanes, key=lambda lane: lane[0])
    )
    return Timeline(years=tuple(years), rows=rows, undated=undated)


def _row(area: str, letters: Sequence[LetterMetadata], years: range) -> Row:
    marks = [
        Mark(letter=letter, place=_place(letter.sent, years), label=_label(letter))
        for letter in letters
        if letter.sent
    ]
    last = letters[-1]
    if area != UNKNOWN and last.sent and last.next_review and last.next_review > last.sent:
        shown = last.next_review_text or british(last.next_review)
        place = _place(last.next_review, years)
        marks.append(Mark(letter=last, place=place, label=f"next review {shown}", due=True))
    return Row(area=area, marks=tuple(marks))


def _place(day: date, years: range) -> float:
    first, end = date(years[0], 1, 1), date(years[-1] + 1, 1, 1)
    return (day - first).days / (end - first).days


def _label(letter: LetterMetadata) -> str:
    return ", ".join(part for part in (british(letter.sent), letter.review) if part)
