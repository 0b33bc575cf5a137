"""`letterbook evaluate`: score answers against question files. app.py mounts it.

Exit codes: 0 done; 1 done, but a measure is below its --min, a question could not be scored or the judging
model failed; 2 nothing could be done.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.evaluation.comparison import Comparison
    from assistant.evaluation.report import Report
    from assistant.evaluation.run import Progress
    from assistant.evaluation.system import System

WITHOUT = "without the model"
_WIDTH = 140  # columns where the output is not a terminal


def evaluate_command(
    questions: Annotated[list[Path], typer.Argument(help="Question files, JSON Lines (docs/evaluation.md).")],
    compare: Annotated[
        Path | None, typer.Option(metavar="OLD.json", help="An earlier --json report to compare with.")
    ] = None,
    runs: Annotated[int, typer.Option(min=1, help="Ask everything so many times and report the spread.")] = 1,
    judge: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Also judge answers by a chat model: provider:name.")
    ] = None,
    json: Annotated[Path | None, typer.Option(metavar="FILE", help="Write everything as JSON.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one page with plots.")] = None,
    baseline: Annotated[bool, typer.Option("--baseline", help="Score LangChain's stock chain too.")] = False,
    minimum: Annotated[
        list[str] | None,
        typer.Option("--min", metavar="MEASURE=VALUE", help="Exit 1 where a measure is lower; repeatable."),
    ] = None,
    skip_faulty: Annotated[
        bool, typer.Option("--skip-faulty", help="Set aside questions whose quotation is in no letter.")
    ] = False,
    store: Annotated[
        Path | None, typer.Option(help="The folder that holds the collection (LETTERBOOK_STORE).")
    ] = None,
) -> None:
    """Score the answers against question files with gold answers."""
    from assistant.evaluation.saved import open_saved
    from assistant.evaluation.system import EvaluationError
    from vectorstore.storeerror import StoreError

    try:
        minimums = parse_minimums(minimum or [])
        check_writable([path for path in (json, html) if path is not None])
        earlier = open_saved(compare) if compare else None
        model = _chat_model(judge) if judge else None
        with _opened(store) as systems:
            report = _evaluate(
                systems, questions, runs=runs, baseline=baseline, judge=model, skip_faulty=skip_faulty
            )
    except (EvaluationError, StoreError) as error:
        _complain(str(error))
        raise typer.Exit(2) from error
    comparison = None
    if earlier is not None:
        from assistant.evaluation.comparison import compare as hold_against

        comparison = hold_against(report, earlier)
    _write(report, comparison, json, html)
    raise typer.Exit(_verdict(report, minimums))


def parse_minimums(texts: Sequence[str]) -> dict[str, float]:
    """Read MEASURE=VALUE pairs; raise EvaluationError naming the pair and what would do."""
    from assistant.evaluation.measures import MEASURES
    from assistant.evaluation.system import EvaluationError

    minimums = {}
    for text in texts:
        name, _, value = text.partition("=")
        if name not in MEASURES:
            raise EvaluationError(f"--min {text}: no such measure; there are {', '.join(MEASURES)}")
        try:
            minimums[name] = float(value)
        except ValueError as error:
            raise EvaluationError(f"--min {text}: {value!r} is not a number; write {name}=0.9") from error
        if not 0 <= minimums[name] <= 1:
            raise EvaluationError(f"--min {text}: measures go from 0 to 1")
    return minimums


def check_writable(paths: Sequence[Path]) -> None:
    """Refuse output files that cannot be written, before minutes are spent on their contents."""
    from assistant.evaluation.system import EvaluationError

    for path in paths:
        if path.is_dir() or not path.parent.is_dir():
            reason = "is a folder" if path.is_dir() else "its folder does not exist"
            raise EvaluationError(f"{path}: cannot be written: {reason}")


@contextmanager
def _opened(store: Path | None) -> "Iterator[tuple[System, dict[str, System]]]":
    """The collection; and where a language model is configured, the same without it, to be held against it."""
    from assistant.build import build
    from assistant.evaluation.system import EvaluationError
    from assistant.settings import load_settings

    settings = load_settings(store=store)
    with ExitStack() as opened:
        letterbook = opened.enter_context(build(settings))
        if not letterbook.letters():
            raise EvaluationError("no letter is indexed: run `letterbook ingest PATH` first")
        plain = settings.model_copy(update={"model": ""})
        yield letterbook, {WITHOUT: opened.enter_context(build(plain))} if settings.model else {}


def _chat_model(name: str) -> "BaseChatModel":
    """The judging model, under the same rules as one that writes: none on another machine where that is forbidden."""
    from assistant.evaluation.system import EvaluationError
    from assistant.models import chat_model
    from assistant.readererror import ReaderError
    from assistant.settings import load_settings

    settings = load_settings()
    own = {} if settings.model == name else {"model_url": "", "model_key": None}
    try:
        return chat_model(settings.model_copy(update={"model": name, **own}))
    except ReaderError as error:
        raise EvaluationError(f"--judge {name}: {error}") from error


def _evaluate(
    systems: "tuple[System, dict[str, System]]",
    questions: Sequence[Path],
    *,
    runs: int,
    baseline: bool,
    judge: "BaseChatModel | None",
    skip_faulty: bool,
) -> "Report":
    from assistant.evaluation.run import evaluate

    with _progress() as progress:
        return evaluate(
            systems[0],
            questions,
            runs=runs,
            baseline=baseline,
            beside=systems[1],
            judge=judge,
            skip_faulty=skip_faulty,
            progress=progress,
        )


@contextmanager
def _progress() -> "Iterator[Progress]":
    """A bar on the terminal's error stream, so that the tables alone can be piped."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading questions", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name)


def _write(report: "Report", comparison: "Comparison | None", json: Path | None, html: Path | None) -> None:
    from rich.console import Console

    from assistant.evaluation.page import write_page
    from assistant.evaluation.saved import write_json
    from assistant.evaluation.terminal import show

    console = Console()
    Console(width=None if console.is_terminal else _WIDTH).print(show(report, comparison))
    if json is not None:
        write_json(report, json)
    if html is not None:
        write_page(report, html, comparison)


def _verdict(report: "Report", minimums: dict[str, float]) -> int:
    """Say what failed; return the exit code."""
    from assistant.evaluation.report import shortfalls

    failures = list(shortfalls(report, minimums))
    if report.set_aside:
        failures.append(f"{len(report.set_aside)} questions could not be scored")
    if any(outcome.verdict.startswith("not judged") for outcome in report.outcomes):
        failures.append("the judging model failed on some answers")
    for failure in failures:
        _complain(failure)
    return 1 if failures else 0


def _complain(text: str) -> None:
    from rich.console import Console

    Console(stderr=True).print(text, markup=False, highlight=False, soft_wrap=True, style="red")
