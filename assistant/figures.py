"""The figures and dates of a text, for comparison: what a sentence states must stand in its paragraphs.

Unlike quantities.py, which finds what a question asks for, this leaves nothing out: years and ordinals count.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.quantities import WORDS, value_of
from ingest.dates import Dated, dates

Bound = Literal["up", "down", ""]

_WORD = "|".join(sorted((word for word in WORDS if word != "one"), key=len, reverse=True))
_TIMES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_FIGURE = re.compile(
    rf"(?P<unit>[£$€])?\s?(?P<n>\d[\d,]*(?:\.\d+)?|\b(?:{_WORD})(?:[\s-](?:{_WORD}))*\b)"
    r"(?:\s?(?P<times>thousand|million|billion|bn|m|k)\b)?(?P<percent>\s?%|\s?per\s?cent(?:age)?\b)?",
    re.IGNORECASE,
)
_UP = re.compile(
    r"(?:up\s+to|at\s+most|less\s+than|fewer\s+than|no\s+more\s+than|under|below|within|nearly|almost)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"(?:at\s+least|(?<!no )more\s+than|over|above|exceed\w*|in\s+excess\s+of|no\s+(?:less|fewer)\s+than|upwards\s+of)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit ("%", "£" or none) and whether it is said to be a bound."""

    unit: str
    value: float
    bound: Bound = ""


def figures(text: str) -> set[Figure]:
    """Every figure of a text, in digits or words; the pronoun "one" is none."""
    return {_figure(found, text) for found in _FIGURE.finditer(text)}


def misplaced(claim: str, source: str) -> bool:
    """Whether a claim has figures of one kind in another order than its source: "from 63% to 54%" for the reverse."""
    ours, theirs = _in_order(claim), _in_order(source)
    return any(not within(values, theirs.get(unit, [])) for unit, values in ours.items())


def within(some: Sequence[object], all_: Iterable[object]) -> bool:
    """Whether things stand in the same order among others."""
    rest = iter(all_)
    return all(one in rest for one in some)


def plain(text: str) -> str:
    """The text without its dates."""
    for dated in reversed(dates(text)):
        text = f"{text[: dated.start]} {text[dated.end :]}"
    return text


def worded(text: str) -> str:
    """The text without its dates and figures."""
    return _FIGURE.sub(" ", plain(text))


def unknown_figures(claim: str, sources: Iterable[str]) -> bool:
    """Whether a claim states a figure, or a bound to one, that no source has."""
    known = {figure for source in sources for figure in figures(source)}
    return not figures(plain(claim)) <= known


def unknown_dates(claim: str, sources: Iterable[str], sent: Iterable[date | None]) -> bool:
    """Whether a claim states a date that no source prints and on which no source was sent."""
    known = [dated for source in sources for dated in dates(source)]
    days = [day for day in sent if day]
    return not all(any(_same(one, other) for other in known) or _on(one, days) for one in dates(claim))


def _in_order(text: str) -> dict[str, list[float]]:
    """The values of a text by unit, without dates; one that is repeated at once counts once."""
    text = plain(text)
    found: dict[str, list[float]] = {}
    for figure in (_figure(one, text) for one in _FIGURE.finditer(text)):
        values = found.setdefault(figure.unit, [])
        if values[-1:] != [figure.value]:
            values.append(figure.value)
    return found


def _figure(found: re.Match[str], text: str) -> Figure:
    value = value_of(found["n"]) * _TIMES.get((found["times"] or "").lower(), 1)
    unit = "%" if found["percent"] else "£" if found["unit"] == "£" else found["unit"] or ""
    before = text[: found.start()] + " "
    bound: Bound = "up" if _UP.search(before) else "down" if _DOWN.search(before) else ""
    return Figure(unit, value, bound)


def _same(claimed: Dated, printed: Dated) -> bool:
    """Whether a date says no more than a printed one."""
    if claimed.month != printed.month or (claimed.exact and not printed.exact):
        return False
    if claimed.exact and claimed.of_month != printed.of_month:
        return False
    return claimed.day is None or (printed.day is not None and claimed.day.year == printed.day.year)


def _on(claimed: Dated, days: Iterable[date]) -> bool:
    for day in days:
        year = claimed.day.year if claimed.day else day.year
        if (claimed.month, year) == (day.month, day.year) and (
            not claimed.exact or claimed.of_month == day.day
        ):
            return True
    return False
