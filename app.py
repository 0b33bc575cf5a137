"""Letterbook's command line: serve (default), ingest, letters, ask, brief, evaluate, and care of the collection.

Exit codes: 0 done; 1 done, but some file or measure failed; 2 nothing could be done. The work is done
elsewhere: here it is called and printed. What is slow to import is imported by the command that needs it.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.access.command import tokens, users
from assistant.access.shell import note, noting
from assistant.brief_command import brief_command
from assistant.embed_command import embed_command
from assistant.engine import Engine
from assistant.evaluation.command import evaluate_command
from assistant.failing import failing

if TYPE_CHECKING:
    from assistant.assistant import Letterbook
    from assistant.build import Store as OpenStore
    from assistant.settings import Settings

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Letterbook answers questions about official letters and proves every answer with their paragraphs.",
)
app.command("evaluate")(evaluate_command)
app.command("brief")(brief_command)
app.command("embed")(embed_command)
app.add_typer(users, name="users")
app.add_typer(tokens, name="tokens")

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
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Let language models ask too, over MCP at /mcp.")
    ] = False,
    store: Store = None,
) -> None:
    """Open the web chat."""
    with failing():
        typer.echo("Starting Letterbook ...", err=True)
        from assistant.web.server import serve as run

        run(_settings(store), host=host, port=port, mcp=mcp, ready=_say_where)


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of letters.")],
    engine: Annotated[
        Engine, typer.Option(help="Read on this machine, or on the Ray cluster at RAY_ADDRESS.")
    ] = Engine.LOCAL,
    again: Annotated[
        bool, typer.Option("--again", help="Read unchanged files too, as after an upgrade of Letterbook.")
    ] = False,
    as_json: AsJson = False,
    store: Store = None,
) -> None:
    """Index letters; what has not changed is left alone."""
    from assistant.engines import ENGINES
    from assistant.filereport import Reports
    from assistant.ingest_terminal import Progress, failed, print_json, print_reports, tally
    from assistant.ingestion import stream
    from assistant.possibilities import new_possibilities
    from assistant.terminal import print_possibilities
    from ingest.background import session_stands_back, stand_back

    stand_back()
    with session_stands_back(), Reports() as reports:
        with (
            failing("stopped; what was read is kept, and the next ingest goes on from there"),
            _store(store, create=True) as home,
            ENGINES[engine](home) as (opened, read),
            Progress(shown=not as_json) as progress,
            noting(home.settings, "ingested") as done,
        ):
            stream(opened, paths, reports.add, read, again=again, counted=progress.counted)
            done.append(tally(reports))
            found = new_possibilities(opened.record, reports.read)
        if as_json:
            print_json(reports, found, sys.stdout)
        else:
            print_reports(reports, paths)
            print_possibilities(found)
        code = 1 if failed(reports) else 0
    raise typer.Exit(code)


@app.command()
def letters(
    letter_id: Annotated[str | None, typer.Argument(help="Show this letter with its paragraphs.")] = None,
    set_area: Annotated[list[str] | None, typer.Option(help="Say which area the letter is to.")] = None,
    as_json: AsJson = False,
    store: Store = None,
) -> None:
    """List the letters, or show one with its paragraphs and roles."""
    from assistant.possibilities import Possibilities
    from assistant.render import letter_json, metadata_json
    from assistant.terminal import print_letter, print_letters, print_possibilities

    with failing(), _letterbook(store) as letterbook:
        if letter_id is None:
            if set_area:
                raise ValueError("--set-area needs the id of a letter: `letterbook letters` lists them")
            found, maybe = letterbook.letters(), letterbook.possibilities()
            if as_json:
                of = maybe.by_letter()
                typer.echo(_json([metadata_json(one, of.get(one.id, Possibilities())) for one in found]))
            else:
                print_letters(found)
                print_possibilities(maybe)
            return
        if set_area:
            letterbook.set_area(letter_id, *set_area)
            note(_settings(store), "set area", [letter_id])
        letter, maybe = letterbook.letter(letter_id), letterbook.possibilities()
        if as_json:
            typer.echo(_json(letter_json(letter, maybe.of([letter_id]))))
        else:
            print_letter(letter)
            print_possibilities(maybe.of([letter_id]))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    area: Annotated[list[str] | None, typer.Option(help="Only letters to this area; repeatable.")] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="Only letters sent on or after this day (2025-03-31).")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", help="Only letters sent on or before this day.")
    ] = None,
    role: Annotated[list[str] | None, typer.Option(help="Only paragraphs of this role; repeatable.")] = None,
    history: Annotated[Path | None, typer.Option(help="The turns before, a JSON file.")] = None,
    as_json: AsJson = False,
    store: Store = None,
) -> None:
    """Answer a question, with the paragraphs that prove it."""
    from assistant.keeping import noted
    from assistant.render import as_json as rendered
    from assistant.restrict import restricted
    from assistant.terminal import print_answer
    from assistant.turns import read_history

    with failing(), _letterbook(store) as letterbook:
        conversation = read_history(history) if history else None
        answer = restricted(
            letterbook, question, conversation, areas=area or (), since=since, until=until, roles=role or ()
        )
        told = noted(_settings(store), answer)
        typer.echo(_json(rendered(answer))) if as_json else print_answer(answer)
        typer.echo(told, err=True) if told else None


@app.command()
def remove(
    letter_ids: Annotated[list[str], typer.Argument(help="The ids of letters, as `letters` lists them.")],
    store: Store = None,
) -> None:
    """Take letters out of the collection; their files are not touched."""
    with failing(), _store(store) as opened:
        for letter_id in letter_ids:
            opened.record.letter(letter_id)  # an unknown id is refused before anything goes
        opened.record.remove(letter_ids)
        note(opened.settings, "removed", letter_ids)
        opened.indexer.derive()
    typer.echo(f"removed {len(letter_ids)} letter{'' if len(letter_ids) == 1 else 's'}")


@app.command()
def erase(
    letter_ids: Annotated[list[str], typer.Argument(help="The ids of letters, as `letters` lists them.")],
    store: Store = None,
) -> None:
    """Take letters out and leave nothing of them in the store; proved by a search of every file."""
    from assistant.keeping import forgetting
    from vectorstore.erasure import erase as run

    with failing(), _store(store) as opened, noting(opened.settings, "erased") as done:
        done.extend(letter_ids)
        derived = (opened.exact, opened.lexical, opened.words, opened.stems)
        also, folder = forgetting(opened.settings), opened.settings.store
        erased = run(opened.record, opened.indexer, derived, folder, letter_ids, also)
    typer.echo(f"erased {len(erased.letters)} letter{'' if len(erased.letters) == 1 else 's'} from the store")
    for path in erased.files:
        typer.echo(f"its file is yours to delete: {path}")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The file to write.")], store: Store = None) -> None:
    """Write the whole collection into one file; the chat may go on."""
    from vectorstore.backup import backup as run

    with failing(), _store(store) as opened:
        run(opened.record, file)
        note(opened.settings, "backed up")
    typer.echo(f"backed up to {file}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")], store: Store = None
) -> None:
    """Put a backup in the place of all that the collection holds."""
    from vectorstore.backup import restore as run

    with failing(), _store(store, create=True) as opened:
        run(opened.record, file)
        note(opened.settings, "restored")
        opened.indexer.derive()
        count = len(opened.record.letters())
    typer.echo(f"restored {count} letter{'' if count == 1 else 's'} from {file}")


@app.command()
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Make good what can be made good.")] = False,
    store: Store = None,
) -> None:
    """Say what is installed, what is indexed and what is wrong."""
    from assistant.checkup import checkup

    with failing():
        findings = checkup(_settings(store), mend=repair)
    for finding in findings:
        cure = f": {finding.cure}" if finding.cure and not finding.ok else ""
        typer.echo(f"{'ok   ' if finding.ok else 'WRONG'} {finding.name}: {finding.detail}{cure}")
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


def main() -> None:
    """Run the command line."""
    app()


@contextmanager
def _store(folder: Path | None, *, create: bool = False) -> "Iterator[OpenStore]":
    from assistant.build import open_store

    opened = open_store(_settings(folder), create=create)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def _letterbook(folder: Path | None) -> "Iterator[Letterbook]":
    from assistant.build import build

    with build(_settings(folder)) as letterbook:
        yield letterbook


def _settings(folder: Path | None) -> "Settings":
    from assistant.settings import load_settings

    return load_settings(store=folder)


def _say_where(url: str) -> None:
    typer.echo(f"Letterbook is at {url} (Ctrl+C stops it)", err=True)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
