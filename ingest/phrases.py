"""Phrases: a pattern whose every match begins with a word that can be foreseen, tried only where such a word stands.

Python's `re` tries each of a hundred phrases at each letter of a text, and most sentences have none of their first
words. Here a text's words are listed once for all patterns, and a pattern is tried where one begins as it must. What
it finds is what the pattern itself finds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

MOST = 3  # letters of a word that are looked at
MANY = 2_000  # beginnings above which a pattern is searched as it is
_WORD = re.compile(r"\w+")
_BEGINNINGS = {size: re.compile(rf"(\w{{1,{size}}})\w*") for size in range(1, MOST + 1)}
_ODD = re.compile("[ıİſ\u212a]")  # letters that `re.IGNORECASE` takes for i, s and k

Heads = dict[str, bool]  # beginnings in small letters, and whether the word ends there
Reading = tuple[
    str, bool, bool, bool
]  # letters read, whether a word's start is sure, whether it ends, whether all is read


class Phrases:
    """A pattern, to be searched as `re.Pattern` is. One whose first words cannot be foreseen is searched by itself."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Find out with which letters the matches of a pattern begin."""
        self.pattern = pattern
        heads = _heads_of(pattern)
        short = [len(head) for head, whole in heads.items() if not whole]
        self._size = min(short, default=MOST)
        self._heads = frozenset(head[: self._size] for head in heads)
        self.plain = not heads or not self._size

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match, as the pattern's own `search` does."""
        if self.plain or not (text.isascii() or _ODD.search(text) is None):
            return self.pattern.search(text, start)
        words = _words(text, self._size)
        if self._heads.isdisjoint(words):
            return None
        return next(self._found(text, words, start), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches that do not overlap, as the pattern's own `finditer` does."""
        if self.plain or not (text.isascii() or _ODD.search(text) is None):
            return self.pattern.finditer(text)
        words = _words(text, self._size)
        if self._heads.isdisjoint(words):
            return iter(())
        return self._found(text, words, 0)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of a text."""
        return self.pattern.match(text)

    def _found(self, text: str, words: Mapping[str, list[int]], start: int) -> Iterator[re.Match[str]]:
        match = self.pattern.match
        heads = self._heads.intersection(words)
        places = [at for head in heads for at in words[head]]
        for at in sorted(places) if len(heads) > 1 else places:
            if at >= start and (found := match(text, at)):
                yield found
                start = found.end()


@lru_cache(maxsize=256)  # a sentence is searched for many patterns one after another
def _words(text: str, size: int) -> Mapping[str, list[int]]:
    """Where words stand, by their first letters."""
    places: dict[str, list[int]] = {}
    for found in _BEGINNINGS[size].finditer(text.lower()):  # as long as the text: `_ODD` is not in it
        head = found[1]
        if head in places:
            places[head].append(found.start())
        else:
            places[head] = [found.start()]
    return places


def _heads_of(pattern: re.Pattern[str]) -> Heads:
    """With what the matches of a pattern begin; nothing where it cannot be said, or need not be a word's start."""
    try:
        from re import _parser as parser  # type: ignore[attr-defined]
    except ImportError:  # the standard library's own part, which another version may have elsewhere
        return {}
    try:
        read = _read(parser.parse(pattern.pattern, pattern.flags), {("", False, False, False)})
    except _UnforeseenError:
        return {}
    heads: Heads = {}
    for head, edge, whole, _ in read:
        if not head or not edge:
            return {}
        heads[head] = heads.get(head, True) and (whole or len(head) == MOST)
    return heads


class _UnforeseenError(Exception):
    """A match may begin with anything."""


def _read(items: Iterable[tuple[object, Any]], readings: set[Reading]) -> set[Reading]:
    """Read on through a part of a parsed pattern, in every way in which it may match."""
    for code, value in items:
        open_ = {reading for reading in readings if not reading[3]}
        if not open_:
            break
        readings = (readings - open_) | _step(str(code), value, open_)
        if len(readings) > MANY:
            raise _UnforeseenError
    return readings


def _step(code: str, value: Any, readings: set[Reading]) -> set[Reading]:
    """Read one thing of a parsed pattern."""
    if code == "BRANCH":
        return {reading for items in value[1] for reading in _read(items, readings)}
    if code == "SUBPATTERN":
        return _read(value[3], readings)
    if code in ("MAX_REPEAT", "MIN_REPEAT"):
        return _repeated(value[0], value[1], value[2], readings)
    if code in ("ASSERT", "ASSERT_NOT"):
        return readings
    if code == "AT":
        return {_at(str(value), reading) for reading in readings}
    given = _letters(code, value)
    return {_letter(letter, reading) for letter in given for reading in readings}


def _repeated(least: int, most: int, items: Any, readings: set[Reading]) -> set[Reading]:
    found = set(readings) if not least else set()
    for time in range(1, min(int(most), max(least, MOST)) + 1):
        readings = _read(items, readings)
        found |= readings if time >= least else set()
    return found


def _at(where: str, reading: Reading) -> Reading:
    head, edge, _, _ = reading
    if where not in ("AT_BOUNDARY", "AT_BEGINNING", "AT_END"):
        raise _UnforeseenError
    if head:
        return head, edge, True, True
    return head, edge or where == "AT_BOUNDARY", False, False


def _letters(code: str, value: Any) -> set[str]:
    """The letters that may stand here: "" for what is none, "?" for any."""
    if code == "LITERAL":
        letter = chr(value).lower()
        return {letter if _WORD.fullmatch(letter) else ""}
    if code == "IN":
        return {letter for inside, one in value for letter in _letters(str(inside), one)}
    if code == "RANGE":
        return {letter for each in range(value[0], value[1] + 1) for letter in _letters("LITERAL", each)}
    if code == "CATEGORY" and str(value) in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD"):
        return {""}
    return {"?"}


def _letter(letter: str, reading: Reading) -> Reading:
    head, edge, _, _ = reading
    if letter not in ("", "?"):
        return head + letter, edge, False, len(head) + 1 == MOST
    if not head:
        raise _UnforeseenError
    return head, edge, letter == "", True
