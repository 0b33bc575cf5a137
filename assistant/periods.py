"""The dates in a question: days, months, years and spans of them.

A date names letters ("the letter of 26 November 2025"), bounds a search ("since March 2024") or belongs to the
fact that is asked ("on time in February"); which of these it is, question.py decides.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s+of)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATE = re.compile(
    rf"\b(?:{_DAY}\s+)?{_MONTH},?\s+{_YEAR}\b|\b{_YEAR.replace('year', 'iso_year')}-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)\b"
    rf"|\b(?P<day3>[0-3]?\d)[/.](?P<month3>[01]?\d)[/.](?P<year3>(?:19|20)\d\d)\b"
    rf"|\b{_MONTH.replace('month', 'month4', 1)}\s+(?P<day4>[0-3]?\d)(?:st|nd|rd|th)?,?\s+{_YEAR.replace('year', 'year4')}\b"
    rf"|(?<!than )(?<!over )(?<!about )(?<!around )(?<!some )(?<!nearly )\b{_YEAR.replace('year', 'alone')}\b(?!\s+(?:pupils|children|people|families|parents|plans|young|places|students|staff|reviews))",
    re.IGNORECASE,
)
_LENT = re.compile(
    rf"\b(?:from|between)\s+{_MONTH.replace('month', 'one', 1)}\s+(?:to|and|until|till|-|–)\s+{_MONTH.replace('month', 'two', 1)}\s+{_YEAR}\b",
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(
    rf"\b(?:in|during|of|by|since|until)\s+{_MONTH}\b(?!\s+(?:19|20)\d\d)", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|from)\s*$", re.IGNORECASE)
_JOIN = re.compile(r"^\s*(?:and|to|until|till|through|-|–)\s*$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from|after|(?<!no )(?<!not )later than)\s*(?:the\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:until|till|before|by|up to|prior to|earlier than|no later than|not later than)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_OR_LATER = re.compile(
    r"\s+(?:(?:or|and)\s+(?:later|after(?:wards)?|since|beyond)|onwards?)\b", re.IGNORECASE
)
_OR_EARLIER = re.compile(r"\s+(?:or|and)\s+(?:earlier|before)\b", re.IGNORECASE)

NEAR = 80  # characters before a date within which stands what makes a period of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the first to the last day, both included; None where it is open. `start:end` is where it is written."""

    first: date | None
    last: date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Mention:
    first: date
    last: date
    start: int
    end: int


def leading_up(text: str, end: int) -> tuple[str, int]:
    """The words right before a place, and where they start: of a text of thousands of dates no more is read for each."""
    start = max(0, end - NEAR)
    return text[start:end], start


def periods(text: str) -> tuple[Period, ...]:
    """Every period a text names, in order; "from A to B" is one."""
    mentions = [mention for found in _DATE.finditer(text) if (mention := _mention(found))]
    spans: list[Period] = [_lent(found) for found in _LENT.finditer(text)]
    mentions = [
        one for one in mentions if all(one.end <= span.start or one.start >= span.end for span in spans)
    ]
    at = 0
    while at < len(mentions):
        one = mentions[at]
        two = mentions[at + 1] if at + 1 < len(mentions) else None
        before, offset = leading_up(text, one.start)
        opening = _BETWEEN.search(before)
        if two and opening and _JOIN.match(text[one.end : two.start]):
            start = opening.start() + offset
            spans.append(Period(first=one.first, last=two.last, start=start, end=two.end))
            at += 2
            continue
        spans.append(_bounded(text, one))
        at += 1
    return tuple(sorted(spans, key=lambda span: span.start))


def bare_months(text: str) -> tuple[str, ...]:
    """Months that are named without a year ("in February")."""
    return tuple(_month_name(found["month"]) for found in _BARE_MONTH.finditer(text))


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its first letters."""
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def _lent(found: re.Match[str]) -> Period:
    """ "From March to December 2023": the year is said once and holds for both months."""
    year, one, two = int(found["year"]), month_number(found["one"]), month_number(found["two"])
    last = date(year, two, monthrange(year, two)[1])
    return Period(first=date(year, one, 1), last=last, start=found.start(), end=found.end())


def _bounded(text: str, one: _Mention) -> Period:
    before, offset = leading_up(text, one.start)
    if since := _SINCE.search(before):
        after = "after" in since.group().lower() or "later" in since.group().lower()
        return Period(
            first=one.last + timedelta(days=1) if after else one.first,
            last=None,
            start=since.start() + offset,
            end=one.end,
        )
    if until := _UNTIL.search(before):
        earlier = bool(re.match(r"before|prior|earlier", until.group(), re.IGNORECASE))
        return Period(
            first=None,
            last=one.first - timedelta(days=1) if earlier else one.last,
            start=until.start() + offset,
            end=one.end,
        )
    rest = text[one.end : one.end + NEAR]
    if later := _OR_LATER.match(rest):
        return Period(first=one.first, last=None, start=one.start, end=one.end + later.end())
    if sooner := _OR_EARLIER.match(rest):
        return Period(first=None, last=one.last, start=one.start, end=one.end + sooner.end())
    return Period(first=one.first, last=one.last, start=one.start, end=one.end)


def _mention(found: re.Match[str]) -> _Mention | None:
    parts = found.groupdict()
    try:
        if parts["alone"]:
            year = int(parts["alone"])
            return _Mention(date(year, 1, 1), date(year, 12, 31), *found.span())
        if parts["year3"] or parts["year4"]:
            month = int(parts["month3"]) if parts["month3"] else month_number(parts["month4"])
            day = date(int(parts["year3"] or parts["year4"]), month, int(parts["day3"] or parts["day4"]))
            return _Mention(day, day, *found.span())
        if parts["iso_year"]:
            day = date(int(parts["iso_year"]), int(parts["iso_month"]), int(parts["iso_day"]))
            return _Mention(day, day, *found.span())
        year, month = int(parts["year"]), month_number(parts["month"])
        if parts["day"]:
            day = date(year, month, int(parts["day"]))
            return _Mention(day, day, *found.span())
        return _Mention(date(year, month, 1), date(year, month, monthrange(year, month)[1]), *found.span())
    except ValueError:  # 31 June: no such day
        return None


def _month_name(written: str) -> str:
    return MONTHS[month_number(written) - 1].capitalize()
