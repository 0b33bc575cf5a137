"""Parts of a year by name: seasons, school terms, halves, quarters, school years, months that share one year.

A school's autumn term is longer than autumn. A range of months in brackets ("autumn 2024 (September to December)")
says what is meant, and wins.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from assistant.quantities import value_of

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
YEAR = r"(?:19|20)\d\d"
SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "winter": (12, 14),
}  # months; 13 is January
_TERMS = {"spring": (1, 4), "summer": (4, 7), "autumn": (9, 12)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_RANGE = rf"\(\s*(?:from\s+|between\s+|i\.?e\.?,?\s+)?(?P<one>{MONTH})\s*(?:to|until|till|through|and|-|–)\s*(?P<two>{MONTH})(?:\s+inclusive)?\s*\)"
_NEXT = rf"\s*(?:/|-|–|\bto\b)\s*(?:{YEAR}|\d\d)(?![\d-])"
_SEASON = re.compile(
    rf"\b(?P<season>spring|summer|autumn|winter)(?P<term>\s+term)?(?:\s*(?P<range>{_RANGE}))?(?:\s+of|,)?\s+(?P<year>{YEAR})(?:{_NEXT})?\b",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?:(?P<half>first|second)\s+half|(?P<quarter>first|second|third|fourth|last|final)\s+quarter|(?P<early>start|beginning)|(?P<late>end)|(?P<side>first|last|final)\s+(?P<some>two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01])\s+months)\s+of\s+(?P<year>{YEAR})\b"
    rf"|\bQ(?P<number>[1-4])\s+(?:of\s+)?(?P<year_q>{YEAR})\b|\b(?P<third>early|mid|late)(?:\s+in)?[\s-]+(?P<year_t>{YEAR})\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    rf"\b(?P<kind>academic|school|financial)\s+year(?:\s+of)?\s+(?P<year>{YEAR}){_NEXT}"
    rf"|\b(?P<year_b>{YEAR})\s*[/–-]\s*(?:20)?\d\d(?![\d/.-])(?:\s+(?P<kind_b>academic|school|financial)\s+year)?",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(rf"\s*{_RANGE}", re.IGNORECASE)
_AFTER_COMMA = re.compile(  # "autumn 2024, from September to December"
    rf"\s*[,–-]\s*(?:that\s+is,?\s+|i\.?e\.?,?\s+)?(?:from|between)\s+(?P<one>{MONTH})\s*(?:to|until|till|through|and)\s*(?P<two>{MONTH})(?!\s+(?:of\s+)?{YEAR})",
    re.IGNORECASE,
)
_SHARED = re.compile(  # "March, May and October 2023", "the May and October letters of 2023"
    rf"\b(?P<months>{MONTH}(?:\s*(?:,|,?\s*(?:and|or|&|to(?=\s+the\b)))\s*(?:the\s+)?{MONTH}){{0,5}})\s+"
    rf"(?P<noun>(?:\w+\s+)?(?:letters?|reports?|reviews?|meetings?|stocktakes?|inspections?|visits?)\s+(?:of|in|from|during)\s+)?(?P<year>{YEAR})\b",
    re.IGNORECASE,
)
_ONE_MONTH = re.compile(rf"\b{MONTH}", re.IGNORECASE)

Named = tuple[date, date, int, int]  # its first and last day, and where it is written


class Written:
    """Which characters of a text are read already: of thousands of dates each is asked once."""

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._read = bytearray(length)
        for span in spans:
            self.take(*span)

    def free(self, start: int, end: int) -> bool:
        """Whether none of a span is read."""
        return not any(self._read[start:end])

    def take(self, start: int, end: int) -> None:
        """Read a span."""
        self._read[start:end] = b"\1" * (end - start)


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its first letters."""
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """The first day of one month of a year and the last day of another, which may be in the next year."""
    end_year, end = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end, monthrange(end_year, end)[1])


def parts_of_years(text: str) -> tuple[list[Named], list[tuple[int, int]]]:
    """The parts of years that a text names, and all that says so, years that stand apart from their months included."""
    found: list[Named] = []
    taken: list[tuple[int, int]] = []
    read = Written(len(text))
    for reader in (_seasons, _halves, _school_years, _shared):
        for ones, span in reader(text):
            if read.free(*span):
                found += ones
                taken.append(span)
                read.take(*span)
    return found, taken


def narrowed(text: str, end: int, year: int) -> tuple[date, date, int] | None:
    """The months in brackets right after a period, in its year, and where they end; None where none stand there."""
    found = _IN_BRACKETS.match(text, end) or _AFTER_COMMA.match(text, end)
    return (*_ranged(found, year), found.end()) if found else None


def _seasons(text: str) -> Iterator[tuple[list[Named], tuple[int, int]]]:
    for found in _SEASON.finditer(text):
        year, name = int(found["year"]), found["season"].lower()
        term = _TERMS.get(name) if found["term"] else None
        days = _ranged(found, year) if found["range"] else months(year, *(term or SEASONS[name]))
        yield [(*days, *found.span())], found.span()


def _halves(text: str) -> Iterator[tuple[list[Named], tuple[int, int]]]:
    for found in _PART.finditer(text):
        year = int(found["year"] or found["year_q"] or found["year_t"])
        if half := found["half"]:
            first, length = 6 * (_ORDINALS[half.lower()] - 1) + 1, 6
        elif found["some"]:
            length = int(value_of(found["some"]))
            first = 1 if found["side"].lower() == "first" else 13 - length
        elif found["quarter"] or found["number"]:
            number = int(found["number"] or _ORDINALS[found["quarter"].lower()])
            first, length = 3 * (number - 1) + 1, 3
        else:
            early, mid = found["early"], (found["third"] or "").lower()
            first = 1 if early or mid == "early" else 5 if mid == "mid" else 9
            length = 4
        yield [(*months(year, first, first + length - 1), *found.span())], found.span()


def _school_years(text: str) -> Iterator[tuple[list[Named], tuple[int, int]]]:
    for found in _SCHOOL.finditer(text):
        year, kind = int(found["year"] or found["year_b"]), found["kind"] or found["kind_b"] or ""
        if found["year_b"] and (int(found.group()[4:].strip(" /–-").split()[0][-2:]) != (year + 1) % 100):
            continue  # "2023-25" is no school year
        first = 4 if kind.lower() == "financial" else 9
        yield [(*months(year, first, first + 11), *found.span())], found.span()


def _shared(text: str) -> Iterator[tuple[list[Named], tuple[int, int]]]:
    for found in _SHARED.finditer(text):
        named = list(_ONE_MONTH.finditer(found["months"]))
        if len(named) < 2 and not found["noun"]:
            continue
        ones, at = [], found.start("months")
        for one in named:
            number = month_number(one.group())
            end = found.end() if one is named[-1] and not found["noun"] else at + one.end()
            ones.append((*months(int(found["year"]), number, number), at + one.start(), end))
        yield ones, found.span()


def _ranged(found: re.Match[str], year: int) -> tuple[date, date]:
    one, two = month_number(found["one"]), month_number(found["two"])
    return months(year, one, two if two >= one else two + 12)
