"""What `letterbook ingest` shows: a bar while files are read, then a row for each, or JSON for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Self, TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

from assistant.filereport import FileReport, Reports
from assistant.possibilities import Possibilities, possibilities_json
from assistant.terminal import plain
from ingest.letter import british
from ingest.letterbook import astray
from vectorstore.paths import text_of

FAILED = ("needs_ocr", "encrypted", "corrupt", "empty", "unsupported", "too_large", "timeout")
STYLES = {"ok": "green", "partial": "yellow", **dict.fromkeys(FAILED, "red")}
STATUS_WIDTH = max(map(len, [*STYLES, "unchanged", "duplicate", "removed"]))


def print_reports(reports: Reports, roots: Sequence[Path] = (), console: Console | None = None) -> None:
    """A row for each file that was read, failed or went, with what is to be known of it; then how many."""
    out = console or Console(highlight=False)
    names = [text_of(root.absolute()) for root in roots]
    for report in reports:
        if report.status != "unchanged":
            for line in _lines(report, names):
                out.print(line, soft_wrap=not out.is_terminal)
    out.print(Text(_summary(reports.counts), style="bold"), soft_wrap=not out.is_terminal)
    for note in astray(reports.folders):
        out.print(Text(plain(note), style="yellow"), soft_wrap=not out.is_terminal)


def print_json(reports: Reports, maybe: Possibilities, out: TextIO) -> None:
    """What `letterbook ingest --json` prints, written file by file."""
    out.write('{\n "files": [')
    for number, report in enumerate(reports):
        out.write(("," if number else "") + "\n  " + _json(asdict(report)).replace("\n", "\n  "))
    rest = {
        "counts": dict(reports.counts),
        "notes": list(astray(reports.folders)),
        "possibilities": possibilities_json(maybe),
    }
    out.write("\n ],\n" + _json(rest).removeprefix("{\n") + "\n")


def tally(reports: Reports) -> str:
    """How many files became what, without their names."""
    return ", ".join(f"{count} {status}" for status, count in reports.counts.items()) or "no file"


def failed(reports: Reports) -> bool:
    """Whether any file could not be read."""
    return any(reports.counts[status] for status in FAILED)


class Progress:
    """A bar that says how many files are done, how fast, and how long the rest takes; on a terminal only."""

    def __init__(self, *, shown: bool = True, console: Console | None = None) -> None:
        out = console or Console(stderr=True)
        self._bar = Bar(
            TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), _Rate(),
            TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
            console=out, disable=not (shown and out.is_terminal), transient=True,
        )  # fmt: skip
        self._task = self._bar.add_task("Looking for letters", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def counted(self, done: int, files: int) -> None:
        """So many files of those that had to be read are done."""
        words = "Reading letters" if done < files else "Making the indexes"
        self._bar.update(self._task, completed=done, total=files, description=words)


class _Rate(ProgressColumn):
    """Files a second, or a minute where they are slow."""

    def render(self, task: Task) -> Text:
        """The words for a task."""
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        return Text(f"{speed:.1f} files/s" if speed >= 1 else f"{60 * speed:.0f} files/min", style="dim")


def _lines(report: FileReport, roots: Sequence[str]) -> Iterator[Text]:
    """Yield a row and what stands under it."""
    name = plain(_short(report.source, roots))
    status = Text(f"{report.status:<{STATUS_WIDTH}}  ", style=STYLES.get(report.status, "dim"))
    yield Text.assemble(status, Text(name, style="bold"), "".join(f" · {fact}" for fact in _facts(report)))
    for note in _notes(report):
        yield Text(f"{'':<{STATUS_WIDTH}}  {note}", style="dim")


def _facts(report: FileReport) -> Iterator[str]:
    if not report.paragraphs:
        return
    known = bool(report.area) and not (report.area or "").startswith("unknown (")
    yield plain(report.area or "") if known else "area unknown"
    yield british(date.fromisoformat(report.date)) if report.date else "undated"
    if report.pages:
        ocr = f" ({report.ocr_pages} read by OCR)" if report.ocr_pages else ""
        yield _number(report.pages, "page") + ocr
    yield _number(report.paragraphs, "paragraph")


def _notes(report: FileReport) -> Iterator[str]:
    """Yield why it ended so, and what to be careful of, each once."""
    start = f"{report.source.rpartition('/')[2]}: "
    reason = () if report.reason == "; ".join(report.warnings) else (report.reason,)
    for note in dict.fromkeys([*reason, *report.warnings]):
        if note:
            yield plain(note.removeprefix(start))


def _short(source: str, roots: Sequence[str]) -> str:
    """A file's name as seen from the folder that was given."""
    inside = [source.removeprefix(f"{root}/") for root in roots if source.startswith(f"{root}/")]
    return min(inside, key=len, default=source)


def _summary(counts: Mapping[str, int]) -> str:
    each = ", ".join(f"{number:,} {status}" for status, number in counts.items())
    bad = sum(counts.get(status, 0) for status in FAILED)
    told = f"; {bad:,} could not be read, and no answer rests on {'them' if bad > 1 else 'it'}" if bad else ""
    return f"{_number(sum(counts.values()), 'file')}: {each}{told}" if counts else "0 files"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
