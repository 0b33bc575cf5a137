"""What work costs is counted whole: what a child started too, even where the child was killed."""

import os
import signal
import subprocess
import sys

import pytest

from benchmarks.ocr import compared
from benchmarks.spent import Spent, spent

BUSY = "import time\nwhile time.process_time() < 0.3: pass"
LASTING = f"{BUSY}\nprint(flush=True)\ntime.sleep(60)"
LEAVING = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {LASTING!r}])"


def test_what_a_child_spends_is_counted() -> None:
    assert spent(lambda: subprocess.run([sys.executable, "-S", "-c", BUSY], check=True)).cpu > 0.25


@pytest.mark.skipif(sys.platform != "linux", reason="orphans are given to us on Linux alone")
def test_what_a_killed_child_had_started_is_counted() -> None:
    def work() -> None:
        command = [sys.executable, "-S", "-c", LEAVING]
        with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as child:
            assert child.stdout is not None
            child.stdout.readline()  # the grandchild has done its work
            os.killpg(child.pid, signal.SIGKILL)

    assert spent(work).cpu > 0.25


def test_both_costs_are_told_by_the_clock_and_by_the_processor() -> None:
    told = compared(10, Spent(wall=5.0, cpu=10.0), Spent(wall=10.0, cpu=8.0))
    assert told == [
        "Tesseract alone 2.00 pages/s, Letterbook 1.00 pages/s: 0.50 of it",
        "Tesseract alone 1.00 s of CPU a page, Letterbook 0.80 s: 1.25 of its speed",
    ]
