"""Kill -9 while a collection is written, and see that nothing acknowledged is lost and nothing is half there.

`python -m benchmarks.kills COUNT [SEED]` prints a line for each kill and a summary. Half the kills come at a
random moment, half at a commit or swap point: just before or after the nth of them.
"""

import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assistant.build import Store
from assistant.ingestion import ingest
from benchmarks.killed import make_folder, open_collection, read_lines, sha_of, work
from vectorstore.hit import Query

POINTS = 150  # where something is committed or put in its place, in one run, about


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """One kill, and what was found after it."""

    seed: int
    aimed: int | None  # the point it was aimed at; None: at random
    doing: str
    acknowledged: int
    killed: bool  # False: the work was done before
    faults: tuple[str, ...]


def kill_once(folder: Path, seed: int, *, aimed: bool) -> Kill:
    """Let a process work on the collection in `folder`, kill it, look what is there, and finish the work."""
    rng = random.Random(seed)
    letters = make_folder(folder, rng)
    point = rng.randrange(POINTS) if aimed else None
    ours, theirs = _context().Pipe(duplex=False)
    worker = _context().Process(target=work, args=(folder, seed, point, theirs))
    worker.start()
    theirs.close()
    acknowledged = list(_listen(ours, worker, None if aimed else rng.expovariate(1 / 0.15)))
    worker.join()
    doing = acknowledged[-1] if acknowledged else "starting"
    faults = [*_after(folder, letters, acknowledged), *_finished(folder, letters)]
    return Kill(
        seed=seed,
        aimed=point,
        doing=doing,
        acknowledged=len(acknowledged),
        killed=worker.exitcode == -signal.SIGKILL,
        faults=tuple(faults),
    )


def main(count: int, seed: int) -> int:
    """Kill `count` times and print what happened; return 1 where anything was lost."""
    started, bad, killed = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            place = Path(folder) / f"{number // 20}"
            place.mkdir(exist_ok=True)
            kill = kill_once(place, seed + number, aimed=number % 2 == 1)
            bad, killed = bad + bool(kill.faults), killed + kill.killed
            print(
                f"{number + 1:5} seed {kill.seed} {_aim(kill)} {kill.acknowledged:3} acknowledged; ", end=""
            )
            print(f"after {kill.doing}: {'; '.join(kill.faults) or 'sound'}", flush=True)
            if number % 20 == 19:
                shutil.rmtree(place)
    minutes = (time.monotonic() - started) / 60
    print(f"{count} runs, {killed} killed, {bad} with faults, {minutes:.1f} minutes, seed {seed}")
    return 1 if bad else 0


def _after(folder: Path, letters: dict[str, str], acknowledged: Sequence[str]) -> Iterator[str]:
    """What is wrong with the collection as the killed process left it."""
    store = open_collection(folder)
    there = {Path(letter.source).name: letter for letter in store.record.letters()}
    for letter in there.values():
        texts = [paragraph.text for paragraph in store.record.letter(letter.id).paragraphs]
        if sha_of("\n".join(texts)) != letter.text_sha256:
            yield f"{letter.id} is half there"
    current = {path.name: path.read_text() for path in (folder / "letters").glob("*.txt")}
    ingested = {Path(ack.split(" ", 1)[1]).name for ack in acknowledged if ack.startswith("ingested")}
    removed = {Path(source.path).name for source in store.record.sources() if source.status == "removed"}
    for name in ingested & letters.keys() & current.keys() - there.keys() - removed:
        yield f"{name} was acknowledged and is lost"
    yield from _searchable(store)
    store.close()


def _finished(folder: Path, letters: dict[str, str]) -> Iterator[str]:
    """What is wrong after the work was taken up again."""
    store = open_collection(folder)
    ingest(store, [folder / "letters"], read=read_lines)
    current = {path.name: path.read_text() for path in (folder / "letters").glob("*.txt")}
    there = {
        Path(letter.source).name: "\n".join(p.text for p in store.record.letter(letter.id).paragraphs)
        for letter in store.record.letters()
    }
    removed = {Path(source.path).name for source in store.record.sources() if source.status == "removed"}
    if there != {name: text for name, text in current.items() if name not in removed}:
        yield f"after ingesting again {sorted(there.keys() ^ current.keys())} differ"
    if removed & there.keys():
        yield f"{sorted(removed & there.keys())} are there though removed"
    if store.indexer.behind:
        yield "the indexes are behind after they were derived"
    yield from _searchable(store)
    store.close()


def _searchable(store: Store) -> Iterator[str]:
    """Every letter is found by meaning and by words, and nothing is found that is not there."""
    live = {letter.id for letter in store.record.letters()}
    for letter in store.record.letters():
        first = store.record.letter(letter.id).paragraphs[0]
        hits = store.retriever.retrieve(Query(text=first.text))
        if not {hit.letter.id for hit in hits} <= live:
            yield "a letter was found that is gone"
        mine = [hit for hit in hits if hit.paragraph.id == first.id]
        if not mine:
            yield f"{first.id} is not found"
        elif mine[0].lexical <= 0 or mine[0].dense < 0.99:
            yield f"{first.id} is found by {mine[0]}"


def _listen(acks: Connection, worker: Any, seconds: float | None) -> Iterator[str]:
    """Yield what the worker says; kill it after the time, which begins with its first word."""
    until = None
    while True:
        wait = None if until is None else max(0.0, until - time.monotonic())
        if not acks.poll(wait):
            os.kill(worker.pid, signal.SIGKILL)
            until = None
            continue
        try:
            yield acks.recv()
        except EOFError:
            return
        if until is None and seconds is not None and worker.exitcode is None:
            until, seconds = time.monotonic() + seconds, None


def _context() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.killed"])
    return context


def _aim(kill: Kill) -> str:
    return "at random   " if kill.aimed is None else f"at point {kill.aimed:3}"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
