"""What is seen of a question while it is answered: the stage it is at, then the answer as far as it is proved."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import Answer


@dataclass(frozen=True, slots=True)
class Stage:
    """What is being done, in words: "Reading 23 paragraphs from 9 letters"."""

    words: str


@dataclass(frozen=True, slots=True)
class Proven:
    """An answer of which more may come; what it says stays."""

    answer: Answer


Step = Stage | Proven | Answer
"""Steps end with the Answer itself."""


def last(steps: Iterable[Step]) -> Answer:
    """The answer at the end of the steps."""
    final = deque(steps, maxlen=1).pop()
    if not isinstance(final, Answer):
        raise TypeError("the steps ended without an answer")
    return final
