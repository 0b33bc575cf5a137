"""Kill -9 while a collection is written, and see that nothing acknowledged is lost and nothing is half there.

`python -m benchmarks.kills COUNT [SEED [OPERATION ...]]` prints a line for each kill and a summary. Half the
kills come at a random moment of an operation, half at a commit or swap point: just before or after the nth.
"""

import gc
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.killed import Said, make_folder, work
from benchmarks.survived import Known, look, words_of

USUAL = ("ingest", "ingest", "area", "remove", "embed", "rebuild", "upgrade")
# About how many points one has, and how many seconds it takes.
POINTS = {
    "open": 4,
    "ingest": 50,
    "area": 4,
    "remove": 24,
    "embed": 26,
    "rebuild": 18,
    "chroma": 60,
    "upgrade": 8,
}
SECONDS = {
    "open": 0.1,
    "ingest": 0.3,
    "area": 0.02,
    "remove": 0.1,
    "embed": 0.2,
    "rebuild": 0.2,
    "chroma": 2.5,
    "upgrade": 0.1,
}
MORE = 5  # ingests that follow, so that hardly any process ends unkilled
EACH = 20  # kills of one collection, one after the other, as a machine that keeps failing would


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """One kill, and what was found after it."""

    seed: int
    aimed: int | None  # the point it was aimed at; None: at random
    where: str
    said: int
    killed: bool  # False: the work was done before
    faults: tuple[str, ...]


def kill_once(
    folder: Path, seed: int, known: Known, *, aimed: bool, among: Sequence[str] = USUAL
) -> tuple[Kill, Known]:
    """Let a process work on the collection in `folder`, kill it, look what is there, and finish the work.

    Return what happened, and what the collection is known to hold from then on.
    """
    rng = random.Random(seed)
    make_folder(folder, rng)
    operations = [rng.choice(among) for _ in range(3)]
    at = rng.randrange(len(operations) + 1)
    target = ["open", *operations][at]
    point = rng.randrange(POINTS[target]) if aimed else None
    ours, theirs = context().Pipe(duplex=False)
    arguments = (folder, seed, [*operations, *["ingest"] * MORE], at, point, theirs)
    worker = context().Process(target=work, args=arguments)
    worker.start()
    theirs.close()
    seconds = None if aimed else rng.uniform(0, SECONDS[target])
    said = list(_listen(ours, worker, at, seconds))
    worker.join()
    chroma = "chroma" in operations
    after, faults = look(folder, known.hear(said), chroma=chroma)
    if worker.exitcode not in (0, -signal.SIGKILL):
        faults = [*faults, f"the work failed by itself, with exit code {worker.exitcode}"]
    kill = Kill(
        seed=seed,
        aimed=point,
        where=words_of(said),
        said=len(said),
        killed=worker.exitcode == -signal.SIGKILL,
        faults=tuple(faults),
    )
    return kill, after


def main(count: int, seed: int, among: Sequence[str]) -> int:
    """Kill `count` times and print what happened; return 1 where anything was lost."""
    started, bad = time.monotonic(), 0
    where: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            place = Path(folder) / f"{number // EACH}"
            if number % EACH == 0:
                place.mkdir()
                known = Known()
            kill, known = kill_once(place, seed + number, known, aimed=number % 2 == 1, among=among)
            bad += bool(kill.faults)
            where[kill.where if kill.killed else "not killed"] += 1
            print(f"{number + 1} {kill.seed} {_aim(kill)} {kill.where}, {kill.said} said: ", end="")
            print("; ".join(kill.faults) or "sound", flush=True)
            if number % EACH == EACH - 1:
                shutil.rmtree(place)
                gc.collect()
    minutes = (time.monotonic() - started) / 60
    print("; ".join(f"{name} {times}" for name, times in where.most_common()))
    killed = count - where["not killed"]
    print(f"{count} runs, {killed} killed, {bad} with faults, {minutes:.1f} minutes, seed {seed}")
    return 1 if bad else 0


def context() -> Any:
    """How a process is made that can be killed without harm to ours."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.killed", "chromadb"])
    return context


def _listen(acks: Connection, worker: Any, at: int, seconds: float | None) -> Iterator[Said]:
    """Yield what the worker says; kill it the given time after operation `at` began."""
    until, begun = None, -1
    while True:
        wait = None if until is None else max(0.0, until - time.monotonic())
        if not acks.poll(wait):
            os.kill(worker.pid, signal.SIGKILL)
            until = seconds = None
            continue
        try:
            said: Said = acks.recv()
        except EOFError:
            return
        yield said
        begun += not said.done and not said.source
        if until is None and seconds is not None and begun >= at:
            until, seconds = time.monotonic() + seconds, None


def _aim(kill: Kill) -> str:
    return "at random" if kill.aimed is None else f"at point {kill.aimed}"


if __name__ == "__main__":
    numbers, names = sys.argv[1:3], sys.argv[3:]
    sys.exit(main(int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 1, names or USUAL))
