"""The JSON that programs send and receive: the contract of `letterbook ask --json` and `letters --json`.

The models are checked against what assistant.render prints in every response, and are the OpenAPI document.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.answer import Decision, Status
from ingest.letter import AreaSource, Kind, Part, Role

LONGEST_QUESTION = 2_000  # characters
LONGEST_TURN = 50_000  # characters of one earlier message
LONGEST_HISTORY = 200  # turns

Name = Annotated[str, Field(max_length=300)]
Names = Annotated[list[Name], Field(max_length=500)]


def _written(day: object) -> object:
    """A day as it is to be written; pydantic would take a number for seconds since 1970."""
    if day is not None and not isinstance(day, str):
        raise ValueError("a day is written as 2025-03-31")
    return day


Day = Annotated[date, BeforeValidator(_written)]
Box = tuple[int, float, float, float, float]


class Sent(BaseModel):
    """What is sent; a name that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class EarlierTurn(Sent):
    """A message that went before."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=LONGEST_TURN)


class Limits(Sent):
    """What to hold the question to. What is not given is understood from the question."""

    topic: str | None = Field(None, min_length=1, max_length=LONGEST_QUESTION)
    areas: Names = Field([], description="areas as GET /api/letters names them")
    date_from: Day | None = Field(None, description="letters sent on or after this day")
    date_to: Day | None = Field(None, description="letters sent on or before this day")
    roles: list[Role] = Field([], max_length=6)
    people: Names = []
    plans: Names = Field([], description="APP, PAP, ...")


class Ask(Sent):
    """A question."""

    question: str = Field(
        min_length=1, max_length=LONGEST_QUESTION, examples=["Which areas were asked about annual reviews?"]
    )
    history: list[EarlierTurn] = Field([], max_length=LONGEST_HISTORY, description="oldest first")
    filters: Limits | None = None


class Given(BaseModel):
    """What is received."""

    model_config = ConfigDict(extra="forbid")


class UnderstoodFilters(Given):
    """What was understood of the question."""

    topic: str | None
    areas: list[str]
    date_from: date | None
    date_to: date | None
    roles: list[str]
    people: list[str]
    plans: list[str]


class CheckedLetters(Given):
    """checked = matched + not_matched; total = checked + unreadable."""

    total: int
    checked: int
    matched: int
    not_matched: int
    unreadable: int


class LetterVerdict(Given):
    """Whether one letter answers a set question, and why."""

    letter_id: str
    verdict: Decision
    reason: str
    paragraphs: list[str]


class CitationGroup(Given):
    """Citations that belong together."""

    label: str
    areas: list[str]
    date: Annotated[str | None, Field(description="ISO date")]
    role: str | None
    citations: list[int]


class Quotation(Given):
    """A verbatim quotation: characters `start` to `end` of one paragraph."""

    n: int
    paragraph_id: str
    letter_id: str
    kind: Kind
    areas: list[str]
    area_source: AreaSource
    letter_date: date | None
    section: list[str]
    role: Role
    page: int | None
    page_estimated: bool
    boxes: list[Box] = Field(description="page, then x0, y0, x1, y1 as fractions of the page")
    ocr: bool
    confidence: float | None
    quote: str
    start: int
    end: int
    source: str


class GivenToModel(Given):
    """What a language model was given for an answer, besides the question."""

    model: str
    host: str = Field(description="where it was asked")
    remote: bool = Field(description="whether that is another machine")
    calls: int
    paragraphs: list[str] = Field(description="their ids, in the order in which they were sent")
    letters: int = Field(description="how many letters they are of")
    characters: int = Field(description="of all that was said to it")


class Answered(Given):
    """An answer and its proof."""

    model_config = ConfigDict(json_schema_extra={"description": "An answer and its proof."})

    schema_: int = Field(alias="schema", description="version of this contract")
    question: str
    standalone_question: str
    intent: str
    filters: UnderstoodFilters
    status: Status
    answer: str = Field(description="Markdown with [1] markers, one for each citation")
    answer_key: str | None = Field(description="the short answer alone")
    areas: list[str] | None = Field(description="set questions only")
    letters: list[str] | None
    coverage: CheckedLetters | None
    verdicts: list[LetterVerdict] | None
    groups: list[CitationGroup] | None
    citations: list[Quotation]
    citations_total: int
    reader: str
    notes: list[str]
    sent: GivenToModel | None = Field(None, description="only where a language model was asked")
    timings_ms: dict[str, float]
    index: str = Field(description="fingerprint of the collection")


class NamedPerson(Given):
    """Somebody whom a letter names."""

    name: str
    title: str
    organisation: str
    part: Part
    paragraph: int


class StatedFact(Given):
    """A value and where the letter states it."""

    name: str
    value: str
    paragraph: int
    start: int
    end: int


class AlikePair(Given):
    """Two letters that are nearly the same."""

    letters: list[str]
    share: float = Field(description="of their runs of five words")


class NamesPair(Given):
    """Two names that may be one person's."""

    names: list[str]
    why: str
    letters: list[list[str]] = Field(
        description="ids of the letters that have the first name, and the second"
    )


class PossiblySame(Given):
    """What may be the same; nothing was merged."""

    nearly_same: list[AlikePair]
    same_person: list[NamesPair]


class LetterSummary(Given):
    """What a letter says of itself."""

    letter_id: str
    source: str
    kind: Kind
    title: str
    areas: list[str]
    area_source: AreaSource
    area_evidence: str
    sent: date | None
    met: date | None
    next_review: date | None
    next_review_text: str
    review: str
    plans: list[str]
    outcome: str
    people: list[NamedPerson]
    facts: list[StatedFact]
    pages: int
    ocr_pages: int
    page_estimated: bool
    unreadable: bool
    warnings: list[str]
    possibilities: PossiblySame


class LetterParagraph(Given):
    """One paragraph or one bullet."""

    paragraph_id: str
    n: int
    role: Role
    text: str
    section: list[str]
    lead_in: str
    page: int | None
    boxes: list[Box]
    ocr: bool
    confidence: float | None


class WholeLetter(LetterSummary):
    """A letter with its paragraphs."""

    paragraphs: list[LetterParagraph]


class Fault(BaseModel):
    """What is wrong, in words for people."""

    detail: str
