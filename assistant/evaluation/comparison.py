"""Comparison of a report with an earlier one: what got better and what got worse, question by question.

The interval of each difference is a paired percentile bootstrap over questions (Efron & Tibshirani 1993,
ch. 13; Koehn 2004 for its use on test sets): questions are drawn with replacement, the same for both reports.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.measures import MEASURES, Scores, Share, total
from assistant.evaluation.report import Report
from assistant.evaluation.saved import SavedReport

SAMPLES = 10_000
SEED = 20_221_107
_BATCH = 1_000  # samples at once: 8 MB for 1,000 questions

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """One measure before and after, and the 95% interval of the difference."""

    name: str
    old: float
    new: float
    low: float
    high: float

    @property
    def is_certain(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """A question whose scores changed."""

    case_id: str
    question: str
    was_right: float  # share of the runs
    is_right: float
    changes: Mapping[str, tuple[float, float]]  # measure: old, new

    @property
    def gain(self) -> tuple[float, float]:
        """Being right first, then the sum of all changes: positive is better."""
        return self.is_right - self.was_right, sum(new - old for old, new in self.changes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed since an earlier report, over the questions that both have with the same gold."""

    old_created: str
    same_index: bool
    questions: int
    measures: tuple[MeasureChange, ...]
    better: tuple[QuestionChange, ...]
    worse: tuple[QuestionChange, ...]
    mixed: tuple[QuestionChange, ...]
    added: tuple[str, ...]  # ids in this report alone
    dropped: tuple[str, ...]  # ids in the earlier one alone
    altered: tuple[str, ...]  # ids in both, with another question or other gold: not compared


def compare(report: Report, earlier: SavedReport) -> Comparison:
    """Hold a report against an earlier one."""
    new_cases = {one.case.id: one.case for one in report.outcomes}
    old_cases = {one.case.id: one.case for run in earlier.runs for one in run.questions}
    shared = [name for name in new_cases if name in old_cases]
    same = [name for name in shared if new_cases[name] == old_cases[name]]
    new = _mean_scores((one.case.id, one.scores) for one in report.outcomes)
    old = _mean_scores(
        (one.case.id, {name: Share(part=part, whole=whole) for name, (part, whole) in one.scores.items()})
        for run in earlier.runs
        for one in run.questions
    )
    changes = [_question(name, new_cases[name].question, old[name], new[name]) for name in same]
    changed = [change for change in changes if change.changes]
    return Comparison(
        old_created=earlier.created,
        same_index=earlier.runs[0].index == report.runs[0].index,
        questions=len(same),
        measures=_measures([old[name] for name in same], [new[name] for name in same]),
        better=tuple(change for change in changed if change.gain > (0, 0)),
        worse=tuple(change for change in changed if change.gain < (0, 0)),
        mixed=tuple(change for change in changed if change.gain == (0, 0)),
        added=tuple(name for name in new_cases if name not in old_cases),
        dropped=tuple(name for name in old_cases if name not in new_cases),
        altered=tuple(name for name in shared if name not in same),
    )


def interval(old: Sequence[Share], new: Sequence[Share]) -> tuple[float, float]:
    """The 95% interval of the difference of a measure, new less old, over paired questions."""
    columns = np.array(
        [[before.part, before.whole, after.part, after.whole] for before, after in zip(old, new, strict=True)]
    )
    count = len(columns)
    random = np.random.default_rng(SEED)
    differences = []
    for _ in range(SAMPLES // _BATCH):
        weights = random.multinomial(count, np.full(count, 1 / count), size=_BATCH)
        differences.append(_difference(weights @ columns))
    low, high = np.nanpercentile(np.concatenate(differences), [2.5, 97.5])
    return float(low), float(high)


def _difference(sums: Floats) -> Floats:
    """New share less old share of each sample; NaN where a sample drew no question that is scored."""
    with np.errstate(divide="ignore", invalid="ignore"):
        difference: Floats = sums[:, 2] / sums[:, 3] - sums[:, 0] / sums[:, 1]
    return np.where(np.isfinite(difference), difference, np.nan)


def _measures(old: Sequence[Scores], new: Sequence[Scores]) -> tuple[MeasureChange, ...]:
    before, after = total(old), total(new)
    changes = []
    for name in MEASURES:
        if name not in before or name not in after:
            continue
        was, now = before[name].value, after[name].value
        if was is None or now is None:
            continue
        low, high = interval(_column(old, name), _column(new, name))
        changes.append(MeasureChange(name=name, old=was, new=now, low=low, high=high))
    return tuple(changes)


def _column(scores: Sequence[Scores], name: str) -> list[Share]:
    nothing = Share(part=0, whole=0)
    return [row.get(name, nothing) for row in scores]


def _question(case_id: str, question: str, old: Scores, new: Scores) -> QuestionChange:
    values = {name: (old[name].value, new[name].value) for name in MEASURES if name in old and name in new}
    changes = {
        name: (was, now)
        for name, (was, now) in values.items()
        if was is not None and now is not None and was != now
    }
    return QuestionChange(
        case_id=case_id,
        question=question,
        was_right=old["right"].value or 0.0,
        is_right=new["right"].value or 0.0,
        changes=changes,
    )


def _mean_scores(rows: Iterable[tuple[str, Scores]]) -> dict[str, dict[str, Share]]:
    """Each question's scores, summed over the runs: shares stay shares."""
    grouped: dict[str, list[Scores]] = {}
    for case_id, scores in rows:
        grouped.setdefault(case_id, []).append(scores)
    return {case_id: total(group) for case_id, group in grouped.items()}
