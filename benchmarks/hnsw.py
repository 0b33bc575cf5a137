"""How much of the exact ranking Chroma's HNSW finds: `python -m benchmarks.hnsw [LETTERS]` prints a recall curve.

The vectors are the bundled model's, of a made collection (see collection.py); each of its wordings is asked about.
Recall is the share of the nearest `DEPTH` by exact search that is found among as many. Each graph is built anew: what
it looks through (`ef_search`) cannot be changed later.
"""

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from benchmarks.collection import THEMES, QuickEmbedder, letters
from vectorstore import chromaclient
from vectorstore.chromaclient import HNSW
from vectorstore.embedded import embedded_text
from vectorstore.embedder import OnnxEmbedder
from vectorstore.retriever import DEEPER

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

AT_ONCE = 5_000  # vectors given to Chroma: it takes 5,461
DEPTH = 20 * DEEPER  # drawn of each ranking where twenty hits are wanted
GRAPHS = (  # neighbours, looked through when it is built, and when it is searched
    (16, 100, 100),  # Chroma's own
    *((HNSW["max_neighbors"], HNSW["ef_construction"], looks) for looks in (200, 1_000, HNSW["ef_search"])),
)

Vectors = npt.NDArray[np.float32]
Row = tuple[int, int, int, float, float, float]


def main(count: int) -> None:
    """Print the curve."""
    print(f"{count * 40:,} paragraphs, the nearest {DEPTH}; Letterbook has {HNSW}")
    print(curve_told(curve(count)))


def curve_told(rows: Iterable[Sequence[Any]]) -> str:
    """Lay the rows out as Markdown."""
    lines = [
        "| neighbours | looked through when built | when searched | recall, mean | recall, worst question | p50, ms |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {neighbours} | {built} | {looks:,} | {mean:.4f} | {worst:.4f} | {spent:.1f} |"
        for neighbours, built, looks, mean, worst, spent in rows
    ]
    return "\n".join(lines)


def curve(count: int) -> Iterator[Row]:
    """Yield each graph's numbers, its mean and worst recall, and the median milliseconds of a question."""
    model = OnnxEmbedder()
    quick, made = QuickEmbedder(model), letters(count)
    vectors = quick.embed([embedded_text(one) for letter in made for one in letter.paragraphs])
    texts = [f"Which areas were asked about {one}?" for wordings in THEMES.values() for one in wordings]
    questions = model.embed(texts)
    exact = [set(row.tolist()) for row in np.argsort(-(questions @ vectors.T), axis=1)[:, :DEPTH]]
    for graph in GRAPHS:
        yield *graph, *_found(graph, vectors, questions, exact)


def _found(
    graph: tuple[int, int, int], vectors: Vectors, questions: Vectors, exact: Sequence[set[int]]
) -> tuple[float, float, float]:
    """Build a graph, and ask it."""
    neighbours, built, looks = graph
    config: CreateHNSWConfiguration = {
        **HNSW,
        "max_neighbors": neighbours,
        "ef_construction": built,
        "ef_search": looks,
    }
    with tempfile.TemporaryDirectory(prefix="hnsw-") as folder:
        client = chromaclient.client_of(Path(folder))
        collection = client.create_collection(
            "curve", embedding_function=None, configuration={"hnsw": config}
        )
        for start in range(0, len(vectors), AT_ONCE):
            keys = np.arange(start, min(len(vectors), start + AT_ONCE), dtype=np.int64)
            chromaclient.add(collection, keys, vectors[keys])
        shares, times = [], []
        for question, wanted in zip(questions, exact, strict=True):
            started = time.perf_counter()
            found, _ = chromaclient.nearest(collection, question, DEPTH)
            times.append((time.perf_counter() - started) * 1e3)
            shares.append(len(wanted & set(found.tolist())) / DEPTH)
    return fmean(shares), min(shares), median(times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
