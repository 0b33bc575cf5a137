"""Command line: serve (default) · ingest · letters · ask · brief · evaluate · remove · erase · backup · restore · doctor.

Exit codes: 0 done; 1 done, but some file or measure failed; 2 nothing could be done. The work is done elsewhere;
here it is called and printed. What is slow to import is imported by the command that needs it.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.letter import IngestError
from vectorstore.storeerror import StoreError

app = typer.Typer(
    add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False, help=__doc__.split("\n")[0]
)

FAILED = ("needs_ocr", "encrypted", "corrupt", "empty", "unsupported", "too_large", "timeout")
Store = Annotated[
    Path | None, typer.Option("--store", help="The folder that holds the collection (LETTERBOOK_STORE).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@app.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Open the web chat when no command is given."""
    if context.invoked_subcommand is None:
        serve()


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 7860,
    store: Store = None,
) -> None:
    """Open the web chat."""
    from assistant.web.server import serve as run

    with failing():
        run(_settings(store), host=host, port=port)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    area: Annotated[list[str] | None, typer.Option(help="Only letters to this area.")] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="Only letters sent on or after this day (2025-03-31).")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", help="Only letters sent on or before this day.")
    ] = None,
    role: Annotated[list[str] | None, typer.Option(help="Only paragraphs of this role.")] = None,
    history: Annotated[Path | None, typer.Option(help="The turns before, as JSON.")] = None,
    as_json: AsJson = False,
    store: Store = None,
) -> None:
    """Answer a question, with the paragraphs that prove it."""
    from assistant.restrict import restricted
    from assistant.turns import read_history

    with failing(), _letterbook(store) as letterbook:
        conversation = read_history(history) if history else None
        answer = restricted(
            letterbook, question, conversation, areas=area or (), since=since, until=until, roles=role or ()
        )
        if as_json:
            from assistant.render import as_json as jsoned

            typer.echo(json.dumps(jsoned(answer), ensure_ascii=False, indent=1))
        else:
            from assistant.terminal import print_answer

            print_answer(answer)


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of letters.")],
    as_json: AsJson = False,
    store: Store = None,
) -> None:
    """Index letters; what has not changed is left alone."""
    from assistant.build import open_store
    from assistant.ingestion import ingest as run
    from assistant.terminal import Progress, print_reports, reports_json

    with failing():
        opened = open_store(_settings(store), create=True)
        try:
            with Progress(shown=not as_json) as progress:
                reports = run(opened, paths, progress.file)
        finally:
            opened.close()
    if as_json:
        typer.echo(json.dumps(reports_json(reports), ensure_ascii=False, indent=1))
    else:
        print_reports(reports)
    raise typer.Exit(1 if any(report.status in FAILED for report in reports) else 0)


@app.command()
def letters(
    letter_id: Annotated[str | None, typer.Argument(help="Show this letter with its paragraphs.")] = None,
    set_area: Annotated[list[str] | None, typer.Option(help="Say which area the letter is to.")] = None,
    as_json: AsJson = False,
    store: Store = None,
) -> None:
    """List the letters, or show one with its paragraphs and roles."""
    from assistant.render import letter_json, metadata_json
    from assistant.terminal import print_letter, print_letters

    with failing(), _letterbook(store) as letterbook:
        if letter_id is None:
            if set_area:
                raise ValueError("--set-area needs the id of a letter: `letterbook letters` lists them")
            found = letterbook.letters()
            typer.echo(_json([metadata_json(one) for one in found])) if as_json else print_letters(found)
            return
        if set_area:
            letterbook.set_area(letter_id, *set_area)
        letter = letterbook.letter(letter_id)
        typer.echo(_json(letter_json(letter))) if as_json else print_letter(letter)


def _mount_evaluate() -> None:
    from assistant.evaluation.command import evaluate_command

    app.command("evaluate")(evaluate_command)


_mount_evaluate()


def main() -> None:
    """Run the command line."""
    app()


@contextmanager
def failing() -> Iterator[None]:
    """Turn what went wrong into one line on standard error and exit code 2."""
    try:
        yield
    except (StoreError, IngestError, ValueError) as error:
        typer.echo(f"letterbook: {error}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("letterbook: stopped", err=True)
        raise typer.Exit(130) from None


@contextmanager
def _letterbook(store: Path | None) -> Iterator[Any]:
    from assistant.build import build

    with build(_settings(store)) as letterbook:
        yield letterbook


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _settings(store: Path | None) -> Any:
    from assistant.settings import load_settings

    return load_settings(store=store)


if __name__ == "__main__":
    sys.exit(main())
