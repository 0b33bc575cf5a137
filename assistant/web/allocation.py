"""How the C library hands back memory: with its defaults a server that answers in many threads grows for hours."""

import ctypes
import logging
import sys

log = logging.getLogger(__name__)

# mallopt's numbers, of glibc's malloc.h.
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
ARENAS = 2  # instead of eight a core, each of which keeps what its threads needed at their worst moment
FREE = 1_000_000  # bytes free at the top of the heap that are given back
LARGE = 256 * 1024  # bytes from which a piece is given back as soon as it is free: pages and vectors


def give_back_soon() -> bool:
    """Have free memory given back; call it before threads start. Return whether this C library can."""
    if sys.platform != "linux":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library than glibc
        log.debug("the C library has no mallopt")
        return False
    return all(
        mallopt(name, value) == 1
        for name, value in ((ARENA_MAX, ARENAS), (TRIM_THRESHOLD, FREE), (MMAP_THRESHOLD, LARGE))
    )
