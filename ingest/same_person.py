"""Whether two people may be one: a possibility with its evidence. Names are never altered.

One person is printed as Debbie and as Deborah Ward, as Mulrone and as Mulroney, as K. Moore and as Katie
Moore. Two people share a name, too, so the evidence says what speaks for it: names, posts, organisations.
"""

import csv
from functools import cache
from pathlib import Path

from rapidfuzz.distance import DamerauLevenshtein

from ingest.letter import Person

_TYPO = 1  # edits between two spellings of one name
_LEAST = 5  # letters that a name must have before an edit is a misspelling


def same_person(first: Person, second: Person) -> str | None:
    """Say why two people may be one, or None where nothing speaks for it."""
    mine, theirs = _parts(first.name), _parts(second.name)
    if not mine or not theirs:
        return None
    if mine == theirs:
        return _with_posts(f'the same name "{first.name}"', first, second)
    given, family = _given(mine[0], theirs[0]), _family(mine[-1], theirs[-1])
    if given is None or family is None or (given and family):
        return None  # two differences are two people
    return _with_posts(given or family or "", first, second)


@cache
def _forms() -> dict[str, frozenset[str]]:
    """Every first name and those that it may be short or long for; a row of the file is one name's forms."""
    with (Path(__file__).parent / "short_names.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    names = {name for row in rows for name in row}
    return {name: frozenset(form for row in rows if name in row for form in row) for name in names}


def _given(mine: str, theirs: str) -> str | None:
    """Why two first names may be one: "" where they are equal."""
    if mine == theirs:
        return ""
    if theirs in _forms().get(mine, ()):
        return f'"{mine.title()}" and "{theirs.title()}" are forms of one name'
    if len(mine) == 1 or len(theirs) == 1:
        short, long = sorted((mine, theirs), key=len)
        return f'"{short.upper()}." is the initial of "{long.title()}"' if long[0] == short else None
    return _spelling(mine, theirs)


def _family(mine: str, theirs: str) -> str | None:
    if mine == theirs:
        return ""
    if mine in theirs.split("-") or theirs in mine.split("-"):
        return f'"{mine.title()}" is part of "{theirs.title()}"'
    return _spelling(mine, theirs)


def _spelling(mine: str, theirs: str) -> str | None:
    """Whether two names differ by one letter, as misprints do."""
    if min(len(mine), len(theirs)) < _LEAST or DamerauLevenshtein.distance(mine, theirs) > _TYPO:
        return None
    return f'"{mine.title()}" and "{theirs.title()}" differ by one letter'


def _with_posts(why: str, first: Person, second: Person) -> str:
    if first.title and first.title.casefold() == second.title.casefold():
        return f"{why}; both are {first.title}"
    if first.organisation and first.organisation.casefold() == second.organisation.casefold():
        return f"{why}; both of {first.organisation}"
    if first.title and second.title:
        return f"{why}; {first.title}, and {second.title}"
    return why


def _parts(name: str) -> list[str]:
    return [part.strip(".,").casefold() for part in name.split() if part.strip(".,")]
