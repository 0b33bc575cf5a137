"""Rows: one view of all paragraphs' vectors with columns to filter on. Recall is 1, filters are free."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from ingest.letter import Role
from vectorstore.schema import NUMBER_BITS
from vectorstore.state import Point

Vectors = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float32]
Keys = npt.NDArray[np.int64]
Places = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

ROLES = tuple(Role)
BLOCK = 1_024  # rows copied at a time
MANY = 16 * BLOCK  # rows from which up they are shared out among the cores
CORES = os.cpu_count() or 1
FEW = 0.2  # share of rows below which only those are read


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(CORES, thread_name_prefix="rows")


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """One view of all paragraphs: row i is the paragraph with keys[i]. It never changes."""

    point: Point
    embedder: str
    keys: Keys  # ascending
    roles: npt.NDArray[np.uint8]  # index into ROLES
    parts: tuple[Vectors, Vectors]  # the mapped file, then what it has not yet; together every row

    @cached_property
    def serials(self) -> npt.NDArray[np.int64]:
        """The serials of the letters that have rows, ascending."""
        each = self.keys >> NUMBER_BITS  # ascending, and np.unique would load a library of 15 ms
        return each[np.flatnonzero(np.diff(each, prepend=-1))]

    @cached_property
    def letter(self) -> Places:
        """For each row the place of its letter in `serials`."""
        return np.searchsorted(self.serials, self.keys >> NUMBER_BITS)

    def of_letters(self, serials: npt.ArrayLike) -> Mask:
        """Return the mask of the rows of these letters."""
        wanted: Mask = np.isin(self.serials, np.asarray(serials, dtype=np.int64))
        return wanted[self.letter]

    def of_roles(self, roles: tuple[Role, ...]) -> Mask:
        """Return the mask of the rows with one of these roles."""
        return np.isin(self.roles, [ROLES.index(role) for role in roles])

    def at(self, keys: Keys) -> tuple[Places, Mask]:
        """Return the row of each key, and which keys have a row at all."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=np.bool_)
        rows = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return rows, self.keys[rows] == keys

    def vectors(self, rows: Places) -> Vectors:
        """Return the vectors of some rows."""
        if not len(self.parts[1]):
            return np.take(self.parts[0], rows, axis=0)
        out = np.empty((len(rows), self.parts[0].shape[1]), dtype=np.float32)
        start = 0
        for part in self.parts:
            here = (rows >= start) & (rows < start + len(part))
            out[here] = part[rows[here] - start]
            start += len(part)
        return out

    def scores(self, vector: Vectors) -> Scores:
        """Return the cosine of every row to a vector of length 1."""
        if not len(self.keys):
            return np.zeros(0, dtype=np.float32)
        return np.concatenate([part @ vector for part in self.parts if len(part)])

    def scores_of(self, rows: Places, vector: Vectors) -> Scores:
        """Return the cosine of some rows, a block at a time: what is copied stays in the processor's cache."""

        def scored(some: Places) -> Scores:
            blocks = range(0, len(some), BLOCK)
            each = (self.vectors(some[at : at + BLOCK]) @ vector for at in blocks)
            return np.concatenate([np.zeros(0, np.float32), *each])

        if len(rows) < MANY:
            return scored(rows)
        return np.concatenate(list(_pool().map(scored, np.array_split(rows, CORES))))

    def search(
        self,
        vector: Vectors,
        *,
        floor: float | None = None,
        depth: int | None = None,
        rows: Mask | None = None,
    ) -> tuple[Places, Scores]:
        """Return rows and scores, best first: those at or above `floor`, at most `depth`, within the mask."""
        if rows is not None and rows.sum() < FEW * len(rows):
            found = np.flatnonzero(rows)
            scores = self.scores_of(found, vector)
        else:
            scores = self.scores(vector)
            found = np.arange(len(scores)) if rows is None else np.flatnonzero(rows)
            scores = scores[found]
        if floor is not None:
            found, scores = found[scores >= floor], scores[scores >= floor]
        if depth is not None and depth < len(found):
            best = np.argpartition(-scores, depth)[:depth] if depth else np.zeros(0, dtype=np.int64)
            found, scores = found[best], scores[best]
        order = np.lexsort((found, -scores))
        return found[order], scores[order]
