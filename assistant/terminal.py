"""Answers and letters on the terminal, with Rich."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from assistant.answer import Answer
from assistant.possibilities import Possibilities
from assistant.prose import short_area
from assistant.render import where
from ingest.letter import Letter, LetterMetadata, british

_STATUS = {
    "not_found": "Not in the letters",
    "out_of_scope": "Outside what letters can answer",
    "needs_clarification": "Please say more",
    "partial": "Answered in part",
}
MOST_LINES = 20
_CONTROL = dict.fromkeys([*range(32), *range(127, 160)])


def print_answer(answer: Answer, console: Console | None = None) -> None:
    """The answer, then each citation with its place."""
    from rich.markdown import Markdown  # here: nothing else on a terminal needs its parser

    out = console or Console()
    if answer.standalone_question != answer.question:
        out.print(Text(f"Read as: {plain(answer.standalone_question)}", style="dim"))
    if answer.status in _STATUS:
        out.print(Text(_STATUS[answer.status], style="bold yellow"))
    out.print(Markdown("\n".join(plain(line) for line in answer.text.split("\n"))))
    if answer.citations:
        out.print()
    for citation in answer.citations:
        out.print(Text.assemble((f"[{citation.number}] ", "bold"), f"“{plain(citation.quote)}”"))
        out.print(Text(f"    {plain(where(citation))}", style="dim"))
    for note in answer.notes:
        out.print(Text(plain(note), style="dim"))


def print_possibilities(found: Possibilities, console: Console | None = None) -> None:
    """What may be the same, a line each; the rest is counted where there are many."""
    out, lines = console or Console(), found.lines()
    if lines:
        out.print(Text("\nPossibly the same (nothing was merged):", style="bold"))
    for line in lines[:MOST_LINES]:
        out.print(Text(f"- {plain(line)}"))
    if len(lines) > MOST_LINES:
        out.print(Text(f"- and {len(lines) - MOST_LINES} more: add --json to see all", style="dim"))


def print_letters(letters: Iterable[LetterMetadata], console: Console | None = None) -> None:
    """One row a letter."""
    out = console or Console()
    # An id cut short would be of no use: it is what `letterbook letters ID` asks for.
    table = Table(
        Column("id", no_wrap=True), "area", "date", "kind", "next review", Column("file", overflow="fold"),
        box=None, header_style="bold",
    )  # fmt: skip
    for letter in letters:
        names = ", ".join(short_area(name) for name in letter.area_names)
        kind = letter.review or letter.kind
        cells = (
            letter.id,
            names,
            british(letter.sent),
            kind,
            letter.next_review_text,
            letter.source.rpartition("/")[2],
        )
        table.add_row(*(Text(plain(cell)) for cell in cells))  # not str: Rich takes [..] in it for markup
    out.print(table)


def print_letter(letter: Letter, console: Console | None = None) -> None:
    """What a letter says of itself, then its paragraphs with their roles."""
    out = console or Console()
    metadata = letter.metadata
    out.print(
        Text(
            f"{', '.join(metadata.area_names)} – {british(metadata.sent)} – {plain(metadata.title)}",
            style="bold",
        )
    )
    out.print(
        Text(
            f"area {metadata.area_source}: {plain(metadata.area_evidence) or 'nothing says'}; {plain(metadata.source)}",
            style="dim",
        )
    )
    headings: tuple[str, ...] = ()
    for paragraph in letter.paragraphs:
        if paragraph.headings != headings:
            headings = paragraph.headings
            out.print(Text(plain(" › ".join(headings)), style="bold"))
        out.print(
            Text.assemble(
                (f"{paragraph.number:>4} {paragraph.role.value:<12}", "cyan"), plain(paragraph.text)
            )
        )


def plain(text: str) -> str:
    """Text of a letter or a file name without control characters: nothing in it can drive the terminal."""
    return text.encode("utf-8", "replace").decode().replace("\n", " ").translate(_CONTROL)
