"""The dates in a question: days, months, years and spans of them.

A date names letters ("the letter of 26 November 2025"), bounds a search ("since March 2024") or belongs to the
fact that is asked ("on time in February"); which of these it is, question.py decides.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.seasons import MONTHS, Written, month_number, months, narrowed, parts_of_years

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
_TO = r"(?P<join>to|and|until|till|through|-|–)"
_LENT = re.compile(  # "from March to December 2023", "11 to 19 May 2023": the year is said once and holds for both
    rf"(?:\b(?P<opening>from|between)\s+)?(?:\b{_DAY.replace('day', 'day_one')}\s+)?(?:\b{_MONTH.replace('month', 'one', 1)}\s*)?(?<![\d/.-]){_TO}\s*"
    rf"(?:{_DAY.replace('day', 'day_two')}\s+)?\b{_MONTH.replace('month', 'two', 1)}(?:,|\s+of)?\s+{_YEAR}\b",
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(
    rf"\b(?:in|during|of|by|since|until)\s+{_MONTH}\b(?!\s+(?:19|20)\d\d)", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|from)\s*$", re.IGNORECASE)
_JOIN = re.compile(r"^\s*(?:and|to|until|till|through|-|–)\s*$", re.IGNORECASE)
_LETTERS = re.compile(  # "between the March and the May letters": they are meant, not what lies between
    r"\s+(?:[\w’'-]+\s+)?(?:letters|reports)\b", re.IGNORECASE
)
_SINCE = re.compile(
    r"\b(?:since|from|after|(?<!no )(?<!not )later than)\s*(?:(?:the|its|their)\s+)?$", re.IGNORECASE
)
_UNTIL = re.compile(
    r"\b(?:until|till|before|by|up to|prior to|earlier than|no later than|not later than)\s*(?:(?:the|its|their)\s+)?$",
    re.IGNORECASE,
)
_EVENT = re.compile(  # "since the inspection of May 2019", "after their last visit in 2021": all up to the date
    r"\b(?:(?P<since>(?i:since))|(?P<after>(?<!ooked )(?<!ook )(?<!amed )(?i:after))|(?P<before>(?i:before|prior\s+to))|(?i:until|till|up\s+to))\s+"
    r"(?!(?i:this\s+one)\b)(?:(?i:the|its|their|his|her|our|this|that|an?|being|having|they|it)|[A-Z][\w’'-]*|(?<=[Ss]ince )\w+)\s+"
    r"(?:(?!(?:about|for|with|that|which|who|or|of|in|on|at|from)\b)[\w’'-]+\s+){0,6}?"
    r"(?:(?:(?:held|dated|made|sent)\s+)?(?:of|in|on|from|dated|during)\s+(?:the\s+)?|\()$",
)
_EVENT_AFTER = re.compile(  # "since the May 2019 revisit"
    r"\s+(?:[\w-]+\s+){0,3}?(?:(?:re-?)?visit|(?:re-?)?inspection|review|meeting|stocktake|letter|report)\b(?!\s+of\b)|\s*\)",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(rf"\s+to\s+the\s+{_MONTH}", re.IGNORECASE)
_OF_LETTER = re.compile(r"\b(?:letter|report)\b", re.IGNORECASE)
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

    @property
    def place(self) -> tuple[int, int]:
        """Where it is written."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class _Mention:
    first: date
    last: date
    start: int
    end: int


def undated(text: str) -> str:
    """A question without its periods: "the first half of 2024" is no first letter."""
    for span in periods(text):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def leading_up(text: str, end: int) -> tuple[str, int]:
    """The words right before a place, and where they start: of a text of thousands of dates no more is read for each."""
    start = max(0, end - NEAR)
    return text[start:end], start


def periods(text: str) -> tuple[Period, ...]:
    """Every period a text names, in order; "from A to B" is one."""
    spans = _lent(text)
    mentions = _mentions(text, [(span.start, span.end) for span in spans])
    at = 0
    while at < len(mentions):
        one = mentions[at]
        two = mentions[at + 1] if at + 1 < len(mentions) else None
        before, offset = leading_up(text, one.start)
        opening = _BETWEEN.search(before)
        joined = two and opening and _JOIN.match(text[one.end : two.start])
        if two and opening and joined and not _LETTERS.match(text[two.end : two.end + NEAR]):
            start = opening.start() + offset
            spans.append(Period(first=one.first, last=two.last, start=start, end=two.end))
            at += 2
            continue
        spans.append(_bounded(text, one))
        at += 1
    return tuple(sorted(spans, key=lambda span: span.start))


