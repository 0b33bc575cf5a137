"""Letters on a line of time, a row for each area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ingest.letter import LetterMetadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A letter at its place on the line."""

    letter: LetterMetadata
    place: float  # 0 at the first day of the first year, 1 at the last of the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An area's letters, oldest first."""

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
    dated = [(area, letter, letter.sent) for letter in letters if letter.sent for area in _rows(letter)]
    if not dated:
        return Timeline(years=(), rows=(), undated=tuple(letters))
    first, last = min(sent.year for *_, sent in dated), max(sent.year for *_, sent in dated)
    span = (date(last + 1, 1, 1) - date(first, 1, 1)).days
    dated.sort(key=lambda row: (row[0] == UNKNOWN, row[0].casefold(), row[2]))
    rows = tuple(
        Row(
            area=area,
            marks=tuple(
                Mark(letter=letter, place=(sent - date(first, 1, 1)).days / span) for _, letter, sent in group
            ),
        )
        for area, group in groupby(dated, key=lambda row: row[0])
    )
    undated = tuple(letter for letter in letters if not letter.sent)
    return Timeline(years=tuple(range(first, last + 1)), rows=rows, undated=undated)


UNKNOWN = "Area unknown"


def _rows(letter: LetterMetadata) -> tuple[str, ...]:
    return letter.areas or (UNKNOWN,)
