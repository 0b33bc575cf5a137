"""Histories of a collection, made by Hypothesis: whatever is done in whatever order, it is what a dictionary says.

`python -m benchmarks.histories COUNT [STEPS [SEED]]` runs so many histories of the state machine in
tests/vectorstore/test_machine.py, ten at a time, each ten from a seed of their own, and prints how many steps of each
kind were taken.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.vectorstore.test_machine import CollectionMachine

TOGETHER = 10


class Counting(CollectionMachine):
    """The same machine, which counts what it does."""

    done: ClassVar[Counter[str]] = Counter()

    def kill(self, *what: object) -> None:
        self.done["killed"] += 1
        super().kill(*what)  # type: ignore[arg-type]

    def reopen(self, model: str = "") -> None:
        self.done["embedded anew" if model else "reopened"] += 1
        super().reopen(model)

    def is_what_it_should_be(self) -> None:
        self.done["compared"] += 1
        super().is_what_it_should_be()

    def teardown(self) -> None:
        self.done["histories"] += 1
        super().teardown()


def main(count: int, steps: int, first: int) -> int:
    """Run the histories; a fault ends it with the shortest history that shows it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        CollectionMachine.base = Path(folder)
        for number in range(first, first + count // TOGETHER):
            run_state_machine_as_test(
                seed(number)(Counting),
                settings=settings(
                    max_examples=TOGETHER,
                    stateful_step_count=steps,
                    deadline=None,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
            done = ", ".join(f"{many} {what}" for what, many in Counting.done.most_common())
            print(f"seed {number}: {done}; {(time.monotonic() - began) / 60:.1f} minutes", flush=True)
    return 0


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]] + [100, 100, 1][len(sys.argv) - 1 :]
    sys.exit(main(*numbers))
