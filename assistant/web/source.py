"""The source panel: a quotation in its paragraph, among its neighbours, and on its page."""

from assistant.web.markup import render
from ingest.letter import Letter, Paragraph

NEIGHBOURS = 2  # paragraphs shown on each side


def source_panel(letter: Letter, number: int, start: int, end: int, *, pictured: bool) -> str:
    """The panel for `text[start:end]` of one paragraph. A paragraph that is not there is a KeyError."""
    position = {paragraph.number: index for index, paragraph in enumerate(letter.paragraphs)}[number]
    paragraph = letter.paragraphs[position]
    start, end = _within(paragraph, start, end)
    return render(
        "source",
        letter=letter.metadata,
        paragraph=paragraph,
        before=letter.paragraphs[max(0, position - NEIGHBOURS) : position],
        after=letter.paragraphs[position + 1 : position + 1 + NEIGHBOURS],
        quoted=(paragraph.text[:start], paragraph.text[start:end], paragraph.text[end:]),
        pictured=pictured,
        pages=sorted({box[0] for box in paragraph.boxes}),
    )


def _within(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """Offsets that lie in the paragraph; the whole of it where they do not."""
    return (start, end) if 0 <= start < end <= len(paragraph.text) else (0, len(paragraph.text))
