"""Dates as British letters write them, with offsets: "26 November 2025", "4th September", "October 2023"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.phrases import Phrases

MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_FORMS = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?(?:\s+of)?\s+{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?\b",
        re.I,
    ),
    Phrases(re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I)),
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>\d{4}|\d{2})\b"),
    Phrases(re.compile(rf"(?<!\d )(?<!\d(?:st|nd|rd|th) )\b{_MONTH},?\s+(?P<year>\d{{4}})\b", re.I)),
)
_DIGIT = re.compile(r"\d")
_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date at `text[start:end]`: the day, or the first of the month where no day is given."""

    day: date | None  # None where the year is missing
    start: int
    end: int
    exact: bool  # False: month and year only
    month: int
    of_month: int  # the day of the month; 1 where not exact

    def in_year(self, year: int) -> date | None:
        """The date in a year that the text does not give; None where there is no such day."""
        return _date(year, self.month, self.of_month)


def dates(text: str) -> list[Dated]:
    """Find the dates in a text, in order; of overlapping readings the longest."""
    if not _DIGIT.search(text):
        return []
    found = sorted(_read(text), key=lambda each: (each.start, -each.end))
    kept: list[Dated] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _read(text: str) -> Iterator[Dated]:
    for form in _FORMS:
        for found in form.finditer(text):
            groups = found.groupdict()
            month = _month(groups.get("month"), groups.get("number"))
            of_month = int(groups.get("day") or 1)
            year = _year(groups.get("year"))
            if _date(year or 2000, month, of_month) is None or (year and year not in _YEARS):
                continue
            day = _date(year, month, of_month) if year else None
            exact = bool(groups.get("day"))
            yield Dated(
                day=day, start=found.start(), end=found.end(), exact=exact, month=month, of_month=of_month
            )


def _month(word: str | None, number: str | None) -> int:
    if word:
        return next(at for at, name in enumerate(MONTHS, start=1) if name.startswith(word[:3].lower()))
    return int(number or 0)


def _year(digits: str | None) -> int:
    if not digits:
        return 0
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
