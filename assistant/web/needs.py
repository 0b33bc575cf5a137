"""What the pages need of the application behind them: Letterbook, Intake, Pictures.

Protocols only: `server.serve` gives the real ones, the tests give small ones that live in memory.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from assistant.answer import Answer, Filters
from assistant.conversation import Conversation
from assistant.possibilities import Possibilities
from assistant.steps import Step
from ingest.letter import Letter, LetterMetadata, Status


class Understood(Protocol):
    """A question as it is understood."""

    @property
    def filters(self) -> Filters:
        """What a person can read and change of it."""


class Inquiry(Protocol):
    """A question ready to be answered."""

    @property
    def question(self) -> Understood:
        """The question, understood."""


class Letterbook(Protocol):
    """Questions and letters. A letter that is not there is a StoreError."""

    @property
    def index(self) -> str:
        """The index's fingerprint: it changes when the letters do."""

    def ask(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Answer:
        """Answer a question; `filters` replace what was understood of it."""

    def steps(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Iterator[Step]:
        """The same, with what can be seen on the way; the answer comes last."""

    @property
    def writer(self) -> str:
        """Which language model writes the answers and what is sent to it, in words; empty where none does."""

    def letters(self) -> Sequence[LetterMetadata]:
        """Every letter."""

    def letter(self, letter_id: str) -> Letter:
        """One letter with its paragraphs."""

    def inquire(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Inquiry:
        """Understand a question without answering it."""

    def set_area(self, letter_id: str, *names: str) -> None:
        """Say which area a letter is to."""

    def possibilities(self) -> Possibilities:
        """What may be the same: letters that are nearly alike, people under two names."""

    def examples(self) -> Sequence[str]:
        """Questions that this collection can answer."""


class FileReport(Protocol):
    """What became of one file."""

    @property
    def source(self) -> str:
        """The file."""

    @property
    def status(self) -> Status:
        """One of ingest's words."""

    @property
    def letter_id(self) -> str | None:
        """The letter that it became."""

    @property
    def area(self) -> str | None:
        """Its area, as people read it."""

    @property
    def paragraphs(self) -> int:
        """How many paragraphs it has."""

    @property
    def warnings(self) -> Sequence[str]:
        """What a person should look at."""

    @property
    def reason(self) -> str:
        """Why it failed; empty where it did not."""


class Pictures(Protocol):
    """Pages as pictures."""

    def has(self, letter: LetterMetadata) -> bool:
        """Whether the letter's file has pages that can be drawn."""

    def draw(self, letter: LetterMetadata, page: int, width: int) -> bytes | None:
        """Draw a page (from 1) as a PNG so many pixels wide; None where it cannot be drawn."""


class Intake(Protocol):
    """How letters come and go."""

    def add(self, paths: Sequence[Path]) -> Iterator[FileReport]:
        """Ingest files, yielding a report as each is done."""

    def remove(self, letter_id: str) -> None:
        """Take a letter out of the collection."""
