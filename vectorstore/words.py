"""WordIndex: every content word of the collection with its embedding and its rarity. Derived from the record.

A thesaurus of the collection's own words: `neighbours` gives, for a word that is asked, the words that the
letters use for about the same thing.
"""

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log as ln
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vectorstore.embedder import Embedder
from vectorstore.files import UNREADABLE, remove_quietly, stamp_of, written_whole
from vectorstore.lexical import LexicalIndex
from vectorstore.record import Record
from vectorstore.state import START, Point

log = logging.getLogger(__name__)

LONGEST = 40  # characters; what is longer is no word but a fault of extraction
BATCH = 4_096  # words embedded at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words with their vectors, and where each stands."""

    point: Point
    words: tuple[str, ...]
    matrix: npt.NDArray[np.float32]
    place: Mapping[str, int]
    embedder: str


_NONE = _Words(point=START, embedder="", words=(), matrix=np.zeros((0, 0), dtype=np.float32), place={})


class WordIndex:
    """The words of the collection. Safe to use from many threads."""

    def __init__(self, folder: Path, record: Record, lexical: LexicalIndex, embedder: Embedder) -> None:
        """Keep the vectors in `folder`; counts come from the lexical index."""
        self._path = folder / "words.npz"
        self._record = record
        self._lexical = lexical
        self._embedder = embedder
        self._lock = threading.Lock()
        self._words: _Words | None = None
        self._read_at: tuple[int, int, int] | None = None
        self._counts: tuple[Point, Mapping[str, int], int] = (START, {}, 0)

    @property
    def behind(self) -> bool:
        """Whether the file lacks something that the record has, or cannot be used."""
        return self._current().point != self._record.state.point

    def idf(self, word: str) -> float:
        """Return log((N + 1) / (df + 0.5)), N paragraphs of which df have the word (lower-cased)."""
        counts, paragraphs = self._counted()
        return ln((paragraphs + 1) / (counts.get(word.lower(), 0) + 0.5))

    def neighbours(self, words: Sequence[str], floor: float) -> dict[str, dict[str, float]]:
        """Return for each word the collection's words with a cosine of at least `floor`, nearest first."""
        known, (counts, _) = self._current(), self._counted()
        asked = list(dict.fromkeys(words))
        if not asked or not len(known.matrix):
            return {word: {} for word in asked}
        vectors = self._vectors(asked, known)
        if known.embedder != self._embedder.name:  # the record has just changed its model
            return {word: {} for word in asked}
        cosines = known.matrix @ vectors.T
        return {word: _near(known, cosines[:, place], floor, counts) for place, word in enumerate(asked)}

    def derive(self) -> None:
        """Embed the words that are new, forget those that are gone, and write the file where it changed."""
        known, point = self._load(), self._record.state.point
        if known.point == point:
            return
        wanted = sorted(filter(_is_word, self._counted()[0]))
        new = [word for word in wanted if word not in known.place]
        matrix = np.empty((len(wanted), self._record.state.size), dtype=np.float32)
        fresh = dict(zip(new, range(len(new)), strict=True))
        vectors = self._embedded(new, matrix.shape[1])
        for row, word in enumerate(wanted):
            matrix[row] = known.matrix[known.place[word]] if word in known.place else vectors[fresh[word]]
        self._write(point, wanted, matrix)
        with self._lock:
            self._words = None

    def erase(self) -> None:
        """Delete the file."""
        with self._lock:
            self._words = None
            remove_quietly(self._path)

    def _embedded(self, words: Sequence[str], size: int) -> npt.NDArray[np.float32]:
        parts = [self._embedder.embed(words[start : start + BATCH]) for start in range(0, len(words), BATCH)]
        return np.concatenate([np.zeros((0, size), dtype=np.float32), *parts])

    def _vectors(self, words: Sequence[str], known: _Words) -> npt.NDArray[np.float32]:
        new = [word for word in words if word.lower() not in known.place]
        vectors = (
            dict(zip(new, self._embedder.embed([word.lower() for word in new]), strict=True)) if new else {}
        )
        rows = [
            vectors[word] if word in vectors else known.matrix[known.place[word.lower()]] for word in words
        ]
        return np.array(rows, dtype=np.float32)

    def _counted(self) -> tuple[Mapping[str, int], int]:
        point = self._record.state.point
        with self._lock:
            if self._counts[0] != point:
                self._counts = (point, self._lexical.vocabulary(), self._lexical.count())
            return self._counts[1:]

    def _current(self) -> _Words:
        stamp = stamp_of(self._path)
        with self._lock:
            if (
                self._words is None
                or self._read_at != stamp
                or self._words.embedder != self._record.embedder_name
            ):
                self._words, self._read_at = self._load(), stamp
            return self._words

    def _load(self) -> _Words:
        try:
            with np.load(self._path, allow_pickle=False) as saved:
                generation, token, embedder = bytes(saved["point"]).decode().split(" ", 2)
                words = tuple(bytes(saved["words"]).decode().split("\n")) if len(saved["words"]) else ()
                matrix = saved["matrix"].astype(np.float32)
                if len(words) != len(matrix):
                    raise ValueError("words and vectors differ in number")
        except FileNotFoundError:
            return _NONE
        except UNREADABLE as exc:
            log.warning("the word index at %s cannot be used and is made again: %s", self._path, exc)
            return _NONE
        point = Point(generation=int(generation), token=token)
        if embedder != self._record.embedder_name or not self._record.has(point):
            return _NONE
        place = {word: row for row, word in enumerate(words)}
        return _Words(point=point, embedder=embedder, words=words, matrix=matrix, place=place)

    def _write(self, point: Point, words: Sequence[str], matrix: npt.NDArray[np.float32]) -> None:
        # Half precision: half the file, and cosines true to 0.001.
        with written_whole(self._path) as file:
            np.savez(
                file,
                point=_bytes(f"{point.generation} {point.token} {self._record.embedder_name}"),
                words=_bytes("\n".join(words)),
                matrix=matrix.astype(np.float16),
            )


def _near(
    known: _Words, cosines: npt.NDArray[np.float32], floor: float, counts: Mapping[str, int]
) -> dict[str, float]:
    rows = np.flatnonzero(cosines >= floor)
    nearest = rows[np.argsort(-cosines[rows], kind="stable")]
    # A word whose letters went since the file was written is no longer one of the collection's.
    return {known.words[row]: float(cosines[row]) for row in nearest if known.words[row] in counts}


def _is_word(word: str) -> bool:
    return word.isalpha() and 1 < len(word) <= LONGEST


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)
