"""How time, memory and disk grow with the collection, and whether anything is missed.

`python -m benchmarks.scale LETTERS...` makes a collection of each size (40 paragraphs a letter) with known
answers, and prints a row of each. Vectors are the bundled model's, with a little noise (see collection.py).
Each size is measured in a process of its own, for its memory. With `--stores DIR` collections are kept there, and
one that is there is not made again: what its making costs is then not measured.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from assistant.assistant import Letterbook
from assistant.build import Store, letterbook, store_of
from assistant.extractive import ExtractiveReader
from assistant.settings import Settings
from assistant.stemming import content
from benchmarks.collection import Known, QuickEmbedder, fill, known, letters
from ingest.letter import Letter, Role
from vectorstore.drawn import Drawing
from vectorstore.embedder import OnnxEmbedder
from vectorstore.hit import Query
from vectorstore.record import FILE, Record

ROUNDS = 3
LOOKED = 4  # every fourth theme is asked with every paragraph drawn
PUT = 500  # letters whose putting is timed
OTHERS = (  # whole questions beside those of the themes, asked of the first area of the collection
    "What was Northmoor asked about home to school transport?",
    "How has Northmoor's work on short breaks changed over time?",
    "When was Northmoor asked about supported internships?",
    "Compare what Northmoor and Southmoor were asked about mental health.",
    "How many areas were praised for co-production with parents in 2022?",
    "Which areas were not asked about mediation in 2024?",
    "Which areas mention wheelchairs in 2021?",
    "Is the local offer website praised or asked in Northmoor?",
)
YEAR = (date(2023, 1, 1), date(2023, 12, 31))

EMBEDDING = "embedding a question, p50 ms"
SAID = "named where asked as: "  # in a row, before the wording of an ask

Row = dict[str, float]


def main(sizes: Sequence[int], stores: Path | None) -> None:
    """Print a Markdown table of all sizes."""
    print(table({size: apart(size, stores) for size in sizes}))
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def table(rows: dict[int, Row]) -> str:
    """Lay the rows out as Markdown, a column for each size."""
    names = dict.fromkeys(name for row in rows.values() for name in row if not name.startswith(SAID))
    lines = [
        "| paragraphs | " + " | ".join(f"{size * 40:,}" for size in rows) + " |",
        "|---|" + "---:|" * len(rows),
    ]
    for name in names:
        cells = (f"{row[name]:,.4g}" if name in row else "–" for row in rows.values())
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def hard_to_find(rows: dict[int, Row], share: float = 90) -> str:
    """The wordings in which fewer than that share of the areas asked are named, in the largest collection."""
    shares = {name: value for name, value in rows[max(rows)].items() if name.startswith(SAID)}
    few = sorted((value, name.removeprefix(SAID)) for name, value in shares.items() if value < share)
    return "; ".join(f"“{name}” {value:.0f}%" for value, name in few)


def apart(size: int, stores: Path | None) -> Row:
    """Measure one size in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale", "--one", str(size)]
    command += ["--stores", str(stores)] if stores else []
    row: Row = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
    return row


