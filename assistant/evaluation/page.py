"""An evaluation as one HTML page that needs nothing else: plots, tables, and each wrong answer laid open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.answer import Verdict
from assistant.evaluation import plots
from assistant.evaluation.comparison import Comparison
from assistant.evaluation.faults import Stage
from assistant.evaluation.measures import MEASURES, gold_areas, predicted_areas, total
from assistant.evaluation.report import Outcome, Report, percentile
from assistant.evaluation.terminal import milliseconds, number
from assistant.render import where

_PERCENTILES = (5, 50, 95, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells as text."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def write_page(report: Report, path: Path, comparison: Comparison | None = None) -> None:
    """Write the page."""
    path.write_text(as_page(report, comparison), encoding="utf-8")


def as_page(report: Report, comparison: Comparison | None = None) -> str:
    """The page as text. Every word of letters, questions and answers is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    systems = _systems(report)
    return environment.get_template("page.html").render(
        report=report,
        comparison=comparison,
        labels=MEASURES,
        index=report.runs[0].index,
        summary=_summary(systems),
        intents_plot=Markup(plots.bars("Answers wholly right", list(systems), _bars(report, systems))),
        intents=_parted("Scores by kind of question", "kind of question", report, report.by_intent()),
        readers=_parted("Scores by reader", "reader", report, report.by_reader()),
        times_plot=Markup(plots.times("Time per answer", _latencies(systems))),
        times=_times(systems),
        stages=_stages(report),
        verdicts=disputed,
        where=where,
    )


def disputed(outcome: Outcome) -> tuple[Verdict, ...]:
    """The verdicts on letters whose areas are missing from the answer or wrongly in it."""
    if not outcome.case.is_set:
        return ()
    areas = gold_areas(outcome.case) ^ predicted_areas(outcome.case, outcome.answer)
    verdicts = outcome.answer.verdicts or ()
    return tuple(verdict for verdict in verdicts if areas.intersection(verdict.letter.area_names))


def _systems(report: Report) -> dict[str, tuple[Outcome, ...]]:
    return {"letterbook": report.outcomes, **{rival.system: rival.outcomes for rival in report.rivals}}


def _summary(systems: Mapping[str, Sequence[Outcome]]) -> Table:
    sums = [total(outcome.scores for outcome in outcomes) for outcomes in systems.values()]
    rows = [
        (label, *(number(one.get(name)) for one in sums))
        for name, label in MEASURES.items()
        if any(one.get(name) and one[name].whole for one in sums)
    ]
    return Table(caption="All questions", head=("measure", *systems), rows=tuple(rows))


def _bars(report: Report, systems: Mapping[str, Sequence[Outcome]]) -> plots.Bars:
    rows = [("all questions", [_right(outcomes) for outcomes in systems.values()])]
    for intent in report.by_intent():
        kinds = [[one for one in outcomes if one.case.intent == intent] for outcomes in systems.values()]
        rows.append((intent, [_right(kind) for kind in kinds]))
    return rows


def _right(outcomes: Sequence[Outcome]) -> float | None:
    return sum(outcome.right for outcome in outcomes) / len(outcomes) if outcomes else None


def _parted(caption: str, by: str, report: Report, parts: Mapping[str, Sequence[Outcome]]) -> Table:
    names = [name for name, share in report.measures.items() if share.whole]
    rows = []
    for part, outcomes in parts.items():
        sums = total(outcome.scores for outcome in outcomes)
        rows.append((part, str(len(outcomes)), *(number(sums.get(name)) for name in names)))
    head = (by, "asked", *(MEASURES[name] for name in names))
    return Table(caption=caption, head=head, rows=tuple(rows))


def _latencies(systems: Mapping[str, Sequence[Outcome]]) -> dict[str, list[float]]:
    return {name: [outcome.latency_ms for outcome in outcomes] for name, outcomes in systems.items()}


def _times(systems: Mapping[str, Sequence[Outcome]]) -> Table:
    rows = tuple(
        (name, *(milliseconds(percentile(outcomes, percent)) for percent in _PERCENTILES))
        for name, outcomes in systems.items()
    )
    return Table(
        caption="Time per answer", head=("system", *(f"p{percent}" for percent in _PERCENTILES)), rows=rows
    )


def _stages(report: Report) -> Table:
    counts = {stage: sum(outcome.stage is stage for outcome in report.wrong) for stage in Stage}
    rows = tuple((stage.value, str(count)) for stage, count in counts.items())
    return Table(caption="Wrong answers by the first stage that failed", head=("stage", "answers"), rows=rows)
