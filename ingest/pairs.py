"""Which of many letters are nearly the same: a draft and the letter that was sent.

An index of the letters' sketches is walked once and says which pairs to compare, so the time grows with the
number of letters and not with its square. Of a letter no more than its sketch is held.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import combinations

import numpy as np

from ingest.alike import ALIKE, DIGITS, FORM, estimate, hashes_of, share, shingles, sketch
from ingest.letter import LetterMetadata, Paragraph

SLACK = 0.2  # how far an estimate may be out
LEAST = 3  # rare runs in common before two letters are compared
HELD = 200  # letters whose runs are held while pairs are compared
SORTED = 200_000  # hashes that are sorted together


def near_duplicates(
    letters: Iterable[LetterMetadata],
    paragraphs_of: Callable[[str], Sequence[Paragraph]],
    at_least: float = ALIKE,
    of: AbstractSet[str] | None = None,
) -> Iterator[tuple[str, str, float]]:
    """Yield the ids of letters that are nearly the same, with their resemblance, most alike first.

    `of` keeps to the pairs that have one of some letters. Of a letter no more than its sketch is held.
    """
    sketches = _Sketches()
    for letter in letters:
        if not letter.unreadable:
            # Made anew where an earlier version of Letterbook read the letter.
            sketches.add(letter.id, letter.sketch or sketch(paragraphs_of(letter.id)))
    read = lru_cache(HELD)(lambda name: shingles(paragraphs_of(name)))
    found = []
    for pair in sketches.candidates(at_least - SLACK):
        first, second = sorted(sketches.names[place] for place in pair)
        if of is None or first in of or second in of:
            found.append((first, second, share(read(first), read(second))))
    yield from sorted((pair for pair in found if pair[2] >= at_least), key=lambda pair: (-pair[2], pair[:2]))


class _Sketches:
    """The sketches of many letters, four bytes a hash."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._hashes = array("I")
        self._ends = array("q", [0])

    def add(self, name: str, text: str) -> None:
        """Keep one more letter's."""
        self.names.append(name)
        self._hashes.extend(int(each, 16) for each in sorted(hashes_of(text)))
        self._ends.append(len(self._hashes))

    def candidates(self, at_least: float) -> list[tuple[int, int]]:
        """Pairs of places whose sketches are alike, among those that share what few letters say."""
        shared: Counter[tuple[int, int]] = Counter()
        for holders in self._holders():
            shared.update(combinations(holders, 2))
        sketch_at = lru_cache(1_000)(self._sketch)
        return sorted(
            pair
            for pair, count in shared.items()
            if count >= min(LEAST, *(self._ends[at + 1] - self._ends[at] for at in pair))
            and estimate(*map(sketch_at, pair)) >= at_least
        )

    def _holders(self) -> Iterator[list[int]]:
        """Yield the letters that share a hash, for each hash that several letters have and no form has."""
        hashes, ends = np.array(self._hashes, np.uint32), np.array(self._ends)
        owners = np.repeat(np.arange(len(self.names), dtype=np.int32), np.diff(ends))
        parts = len(hashes) // SORTED + 1  # so that sorting them takes no more memory where they are many
        for part in range(parts):
            some = np.flatnonzero(hashes % parts == part)
            some = some[np.argsort(hashes[some], kind="stable")]
            starts = np.flatnonzero(np.diff(hashes[some].astype(np.int64), prepend=-1))
            counts = np.diff(starts, append=len(some))
            several = (counts > 1) & (counts <= FORM)
            for start, count in zip(starts[several].tolist(), counts[several].tolist(), strict=True):
                yield owners[some[start : start + count]].tolist()

    def _sketch(self, place: int) -> str:
        hashes = self._hashes[self._ends[place] : self._ends[place + 1]]
        return "".join(f"{each:0{DIGITS}x}" for each in hashes)
