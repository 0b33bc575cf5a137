"""Print the tables of docs/evaluation.md from what `letterbook evaluate --json FILE` wrote.

    python -m benchmarks.evaluation_tables report.json

Numbers alone: no word of a letter or of an answer.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.measures import MEASURES

_BY_INTENT = ("right", "exact_set", "set_f1", "key_accuracy", "citation_precision", "citation_recall")


def tables(report: Mapping[str, Any]) -> str:
    """Overall and by kind of question, as Markdown."""
    asked = sum(len(run["questions"]) for run in report["runs"]) // len(report["runs"])
    parts = [
        f"{report['letters']} letters, {asked} questions.",
        _table(_overall(report)),
        _table(_kinds(report)),
    ]
    return "\n\n".join(parts)


def _overall(report: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    runs = [report["runs"][0], *report["rivals"]]
    yield ["measure", *(run["system"] for run in runs)]
    values = [report["measures"], *(run["measures"] for run in report["rivals"])]
    for name, label in MEASURES.items():
        if any(one.get(name) is not None for one in values):
            yield [label, *(_number(one.get(name)) for one in values)]
    for name in ("p50", "p95"):
        yield [f"latency {name}", *(f"{run['latency_ms'][name]:,.0f} ms" for run in runs)]


def _kinds(report: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    yield ["kind of question", "asked", *(MEASURES[name] for name in _BY_INTENT)]
    for intent, found in report["by_intent"].items():
        yield [intent, str(found["asked"]), *(_number(found["measures"].get(name)) for name in _BY_INTENT)]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _table(rows: Iterator[Sequence[str]]) -> str:
    head, *body = rows
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body))


if __name__ == "__main__":
    print(tables(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
