"""Reader: the seam between evidence and answer. ExtractiveReader is the embedded one."""

from typing import Protocol

from assistant.answer import Answer
from assistant.inquiry import Inquiry


class ReaderError(Exception):
    """A reader could not answer; the embedded one is asked instead. The message says why, in one line."""


class Reader(Protocol):
    """Evidence becomes an answer."""

    def read(self, inquiry: Inquiry) -> Answer:
        """Compose an answer whose every statement is cited; raise ReaderError where that cannot be had."""
        ...
