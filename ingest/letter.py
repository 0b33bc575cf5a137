"""Letters as data: Role, Paragraph, Person, Fact, LetterMetadata, Letter, and IngestError.

The types that the ingest stage hands on. Nothing here reads a file or decides anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

Box = tuple[int, float, float, float, float]
"""Page number (from 1), then x0, y0, x1, y1 as fractions of the page (0 to 1), origin at the top left."""

AreaSource = Literal["stated", "inferred", "unknown", "user"]
Kind = Literal["letter", "report"]
Part = Literal["addressee", "signatory", "copied", "adviser", "mentioned"]
Status = Literal[
    "ok", "partial", "needs_ocr", "encrypted", "corrupt", "empty", "unsupported", "too_large", "timeout",
    "unchanged", "duplicate", "removed",
]  # fmt: skip


class IngestError(Exception):
    """A file cannot become a letter. The message names the file and the cure; `status` says how it failed."""

    def __init__(self, message: str, *, status: Status) -> None:
        super().__init__(message)
        self.status: Status = status


class Role(StrEnum):
    """What a paragraph does."""

    ASK = "ask"  # what the reviewers ask, expect, recommend or will look for
    REQUIREMENT = "requirement"  # inspection text: a priority action or area for improvement
    CONCERN = "concern"  # a problem or delay that the reviewers note
    PRAISE = "praise"  # a success or progress that they note
    REPORT = "report"  # what the area told them; neutral facts
    ADMIN = "admin"  # addresses, thanks, dates, contacts, copies, signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph or one bullet: the unit that is indexed, retrieved and cited."""

    letter_id: str
    number: int  # from 1, in reading order
    text: str
    role: Role
    headings: tuple[
        str, ...
    ] = ()  # outermost first; a bullet's bold label ("Statutory Assessments") is the last
    lead_in: str = ""  # the lead-in of its list, "" where it stands alone
    lead_in_number: int | None = None  # the paragraph that is the lead-in
    label_end: int = (
        0  # text[:label_end] is a run-in label ("Statutory Assessments: "); quotations start after it
    )
    page: int | None = None  # None where the format has no pages
    boxes: tuple[Box, ...] = ()  # () where the format has no positions
    ocr: bool = False
    confidence: float | None = None  # OCR only: mean word confidence, 0 to 1
    next_steps: bool = False  # stands under next steps, recommendations or an inspection's actions

    @property
    def id(self) -> str:
        """`letter_id#number`."""
        return f"{self.letter_id}#{self.number}"

    @property
    def context(self) -> str:
        """What is needed to understand the paragraph alone; embedded with it, never quoted as part of it."""
        return " > ".join([*self.headings, self.lead_in] if self.lead_in else self.headings)

    @property
    def asked(self) -> bool:
        """Whether the paragraph asks something: DESIGN.md's "asked about"."""
        return self.role in (Role.ASK, Role.REQUIREMENT) or (self.role is Role.CONCERN and self.next_steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody a letter names, as it names them."""

    name: str
    title: str = ""
    organisation: str = ""
    part: Part
    paragraph: int  # the paragraph that names them


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A metadata value and the words it was read from: `paragraph.text[start:end]`."""

    name: str  # sent, met, next_review, review, plan, area, outcome, ...
    value: str  # ISO for dates
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterMetadata:
    """What a letter says of itself."""

    id: str
    source: str  # the file, or "mail.eml#attachment.pdf"
    kind: Kind = "letter"
    title: str = ""
    sent: date | None = None
    met: date | None = None  # the review meeting; for a report the first day of the inspection
    next_review: date | None = None  # the day, or the first of the month where only the month is given
    next_review_text: str = ""  # as printed: "October 2023", "7 December 2022", "six-month"
    review: str = ""  # "30-month review", "6-monthly stocktake", "area SEND inspection"
    plans: tuple[str, ...] = ()  # "APP", "PAP", "Strategic Plan"
    areas: tuple[str, ...] = ()
    area_source: AreaSource = "unknown"
    area_evidence: str = ""  # the words that decided
    outcome: str = ""  # reports: the inspection outcome's own sentence
    people: tuple[Person, ...] = ()
    facts: tuple[Fact, ...] = ()
    pages: int = 0  # 0 where the format has no pages
    ocr_pages: int = 0
    unread_pages: int = 0  # something is printed on them, and no text could be had
    page_estimated: bool = False
    text_sha256: str = ""  # of the paragraphs' text, white space folded
    file_sha256: str = ""
    sketch: str = ""  # of the paragraphs' runs of words, for `ingest.alike`
    warnings: tuple[str, ...] = ()

    @property
    def area_names(self) -> tuple[str, ...]:
        """The areas, or one name that says that they are unknown."""
        if self.areas:
            return self.areas
        return (
            f"unknown ({self.kind} of {british(self.sent)})" if self.sent else f"unknown ({self.source})",
        )

    @property
    def unreadable(self) -> bool:
        """Whether no text could be had, so that no answer can rest on it."""
        return not self.text_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One document sent on one date about one local area."""

    metadata: LetterMetadata
    paragraphs: tuple[Paragraph, ...]

    def with_id(self, letter_id: str) -> "Letter":
        """The same letter under the id that was given at its first ingest."""
        if self.metadata.id == letter_id and all(one.letter_id == letter_id for one in self.paragraphs):
            return self
        return Letter(
            metadata=replace(self.metadata, id=letter_id),
            paragraphs=tuple(replace(paragraph, letter_id=letter_id) for paragraph in self.paragraphs),
        )

    def person(self, *parts: Part) -> Sequence[Person]:
        """The people who take one of the parts, in the letter's order."""
        return [person for person in self.metadata.people if person.part in parts]


def british(day: date | None) -> str:
    """A date as letters print it: 26 November 2025; "undated" for none."""
    return f"{day.day} {day:%B %Y}" if day else "undated"
