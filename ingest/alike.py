"""How alike two letters are: a draft and the one that was sent, a letter and its scan.

Runs of five words ("shingles"), compared exactly between two letters. A letter's sketch, its 64 smallest hashes
(Broder 1997, "On the resemblance and containment of documents"), says which letters to compare. What more than
fifty letters say is no evidence: letters that share all but a name are a form.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.letter import Paragraph

WORDS = 5  # in a run
ALIKE = 0.8  # a resemblance from which on two letters are reported as nearly the same
FORM = 50  # letters that may share a run before it says nothing of any two of them
_WORD = re.compile(r"\w+")
_KEPT = 64  # hashes in a sketch: at 0.8 its estimate is within 0.05, as a standard deviation
DIGITS = 8  # of a hash in a sketch
_FEW = (
    8  # smallest hashes: of two texts that share nine runs of ten, all eight differ once in a hundred million
)


def resemblance(first: Sequence[Paragraph], second: Sequence[Paragraph]) -> float:
    """The share of word shingles that two letters have in common (Jaccard), 0 to 1."""
    return share(shingles(first), shingles(second))


def shingles(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The hashes of a letter's runs of five words; of the whole where it has fewer."""
    return frozenset(digest.hex() for digest in _digests(paragraphs))


def sketch(paragraphs: Sequence[Paragraph]) -> str:
    """The smallest hashes of a letter, one after the other; "" where it has no words."""
    return "".join(digest.hex() for digest in sorted(_digests(paragraphs))[:_KEPT])


def estimate(first: str, second: str) -> float:
    """What two sketches say of the resemblance of their letters."""
    mine, theirs = hashes_of(first), hashes_of(second)
    least = sorted(mine | theirs)[: max(len(mine), len(theirs))]
    return len(mine & theirs & set(least)) / len(least) if mine and theirs else 0.0


def smallest(text: str) -> list[str]:
    """The few hashes by which a letter that has almost all its words in common is found."""
    return [text[at : at + DIGITS] for at in range(0, min(len(text), _FEW * DIGITS), DIGITS)]


def share(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """The share of what either has that both have, 0 to 1."""
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


@lru_cache(maxsize=500)  # a letter is compared with many; 6 MB
def hashes_of(text: str) -> frozenset[str]:
    """The hashes in a sketch."""
    return frozenset(text[at : at + DIGITS] for at in range(0, len(text), DIGITS))


def _digests(paragraphs: Sequence[Paragraph]) -> set[bytes]:
    text = "\n".join(paragraph.text for paragraph in paragraphs).casefold()
    words = [word.encode("utf-8", "replace") for word in _WORD.findall(text)]
    runs = (
        zip(*(words[at:] for at in range(WORDS)), strict=False)
        if len(words) > WORDS
        else [words]
        if words
        else []
    )
    hashed, size = hashlib.blake2b, DIGITS // 2
    return {hashed(run, digest_size=size).digest() for run in map(b" ".join, runs)}
