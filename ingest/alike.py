"""How alike two letters are: a draft and the one that was sent, the same letter as PDF and as scan.

Shingles of words, compared exactly between two letters and by MinHash among many (Broder 1997, "On the
resemblance and containment of documents").
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.letter import Letter, Paragraph

WORDS = 5  # in a shingle
ALIKE = 0.8  # a resemblance from which on two letters are reported as near-duplicates
_HASHES = 128
_BAND = 4  # hashes in a band: at 0.8, 32 bands miss one pair in ten million
_MODULUS = (1 << 61) - 1
_MASK = (1 << 64) - 1


def resemblance(first: Sequence[Paragraph], second: Sequence[Paragraph]) -> float:
    """The share of word shingles that two letters have in common (Jaccard), 0 to 1."""
    mine, theirs = shingles(first), shingles(second)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def near_duplicates(letters: Iterable[Letter], at_least: float = ALIKE) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs of letters that are nearly the same, with their resemblance, most alike first."""
    shingled = {letter.metadata.id: shingles(letter.paragraphs) for letter in letters}
    found = [
        (first, second, len(shingled[first] & shingled[second]) / len(shingled[first] | shingled[second]))
        for first, second in _candidates(shingled)
    ]
    yield from sorted((pair for pair in found if pair[2] >= at_least), key=lambda pair: (-pair[2], pair[:2]))


def shingles(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The hashes of a letter's runs of five words; of the whole where it has fewer."""
    words = [word for paragraph in paragraphs for word in re.findall(r"\w+", paragraph.text.casefold())]
    runs = [words[at : at + WORDS] for at in range(max(len(words) - WORDS + 1, 1))] if words else []
    return frozenset(_hash(" ".join(run)) for run in runs)


def minhash(shingled: frozenset[int]) -> tuple[int, ...]:
    """The smallest of the shingles under each of 128 permutations of the form ax + b mod 2^61 - 1."""
    return tuple(min((a * each + b) % _MODULUS for each in shingled) for a, b in _PERMUTATIONS)


def _candidates(shingled: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    """Pairs that share a band of their signatures."""
    buckets: dict[tuple[int, tuple[int, ...]], list[str]] = {}
    for name, each in shingled.items():
        if each:
            signature = minhash(each)
            for band in range(0, _HASHES, _BAND):
                buckets.setdefault((band, signature[band : band + _BAND]), []).append(name)
    return {tuple(sorted(pair)) for names in buckets.values() for pair in combinations(names, 2)}  # type: ignore[misc]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) & _MASK


_PERMUTATIONS = tuple(
    (_hash(f"a{at}") % (_MODULUS - 1) + 1, _hash(f"b{at}") % _MODULUS) for at in range(_HASHES)
)
