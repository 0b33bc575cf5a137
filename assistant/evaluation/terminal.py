"""An evaluation on the terminal: Rich tables overall and by intent, the wrong answers, the comparison."""

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from assistant.evaluation.comparison import Comparison, QuestionChange
from assistant.evaluation.measures import MEASURES, Share, total
from assistant.evaluation.report import Outcome, Report, percentile

_INTENT_COLUMNS = (
    "right", "exact_set", "set_f1", "key_accuracy", "citation_precision", "citation_recall", "recall@10",
)  # fmt: skip


def show(report: Report, comparison: Comparison | None = None) -> RenderableType:
    """Everything that a person wants to see first."""
    parts: list[RenderableType] = [_files(report), _overall(report)]
    parts.append(_parted("By kind of question", "kind", report.by_intent()))
    if len(readers := report.by_reader()) > 1 or "extractive" not in readers:
        parts.append(_parted("By reader", "reader", readers))
    if report.wrong:
        parts.append(_wrong(report))
    if len(report.runs) > 1:
        parts.append(_steadiness(report))
    if comparison is not None:
        parts.extend([_changes(comparison), *_question_changes(comparison)])
    return Group(*parts)


def number(share: Share | None) -> str:
    """A share as 0.833, "–" where nothing was scored."""
    value = share.value if share else None
    return "–" if value is None else f"{value:.3f}"


def milliseconds(value: float | None) -> str:
    """A time as people read it."""
    if value is None:
        return "–"
    return f"{value:.1f} ms" if value < 100 else f"{value:,.0f} ms"


def _files(report: Report) -> RenderableType:
    lines = [f"{report.letters} letters indexed"]
    for one in report.files:
        lines.append(f"{one.file}: {one.scored} of {one.questions} questions scored")
    lines.extend(
        f"  not scored: {one.case_id} ({one.file}:{one.line}): {one.reason}" for one in report.set_aside
    )
    failed = sum(outcome.verdict.startswith("not judged") for outcome in report.outcomes)
    if failed:
        lines.append(f"the judging model failed on {failed} answers")
    return Text("\n".join(lines))


def _overall(report: Report) -> Table:
    table = Table(title="All questions", box=box.SIMPLE, title_justify="left")
    table.add_column("measure")
    table.add_column("letterbook", justify="right")
    for rival in report.rivals:
        table.add_column(escape(rival.system), justify="right")
    runs: list[Mapping[str, Share]] = [report.measures, *(rival.measures for rival in report.rivals)]
    for name, label in MEASURES.items():
        if any(run.get(name) and run[name].whole for run in runs):
            table.add_row(label, *(number(run.get(name)) for run in runs))
    groups = [report.outcomes, *(rival.outcomes for rival in report.rivals)]
    for percent in (50, 95):
        times = (milliseconds(percentile(outcomes, percent)) for outcomes in groups)
        table.add_row(f"latency p{percent}", *times)
    return table


def _parted(title: str, by: str, parts: Mapping[str, Sequence[Outcome]]) -> Table:
    table = Table(title=title, box=box.SIMPLE, title_justify="left")
    for name in (by, "asked", *_INTENT_COLUMNS, "p50"):
        table.add_column(name.replace("_", " "), justify="left" if name == by else "right")
    for part, outcomes in parts.items():
        sums = total(outcome.scores for outcome in outcomes)
        cells = (number(sums.get(name)) for name in _INTENT_COLUMNS)
        table.add_row(escape(part), str(len(outcomes)), *cells, milliseconds(percentile(outcomes, 50)))
    return table


def _wrong(report: Report) -> Table:
    table = Table(title=f"Wrong: {len(report.wrong)}", box=box.SIMPLE, title_justify="left")
    for name in ("id", "stage", "question", "what"):
        table.add_column(name, overflow="fold")
    for outcome in report.wrong:
        what = "; ".join(fault.what for fault in outcome.faults)
        row = (outcome.case.id, outcome.stage or "", outcome.case.question, what)
        table.add_row(*(escape(str(cell)) for cell in row))
    return table


def _steadiness(report: Report) -> Table:
    title = f"Spread over {len(report.runs)} runs"
    table = Table("measure", "least", "greatest", title=title, box=box.SIMPLE, title_justify="left")
    for name, (least, greatest) in report.spread().items():
        table.add_row(MEASURES[name], f"{least:.3f}", f"{greatest:.3f}")
    table.caption = f"right in some runs only: {escape(', '.join(report.unsteady()) or 'none')}"
    return table


def _changes(comparison: Comparison) -> Table:
    title = f"Against {comparison.old_created}: {comparison.questions} questions in both"
    headers = ("measure", "old", "new", "difference", "95% interval")
    table = Table(*headers, title=title, box=box.SIMPLE, title_justify="left")
    for one in comparison.measures:
        mark = "" if not one.is_certain else (" better" if one.low > 0 else " worse")
        ends = f"{one.low:+.3f} to {one.high:+.3f}{mark}"
        table.add_row(
            MEASURES[one.name], f"{one.old:.3f}", f"{one.new:.3f}", f"{one.new - one.old:+.3f}", ends
        )
    if not comparison.same_index:
        table.caption = "the index is not the same"
    return table


def _question_changes(comparison: Comparison) -> Iterable[RenderableType]:
    groups = {"Better": comparison.better, "Worse": comparison.worse, "Changed both ways": comparison.mixed}
    for title, changes in groups.items():
        if changes:
            yield Text(f"{title}: {len(changes)}", style="bold")
            yield Text("\n".join(f"  {_line(change)}" for change in changes))
    rest = {"only now": comparison.added, "only then": comparison.dropped, "altered": comparison.altered}
    for title, ids in rest.items():
        if ids:
            yield Text(f"Not compared ({title}): {', '.join(ids)}")


def _line(change: QuestionChange) -> str:
    moves = (f"{name} {old:.2f} to {new:.2f}" for name, (old, new) in change.changes.items())
    return f"{change.case_id}: {change.question} ({', '.join(moves)})"
