"""How often what was asked again and again was asked, half-year by half-year."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.themes import Mention, again
from ingest.letter import LetterMetadata

LINES = 6  # more cannot be told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A theme, and how many letters of each half-year ask about it."""

    theme: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Half-years from the first dated letter to the last, the letters sent in each, and a line for each theme."""

    halves: tuple[str, ...]
    sent: tuple[int, ...]
    lines: tuple[Line, ...]


def trend(found: Sequence[Mention], letters: Sequence[LetterMetadata], most: int = LINES) -> Trend:
    """Follow the themes that areas were asked about in two letters or more; those of the most letters first."""
    repeated = {one.theme for one in again(found, letters)}
    asked = {
        (one.theme, one.letter.id): one.letter.sent
        for one in found
        if one.doing == "asked" and one.letter.sent and one.theme in repeated
    }
    halves = tuple(_halves(letter.sent for letter in letters if letter.sent))
    sent = Counter(_half(letter.sent) for letter in letters if letter.sent)
    total = Counter(theme for theme, _ in asked)
    times = Counter((theme, _half(day)) for (theme, _), day in asked.items() if day)
    chosen = sorted(total, key=lambda theme: (-total[theme], theme.casefold()))[:most]
    return Trend(
        halves=halves,
        sent=tuple(sent[half] for half in halves),
        lines=tuple(
            Line(theme=theme, counts=tuple(times[theme, half] for half in halves)) for theme in chosen
        ),
    )


def _half(day: date) -> str:
    return f"{'Jan–Jun' if day.month < 7 else 'Jul–Dec'} {day.year}"


def _halves(days: Iterable[date]) -> Iterator[str]:
    known = sorted(days)
    first, last = (known[0], known[-1]) if known else (date.max, date.min)
    for year in range(first.year, last.year + 1):
        for month in (1, 7):
            day = date(year, month, 1)
            if (first.year, first.month > 6) <= (year, month > 6) <= (last.year, last.month > 6):
                yield _half(day)
