"""NearestVectors (Protocol): what finds the vectors nearest to one. ExactIndex and ChromaIndex do."""

from collections.abc import Collection
from typing import Protocol

from vectorstore.rows import Keys, Scores, Vectors


class NearestVectors(Protocol):
    """The vectors of a record."""

    @property
    def behind(self) -> bool:
        """Whether they lack something that the record has."""

    def nearest(
        self, vector: Vectors, depth: int, serials: Collection[int] | None = None
    ) -> tuple[Keys, Scores]:
        """Return keys and cosines of the nearest `depth`, of these letters only, best first."""
