"""Work that can wait stands back for those who ask: a process, or a whole session of them."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NICE = 19  # as far back as there is
PATIENT = 20  # tries at a session's priority
AUTOGROUP = Path("/proc/self/autogroup")


def stand_back() -> None:
    """Let this process work only when those who ask need no processor; done twice it is the same.

    Call it before there are threads: those that are there keep their priority.
    """
    if hasattr(os, "setpriority"):  # Windows has none
        os.setpriority(os.PRIO_PROCESS, 0, NICE)
    if sys.platform == "linux":
        # Who wakes up need not wait until such a process has used up its slice (sched(7)).
        with suppress(OSError):  # a sandbox may have no such policy; the priority is low already
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


@contextmanager
def session_stands_back(file: Path = AUTOGROUP) -> Iterator[None]:
    """The same of this process's session for a while, which is lent to others of it, such as a terminal's shell.

    Linux may part the processor among sessions first, whatever the priority of what works in them (sched(7),
    "The autogroup feature"). Where it does not, or one may not say so, nothing is done.
    """
    before = _say(file, NICE)
    try:
        yield
    finally:
        if before is not None:
            # Where another ingest of this session had it stand back already, it was not always so.
            _say(file, before if before < NICE else 0)


def _say(file: Path, nice: int) -> int | None:
    """Write a session's priority, and return what it was; None where there is none."""
    for _ in range(PATIENT):
        try:
            before = int(file.read_text(encoding="ascii").split()[-1])  # "/autogroup-25 nice 0"
            file.write_text(str(nice), encoding="ascii")
            return before
        except BlockingIOError:  # it takes one change in a tenth of a second
            time.sleep(0.05)
        except (OSError, ValueError, IndexError):
            break
    return None
