"""A Chroma collection of ours: opened so that it can neither call home nor load a model, and probed.

Run as `python -m vectorstore.chromaclient FOLDER NAME SAMPLE` it probes in a process of its own, because
damaged files have ended the process that read them.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from vectorstore.rows import Keys, Scores, Vectors
from vectorstore.storeerror import StoreError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

SYNC = 10_000  # rows between two writes of the whole HNSW file; at 1,000 a load of 100,000 writes 8.5 GB
# Measured by `python -m benchmarks.hnsw` on 20,000 vectors and 52 questions: of the 200 nearest it finds 48% with Chroma's
# own 16/100/100, 98% when 1,000 are looked through and none at all for one question, 99.8% with these and 97.5% at worst.
HNSW: "CreateHNSWConfiguration" = {
    "space": "cosine",
    "max_neighbors": 64,
    "ef_construction": 400,
    "ef_search": 2_000,
    "sync_threshold": SYNC,
    "batch_size": 100,
}
SAME = 1e-3  # cosine distance of a vector to itself, at most
SHADE = 1e-5  # how far a vector's shadow may be off; Chroma's own rounding comes to 2e-8
PAGE = 2_000  # vectors read at a time
NICE = 10  # a probe reads every vector, while people may already ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a collection is held against: every vector's shadow, and some vectors that must be found."""

    count: int
    keys: Keys
    shadows: Scores  # of each key
    some: Keys
    vectors: Vectors  # of some

    @classmethod
    def read(cls, path: Path) -> "Sample":
        """Read what `write` wrote."""
        with np.load(path, allow_pickle=False) as saved:
            return cls(**{name: saved[name] for name in cls.__slots__} | {"count": int(saved["count"])})

    def write(self, path: Path) -> None:
        """Write it as a file."""
        np.savez(path, **asdict(self))


def shadows(vectors: Vectors) -> Scores:
    """Each vector's length in one random direction, which is always the same: a few bytes that tell it from others."""
    direction = np.random.default_rng(1).standard_normal(vectors.shape[1], dtype=np.float32)
    found: Scores = vectors @ (direction / np.linalg.norm(direction))
    return found


def client_of(place: Path | str) -> "ClientAPI":
    """Open a folder, or the server at a URL."""
    import chromadb
    from chromadb.config import Settings

    # No telemetry, and nothing read from a .env file that happens to lie in the working folder.
    settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]
    with chroma_faults(place):
        if isinstance(place, Path):
            return chromadb.PersistentClient(path=place, settings=settings)
        url = urlsplit(place)
        port = url.port or (443 if url.scheme == "https" else 80)
        return chromadb.HttpClient(
            host=url.hostname or "", port=port, ssl=url.scheme == "https", settings=settings
        )


def make_collection(client: "ClientAPI", name: str) -> "Collection":
    """Make an empty collection; `embedding_function=None`, so that Chroma never loads a model."""
    with chroma_faults(name):
        return client.create_collection(
            name,
            configuration={"hnsw": HNSW},
            embedding_function=None,
        )


def open_collection(client: "ClientAPI", name: str) -> "Collection":
    """Open a collection of ours, without its embedding function."""
    with chroma_faults(name):
        return client.get_collection(name, embedding_function=None)


def delete_collection(client: "ClientAPI", name: str) -> None:
    """Delete a collection."""
    with chroma_faults(name):
        client.delete_collection(name)


def add(collection: "Collection", keys: Keys, vectors: Vectors) -> None:
    """Put one batch of vectors under their keys; `upsert`, because `add` passes over ids that are there."""
    with chroma_faults(collection.name):
        collection.upsert(ids=[str(key) for key in keys.tolist()], embeddings=vectors)


def drop(collection: "Collection", keys: list[int], batch: int) -> None:
    """Delete keys."""
    with chroma_faults(collection.name):
        for start in range(0, len(keys), batch):
            collection.delete(ids=[str(key) for key in keys[start : start + batch]])


def nearest(collection: "Collection", vector: Vectors, depth: int) -> tuple[Keys, Scores]:
    """Return keys and cosines of about the nearest `depth`, best first."""
    with chroma_faults(collection.name):
        found = collection.query(query_embeddings=vector[None], n_results=depth, include=["distances"])
    keys = np.array([int(key) for key in found["ids"][0]], dtype=np.int64)
    distances = found["distances"] or [[]]
    return keys, 1.0 - np.array(distances[0], dtype=np.float32)


def sound(collection: "Collection", sample: Sample) -> bool:
    """Return whether a collection has as many vectors, each as it should be, and finds some where they should be."""
    with chroma_faults(collection.name):
        if collection.count() != sample.count:
            return False
        for start in range(0, len(sample.keys), PAGE):
            if not _same(collection, sample.keys[start : start + PAGE], sample.shadows[start : start + PAGE]):
                return False
        for vector in sample.vectors:
            if not len(scores := nearest(collection, vector, 1)[1]) or 1.0 - scores[0] > SAME:
                return False
    return True


def _same(collection: "Collection", keys: Keys, expected: Scores) -> bool:
    found = collection.get(ids=[str(key) for key in keys.tolist()], include=["embeddings"])
    there = np.array([int(key) for key in found["ids"]], dtype=np.int64)
    if len(there) != len(keys) or found["embeddings"] is None:
        return False
    vectors = np.asarray(found["embeddings"], dtype=np.float32)[np.argsort(there)]
    order = np.argsort(keys)
    return bool(
        np.array_equal(np.sort(there), keys[order])
        and np.all(np.abs(shadows(vectors) - expected[order]) <= SHADE)
    )


@contextmanager
def chroma_faults(place: object) -> Iterator[None]:
    """Turn what Chroma raises into StoreError."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, RuntimeError, OSError) as exc:
        raise StoreError(f"Chroma at {place}: {(str(exc).splitlines() or [type(exc).__name__])[0]}") from exc


def main(folder: str, name: str, sample: str) -> int:
    """Probe a folder; return 0 where it is sound."""
    os.nice(NICE)
    collection = open_collection(client_of(Path(folder)), name)
    return 0 if sound(collection, Sample.read(Path(sample))) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