def _mentions(text: str, taken: list[tuple[int, int]]) -> list[_Mention]:
    """The days, months, years and parts of years a text names, in order, outside of what is read already."""
    read = Written(len(text), taken)
    parts, written = parts_of_years(text)
    found = [_Mention(*one) for one in parts if read.free(one[2], one[3])]
    for span in written:
        read.take(*span)
    dates = [mention for one in _DATE.finditer(text) if (mention := _mention(one))]
    found += [one for one in dates if read.free(one.start, one.end)]
    return [_narrowed(text, one) for one in sorted(found, key=lambda one: one.start)]


def _narrowed(text: str, one: _Mention) -> _Mention:
    """A season or a year held to the months that stand in brackets after it."""
    months_after = narrowed(text, one.end, one.first.year)
    if months_after is None or (one.last - one.first).days < 60:
        return one
    first, last, end = months_after
    return _Mention(first, last, one.start, end)


def bare_months(text: str) -> tuple[str, ...]:
    """Months that are named without a year ("in February")."""
    return tuple(_month_name(found["month"]) for found in _BARE_MONTH.finditer(text))


def _lent(text: str) -> list[Period]:
    """ "From March to December 2023": the year is said once and holds for both."""
    spans = []
    for found in _LENT.finditer(text):
        of_one = found["one"] is None  # "11 to 19 May": its month is said once as well
        if (of_one and not found["day_one"]) or (found["join"].lower() == "and" and not found["opening"]):
            continue
        year, two = int(found["year"]), month_number(found["two"])
        one = two if of_one else month_number(found["one"])
        year_one = year if one <= two else year - 1  # "from November to February 2024"
        try:
            first = date(year_one, one, int(found["day_one"] or 1))
            last = date(year, two, int(found["day_two"])) if found["day_two"] else months(year, two, two)[1]
        except ValueError:  # 31 June: no such day
            continue
        if first <= last:
            spans.append(Period(first=first, last=last, start=found.start(), end=found.end()))
    return spans


def _bounded(text: str, one: _Mention) -> Period:
    before, offset = leading_up(text, one.start)
    rest = text[one.end : one.end + NEAR]
    since, until = _SINCE.search(before), _UNTIL.search(before)
    out_of = _EVENT_AFTER.match(rest) or _TO_ANOTHER.match(rest)
    if since and out_of and since.group().lower().startswith("from"):
        since = None  # "from the May 2024 letter (to the June one)": out of it
    named = (
        _EVENT_AFTER.match(rest) if (since or until) and re.search(r"(?:the|its|their)\s+$", before) else None
    )
    bound = since or until
    if bound and not named:
        return _open(bound, one, offset, since=bool(since))
    if event := bound or _EVENT.search(before):
        return _beside(event, one, offset, named or _EVENT_AFTER.match(rest))
    if later := _OR_LATER.match(rest):
        return Period(first=one.first, last=None, start=one.start, end=one.end + later.end())
    if sooner := _OR_EARLIER.match(rest):
        return Period(first=None, last=one.last, start=one.start, end=one.end + sooner.end())
    return Period(first=one.first, last=one.last, start=one.start, end=one.end)


def _open(found: re.Match[str], one: _Mention, offset: int, *, since: bool) -> Period:
    """ "Since March", "after March"; "until March", "before March"."""
    word, start, day = found.group().lower(), found.start() + offset, timedelta(days=1)
    if since:
        after = "after" in word or "later" in word
        return Period(first=one.last + day if after else one.first, last=None, start=start, end=one.end)
    earlier = bool(re.match(r"before|prior|earlier", word))
    return Period(first=None, last=one.first - day if earlier else one.last, start=start, end=one.end)


def _beside(event: re.Match[str], one: _Mention, offset: int, named: re.Match[str] | None) -> Period:
    """What came since or before something of a date; a letter tells of a meeting of its own month."""
    words = event.group().lower()
    start, end = event.start() + offset, one.end + (named.end() if named else 0)
    if _OF_LETTER.search(f"{words} {named.group() if named else ''}") or one.first == one.last:
        found = _open(event, one, offset, since=bool(re.match(r"since|after|from|later", words)))
        return replace(found, end=end)
    if re.match(r"since|after|from|later", words):
        return Period(first=one.first, last=None, start=start, end=end)
    return Period(first=None, last=one.last, start=start, end=end)


def _mention(found: re.Match[str]) -> _Mention | None:
    parts = found.groupdict()
    try:
        if parts["alone"]:
            year = int(parts["alone"])
            return _Mention(*months(year, 1, 12), *found.span())
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
        return _Mention(*months(year, month, month), *found.span())
    except ValueError:  # 31 June: no such day
        return None


def _month_name(written: str) -> str:
    return MONTHS[month_number(written) - 1].capitalize()
