"""System: what can be scored (`Letterbook`, or the stock chain of `baseline.py`), and EvaluationError."""

from collections.abc import Sequence
from typing import Protocol

from assistant.answer import Answer
from assistant.conversation import Conversation
from ingest.letter import Letter, LetterMetadata
from vectorstore.hit import Hit


class EvaluationError(Exception):
    """An evaluation cannot be made. The message says what is missing and the cure."""


class System(Protocol):
    """Something that answers questions about a collection of letters."""

    @property
    def index(self) -> str:
        """The index's fingerprint."""

    def letters(self) -> tuple[LetterMetadata, ...]:
        """Every letter of the collection."""

    def letter(self, letter_id: str) -> Letter:
        """One letter with its paragraphs."""

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        """Answer a question."""

    def retrieve(self, question: str, conversation: Conversation | None = None) -> Sequence[Hit]:
        """The ranking that the answer would rest on, best first."""
