"""Reader: the seam between evidence and answer. ExtractiveReader is the embedded one."""

from collections.abc import Iterator
from typing import Protocol

from assistant.answer import Answer
from assistant.inquiry import Inquiry
from assistant.steps import Step


class Reader(Protocol):
    """Evidence becomes an answer."""

    def read(self, inquiry: Inquiry) -> Answer:
        """Compose an answer whose every statement is cited, or say why there is none."""
        ...

    def steps(self, inquiry: Inquiry) -> Iterator[Step]:
        """The same, with what can be seen on the way; nothing that is shown is taken back."""
        ...
