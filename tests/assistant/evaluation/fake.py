"""A small collection and a system whose answers a test dictates."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.answer import Answer, Citation, Coverage, Filters, Verdict
from assistant.conversation import Conversation
from ingest.letter import Letter, LetterMetadata, Paragraph, Role
from vectorstore.hit import Hit

TEXTS = {
    "ash.txt": (
        ("Ashby",),
        "We ask that annual reviews are held on time.",
        "In March 54% of plans were on time.",
        "Children wait 1,800 days; co-production is strong.",
    ),
    "birch.pdf": (
        ("Birchwell",),
        "Annual reviews are held on time and this is a success.",
        "Jo Park signed.",
    ),
    "cedar.txt": ((), "Please clear the backlog of annual reviews.", "The next meeting is in June."),
}
UNKNOWN = "unknown (letter of 3 May 2024)"


def letters(texts: Mapping[str, tuple[tuple[str, ...], ...]] = TEXTS) -> dict[str, Letter]:
    """Letters by id: "ash", "birch", "cedar"."""
    made = {}
    for file, (areas, *paragraphs) in texts.items():
        letter_id = file.split(".")[0]
        metadata = LetterMetadata(
            id=letter_id, source=f"in/{file}", areas=areas, sent=date(2024, 5, 3), text_sha256="x"
        )
        made[letter_id] = Letter(
            metadata=metadata,
            paragraphs=tuple(
                Paragraph(letter_id=letter_id, number=number, text=text, role=Role.ASK)
                for number, text in enumerate(paragraphs, start=1)
            ),
        )
    return made


@dataclass
class FakeSystem:
    """Answers each question with what it was given, and ranks what it was given."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    rankings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # paragraph ids
    collection: Mapping[str, Letter] = field(default_factory=letters)
    asked: list[tuple[str, Conversation | None]] = field(default_factory=list)
    index: str = "fake-1"

    def letters(self) -> tuple[LetterMetadata, ...]:
        return tuple(letter.metadata for letter in self.collection.values())

    def letter(self, letter_id: str) -> Letter:
        return self.collection[letter_id]

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        self.asked.append((question, conversation))
        return self.answers.get(question, answer(status="not_found"))

    def retrieve(self, question: str, conversation: Conversation | None = None) -> list[Hit]:
        return [self._hit(paragraph_id) for paragraph_id in self.rankings.get(question, ())]

    def _hit(self, paragraph_id: str) -> Hit:
        letter_id, _, number = paragraph_id.partition("#")
        letter = self.collection[letter_id]
        return Hit(paragraph=letter.paragraphs[int(number) - 1], letter=letter.metadata, score=1.0)


def answer(*cited: str, **fields: object) -> Answer:
    """An answer that cites whole paragraphs, named "ash#1"."""
    collection = letters()
    citations = []
    for number, paragraph_id in enumerate(cited, start=1):
        letter = collection[paragraph_id.split("#")[0]]
        paragraph = letter.paragraphs[int(paragraph_id.split("#")[1]) - 1]
        citations.append(
            Citation(
                number=number, paragraph=paragraph, letter=letter.metadata, start=0, end=len(paragraph.text)
            )
        )
    plain = Answer(
        question="?",
        standalone_question="?",
        intent="list-areas",
        filters=Filters(),
        status="answered",
        text="",
        citations=tuple(citations),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def verdicts(**decisions: str) -> tuple[Verdict, ...]:
    """Verdicts by letter id: ash="matched"."""
    return tuple(
        Verdict(letter=letters()[letter_id].metadata, decision=decision, reason="because")  # type: ignore[arg-type]
        for letter_id, decision in decisions.items()
    )


COVERAGE = Coverage(matched=0, not_matched=3, unreadable=0)
