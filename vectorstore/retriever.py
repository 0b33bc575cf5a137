"""Retriever (Protocol), and three of them: dense, lexical, and hybrid by reciprocal rank fusion.

Where a query gives no `top_k` they draw until the scores run dry: every paragraph that means about the same
(cosine at or above a floor) or shares a content word, because a set question must miss nothing.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from vectorstore.catalogue import Catalogue, folded
from vectorstore.embedder import Embedder
from vectorstore.fusion import fuse, ranks_of
from vectorstore.hit import Hit, Query
from vectorstore.lexical import LexicalIndex
from vectorstore.nearest import NearestVectors
from vectorstore.record import Record
from vectorstore.rows import Mask, Places, Rows
from vectorstore.scan import ExactIndex
from vectorstore.schema import NUMBER_BITS
from vectorstore.state import other_model
from vectorstore.storeerror import StoreError

log = logging.getLogger(__name__)

FLOOR = 0.25  # cosine; with a shared word or above it stand 99.6% of the paragraphs that the judge accepts
WORTH = (
    200_000  # rows: below, all are compared in under 20 ms, and HNSW misses some where texts are much alike
)
DEEPER = 10  # how many times `top_k` is drawn of each ranking where not all is ranked
TRIES = 8  # the record changes its model once in a while; on a busy machine that may fall between two looks

Column = npt.NDArray[np.float32]

_NOTHING: Column = np.zeros(0, dtype=np.float32)


class Retriever(Protocol):
    """Finds paragraphs."""

    def retrieve(self, query: Query) -> list[Hit]:
        """Return what the query looks for, best first, within its filters."""


class DenseRetriever:
    """By meaning: the cosine of query and paragraph-with-context."""

    def __init__(self, record: Record, exact: ExactIndex, embedder: Embedder, floor: float = FLOOR) -> None:
        self._record = record
        self._exact = exact
        self._embedder = embedder
        self._floor = floor

    def retrieve(self, query: Query) -> list[Hit]:
        """Return the paragraphs at or above the floor, or the nearest `top_k`."""
        scene, vector = looked(self._record, self._exact, self._embedder, query)
        if scene.empty:
            return []
        dense = scene.rows.scores(vector)
        found = np.flatnonzero(scene.mask & (dense >= self._floor))
        return scene.hits(self._record, query, found, dense[found], dense[found], np.zeros_like(dense[found]))


class LexicalRetriever:
    """By words: BM25 over the content words of the query and its terms."""

    def __init__(self, record: Record, exact: ExactIndex, lexical: LexicalIndex) -> None:
        self._record = record
        self._exact = exact
        self._lexical = lexical

    def retrieve(self, query: Query) -> list[Hit]:
        """Return the paragraphs with a content word of the query."""
        scene = scene_of(self._record, self._exact, query)
        if scene.empty:
            return []
        lexical = _lexical_column(self._lexical, scene.rows, query)
        found = np.flatnonzero(scene.mask & (lexical > 0))
        return scene.hits(
            self._record, query, found, lexical[found], np.zeros_like(lexical[found]), lexical[found]
        )


class HybridRetriever:
    """By meaning and by words, fused by rank. Every hit has both scores."""

    def __init__(
        self,
        record: Record,
        exact: ExactIndex,
        lexical: LexicalIndex,
        embedder: Embedder,
        floor: float = FLOOR,
        nearest: NearestVectors | None = None,
        worth: int = WORTH,
    ) -> None:
        """Rank all rows; from `worth` rows up ask `nearest` instead where a few hits of all letters will do."""
        self._record = record
        self._exact = exact
        self._lexical = lexical
        self._embedder = embedder
        self._floor = floor
        self._nearest = nearest
        self._worth = worth

    def retrieve(self, query: Query) -> list[Hit]:
        """Return what means the same or shares a word, by fused rank."""
        scene, vector = looked(self._record, self._exact, self._embedder, query)
        if scene.empty:
            return []
        found, dense, lexical = self._few(scene, query, vector) or self._all(scene, query, vector)
        kept = scene.mask[found] & ((dense >= self._floor) | (lexical > 0))
        found, dense, lexical = found[kept], dense[kept], lexical[kept]
        score = fuse(ranks_of(dense), ranks_of(np.where(lexical > 0, lexical, -np.inf)))
        return scene.hits(self._record, query, found, score, dense, lexical)

    def _all(self, scene: "Scene", query: Query, vector: Column) -> tuple[Places, Column, Column]:
        lexical = _lexical_column(self._lexical, scene.rows, query)
        return np.arange(len(lexical)), scene.rows.scores(vector), lexical

    def _few(self, scene: "Scene", query: Query, vector: Column) -> tuple[Places, Column, Column] | None:
        """Return the top of both rankings, where only a few hits are wanted of all letters."""
        if not query.top_k or _filtered(query) or len(scene.rows.keys) < self._worth:
            return None
        if self._nearest is None or self._nearest.behind:
            return None
        depth = query.top_k * DEEPER
        try:
            near, _ = self._nearest.nearest(vector, depth)
        except StoreError as exc:
            log.warning("searching without Chroma: %s", exc)
            return None
        keys, scores = self._lexical.search(query.text, query.terms, depth)
        found, there = scene.rows.at(np.union1d(near, keys))
        found = found[there]
        lexical = np.zeros(len(found), dtype=np.float32)
        places, there = scene.rows.at(keys)
        lexical[np.searchsorted(found, places[there])] = scores[there]
        return found, scene.rows.vectors(found) @ vector, lexical


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where one query looks: all rows, the letters of the same moment, and the rows its filters leave."""

    rows: Rows
    catalogue: Catalogue
    mask: Mask

    @property
    def empty(self) -> bool:
        return not self.mask.any()

    def hits(
        self,
        record: Record,
        query: Query,
        found: Places,
        score: npt.NDArray[np.floating],
        dense: Column,
        lexical: Column,
    ) -> list[Hit]:
        """Return the best of the found rows as hits; a paragraph that went meanwhile is left out."""
        order = np.lexsort((found, -score))[: query.top_k]
        keys = self.rows.keys[found[order]].tolist()
        paragraphs = record.paragraphs_at(keys)
        columns = zip(keys, *(column[order].tolist() for column in (score, dense, lexical)), strict=True)
        letters = self.catalogue.by_serial
        return [
            Hit(
                paragraph=paragraphs[key],
                letter=letters[key >> NUMBER_BITS],
                score=fused,
                dense=cosine,
                lexical=bm25,
            )
            for key, fused, cosine, bm25 in columns
            if key in paragraphs
        ]


