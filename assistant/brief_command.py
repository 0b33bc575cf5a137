"""`letterbook brief`: the excerpts that answer some questions, as a document. app.py mounts it.

Exit codes: 0 done; 1 done, but some question found no excerpt; 2 nothing could be done.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.failing import failing

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.brief import Brief
    from assistant.settings import Settings


def brief_command(
    questions: Annotated[list[str], typer.Argument(help="The questions, each in quotation marks.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write: .docx, .md, .csv or .json."),
    ],
    title: Annotated[str, typer.Option(help="The briefing's title.")] = "",
    area: Annotated[list[str] | None, typer.Option(help="Only letters to this area; repeatable.")] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="Only letters sent on or after this day (2025-03-31).")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", help="Only letters sent on or before this day.")
    ] = None,
    role: Annotated[list[str] | None, typer.Option(help="Only paragraphs of this role; repeatable.")] = None,
    store: Annotated[
        Path | None, typer.Option(help="The folder that holds the collection (LETTERBOOK_STORE).")
    ] = None,
) -> None:
    """Write cited excerpts for a briefing."""
    from assistant.access.shell import note
    from assistant.brief import TITLE, briefing
    from assistant.brief_export import exported
    from assistant.keeping import noted
    from assistant.settings import load_settings

    with failing():
        check_output(output)
        settings = load_settings(store=store)
        answers = _answers(settings, questions, areas=area or (), since=since, until=until, roles=role or ())
        told = noted(settings, *answers)
        brief = briefing(answers, datetime.now(UTC), title.strip() or TITLE)
        _write(output, exported(brief, output.suffix))
        note(settings, "exported", [f"a briefing of {len(brief.excerpts)} quotations ({output.suffix})"])
    if told:
        _complain(told)
    raise typer.Exit(_told(brief, output))


def check_output(path: Path) -> None:
    """Refuse a file that cannot be written, before anything is asked; raise ValueError saying why."""
    from assistant.brief_export import FORMATS

    if path.suffix.lower() not in FORMATS:
        raise ValueError(f"{path}: a briefing ends in one of {', '.join(FORMATS)}")
    if path.is_dir() or not path.parent.is_dir():
        reason = "is a folder" if path.is_dir() else "its folder does not exist"
        raise ValueError(f"{path}: cannot be written: {reason}")


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ValueError(f"{path}: cannot be written: {error.strerror or error}") from error


def _answers(settings: "Settings", questions: "list[str]", **limits: object) -> "list[Answer]":
    from assistant.build import build
    from assistant.restrict import restricted

    with build(settings) as letterbook:
        if not letterbook.letters():
            raise ValueError("no letter is indexed: run `letterbook ingest PATH` first")
        return [restricted(letterbook, question, **limits) for question in questions]  # type: ignore[arg-type]


def _told(brief: "Brief", output: Path) -> int:
    """Say what was written and which questions found nothing; return the exit code."""
    from rich.console import Console

    count = len(brief.excerpts)
    text = f"{output}: {count} quotation{'' if count == 1 else 's'}"
    Console().print(text, markup=False, highlight=False, soft_wrap=True)
    empty = [section.answer.question for section in brief.sections if not section.excerpts]
    for question in empty:
        _complain(f"no excerpt for: {question}")
    return 1 if empty else 0


def _complain(text: str) -> None:
    from rich.console import Console

    Console(stderr=True).print(f"letterbook: {text}", markup=False, highlight=False, soft_wrap=True)
