"""What a collection comes to where the machine refuses: the disk fails or is full, memory ends, the clock jumps.

`python -m benchmarks.refused COUNT [SEED]` prints a line for each case and a summary. A process puts letters and makes
indexes until it is refused; it must say so in a line, go on reading, and another must find all that was acknowledged.
"""

import errno
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.vectorstore.made import FOUR, Shelf, letter
from vectorstore.schema import NUMBER_BITS

SHIM = Path(__file__).with_name("refuse.c")
LETTERS = 12
TRACE = "Traceback"
CHILD = """
import resource, sys
from pathlib import Path
from tests.vectorstore.made import Shelf, letter
from vectorstore.hit import Query
from vectorstore.retriever import HybridRetriever
from vectorstore.storeerror import StoreError
shelf = Shelf(Path(sys.argv[1]))
retriever = HybridRetriever(shelf.record, shelf.exact, shelf.lexical, shelf.embedder)
retriever.retrieve(Query(text="annual reviews"))
if int(sys.argv[3]):
    used = int(open("/proc/self/statm").read().split()[0]) * 4096
    resource.setrlimit(resource.RLIMIT_AS, (used + int(sys.argv[3]),) * 2)
print("begun", flush=True)
for number in range(int(sys.argv[2])):
    try:
        shelf.put(letter(f"n{number}", f"Annual reviews of plan {number}. " * 20))
        print("kept", number, flush=True)
        shelf.indexer.derive()
    except StoreError as error:
        print("said", error, flush=True)
    except MemoryError as error:
        print("said memory", flush=True)
try:
    print("found", len(retriever.retrieve(Query(text="annual reviews"))), flush=True)
except StoreError as error:
    print("unread", error, flush=True)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What the machine refuses, and from when on."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    memory: int = 0  # bytes that the process may have more than at its start; 0: as many as there are
    reads: bool = True  # whether reading is to go on meanwhile


def refusal(rng: random.Random) -> Refusal:
    """One at random."""
    kind = rng.choice(["disk fails", "disk full", "reading fails", "sync fails", "files", "memory", "clock"])
    if kind == "memory":
        return Refusal(name=kind, memory=rng.randrange(100_000, 40_000_000), reads=False)
    if kind == "clock":
        by = rng.choice([-1, 1]) * rng.choice([3600, 86_400, 40 * 365 * 86_400])
        moved = {"CLOCK_AFTER": str(rng.randrange(200)), "CLOCK_BY": str(by)}
        return Refusal(name=f"{kind} by {by} s", environment=moved)
    call, number = {
        "disk fails": ("write", errno.EIO),
        "disk full": ("write", errno.ENOSPC),
        "reading fails": ("read", errno.EIO),
        "sync fails": ("fsync", errno.EIO),
        "files": ("open", errno.EMFILE),
    }[kind]
    after, many = (
        rng.randrange({"write": 300, "read": 300, "fsync": 80, "open": 150}[call]),
        rng.choice([0, 0, 1, 5]),
    )
    refused = {
        "REFUSE_CALL": call,
        "REFUSE_ERRNO": str(number),
        "REFUSE_AFTER": str(after),
        "REFUSE_FOR": str(many),
    }
    return Refusal(
        name=f"{kind} from call {after}{f', {many} times' if many else ''}",
        environment=refused,
        reads=call in ("write", "fsync"),
    )


def shim(folder: Path) -> Path:
    """Compile what refuses; it needs a C compiler."""
    made = folder / "refuse.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(made), str(SHIM), "-ldl"], check=True)
    return made


def refuse_once(folder: Path, preload: Path, what: Refusal) -> tuple[str, list[str]]:
    """Have a process refused something over a collection in `folder`; return what it said and what was wrong."""
    store = folder / "store"
    shelf = Shelf(store).put(*FOUR)
    shelf.indexer.derive()
    shelf.close()
    preloaded = {"LD_PRELOAD": str(preload), "REFUSE_UNDER": str(store), **what.environment}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(store), str(LETTERS), str(what.memory)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1", **preloaded},
        timeout=120,
    )
    lines = done.stdout.splitlines()
    return _ended(done.returncode, lines), list(_faults(store, what, done, lines))


def _faults(
    store: Path, what: Refusal, done: "subprocess.CompletedProcess[str]", lines: list[str]
) -> Iterator[str]:
    if TRACE in done.stderr and "begun" in lines and not what.memory:
        yield done.stderr.strip().splitlines()[-1]
    if what.reads and not any(line.startswith("found") for line in lines):
        yield f"reading did not go on: {lines[-1:]}"
    kept = {f"n{line.split()[1]}" for line in lines if line.startswith("kept")}
    after = Shelf(store)
    there = {one.id for one in after.record.letters()}
    if lost := (kept | {one.metadata.id for one in FOUR}) - there:
        yield f"acknowledged and lost: {sorted(lost)}"
    if wrong := after.record.database.damage():
        yield f"the record is damaged: {wrong}"
    for one in there:
        if not after.record.letter(one).paragraphs:
            yield f"{one} is half there"
    after.put(letter("last", "There is room again.")).indexer.derive()
    if after.indexer.behind:
        yield "the indexes are behind"
    found = {key >> NUMBER_BITS for key in after.exact.view().keys.tolist()}
    if len(found) < len(there):
        yield "not every letter has its vectors"
    after.close()


def _ended(code: int, lines: list[str]) -> str:
    said = next((line for line in lines if line.startswith(("said", "unread"))), "nothing was said")
    return f"ended {code}, {sum(line.startswith('kept') for line in lines)} kept; {said[:110]}"


def main(count: int, seed: int) -> int:
    """Refuse `count` times and print what happened; return 1 where anything was lost."""
    started, bad = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as temporary:
        preload = shim(Path(temporary))
        for number in range(count):
            folder = Path(temporary) / str(number)
            folder.mkdir()
            what = refusal(random.Random(seed + number))
            said, faults = refuse_once(folder, preload, what)
            bad += bool(faults)
            print(f"{number + 1} {what.name}: {said}: {'; '.join(faults) or 'sound'}", flush=True)
    print(f"{count} cases, {bad} with faults, {(time.monotonic() - started) / 60:.1f} minutes, seed {seed}")
    return 1 if bad else 0


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    sys.exit(main(numbers[0], numbers[1] if len(numbers) > 1 else 1))
