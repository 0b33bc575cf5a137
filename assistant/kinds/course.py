"""The figures of a topic letter by letter, so that its course can be said in one sentence: 38%, 46%, 61%."""

import re
from collections.abc import Mapping, Sequence

from assistant.inquiry import Inquiry
from assistant.judge import Judged
from assistant.kinds.evidence import section_mates
from assistant.quantities import Quantity, current, quantities
from assistant.terms import sentences
from ingest.letter import Paragraph, Role

AROUND = 120  # characters on either side of a figure, within its clause, in which it is said what it counts
ENOUGH = 0.3  # of the topic, that must stand around a figure or in what its sentence goes on from
CLEARLY = 0.6  # the same, where no kind of figure is asked for
_KINDS = ("percent", "duration", "number")
_CUES = (
    ("percent", re.compile(r"\b(?:share|proportion|percentage|per\s*cent|rate|timel\w+|on\s+time|within\s+(?:20|twenty)\s+weeks)\b", re.IGNORECASE)),
    ("duration", re.compile(r"\b(?:waits?|waiting\s+times?|how\s+long|wait\s+for)\b", re.IGNORECASE)),
    ("number", re.compile(r"\b(?:number|how\s+many|count|backlog)\b", re.IGNORECASE)),
)  # fmt: skip
_COMMA = re.compile(r"[,;]\s")
_GOES_ON = re.compile(r"\b(?:were|was|are|is|have|had|still|remain\w*|these|those|this|it)\b", re.IGNORECASE)


def figures(inquiry: Inquiry, by_letter: Mapping[str, Sequence[Judged]]) -> dict[str, str]:
    """The figure of the topic in each letter that gives one, as printed, by letter."""
    kind, found = wanted(inquiry), {}
    for letter_id, ones in by_letter.items():
        paragraphs = [one.hit.paragraph for one in ones if one.hit.paragraph.role is not Role.ADMIN]
        if kind:  # in a section about it, the figure may stand in a paragraph that does not name it
            paragraphs += section_mates(inquiry.open(letter_id).paragraphs, paragraphs)
        rows = [row for paragraph in paragraphs for row in _rows(inquiry, paragraph, kind)]
        if rows:
            found[letter_id] = max(rows, key=lambda row: row[0])[1]
    return found


def wanted(inquiry: Inquiry) -> str:
    """The kind of figure that a question asks for: percent, duration, number; "" for none."""
    question = inquiry.question
    if question.expects in _KINDS:
        return question.expects
    return next((kind for kind, cue in _CUES if cue.search(question.standalone)), "")


def _rows(inquiry: Inquiry, paragraph: Paragraph, wanted: str) -> list[tuple[float, str]]:
    """The figures of a paragraph, each with how well what stands around it fits the topic."""
    text, rows = paragraph.text, []
    spans = sentences(text, paragraph.label_end) or [(0, len(text))]
    for at, (start, end) in enumerate(spans):
        sentence = text[start:end]
        before = text[spans[at - 1][0] : start] if at and _GOES_ON.search(sentence) else ""
        for kind in [wanted] if wanted else _KINDS:
            for quantity in current(sentence, _alone(sentence, kind)):
                near = _clause(sentence, quantity)
                score = max(
                    inquiry.matcher.in_words(near), 0.9 * inquiry.matcher.in_words(f"{before} {near}")
                )
                if score >= (ENOUGH if wanted else CLEARLY):
                    rows.append((score, quantity.text))
    return rows


def _clause(sentence: str, quantity: Quantity) -> str:
    """What stands about a figure between the commas before and after it; within brackets it goes on."""
    before = sentence[max(0, quantity.start - AROUND) : quantity.start]
    after = sentence[quantity.end : quantity.end + AROUND]
    return _COMMA.split(before)[-1] + quantity.text + _COMMA.split(after)[0]


def _alone(sentence: str, kind: str) -> list[Quantity]:
    """The quantities of a kind that are no part of one of another kind."""
    found = quantities(sentence, kind)
    if kind != "number":
        return found
    found = [
        quantity for quantity in found if not re.match(r"[.)]\s", sentence[quantity.end :])
    ]  # "3. a plan"
    others = [other for also in ("percent", "duration", "money") for other in quantities(sentence, also)]
    return [q for q in found if not any(q.start < other.end and other.start < q.end for other in others)]