def measured(folder: Path, count: int) -> Row:
    """Measure a collection of `count` letters in a folder; make it where it is not there."""
    row: Row = {}
    if not (folder / FILE).exists():
        _make(folder, count, row)
    row["disk, MB"] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    questions = known(letters(count), *YEAR)
    store = _open(folder)
    row["opened to the first hits, s"] = _seconds(
        lambda: store.retriever.retrieve(Query(text="transport", top_k=20))
    )
    _queries(store, questions, row)
    _answers(store, questions, row)
    row["accepted paragraphs not drawn"] = _missed(store, questions)
    _one_more(store, row)
    row["memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    store.close()
    return row


def _make(folder: Path, count: int, row: Row) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    store, made = _open(folder, create=True), letters(count)
    timed = list(islice(made, PUT))
    store.embedder.embed([paragraph.text for letter in timed for paragraph in letter.paragraphs])  # warm
    row["put, paragraphs/s (no embedding)"] = 40 * len(timed) / _seconds(partial(_put, store, timed))
    fill(store.record, store.embedder, made)
    row["indexes made, s"] = _seconds(store.indexer.derive)
    store.close()


def _one_more(store: Store, row: Row) -> None:
    """What a letter costs that comes to a collection that is open; the first has the files read and checked."""
    ids = ("one-more", "and-another")
    for letter_id, letter in zip(ids, letters(2, seed=99), strict=True):
        store.indexer.sync(letter.with_id(letter_id))
        row["one more letter in all indexes, s"] = _seconds(store.indexer.derive)
    store.record.remove(ids)
    store.indexer.derive()


def _put(store: Store, made: Sequence[Letter]) -> None:
    for one in made:
        store.indexer.sync(one)


def _queries(store: Store, questions: Sequence[Known], row: Row) -> None:
    def best(question: Known) -> Query:
        return Query(text=question.text, top_k=20)

    def narrow(question: Known) -> Query:
        return Query(
            text=question.text, roles=(Role.ASK,), sent_from=question.sent_from, sent_to=question.sent_to
        )

    embedding = [_seconds(partial(store.embedder.embed, [one.text])) for one in questions]
    row[EMBEDDING] = statistics.median(embedding) * 1e3
    kinds = {"20 best hits": best, "all that is asked in a year": narrow}
    for name, query in kinds.items():
        asked = [query(one) for one in questions] * ROUNDS
        _spread(f"{name}", [_seconds(partial(store.retriever.retrieve, one)) for one in asked], row)


def _answers(store: Store, questions: Sequence[Known], row: Row) -> None:
    """Ask whole questions: how long it takes, and how right the sets of areas are."""
    book = letterbook(store)
    book.ask("Which areas were asked about wheelchairs?")  # the words of the collection are counted once
    yearly = [f"{one.text[:-1]} in {one.sent_from.year}?" for one in questions]
    times, right, found, wanted = [], 0, 0, 0
    by_wording: dict[str, tuple[int, int]] = {}
    for question, text in zip(questions, yearly, strict=True):
        started = time.perf_counter()
        areas = set(book.ask(text).areas or ())
        times.append(time.perf_counter() - started)
        right += len(areas & question.areas)
        found, wanted = found + len(areas - question.near), wanted + len(question.areas)
        by_wording |= {one: (len(areas & asked), len(asked)) for one, asked in question.wordings.items()}
    _spread("whole answer, a set in one year", times, row)
    always = [_seconds(partial(book.ask, one.text)) for one in questions]
    _spread("whole answer, a set in all years", always, row)
    others = [_seconds(partial(book.ask, text)) for text in OTHERS]
    _spread("whole answer, all questions", [*times, *always, *others], row)
    row["areas named that were asked, %"] = 100 * right / max(1, found)
    row["areas asked that are named, %"] = 100 * right / max(1, wanted)
    for wording, (named, asked) in by_wording.items():
        row[f"{SAID}{wording}"] = 100 * named / max(1, asked)


def _missed(store: Store, questions: Sequence[Known]) -> int:
    """Count the paragraphs that the judge would accept, were every single one drawn, and that are not drawn."""
    drawing = Drawing(store.record, store.exact, store.stems, store.embedder, content, floor=-1.0)
    every = Letterbook(
        record=store.record,
        retriever=store.retriever,
        drawing=drawing,
        words=store.words,
        embedder=store.embedder,
        reader=ExtractiveReader(),
    )
    lost = 0
    for question in questions[::LOOKED]:
        wanted, drawn = (book.inquire(question.text).matched for book in (every, letterbook(store)))
        lost += len(np.setdiff1d(wanted.drawn.keys[wanted.chosen], drawn.drawn.keys[drawn.chosen]))
    return lost


def _spread(name: str, times: Sequence[float], row: Row) -> None:
    row[f"{name}, p50 ms"] = statistics.median(times) * 1e3
    row[f"{name}, p95 ms"] = sorted(times)[int(len(times) * 0.95)] * 1e3


def _open(folder: Path, *, create: bool = False) -> Store:
    settings = Settings(store=folder)
    record = Record.open(settings.record_url, create=create)
    return store_of(settings, record, QuickEmbedder(OnnxEmbedder()))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def _folder(stores: Path | None, size: int) -> Iterator[Path]:
    if stores:
        yield stores / f"s{size}"
    else:
        with tempfile.TemporaryDirectory() as temporary:
            yield Path(temporary)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+", metavar="LETTERS")
    parser.add_argument("--stores", type=Path)
    parser.add_argument("--one", action="store_true")
    given = parser.parse_args()
    if given.one:
        with _folder(given.stores, given.sizes[0]) as folder:
            print(json.dumps(measured(folder, given.sizes[0])))
    else:
        main(given.sizes, given.stores)
