"""Damage the files of the indexes in every way, and see that answers stay right and repair happens by itself.

`python -m benchmarks.damage COUNT [SEED [chroma]]` prints a line for each case and a summary. Each case is one file
of the exact, lexical, word or stem index, or of Chroma's, cut short, zeroed, bit-flipped, grown, emptied, removed, or
put back as it was before.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.build import Store, catch_up, letterbook, store_of
from assistant.settings import Settings
from benchmarks.collection import letters
from benchmarks.killed import HashEmbedder, chroma_of
from vectorstore.chromastate import CHROMA, OWNER
from vectorstore.hit import Query
from vectorstore.record import Record

QUESTIONS = ("annual reviews", "help with mental health", "nothing like it", "school transport by March 2021")
ASKED = "Which areas were asked about mental health?"
INDEXES = ("exact", "lexical", "words", "stems")
Seen = list[list[tuple[str, float]]]


def main(count: int, seed: int, indexes: Sequence[str] = INDEXES) -> int:
    """Damage `count` times and print what happened; return 1 where anything went wrong."""
    started, bad = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as temporary:
        folder, older = Path(temporary) / "store", Path(temporary) / "older"
        expected = prepare(folder, older, chroma=CHROMA in indexes)
        pristine = Path(temporary) / "pristine"
        shutil.copytree(folder, pristine)
        for number in range(count):
            case, faults = damage_once(folder, older, random.Random(seed + number), expected, indexes)
            bad += bool(faults)
            print(f"{number + 1:5} {case}: {'; '.join(faults) or 'sound'}", flush=True)
            if faults:
                shutil.rmtree(folder)
                shutil.copytree(pristine, folder)
    print(f"{count} cases, {bad} with faults, {(time.monotonic() - started) / 60:.1f} minutes, seed {seed}")
    return 1 if bad else 0


def prepare(folder: Path, older: Path, *, chroma: bool = False) -> Seen:
    """Make a collection with its indexes, and keep the indexes of an earlier moment; return right answers."""
    store = _open(folder)
    made = list(letters(6))
    for letter in made[:4]:
        store.indexer.sync(letter)
    _derive(store, chroma=chroma)
    shutil.copytree(folder, older)
    for letter in made[4:]:
        store.indexer.sync(letter)
    store.record.remove([made[0].metadata.id])
    _derive(store, chroma=chroma)
    seen = _answers(store)
    store.close()
    return seen


def damage_once(
    folder: Path, older: Path, rng: random.Random, expected: Seen, indexes: Sequence[str] = INDEXES
) -> tuple[str, list[str]]:
    """Harm one file; return what was done, and what was wrong while it was damaged and after."""
    inside = (folder / rng.choice(indexes)).rglob("*")
    files = [path for path in inside if path.is_file() and path.name != OWNER]
    path = rng.choice(sorted(files))
    name, harm = rng.choice(sorted(HARMS.items()))
    harm(path, rng, older / path.relative_to(folder))
    case = f"{name} {path.relative_to(folder)}"
    faults = [*_faults(folder, expected), *(_of_chroma(folder) if CHROMA in indexes else ())]
    return case, faults


def _derive(store: Store, *, chroma: bool) -> None:
    store.indexer.derive()
    if chroma:
        index = chroma_of(store)
        index.derive()
        index.close()


def _of_chroma(folder: Path) -> Iterator[str]:
    """What is wrong with Chroma after it was opened as the chat's keeper opens it."""
    store = _open(folder)
    index = chroma_of(store)
    index.derive()
    view = store.exact.view()
    rows = np.flatnonzero(view.of_letters(list(store.record.catalogue().serials)))
    for key, vector in zip(view.keys[rows], view.vectors(rows), strict=True):
        near = index.nearest(vector, 1)[1]
        if not len(near) or near[0] < 1 - 1e-3:
            yield f"paragraph {key} is not found in Chroma"
    index.close()
    store.close()


def _faults(folder: Path, expected: Seen) -> Iterator[str]:
    store = _open(folder)
    catch_up(store)
    if _answers(store) != expected:
        yield "other answers"
    if store.indexer.behind:
        store.indexer.derive()
        if store.indexer.behind:
            yield "not repaired"
    store.close()
    store = _open(folder)
    if _answers(store) != expected:
        yield "other answers after the repair"
    store.close()


def _open(folder: Path) -> Store:
    settings = Settings(store=folder)
    return store_of(settings, Record.open(settings.record_url, create=True), HashEmbedder("quick"))


def _answers(store: Store) -> Seen:
    """What is found, with cosines; the exact scores of BM25 may differ where the statistics of removed letters do."""
    hits = [store.retriever.retrieve(Query(text=question)) for question in QUESTIONS]
    seen = [sorted((hit.paragraph.id, round(hit.dense, 3)) for hit in some) for some in hits]
    cited = letterbook(store).ask(ASKED).citations
    return [*seen, [(f"{one.paragraph.id} {one.quote}", 0.0) for one in cited]]


def _cut(path: Path, rng: random.Random, old: Path) -> None:
    os.truncate(path, rng.randrange(path.stat().st_size + 1))


def _zero(path: Path, rng: random.Random, old: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _flip(path: Path, rng: random.Random, old: Path) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(min(len(content), rng.choice([1, 8, 1000]))):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)


def _noise(path: Path, rng: random.Random, old: Path) -> None:
    path.write_bytes(rng.randbytes(path.stat().st_size))


def _grow(path: Path, rng: random.Random, old: Path) -> None:
    path.write_bytes(path.read_bytes() + rng.randbytes(rng.randrange(1, 5000)))


def _empty(path: Path, rng: random.Random, old: Path) -> None:
    path.write_bytes(b"")


def _remove(path: Path, rng: random.Random, old: Path) -> None:
    path.unlink()


def _swap(path: Path, rng: random.Random, old: Path) -> None:
    """Put back a file as it was before; where it was not there then, the folder that was, with all in it."""
    if old.exists():
        shutil.copy(old, path)
        return
    while not old.parent.exists():
        old, path = old.parent, path.parent
    shutil.rmtree(path.parent)
    shutil.copytree(old.parent, path.parent)


HARMS: dict[str, Callable[[Path, random.Random, Path], None]] = {
    "cut": _cut,
    "zero": _zero,
    "flip": _flip,
    "noise": _noise,
    "grow": _grow,
    "empty": _empty,
    "remove": _remove,
    "swap": _swap,
}

if __name__ == "__main__":
    numbers, names = sys.argv[1:3], sys.argv[3:]
    sys.exit(main(int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 1, names or INDEXES))
