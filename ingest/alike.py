"""How alike two letters are: a draft and the one that was sent, a letter and its scan.

Runs of five words ("shingles"), compared exactly between two letters. Among many, each letter's sketch, its
64 smallest hashes (Broder 1997, "On the resemblance and containment of documents"), says which pairs to
compare: an index of the sketches is walked once, so the time grows with the number of letters and not with its
square. What more than fifty letters say is no evidence: letters that share all but a name are a form.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.letter import LetterMetadata, Paragraph

WORDS = 5  # in a run
ALIKE = 0.8  # a resemblance from which on two letters are reported as nearly the same
FORM = 50  # letters that may share a run before it says nothing of any two of them
_KEPT = 64  # hashes in a sketch: at 0.8 its estimate is within 0.05, as a standard deviation
_SLACK = 0.2  # how far an estimate may be out
_LEAST = 3  # rare runs in common before two letters are compared
_DIGITS = 8  # of a hash in a sketch
_FEW = (
    8  # smallest hashes: of two texts that share nine runs of ten, all eight differ once in a hundred million
)


def resemblance(first: Sequence[Paragraph], second: Sequence[Paragraph]) -> float:
    """The share of word shingles that two letters have in common (Jaccard), 0 to 1."""
    return _share(shingles(first), shingles(second))


def near_duplicates(
    letters: Iterable[LetterMetadata],
    paragraphs_of: Callable[[str], Sequence[Paragraph]],
    at_least: float = ALIKE,
) -> Iterator[tuple[str, str, float]]:
    """Yield the ids of letters that are nearly the same, with their resemblance, most alike first."""
    sketches = {letter.id: _sketch_of(letter, paragraphs_of) for letter in letters if not letter.unreadable}
    read: dict[str, frozenset[str]] = {}
    found = []
    for pair in _candidates(sketches, at_least - _SLACK):
        for name in pair:
            if name not in read:
                read[name] = shingles(paragraphs_of(name))
        found.append((*pair, _share(read[pair[0]], read[pair[1]])))
    yield from sorted((pair for pair in found if pair[2] >= at_least), key=lambda pair: (-pair[2], pair[:2]))


def shingles(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The hashes of a letter's runs of five words; of the whole where it has fewer."""
    words = [word for paragraph in paragraphs for word in re.findall(r"\w+", paragraph.text.casefold())]
    runs = [words[at : at + WORDS] for at in range(max(len(words) - WORDS + 1, 1))] if words else []
    return frozenset(_hash(" ".join(run)) for run in runs)


def sketch(paragraphs: Sequence[Paragraph]) -> str:
    """The smallest hashes of a letter, one after the other; "" where it has no words."""
    return "".join(sorted(shingles(paragraphs))[:_KEPT])


def estimate(first: str, second: str) -> float:
    """What two sketches say of the resemblance of their letters."""
    return _estimate(_hashes(first), _hashes(second))


def _sketch_of(letter: LetterMetadata, paragraphs_of: Callable[[str], Sequence[Paragraph]]) -> frozenset[str]:
    """A letter's sketch; made anew where an earlier version of Letterbook read the letter."""
    return _hashes(letter.sketch or sketch(paragraphs_of(letter.id)))


class Sketches:
    """The sketches of many letters: which of them a letter may be the same as."""

    def __init__(self) -> None:
        self._sketches: dict[str, str] = {}
        self._holders: dict[str, set[str]] = {}  # of the smallest hashes

    def add(self, letter_id: str, text: str) -> None:
        """Keep a letter's sketch in the place of what it had."""
        self.drop(letter_id)
        self._sketches[letter_id] = text
        for each in _smallest(text):
            self._holders.setdefault(each, set()).add(letter_id)

    def drop(self, letter_id: str) -> None:
        """Forget a letter."""
        for each in _smallest(self._sketches.pop(letter_id, "")):
            self._holders[each].discard(letter_id)

    def like(self, text: str) -> list[str]:
        """The letters whose sketch is like one, the likeliest first."""
        holders = [self._holders.get(each, set()) for each in _smallest(text)]
        near = {name for names in holders if len(names) <= FORM for name in names}
        scores = {name: estimate(text, self._sketches[name]) for name in near}
        return sorted(
            (name for name in near if scores[name] >= ALIKE), key=lambda name: (-scores[name], name)
        )


def _smallest(text: str) -> list[str]:
    """The few hashes by which a letter that has almost all its words in common is found."""
    return [text[at : at + _DIGITS] for at in range(0, min(len(text), _FEW * _DIGITS), _DIGITS)]


def _estimate(mine: frozenset[str], theirs: frozenset[str]) -> float:
    smallest = sorted(mine | theirs)[: max(len(mine), len(theirs))]
    return len(mine & theirs & set(smallest)) / len(smallest) if mine and theirs else 0.0


def _candidates(sketches: Mapping[str, frozenset[str]], at_least: float) -> list[tuple[str, str]]:
    """Pairs whose sketches are alike, among those that share what few letters say."""
    holders: dict[str, list[str]] = {}
    for name, hashes in sketches.items():
        for each in hashes:
            holders.setdefault(each, []).append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if len(names) <= FORM:
            shared.update(combinations(names, 2))
    return [
        pair
        for pair, count in shared.items()
        if count >= min(_LEAST, *(len(sketches[name]) for name in pair))
        and _estimate(*(sketches[name] for name in pair)) >= at_least
    ]


def _share(mine: frozenset[str], theirs: frozenset[str]) -> float:
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _hashes(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _DIGITS] for at in range(0, len(text), _DIGITS))


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_DIGITS // 2).hexdigest()
