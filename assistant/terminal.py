"""Answers, letters and ingest reports on the terminal, with Rich."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Self

from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer
from assistant.ingestion import FileReport
from assistant.prose import short_area
from assistant.render import where
from ingest.letter import Letter, LetterMetadata, british

_STATUS = {
    "not_found": "Not in the letters",
    "out_of_scope": "Outside what letters can answer",
    "needs_clarification": "Please say more",
    "partial": "Answered in part",
}
_CONTROL = dict.fromkeys([*range(32), *range(127, 160)])


def print_answer(answer: Answer, console: Console | None = None) -> None:
    """The answer, then each citation with its place."""
    out = console or Console()
    if answer.standalone_question != answer.question:
        out.print(Text(f"Read as: {plain(answer.standalone_question)}", style="dim"))
    if answer.status in _STATUS:
        out.print(Text(_STATUS[answer.status], style="bold yellow"))
    out.print(Markdown(answer.text))
    if answer.citations:
        out.print()
    for citation in answer.citations:
        out.print(Text.assemble((f"[{citation.number}] ", "bold"), f"“{plain(citation.quote)}”"))
        out.print(Text(f"    {plain(where(citation))}", style="dim"))
    for note in answer.notes:
        out.print(Text(plain(note), style="dim"))


def print_reports(reports: Sequence[FileReport], console: Console | None = None) -> None:
    """One row a file."""
    out = console or Console()
    table = Table(
        "file", "status", "area", "date", "pages", "paragraphs", "note", box=None, header_style="bold"
    )
    for report in reports:
        note = plain("; ".join([report.reason, *report.warnings]).strip("; "))
        pages = f"{report.pages or ''}{f' ({report.ocr_pages} by OCR)' if report.ocr_pages else ''}"
        table.add_row(
            plain(report.source),
            report.status,
            report.area or "",
            report.date or "",
            pages,
            str(report.paragraphs or ""),
            note,
        )
    out.print(table)


def reports_json(reports: Sequence[FileReport]) -> dict[str, Any]:
    """What `letterbook ingest --json` prints."""
    counts: dict[str, int] = {}
    for report in reports:
        counts[report.status] = counts.get(report.status, 0) + 1
    return {"files": [asdict(report) for report in reports], "counts": counts}


class Progress:
    """A line that says how many files are done and how fast, on a terminal only."""

    def __init__(self, *, shown: bool = True) -> None:
        from rich.progress import MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        console = Console(stderr=True)
        self._bar = Bar(
            SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn(),
            console=console, disable=not (shown and console.is_terminal), transient=True,
        )  # fmt: skip
        self._task = self._bar.add_task("Reading letters", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def file(self, report: FileReport) -> None:
        """One file is done."""
        self._bar.update(self._task, advance=1, description=f"{report.status}: {plain(report.source)[-60:]}")


def print_letters(letters: Iterable[LetterMetadata], console: Console | None = None) -> None:
    """One row a letter."""
    out = console or Console()
    table = Table("id", "area", "date", "kind", "next review", "file", box=None, header_style="bold")
    for letter in letters:
        names = ", ".join(short_area(name) for name in letter.area_names)
        table.add_row(
            letter.id,
            plain(names),
            british(letter.sent),
            letter.review or letter.kind,
            plain(letter.next_review_text),
            plain(letter.source),
        )
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
