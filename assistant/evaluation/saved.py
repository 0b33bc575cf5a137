"""Reports as JSON: everything that was asked, answered, cited and scored; and read again for `--compare`."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.evaluation.cases import Case
from assistant.evaluation.measures import Share, total
from assistant.evaluation.report import Outcome, Report, Run, percentile
from assistant.evaluation.system import EvaluationError
from assistant.render import as_json as answer_as_json

SCHEMA = 1
RANKED = 100  # paragraphs of each ranking that are kept: a whole collection may be ranked


class SavedQuestion(BaseModel):
    """One question of an earlier report: what a comparison needs."""

    case: Case
    latency_ms: float
    scores: dict[str, tuple[float, float]]  # part, whole


class SavedRun(BaseModel):
    """One run of an earlier report."""

    system: str
    index: str
    questions: tuple[SavedQuestion, ...]


class SavedReport(BaseModel):
    """An earlier report."""

    model_config = ConfigDict(populate_by_name=True)

    version: Literal[1] = Field(alias="schema")
    created: str
    runs: tuple[SavedRun, ...] = Field(min_length=1)


def as_json(report: Report) -> dict[str, object]:
    """Everything that a report holds, as JSON values."""
    return {
        "schema": SCHEMA,
        "created": report.created,
        "letters": report.letters,
        "judge": report.judge,
        "files": [
            {"file": str(one.file), "questions": one.questions, "scored": one.scored} for one in report.files
        ],
        "set_aside": [
            {"id": one.case_id, "file": str(one.file), "line": one.line, "reason": one.reason}
            for one in report.set_aside
        ],
        "measures": _values(report.measures),
        "by_intent": {intent: _summary(outcomes) for intent, outcomes in report.by_intent().items()},
        "by_reader": {reader: _summary(outcomes) for reader, outcomes in report.by_reader().items()},
        "spread": {name: list(ends) for name, ends in report.spread().items()},
        "unsteady": list(report.unsteady()),
        "runs": [_run(run) for run in report.runs],
        "rivals": [_run(run) for run in report.rivals],
    }


def write_json(report: Report, path: Path) -> None:
    """Write a report for scripts and for a later comparison."""
    text = json.dumps(as_json(report), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def open_saved(path: Path) -> SavedReport:
    """Read a report that `write_json` wrote; raise EvaluationError where it is something else."""
    try:
        return SavedReport.model_validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationError(f"{path}: {error.strerror or error}") from error
    except ValidationError as error:
        raise EvaluationError(
            f"{path}: not a report of `letterbook evaluate --json` of this version ({_first(error)})"
        ) from error


def _first(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}".removeprefix(": ")


def _run(run: Run) -> dict[str, object]:
    return {
        "system": run.system,
        "index": run.index,
        **_summary(run.outcomes),
        "measures": _values(run.measures),
        "questions": [_question(outcome) for outcome in run.outcomes],
    }


def _summary(outcomes: Sequence[Outcome]) -> dict[str, object]:
    return {
        "asked": len(outcomes),
        "measures": _values(total(outcome.scores for outcome in outcomes)),
        "latency_ms": {"p50": percentile(outcomes, 50), "p95": percentile(outcomes, 95)},
    }


def _question(outcome: Outcome) -> dict[str, object]:
    return {
        "case": outcome.case.model_dump(mode="json"),
        "right": outcome.right,
        "scores": {name: [share.part, share.whole] for name, share in outcome.scores.items()},
        "latency_ms": outcome.latency_ms,
        "answer": answer_as_json(outcome.answer),
        "citations": [
            {
                "n": check.number,
                "verbatim": check.verbatim,
                "gold_letter": check.gold_letter,
                "counts": check.counts,
                "paragraphs": sorted(check.paragraphs),
            }
            for check in outcome.checks
        ],
        "faults": [{"stage": fault.stage.value, "what": fault.what} for fault in outcome.faults],
        "missed": [
            {
                "letter": one.letter,
                "quote": one.quote,
                "paragraphs": list(one.paragraphs),
                "rank": one.rank,
            }
            for one in outcome.missed
        ],
        "ranking": list(outcome.ranking[:RANKED]),
        "judge": outcome.verdict or None,
    }


def _values(measures: Mapping[str, Share]) -> dict[str, float | None]:
    return {name: share.value for name, share in measures.items()}