def looked(record: Record, exact: ExactIndex, embedder: Embedder, query: Query) -> tuple["Scene", Column]:
    """Return where to look and what is looked for, of one model: the record may just have changed to another."""
    for _ in range(TRIES):
        scene = scene_of(record, exact, query)
        vector = _NOTHING if scene.empty else embedder.embed([query.text])[0]
        of_one = scene.rows.embedder == embedder.name and len(vector) == scene.rows.parts[1].shape[1]
        if scene.empty or of_one:
            return scene, vector
    raise StoreError(other_model(record.database.place, scene.rows.embedder, embedder.name))


def scene_of(record: Record, exact: ExactIndex, query: Query) -> Scene:
    """Return where a query looks."""
    rows, catalogue = exact.view(), record.catalogue()
    mask = rows.of_letters(_serials(catalogue, query))
    if query.roles:
        mask &= rows.of_roles(query.roles)
    return Scene(rows=rows, catalogue=catalogue, mask=mask)


def _serials(catalogue: Catalogue, query: Query) -> npt.NDArray[np.int64]:
    """Return the serials of the letters that the query's filters leave; undated letters are in no period."""
    kept = np.ones(len(catalogue.letters), dtype=np.bool_)
    if query.areas:
        kept &= _places(kept, [p for name in query.areas for p in catalogue.by_area.get(folded(name), [])])
    if query.letter_ids:
        places = catalogue.letters.places
        kept &= _places(kept, [places[one] for one in query.letter_ids if one in places])
    if query.sent_from or query.sent_to:
        kept &= catalogue.letters.sent_between(query.sent_from, query.sent_to)
    return catalogue.serial_column[kept]


def _filtered(query: Query) -> bool:
    return bool(query.areas or query.letter_ids or query.roles or query.sent_from or query.sent_to)


def _places(like: Mask, places: Sequence[int]) -> Mask:
    mask = np.zeros_like(like)
    mask[list(places)] = True
    return mask


def _lexical_column(lexical: LexicalIndex, rows: Rows, query: Query) -> Column:
    keys, scores = lexical.search(query.text, query.terms)
    places, there = rows.at(keys)
    column = np.zeros(len(rows.keys), dtype=np.float32)
    column[places[there]] = scores[there]
    return column
