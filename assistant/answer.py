"""Answer, Citation, Verdict, Coverage, Group, Sent: the contract for programs (DESIGN.md), as values.

`assistant.render.as_json` prints them; nothing here decides anything.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.letter import LetterMetadata, Paragraph

Status = Literal["answered", "partial", "not_found", "out_of_scope", "needs_clarification"]
Decision = Literal["matched", "not_matched", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A verbatim quotation: `paragraph.text[start:end]` of one paragraph of one letter."""

    number: int
    paragraph: Paragraph
    letter: LetterMetadata
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words cited, as the record holds them."""
        return self.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether one letter answers a set question, and why."""

    letter: LetterMetadata
    decision: Decision
    reason: str  # one line for people
    paragraphs: tuple[str, ...] = ()  # ids of the paragraphs that decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was checked: checked = matched + not_matched; total = checked + unreadable."""

    matched: int
    not_matched: int
    unreadable: int

    @property
    def checked(self) -> int:
        """Letters that were decided."""
        return self.matched + self.not_matched

    @property
    def total(self) -> int:
        """Letters in the collection that the question is about."""
        return self.checked + self.unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Citations that belong together: praised / asked, a side of a comparison, a step of a timeline."""

    label: str
    areas: tuple[str, ...] = ()
    date: datetime.date | None = None
    role: str | None = None
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What was understood of the question, as a person can read and change it."""

    topic: str | None = None
    areas: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a language model was given for an answer, besides the question."""

    model: str
    host: str  # where it was asked
    remote: bool  # whether that is another machine
    calls: int
    paragraphs: tuple[str, ...]  # their ids, in the order in which they were sent
    letters: int  # how many letters they are of
    characters: int  # of all that was said to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer and its proof."""

    question: str
    standalone_question: str
    intent: str
    filters: Filters
    status: Status
    text: str  # Markdown with [n] markers, one citation each
    key: str | None = None  # the short answer alone: "54%"
    areas: tuple[str, ...] | None = None  # set questions only
    letters: tuple[str, ...] | None = None
    coverage: Coverage | None = None
    verdicts: Sequence[Verdict] | None = None
    groups: tuple[Group, ...] | None = None
    citations: tuple[Citation, ...] = ()
    citations_total: int = 0  # more than len(citations) where the rest was left out for length
    reader: str = "extractive"
    notes: tuple[str, ...] = ()
    sent: Sent | None = None  # None where no language model was asked
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    index: str = ""  # the index's fingerprint

    @property
    def abstained(self) -> bool:
        """Whether the letters do not answer the question."""
        return self.status in ("not_found", "out_of_scope", "needs_clarification")
