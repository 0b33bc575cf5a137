"""How time, memory and disk grow with the collection, and whether anything is missed.

`python -m benchmarks.scale LETTERS...` makes a collection of each size (40 paragraphs a letter) with known
answers, and prints a row of each. Vectors are the bundled model's, with a little noise (see collection.py).
Each size is measured in a process of its own, for its memory.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from assistant.build import Store, letterbook, store_of
from assistant.settings import Settings
from benchmarks.collection import THEMES, Known, QuickEmbedder, known, letters
from ingest.letter import Letter, Role
from vectorstore.embedder import OnnxEmbedder
from vectorstore.hit import Query
from vectorstore.record import Record

ROUNDS = 3
ANSWERED = 8  # whole questions
YEAR = (date(2023, 1, 1), date(2023, 12, 31))

Row = dict[str, float]


def main(sizes: Sequence[int]) -> None:
    """Print a Markdown table of all sizes."""
    rows = [_apart(size) for size in sizes]
    print("| | " + " | ".join(f"{size * 40:,}" for size in sizes) + " |")
    print("|---|" + "---:|" * len(sizes))
    for name in rows[0]:
        print(f"| {name} | " + " | ".join(f"{row[name]:,.4g}" for row in rows) + " |")
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def measured(folder: Path, count: int) -> Row:
    """Make a collection of `count` letters in a folder and measure it."""
    made = list(letters(count))
    store = _open(folder, create=True)
    row: Row = {}
    row["put, paragraphs/s"] = 40 * count / _seconds(partial(_put, store, made))
    row["indexes made, s"] = _seconds(store.indexer.derive)
    _add_one(store, row)
    row["disk, MB"] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    store.close()
    store = _open(folder)
    row["opened to the first hits, s"] = _seconds(
        lambda: store.retriever.retrieve(Query(text="transport", top_k=20))
    )
    questions = [known(made, theme, *YEAR) for theme in THEMES]
    _queries(store, questions, row)
    _answers(store, questions[:ANSWERED], row)
    row["memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    store.close()
    return row


def _put(store: Store, made: Sequence[Letter]) -> None:
    for one in made:
        store.indexer.sync(one)


def _add_one(store: Store, row: Row) -> None:
    extra = next(letters(1, seed=99)).with_id("one-more")
    store.indexer.sync(extra)
    row["one more letter in all indexes, s"] = _seconds(store.indexer.derive)


def _queries(store: Store, questions: Sequence[Known], row: Row) -> None:
    def every(question: Known) -> Query:
        return Query(text=question.text)

    def best(question: Known) -> Query:
        return Query(text=question.text, top_k=20)

    def narrow(question: Known) -> Query:
        return Query(
            text=question.text, roles=(Role.ASK,), sent_from=question.sent_from, sent_to=question.sent_to
        )

    kinds = {"20 best hits": best, "all that is asked in a year": narrow, "until the scores run dry": every}
    for name, query in kinds.items():
        asked = [query(one) for one in questions] * ROUNDS
        times = [_seconds(partial(store.retriever.retrieve, one)) for one in asked]
        row[f"{name}, p50 ms"] = statistics.median(times) * 1e3
        row[f"{name}, p95 ms"] = sorted(times)[int(len(times) * 0.95)] * 1e3
        row[f"{name}, hits"] = statistics.mean(len(store.retriever.retrieve(query(one))) for one in questions)


def _answers(store: Store, questions: Sequence[Known], row: Row) -> None:
    """Ask whole questions: how long it takes, and how right the sets of areas are."""
    book = letterbook(store)
    times, right, found, wanted = [], 0, 0, 0
    for question in questions:
        started = time.perf_counter()
        areas = set(book.ask(f"{question.text[:-1]} in {question.sent_from.year}?").areas or ())
        times.append(time.perf_counter() - started)
        right, found, wanted = (
            right + len(areas & question.areas),
            found + len(areas),
            wanted + len(question.areas),
        )
    row["whole answer, p50 ms"] = statistics.median(times) * 1e3
    row["areas named that were asked, %"] = 100 * right / max(1, found)
    row["areas asked that are named, %"] = 100 * right / max(1, wanted)


def _open(folder: Path, *, create: bool = False) -> Store:
    settings = Settings(store=folder)
    record = Record.open(settings.record_url, create=create)
    return store_of(settings, record, QuickEmbedder(OnnxEmbedder()))


def _apart(size: int) -> Row:
    command = [sys.executable, "-m", "benchmarks.scale", "--one", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    row: Row = json.loads(done.stdout)
    return row


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        with tempfile.TemporaryDirectory() as temporary:
            print(json.dumps(measured(Path(temporary), int(sys.argv[2]))))
    else:
        main([int(size) for size in sys.argv[1:]])
