"""Damage the files of the indexes in every way, and see that answers stay right and repair happens by itself.

`python -m benchmarks.damage COUNT [SEED]` prints a line for each case and a summary. Each case is one file of the
exact, lexical or word index cut short, zeroed, bit-flipped, grown, emptied, removed, or put back as it was before.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.build import Store, catch_up, store_of
from assistant.settings import Settings
from benchmarks.collection import letters
from benchmarks.killed import HashEmbedder
from vectorstore.hit import Query
from vectorstore.record import Record

QUESTIONS = ("annual reviews", "help with mental health", "nothing like it", "school transport by March 2021")
Seen = list[list[tuple[str, float]]]


def main(count: int, seed: int) -> int:
    """Damage `count` times and print what happened; return 1 where anything went wrong."""
    started, bad = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as temporary:
        folder, older = Path(temporary) / "store", Path(temporary) / "older"
        expected = prepare(folder, older)
        pristine = Path(temporary) / "pristine"
        shutil.copytree(folder, pristine)
        for number in range(count):
            case, faults = damage_once(folder, older, random.Random(seed + number), expected)
            bad += bool(faults)
            print(f"{number + 1:5} {case}: {'; '.join(faults) or 'sound'}", flush=True)
            if faults:
                shutil.rmtree(folder)
                shutil.copytree(pristine, folder)
    print(f"{count} cases, {bad} with faults, {(time.monotonic() - started) / 60:.1f} minutes, seed {seed}")
    return 1 if bad else 0


def prepare(folder: Path, older: Path) -> Seen:
    """Make a collection with its indexes, and keep the indexes of an earlier moment; return right answers."""
    store = _open(folder)
    made = list(letters(12))
    for letter in made[:8]:
        store.indexer.sync(letter)
    store.indexer.derive()
    shutil.copytree(folder, older)
    for letter in made[8:]:
        store.indexer.sync(letter)
    store.record.remove([made[0].metadata.id])
    store.indexer.derive()
    seen = _answers(store)
    store.close()
    return seen


def damage_once(folder: Path, older: Path, rng: random.Random, expected: Seen) -> tuple[str, list[str]]:
    """Harm one file; return what was done, and what was wrong while it was damaged and after."""
    files = [
        path
        for name in ("exact", "lexical", "words")
        for path in (folder / name).rglob("*")
        if path.is_file()
    ]
    path = rng.choice(sorted(files))
    name, harm = rng.choice(sorted(HARMS.items()))
    harm(path, rng, older / path.relative_to(folder))
    case = f"{name} {path.parent.name}/{path.name}"
    return case, list(_faults(folder, expected))


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
    return [sorted((hit.paragraph.id, round(hit.dense, 3)) for hit in some) for some in hits]


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
    """Put back a file as it was before; one that was not there then goes, with all that was."""
    if old.exists():
        shutil.copy(old, path)
        return
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
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
