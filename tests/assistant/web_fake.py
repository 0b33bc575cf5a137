"""A small collection in memory behind the web pages, for their tests. Its letters are made up."""

import io
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw

from assistant.answer import Answer, Citation, Coverage, Filters, Verdict
from assistant.conversation import Conversation
from assistant.possibilities import Possibilities, possibilities
from assistant.steps import Stage, Step
from ingest.letter import Fact, Letter, LetterMetadata, Paragraph, Person, Role, Status
from vectorstore.storeerror import StoreError

LEAD = "At your next review meeting, I would also like to see:"

BODY = (
    (Role.ADMIN, (), "Dear colleagues,"),
    (Role.ADMIN, (), "Thank you for meeting us on {met} to review progress against your plan."),
    (
        Role.PRAISE,
        ("Successes",),
        "The co-production group now meets monthly, which {area} should be proud of.",
    ),
    (Role.REPORT, ("Progress",), "You told us that {share} of plans were issued within 20 weeks."),
    (Role.CONCERN, ("Progress",), "Families in {area} still wait too long for speech and language therapy."),
    (Role.ASK, ("Next steps",), LEAD),
    (Role.ASK, ("Next steps",), "how delays in annual reviews are being reduced, school by school;"),
    (Role.ASK, ("Next steps",), "evidence that young people <b>shape</b> decisions & are told what changed."),
    (Role.ADMIN, (), "Yours sincerely,"),
)


def made_letter(
    letter_id: str, area: str | None, sent: date, *, asks_reviews: bool = True, **more: object
) -> Letter:
    """One letter of eight or nine paragraphs."""
    rows = [row for row in BODY if asks_reviews or "annual reviews" not in row[2]]
    named = {"area": area or "the area", "met": "3 June", "share": "54%"}
    paragraphs = tuple(
        Paragraph(
            letter_id=letter_id,
            number=number,
            text=text.format(**named),
            role=role,
            headings=headings,
            page=1,
            boxes=((1, 0.1, number / 10, 0.9, number / 10 + 0.06),),
            next_steps=headings == ("Next steps",),
        )
        for number, (role, headings, text) in enumerate(rows, 1)
    )
    metadata = LetterMetadata(
        id=letter_id,
        source=f"letters/{letter_id}.pdf",
        title=f"Review of progress: {area or 'your area'}",
        sent=sent,
        met=sent,
        next_review=sent.replace(year=sent.year + 1),
        next_review_text="in a year",
        review="12-month review",
        plans=("APP",),
        areas=(area,) if area else (),
        area_source="stated" if area else "unknown",
        people=(
            Person(
                name="Ada Marsh",
                title="Director",
                organisation="County Council",
                part="addressee",
                paragraph=1,
            ),
        ),
        facts=(Fact(name="met", value="2024-06-03", paragraph=2, start=28, end=34),),
        pages=1,
        text_sha256="0" * 64,
    )
    return Letter(metadata=replace(metadata, **more), paragraphs=paragraphs)  # type: ignore[arg-type]


