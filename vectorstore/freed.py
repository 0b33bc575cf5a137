"""Memory that libraries have freed goes back to the system.

The C library keeps what a thread freed for that thread, and an index that is written by a new thread each time would
take some megabytes more each time.
"""

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Give back what is free, where the C library can (glibc)."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # no glibc: musl, macOS, Windows
        return None
