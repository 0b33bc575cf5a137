"""What is said and measured of the stages of an answer."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.inquiry import Inquiry
from assistant.prose import counted


def evidence_of(inquiry: Inquiry) -> str:
    """ "Reading 23 paragraphs from nine letters"."""
    found = inquiry.matched if len(inquiry.matched) else inquiry.deciding
    letters = counted(len(set(found.drawn.serials[found.chosen].tolist())), "letter")
    return f"Reading {counted(len(found), 'paragraph')} from {letters}"


@contextmanager
def timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    """Note how many milliseconds a stage takes."""
    started = time.perf_counter()
    yield
    timings[stage] = (time.perf_counter() - started) * 1000
