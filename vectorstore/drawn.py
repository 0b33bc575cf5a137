"""What a set question looks at: every paragraph of some letters that may answer it, as columns.

Candidates are drawn until the scores run dry: every paragraph that means about the same (cosine at or above a
floor) or shares a content word. No paragraph is read; `paragraphs` reads those that are shown.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.letter import LetterMetadata, Paragraph
from vectorstore.catalogue import EMPTY, Catalogue
from vectorstore.embedder import Embedder
from vectorstore.hit import Query
from vectorstore.record import Record
from vectorstore.retriever import FLOOR, looked
from vectorstore.rows import FEW, Keys, Mask, Places, Rows, Scores
from vectorstore.scan import ExactIndex
from vectorstore.schema import NUMBER_BITS
from vectorstore.stemmed import Segment, no_paragraphs
from vectorstore.stems import StemIndex, Stemming

Paragraphs = Callable[[Sequence[int]], dict[int, Paragraph]]
Fits = Callable[[npt.NDArray[np.uint8], npt.NDArray[np.uint8]], Mask]  # of roles and marks, which will do


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """The candidates, by key. Part by part they are rows of a segment."""

    keys: Keys
    dense: Scores
    also: tuple[Scores, ...] = ()  # the same of each text that would do as well
    roles: npt.NDArray[np.uint8]  # index into rows.ROLES
    parts: tuple[tuple[Segment, Places], ...]
    catalogue: Catalogue  # the letters of the same moment
    paragraphs: Paragraphs  # by key; one that went meanwhile is left out

    @classmethod
    def nothing(cls) -> "Drawn":
        """No candidates."""
        none = np.zeros(0, dtype=np.int64)
        return cls(
            keys=none,
            dense=none.astype(np.float32),
            roles=none.astype(np.uint8),
            parts=((no_paragraphs(), none),),
            catalogue=EMPTY,
            paragraphs=lambda keys: {},
        )

    @property
    def letters(self) -> Mapping[int, LetterMetadata]:
        """The letters by serial."""
        return self.catalogue.by_serial

    @cached_property
    def serials(self) -> npt.NDArray[np.int64]:
        """The serial of each candidate's letter, ascending."""
        return self.keys >> NUMBER_BITS

    @cached_property
    def numbers(self) -> npt.NDArray[np.int64]:
        """The number of each candidate within its letter."""
        return self.keys & (1 << NUMBER_BITS) - 1


class Draws(Protocol):
    """Draws the candidates of a set question."""

    def draw(self, query: Query, fits: Fits | None = None) -> Drawn:
        """Return all that may answer, of the letters that the query's filters leave; only what fits."""


class Drawing:
    """From the exact index and the stems; the words of a question are `stems` of it."""

    def __init__(
        self,
        record: Record,
        exact: ExactIndex,
        stems: StemIndex,
        embedder: Embedder,
        content: Callable[[str], Sequence[str]],
        floor: float = FLOOR,
    ) -> None:
        """Draw what is at or above the floor, or has a stem of the `content` of a query's text or terms."""
        self._record = record
        self._exact = exact
        self._stems = stems
        self._embedder = embedder
        self._content = content
        self._floor = floor

    def draw(self, query: Query, fits: Fits | None = None) -> Drawn:
        """Return all that may answer, of the letters that the query's filters leave; only what fits."""
        stemming = self._stems.view()
        scene, vector = looked(self._record, self._exact, self._embedder, query)
        if scene.empty or not stemming.segments:
            return Drawn.nothing()
        rows, mask, aligned = scene.rows, scene.mask, list(_aligned(scene.rows, stemming))
        if fits:
            for segment, local, places in aligned:
                mask[places] &= fits(rows.roles[places], segment.marks[local])
        dense = _dense(rows, mask, vector)
        also = [_dense(rows, mask, one) for one in self._embedder.embed(query.also)] if query.also else []
        stems = {stem for text in (query.text, *query.terms) for stem in self._content(text)}
        parts, found = [], []
        for segment, local, places in aligned:
            wanted = np.flatnonzero(mask[places])
            rows_here = wanted if isinstance(local, slice) else local[wanted]
            places_here = wanted + places.start if isinstance(places, slice) else places[wanted]
            part = segment.part(rows_here)
            shared = (part or segment).rows_with(stems)
            nearest = np.maximum.reduce([dense[places_here], *(one[places_here] for one in also)])
            near = (nearest >= self._floor) | (shared if part else shared[rows_here])
            parts.append((part, np.flatnonzero(near)) if part else (segment, rows_here[near]))
            found.append(places_here[near])
        chosen = np.concatenate([np.zeros(0, dtype=np.int64), *found])
        return Drawn(
            keys=rows.keys[chosen],
            dense=dense[chosen],
            also=tuple(one[chosen] for one in also),
            roles=rows.roles[chosen],
            parts=tuple(parts),
            catalogue=scene.catalogue,
            paragraphs=self._record.paragraphs_at,
        )


def _dense(rows: Rows, mask: Mask, vector: Scores) -> Scores:
    """The cosine of every row of the mask; below every floor for the others where most are not asked for."""
    if mask.mean() >= FEW:
        return rows.scores(vector)
    scores = np.full(len(mask), -2, dtype=np.float32)
    some = np.flatnonzero(mask)
    scores[some] = rows.scores_of(some, vector)
    return scores


def _aligned(rows: Rows, stemming: Stemming) -> Iterator[tuple[Segment, Places | slice, Places | slice]]:
    """For each segment its own rows and the places of the same paragraphs in `rows`, one for one."""
    for segment in stemming.segments:
        start, end = np.searchsorted(rows.keys, (segment.keys[0], segment.keys[-1] + 1)).tolist()
        here = rows.keys[start:end]
        if np.array_equal(here, segment.keys):
            yield segment, slice(None), slice(start, end)
        else:  # a paragraph without a vector, or a letter that came or went between two looks
            _, places, local = np.intersect1d(here, segment.keys, assume_unique=True, return_indices=True)
            yield segment, local, places + start
