"""How a paragraph is split for vectorstore.stems: its label, sentences and context as stems, and what it is."""

import re
from enum import IntFlag

from assistant.terms import content_stems, sentences, stems
from ingest.letter import Paragraph, Role
from vectorstore.stemmed import Stemmed

THANKS = re.compile(
    r"\b(?:thank|grateful|gratitude|appreciat)", re.IGNORECASE
)  # said to somebody, not of a success


class Mark(IntFlag):
    """What the judge wants to know of a paragraph beside its words."""

    ASKED = 1  # it asks something (Paragraph.asked)
    THANKS = 2  # it thanks, in a role that may


def split(paragraph: Paragraph) -> Stemmed:
    """Split a paragraph."""
    text = paragraph.text
    spans = sentences(text, paragraph.label_end)
    return Stemmed(
        label=stems(text[: spans[0][0]] if spans else text),
        sentences=tuple(stems(text[start:end]) for start, end in spans),
        context=stems(paragraph.context),
        length=len(text),
        marks=marks_of(paragraph),
    )


def content(text: str) -> tuple[str, ...]:
    """The stems of a question's words that are no stop words."""
    return content_stems(text)


def marks_of(paragraph: Paragraph) -> Mark:
    """What a paragraph is."""
    found = Mark.ASKED if paragraph.asked else Mark(0)
    if paragraph.role in (Role.PRAISE, Role.ADMIN) and THANKS.search(paragraph.text):
        found |= Mark.THANKS
    return found
