"""Report: what an evaluation found, as values; `saved.py` writes it, `terminal.py` and `page.py` show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.answer import Answer, Citation
from assistant.evaluation.cases import Case
from assistant.evaluation.faults import Fault, Stage
from assistant.evaluation.gold import Check
from assistant.evaluation.measures import MEASURES, Scores, Share, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A gold quotation that no citation shows."""

    letter: str  # its file, as the question file names it
    quote: str
    paragraphs: tuple[str, ...]
    rank: int | None  # of the best of the paragraphs in the ranking, from 1; None: not retrieved


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One question, what came, and how it scores."""

    case: Case
    answer: Answer
    latency_ms: float
    ranking: tuple[str, ...]  # paragraph ids, best first
    checks: tuple[Check, ...]
    scores: Scores
    faults: tuple[Fault, ...]
    missed: tuple[Missed, ...]
    verdict: str = ""  # the judging model's reason, "" where none was asked

    @property
    def right(self) -> bool:
        """Whether the answer is wholly right."""
        return self.scores["right"].part == 1

    @property
    def stage(self) -> Stage | None:
        """The first stage that went wrong, None where nothing did."""
        return self.faults[0].stage if self.faults else None

    @property
    def wrongly_cited(self) -> tuple[Citation, ...]:
        """The citations that citation precision counts as wrong."""
        wrong = {check.number for check in self.checks if check.counts and not check.good}
        return tuple(citation for citation in self.answer.citations if citation.number in wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Every question asked once of one system."""

    system: str
    index: str
    outcomes: tuple[Outcome, ...]

    @property
    def measures(self) -> Mapping[str, Share]:
        """Every measure over all questions."""
        return total(outcome.scores for outcome in self.outcomes)

    def latency_ms(self, percent: float) -> float | None:
        """A percentile of the time that an answer took, in milliseconds."""
        return percentile(self.outcomes, percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A question that was not scored, and why."""

    case_id: str
    file: Path
    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSummary:
    """What one question file holds, and how much of it this collection can be scored on."""

    file: Path
    questions: int
    scored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of an evaluation."""

    created: str  # ISO date and time, UTC
    letters: int
    files: tuple[FileSummary, ...]
    set_aside: tuple[SetAside, ...]
    runs: tuple[Run, ...]
    rivals: tuple[Run, ...] = ()  # the stock chain
    judge: str | None = None

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Every outcome of every run of the system under test."""
        return tuple(outcome for run in self.runs for outcome in run.outcomes)

    @property
    def measures(self) -> Mapping[str, Share]:
        """Every measure, over all questions and runs."""
        return total(outcome.scores for outcome in self.outcomes)

    @property
    def wrong(self) -> tuple[Outcome, ...]:
        """The answers of the first run that are not wholly right."""
        return tuple(outcome for outcome in self.runs[0].outcomes if not outcome.right)

    def value(self, measure: str) -> float | None:
        """One measure as a number, None where no question is scored by it."""
        share = self.measures.get(measure)
        return share.value if share else None

    def by_intent(self) -> dict[str, tuple[Outcome, ...]]:
        """Outcomes by kind of question, in the order of the files."""
        kinds = dict.fromkeys(outcome.case.intent for outcome in self.outcomes)
        return {kind: tuple(one for one in self.outcomes if one.case.intent == kind) for kind in kinds}

    def by_reader(self) -> dict[str, tuple[Outcome, ...]]:
        """Outcomes by who wrote the answer: a model's answers, and those where the embedded reader's stood."""
        readers = sorted({outcome.answer.reader for outcome in self.outcomes})
        return {name: tuple(one for one in self.outcomes if one.answer.reader == name) for name in readers}

    def spread(self) -> dict[str, tuple[float, float]]:
        """The least and the greatest value of each measure over the runs."""
        values = {name: [run.measures[name].value for run in self.runs] for name in self.measures}
        known = {name: [one for one in row if one is not None] for name, row in values.items()}
        return {name: (min(row), max(row)) for name, row in known.items() if row}

    def unsteady(self) -> tuple[str, ...]:
        """Questions that some runs answered rightly and others did not."""
        rights = {one.case.id: {other.right for other in self._of(one.case.id)} for one in self.outcomes}
        return tuple(case_id for case_id, values in rights.items() if len(values) > 1)

    def _of(self, case_id: str) -> Iterable[Outcome]:
        return (outcome for outcome in self.outcomes if outcome.case.id == case_id)


def percentile(outcomes: Sequence[Outcome], percent: float) -> float | None:
    """A percentile of the outcomes' latency in milliseconds, None of no outcomes."""
    if not outcomes:
        return None
    return float(np.percentile([outcome.latency_ms for outcome in outcomes], percent))


def shortfalls(report: Report, minimums: Mapping[str, float]) -> tuple[str, ...]:
    """One line for each measure that is below its minimum, or that no question is scored by."""
    lines = []
    for name, minimum in minimums.items():
        value = report.value(name)
        if value is None:
            lines.append(f"{name}: no question is scored by it, {minimum:g} was asked for")
        elif value < minimum:
            lines.append(f"{name} is {value:.4f}, {minimum:g} was asked for ({MEASURES[name]})")
    return tuple(lines)
