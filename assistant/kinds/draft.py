"""An answer being written: lines of prose, and quotations that become citations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer, Group, Status, Verdict
from assistant.citations import Cited, whole
from assistant.directions import direction, moving
from assistant.inquiry import Inquiry
from assistant.judge import Judged, wanted_marks
from assistant.prose import LONGEST_QUOTE, escaped, quoted
from assistant.sayings import fitting_sentences, longest_run
from assistant.verdicts import coverage
from ingest.letter import LetterMetadata, Paragraph


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as it stands in the answer, and its citation's number."""

    text: str  # “verbatim words” [3]
    number: int


class Draft:
    """Collects what an answer says; `done` makes the Answer."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry
        self.cited = Cited()
        self.lines: list[str] = []
        self.groups: list[Group] = []
        self.total = 0  # paragraphs that could have been cited

    def say(self, text: str) -> None:
        """A paragraph of the answer."""
        if self.lines:
            self.lines.append("")
        self.lines.append(text)

    def point(self, text: str) -> None:
        """A point of a list; a list starts after an empty line."""
        if self.lines and not self.lines[-1].startswith("- ") and self.lines[-1]:
            self.lines.append("")
        self.lines.append(f"- {text}")

    def evidence(self, one: Judged) -> Quoted:
        """Quote what decides in a judged paragraph."""
        start, end = telling(one, self.inquiry)
        return self.quote(one.hit.paragraph, one.hit.letter, start, end)

    def quote(self, paragraph: Paragraph, letter: LetterMetadata, start: int = -1, end: int = -1) -> Quoted:
        """Quote a span of a paragraph, all of it by default."""
        if start < 0:
            start, end = whole(paragraph)
        number = self.cited.add(paragraph, letter, start, end)
        self.total = max(self.total, len(self.cited.citations))
        return Quoted(f"{quoted(paragraph.text[start:end])} [{number}]", number)

    def done(self, status: Status = "answered", *, key: str | None = None, **fields: Any) -> Answer:
        """The finished answer; `fields` are areas, letters, coverage, verdicts, notes."""
        question, followed = self.inquiry.question, self.inquiry.followed
        notes: tuple[str, ...] = fields.pop("notes", ())
        if followed.rewritten or " ".join(question.text.split()) != question.standalone:
            notes = (*notes, f"Read as: {escaped(question.standalone)}")
        return Answer(
            question=question.text,
            standalone_question=question.standalone,
            intent=question.intent,
            filters=question.filters,
            status=status,
            text="\n".join(self.lines),
            key=key,
            groups=tuple(self.groups) or None,
            citations=tuple(self.cited.citations),
            citations_total=max(self.total, len(self.cited.citations)),
            notes=notes,
            **fields,
        )


def status_of(decided: Sequence[Verdict]) -> Status:
    """Answered where every letter could be read, partial where some could, not found where none could."""
    counts = coverage(decided)
    if not counts.checked:
        return "not_found"
    return "partial" if counts.unreadable else "answered"


def telling(one: Judged, inquiry: Inquiry) -> tuple[int, int]:
    """The span of a paragraph that decides: all of it where it is short and does one thing, else its best sentence."""
    paragraph = one.hit.paragraph
    start, end = whole(paragraph)
    wanted = wanted_marks(inquiry.question)
    if end - start <= LONGEST_QUOTE and longest_run(paragraph, wanted) is None:
        return start, end
    spans = fitting_sentences(paragraph, wanted)
    way, _ = direction(inquiry.question)
    moved = moving(paragraph, spans, way, inquiry.matcher.in_words) if way else []
    return best_sentence(paragraph, moved or spans, inquiry)


def best_sentence(
    paragraph: Paragraph, spans: Sequence[tuple[int, int]], inquiry: Inquiry
) -> tuple[int, int]:
    """The sentence that covers the topic best; the first of equals."""
    if not spans:
        return whole(paragraph)
    scores = [inquiry.matcher.in_words(paragraph.text[start:end]) for start, end in spans]
    if max(scores) == 0:  # no word of the topic stands in any: the meaning decides
        texts = [paragraph.text[start:end] for start, end in spans]
        scores = inquiry.likeness(inquiry.question.topic or inquiry.question.standalone, texts)
    return spans[scores.index(max(scores))]
