"""How a paragraph is split for vectorstore.stems: its label, sentences and context as stems, and what it is."""

from assistant.sayings import marks_of, sentence_marks
from assistant.terms import content_stems, sentences, stems
from ingest.letter import Paragraph
from vectorstore.stemmed import Stemmed


def split(paragraph: Paragraph) -> Stemmed:
    """Split a paragraph."""
    text = paragraph.text
    spans = sentences(text, paragraph.label_end)
    marks = sentence_marks(paragraph, spans)
    return Stemmed(
        label=stems(text[: spans[0][0]] if spans else text),
        sentences=tuple(stems(text[start:end]) for start, end in spans),
        context=stems(paragraph.context),
        length=len(text),
        marks=marks_of(paragraph, marks),
        sentence_marks=marks,
    )


def content(text: str) -> tuple[str, ...]:
    """The stems of a question's words that are no stop words."""
    return content_stems(text)