def made_letters() -> list[Letter]:
    """Six letters: two to one area, one to an unknown area, one that could not be read."""
    unread = made_letter(
        "2025-02-11-aaaaaa",
        "Wenbury",
        date(2025, 2, 11),
        text_sha256="",
        ocr_pages=1,
        warnings=("page 1 could not be read",),
    )
    return [
        made_letter("2023-03-14-111111", "Northmoor", date(2023, 3, 14)),
        made_letter("2024-06-24-222222", "Northmoor", date(2024, 6, 24)),
        made_letter("2024-02-20-333333", "Saltmarsh", date(2024, 2, 20), asks_reviews=False),
        made_letter(
            "2024-12-12-444444",
            "Easterfell",
            date(2024, 12, 12),
            ocr_pages=1,
            warnings=("one page was read by OCR",),
        ),
        made_letter("2025-05-19-555555", None, date(2025, 5, 19)),
        Letter(metadata=unread.metadata, paragraphs=()),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeReport:
    """What became of a file."""

    source: str
    status: Status
    letter_id: str | None = None
    area: str | None = None
    paragraphs: int = 0
    warnings: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeInquiry:
    """A question and its understanding in one."""

    filters: Filters

    @property
    def question(self) -> "FakeInquiry":
        """Itself."""
        return self


class FakeLetterbook:
    """Answers by looking for a few words; keeps what it was asked."""

    def __init__(self, letters: Sequence[Letter] | None = None, *, seconds: float = 0.0) -> None:
        self.held = {
            letter.metadata.id: letter for letter in (made_letters() if letters is None else letters)
        }
        self.asked: list[tuple[str, Conversation | None, Filters | None]] = []
        self.seconds = seconds
        self.writer = ""
        self.before: tuple[Step, ...] = ()  # steps that come before the answer
        self.gate = threading.Event()
        self.gate.set()
        self._may = threading.Semaphore(0)

    def reset(self) -> None:
        """Everything as at the start."""
        self.held = {letter.metadata.id: letter for letter in made_letters()}
        self.asked.clear()
        self.seconds = 0.0
        self.writer, self.before = "", ()
        self.gate.set()

    def step(self) -> None:
        """Let one step pass the shut gate."""
        self._may.release()

    @property
    def index(self) -> str:
        """Changes with the letters."""
        return str(len(self.held))

    def letters(self) -> tuple[LetterMetadata, ...]:
        """Every letter."""
        return tuple(letter.metadata for letter in self.held.values())

    def letter(self, letter_id: str) -> Letter:
        """One letter."""
        if letter_id not in self.held:
            raise StoreError(f"no letter {letter_id}")
        return self.held[letter_id]

    def set_area(self, letter_id: str, *names: str) -> None:
        """Set its area."""
        letter = self.letter(letter_id)
        metadata = replace(letter.metadata, areas=names, area_source="user")
        self.held[letter_id] = replace(letter, metadata=metadata)

    def possibilities(self) -> Possibilities:
        """What may be the same among its letters."""
        return possibilities(self.letters, lambda letter_id: self.letter(letter_id).paragraphs)

    def examples(self) -> tuple[str, ...]:
        """Questions with an answer."""
        return (
            "Which areas were asked about annual reviews?",
            "What was Northmoor asked to do in its latest letter?",
            "When is Easterfell's next review?",
        )

    def ask(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Answer:
        """A set answer, a single fact, or an honest no."""
        self.asked.append((question, conversation, filters))
        time.sleep(self.seconds)
        if "explode" in question:
            raise RuntimeError("the fake was asked to")
        filters = self.inquire(question, conversation, filters).question.filters
        if "weather" in question:
            return Answer(
                question=question,
                standalone_question=question,
                intent="unanswerable",
                filters=filters,
                status="out_of_scope",
                text="The letters are about plans for children; none mentions the weather.",
            )
        return self._fact(question, filters) if "proportion" in question else self._set(question, filters)

    def steps(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> Iterator[Step]:
        """A stage, what `before` has, the answer. Where the gate is shut each waits for `step`."""
        yield Stage("Reading 5 paragraphs from 4 letters")
        answer = self.ask(question, conversation, filters)
        for step in (*self.before, answer):
            self.wait()
            yield step

    def wait(self) -> None:
        """Wait for `step` where the gate is shut; for a minute at most."""
        for _ in range(600):
            if self.gate.is_set() or self._may.acquire(timeout=0.1):
                return

    def inquire(
        self, question: str, conversation: Conversation | None = None, filters: Filters | None = None
    ) -> "FakeInquiry":
        """Understand a few words."""
        understood = Filters(
            topic="annual reviews" if "annual" in question else None,
            areas=tuple(area for area in ("Northmoor", "Saltmarsh", "Easterfell") if area in question),
            roles=("ask",) if "asked" in question else (),
        )
        return FakeInquiry(filters=filters or understood)

    def _fact(self, question: str, filters: Filters) -> Answer:
        letter = next(iter(self.held.values()))
        paragraph = next(p for p in letter.paragraphs if "54%" in p.text)
        start = paragraph.text.index("54%")
        cited = Citation(
            number=1, paragraph=paragraph, letter=letter.metadata, start=start, end=len(paragraph.text)
        )
        return Answer(
            question=question,
            standalone_question=question,
            intent="single-fact",
            filters=filters,
            status="answered",
            text="54% of plans were issued within 20 weeks [1].",
            key="54%",
            citations=(cited,),
            citations_total=1,
        )

    def _set(self, question: str, filters: Filters) -> Answer:
        verdicts, citations = [], []
        for letter in self.held.values():
            found = [p for p in letter.paragraphs if "annual reviews" in p.text and _wanted(letter, filters)]
            for p in found:
                number = len(citations) + 1
                cited = Citation(number=number, paragraph=p, letter=letter.metadata, start=4, end=len(p.text))
                citations.append(cited)
            decision = "unreadable" if letter.metadata.unreadable else "matched" if found else "not_matched"
            verdicts.append(Verdict(letter=letter.metadata, decision=decision, reason=REASONS[decision]))
        lines = [
            f"- **{c.letter.area_names[0]}** ({c.letter.sent:%B %Y}): “{c.quote}” [{c.number}]"
            for c in citations
        ]
        text = "\n".join([f"{len(citations)} letters ask about annual reviews:\n", *lines])
        return Answer(
            question=question,
            standalone_question=question,
            intent="list-areas",
            filters=filters,
            status="answered" if citations else "not_found",
            text=text if citations else "No letter asks about that.",
            areas=tuple(c.letter.area_names[0] for c in citations),
            coverage=Coverage(**{d: sum(v.decision == d for v in verdicts) for d in REASONS}),
            verdicts=tuple(verdicts),
            citations=tuple(citations),
            citations_total=len(citations),
        )


REASONS = {
    "matched": "asks about annual reviews",
    "not_matched": "nothing about annual reviews",
    "unreadable": "no text could be read",
}


def _wanted(letter: Letter, filters: Filters) -> bool:
    return not filters.areas or bool(set(letter.metadata.areas) & set(filters.areas))


class FakeIntake:
    """Adds every file as a letter to Westmere; refuses files that say so in their name, and waits before slow ones."""

    def __init__(self, letterbook: FakeLetterbook) -> None:
        self.letterbook = letterbook

    def add(self, paths: Sequence[Path]) -> Iterator[FakeReport]:
        """One report a file."""
        for path in paths:
            if "slow" in path.name:
                self.letterbook.wait()
            if "broken" in path.name:
                yield FakeReport(
                    source=path.name, status="corrupt", reason="The file is damaged. Ask for it again."
                )
                continue
            letter = made_letter(
                f"2025-07-01-{len(self.letterbook.held):06}", None, date(2025, 7, 1), source=str(path)
            )
            self.letterbook.held[letter.metadata.id] = letter
            yield FakeReport(
                source=path.name, status="ok", letter_id=letter.metadata.id, paragraphs=len(letter.paragraphs)
            )

    def remove(self, letter_id: str) -> None:
        """Forget a letter."""
        del self.letterbook.held[letter_id]


class FakePictures:
    """Every letter has one page."""

    def has(self, letter: LetterMetadata) -> bool:
        """Every letter."""
        return True

    def draw(self, letter: LetterMetadata, page: int, width: int) -> bytes | None:
        """A page with grey lines on it; only page 1 is there."""
        if page != 1:
            return None
        picture = Image.new("RGB", (width, width * 297 // 210), "white")
        draw = ImageDraw.Draw(picture)
        for top in range(width // 8, picture.height - width // 8, width // 30):
            draw.rectangle((width // 10, top, width * 9 // 10 - top % 90, top + width // 90), fill="#555")
        held = io.BytesIO()
        picture.save(held, "PNG")
        return held.getvalue()
