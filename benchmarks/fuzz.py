"""Feed made-up text, for some seconds, to everything that reads what people and models write.

`python -m benchmarks.fuzz SECONDS [FIRST]` prints a line for each finding and a line of counts: inputs, exceptions
and broken promises, and those that took more than two seconds of processor time (so that a loaded machine does not
count). Input n is made by the dice n: `python -m benchmarks.fuzz 0 n` repeats one.
"""

import random
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fastapi.testclient import TestClient

from assistant.build import build, open_store
from assistant.ingestion import ingest
from assistant.settings import Settings
from assistant.web.application import create_app
from benchmarks.fed import Fed, Target

SAMPLES = Path(__file__).parent.parent / "samples"
SLOW = 2.0  # seconds


@dataclass(slots=True)
class Tally:
    """What was fed, and what came of it."""

    inputs: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    slow: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


def main(seconds: float, first: int = 0) -> int:
    """Feed until the time is up; return 1 where anything was found."""
    warnings.simplefilter("ignore")
    tally, ends, number = Tally(), time.monotonic() + seconds, first
    with opened() as targets:
        while number == first or time.monotonic() < ends:
            for name, target in targets.items():
                feed(name, target, number, tally)
            number += 1
    each = ", ".join(f"{name} {count}" for name, count in tally.inputs.items())
    print(
        f"{tally.inputs.total()} inputs ({each}), dice {first} to {number - 1}, {seconds:.0f} s: "
        f"{tally.faults.total()} faults, {tally.slow.total()} slower than {SLOW:.0f} s, slowest {tally.slowest:.2f} s"
    )
    return 1 if tally.faults or tally.slow else 0


def feed(name: str, target: Target, number: int, tally: Tally) -> None:
    """Give one input to one target, and print what is wrong."""
    tally.inputs[name] += 1
    began = time.process_time()
    try:
        target(random.Random(number))
    except Exception as fault:  # noqa: BLE001 - whatever is raised is what is looked for
        tally.faults[name] += 1
        where = traceback.extract_tb(fault.__traceback__)[-1]
        print(
            f"{name} {number}: {type(fault).__name__} {str(fault)[:200]!r} at {where.filename}:{where.lineno}",
            flush=True,
        )
    took = time.process_time() - began
    tally.slowest = max(tally.slowest, took)
    if took > SLOW:
        tally.slow[name] += 1
        print(f"{name} {number}: {took:.1f} s", flush=True)


@contextmanager
def opened() -> Iterator[Mapping[str, Target]]:
    """What is fed, over a collection of samples/."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder, "store"))
        store = open_store(settings, create=True)
        ingest(store, [SAMPLES])
        store.close()
        with build(settings) as book:
            app = create_app(book, store=Path(folder, "web"))
            with TestClient(app, base_url="http://127.0.0.1") as client:
                yield Fed(book, client).targets


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]), *map(int, sys.argv[2:3])))
