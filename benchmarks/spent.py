"""What a piece of work costs: seconds on the clock, and of processor, every process that it started included.

A worker that is killed leaves behind what it had started; on Linux this process is given those orphans, so
that their time counts too.
"""

import ctypes
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

ADOPT = 36  # prctl: PR_SET_CHILD_SUBREAPER
PATIENCE = 0.3  # seconds for what was killed to be gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds."""

    wall: float
    cpu: float


def spent(work: Callable[[], object]) -> Spent:
    """Do a piece of work, and tell its cost; what it leaves running is not counted."""
    _adopt()
    cpu, start = _cpu(), time.perf_counter()
    work()
    wall = time.perf_counter() - start
    _bury()
    return Spent(wall=wall, cpu=_cpu() - cpu)


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _adopt() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT, 1, 0, 0, 0)


def _bury() -> None:
    """Wait for children that have ended: a process counts once it has been waited for."""
    until = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < until:
            if os.waitpid(-1, os.WNOHANG)[0]:
                until = time.monotonic() + PATIENCE
            else:
                time.sleep(0.01)
    except ChildProcessError:  # there are none
        return
