"""Whether two people may be one: a possibility with its evidence. Names are never altered.

One person is printed as Debbie and as Deborah Ward, as Mulrone and as Mulroney, as K. Moore and as Katie
Moore. Two people share a name, too, so the evidence says what speaks for it: names, posts, organisations.
Among many, only those are compared whose surnames are equal, part of each other, or one letter apart.
"""

import csv
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations, product
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


def same_people(
    people: Iterable[Person], names: Collection[str] | None = None
) -> Iterator[tuple[Person, Person, str]]:
    """Yield the pairs of names that may be one person's, each once, with the strongest evidence.

    They come by name, whatever the order of the people. `names` keeps to the pairs that have one of them.
    """
    wanted = None if names is None else {_parts(name) for name in names}
    by_name: dict[tuple[str, ...], dict[tuple[str, str], Person]] = {}
    for person in people:
        posts = by_name.setdefault(_parts(person.name), {})
        posts.setdefault((person.title.casefold(), person.organisation.casefold()), person)
    for first, second in _neighbours(sorted(name for name in by_name if name)):
        if wanted is not None and first not in wanted and second not in wanted:
            continue
        pairs = product(_by_post(by_name[first]), _by_post(by_name[second]))
        found = [(one, other, why) for one, other in pairs if (why := same_person(one, other)) is not None]
        if found:
            yield max(found, key=lambda pair: ("; both are " in pair[2], "; both of " in pair[2]))


def _by_post(posts: dict[tuple[str, str], Person]) -> list[Person]:
    return [posts[post] for post in sorted(posts)]


def _neighbours(names: Iterable[tuple[str, ...]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of names that share a key: a surname, a part of it, or what is left of it without one letter."""
    holders: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for name in names:
        family = name[-1]
        keys = {("", part) for part in (family, *family.split("-"))}
        if len(family) >= _LEAST:  # a misspelt surname needs the same first name
            keys |= {(name[0], family[:at] + family[at + 1 :]) for at in range(len(family))}
            keys.add((name[0], family))
        for key in keys:
            holders.setdefault(key, []).append(name)
    return list(dict.fromkeys(pair for found in holders.values() for pair in combinations(found, 2)))


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


@lru_cache(maxsize=100_000)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip(".,").casefold() for part in name.split() if part.strip(".,"))
