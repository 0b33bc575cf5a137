"""evaluate: ask every question through the same path as the chat, and score what comes."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.evaluation.cases import CaseError, Placed, read_cases
from assistant.evaluation.faults import Evidence, find_faults
from assistant.evaluation.gold import Gold, check_citations, cited, find_gold
from assistant.evaluation.measures import score
from assistant.evaluation.report import FileSummary, Missed, Outcome, Report, Run, SetAside
from assistant.evaluation.retrieval import score_rankings
from assistant.evaluation.shelf import Shelf
from assistant.evaluation.system import System

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Progress = Callable[[int, int, str], None]
"""Called after each question with: questions done, questions in all, the system's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A case that this collection can be scored on, with its gold paragraphs."""

    placed: Placed
    gold: Gold


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its raw answer, before it is scored."""

    question: Question
    answer: Answer
    latency_ms: float
    ranking: tuple[str, ...]


def evaluate(
    system: System,
    files: Iterable[Path | str],
    *,
    runs: int = 1,
    baseline: bool = False,
    beside: Mapping[str, System] | None = None,
    judge: "BaseChatModel | None" = None,
    skip_faulty: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Score a system on question files, and others `beside` it. Raise CaseError where a file has errors.

    With `skip_faulty` a question whose quotation is not in its letter is set aside and reported, not refused.
    """
    if runs < 1:
        raise ValueError(f"runs must be at least 1, not {runs}")
    placed = read_cases(dict.fromkeys(Path(file) for file in files))
    shelf = Shelf(system)
    questions, set_aside = _prepare(placed, shelf, skip_faulty=skip_faulty)
    if not questions:
        raise CaseError([one.problem(aside.reason) for one, aside in zip(placed, set_aside, strict=True)])
    rivals = [*(beside or {}).items(), *(_rivals(system) if baseline else [])]
    systems = [("letterbook", system)] * runs + rivals
    done = []
    for number, (name, one) in enumerate(systems):
        tick = _ticker(progress, number * len(questions), len(systems) * len(questions), name)
        done.append(_run(name, one, questions, shelf, tick))
    if judge is not None:
        done[:runs] = [_judged(run, judge) for run in done[:runs]]
    return Report(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        letters=len(system.letters()),
        files=_summaries(placed, set_aside),
        set_aside=set_aside,
        runs=tuple(done[:runs]),
        rivals=tuple(done[runs:]),
        judge=None if judge is None else _model_name(judge),
    )


def _prepare(
    placed: Sequence[Placed], shelf: Shelf, *, skip_faulty: bool
) -> tuple[tuple[Question, ...], tuple[SetAside, ...]]:
    """Part the questions that can be scored from those about letters that are not indexed."""
    questions: list[Question] = []
    aside: list[SetAside] = []
    problems: list[str] = []
    for one in placed:
        gold = find_gold(one.case, shelf)
        lost = [f'quotation not in {support.letter}: "{support.quote}"' for support in gold.unfound]
        if lost and not skip_faulty:
            problems.extend(one.problem(reason) for reason in lost)
        elif gold.absent or lost:
            reason = f"not indexed: {', '.join(gold.absent)}" if gold.absent else "; ".join(lost)
            aside.append(SetAside(case_id=one.case.id, file=one.file, line=one.line, reason=reason))
        else:
            questions.append(Question(placed=one, gold=gold))
    if problems:
        raise CaseError(problems)
    return tuple(questions), tuple(aside)


def _run(
    name: str, system: System, questions: Sequence[Question], shelf: Shelf, tick: Callable[[int], None]
) -> Run:
    first = questions[0].placed.case
    system.ask(first.question, first.conversation)  # models load at the first question: not the answer's time
    asked = []
    for number, question in enumerate(questions, start=1):
        asked.append(_ask(system, question))
        tick(number)
    retrieval = score_rankings(
        {one.question.placed.case.id: _scored_gold(one.question) for one in asked},
        {one.question.placed.case.id: one.ranking for one in asked},
    )
    areas = {letter.id: letter.area_names for letter in system.letters()}
    outcomes = tuple(_outcome(one, shelf, areas) for one in asked)
    return Run(
        system=name,
        index=system.index,
        outcomes=tuple(
            replace(outcome, scores={**outcome.scores, **retrieval[outcome.case.id]}) for outcome in outcomes
        ),
    )


def _ask(system: System, question: Question) -> Asked:
    """Ask first and rank after, so that the answer's time gains nothing from what ranking left warm."""
    case = question.placed.case
    start = time.perf_counter()
    answer = system.ask(case.question, case.conversation)
    latency_ms = (time.perf_counter() - start) * 1000
    hits = system.retrieve(case.question, case.conversation)
    ranking = tuple(dict.fromkeys(hit.paragraph.id for hit in hits))
    return Asked(question=question, answer=answer, latency_ms=latency_ms, ranking=ranking)


def _scored_gold(question: Question) -> frozenset[str]:
    return question.gold.paragraphs if question.placed.case.answerable else frozenset()


def _outcome(asked: Asked, shelf: Shelf, areas: Mapping[str, tuple[str, ...]]) -> Outcome:
    case, gold, answer = asked.question.placed.case, asked.question.gold, asked.answer
    checks = check_citations(case, answer, gold, shelf)
    evidence = Evidence(
        case=case, answer=answer, gold=gold, checks=checks, ranking=asked.ranking, areas=dict(areas)
    )
    ranks = {paragraph_id: rank for rank, paragraph_id in enumerate(asked.ranking, start=1)}
    missed = tuple(
        Missed(
            letter=one.support.letter,
            quote=one.support.quote,
            paragraphs=tuple(sorted(one.paragraphs)),
            rank=min((ranks[name] for name in one.paragraphs if name in ranks), default=None),
        )
        for one in (gold.supports if case.answerable else ())
        if not cited(one, checks)
    )
    return Outcome(
        case=case,
        answer=answer,
        latency_ms=asked.latency_ms,
        ranking=asked.ranking,
        checks=checks,
        scores=score(case, answer, gold, checks),
        faults=find_faults(evidence),
        missed=missed,
    )


def _rivals(system: System) -> list[tuple[str, System]]:
    from assistant.evaluation.baseline import stock_chains

    return [(f"stock chain, top {chain.top_k}", chain) for chain in stock_chains(system)]


def _judged(run: Run, judge: "BaseChatModel") -> Run:
    from assistant.evaluation.grader import grade

    return replace(run, outcomes=grade(run.outcomes, judge))


def _model_name(model: "BaseChatModel") -> str:
    name = getattr(model, "model_name", None) or getattr(model, "model", None)
    return str(name or type(model).__name__)


def _summaries(placed: Sequence[Placed], set_aside: Sequence[SetAside]) -> tuple[FileSummary, ...]:
    files = dict.fromkeys(one.file for one in placed)
    counts = {file: sum(one.file == file for one in placed) for file in files}
    lost = {file: sum(one.file == file for one in set_aside) for file in files}
    return tuple(
        FileSummary(file=file, questions=counts[file], scored=counts[file] - lost[file]) for file in files
    )


def _ticker(progress: Progress | None, before: int, total: int, name: str) -> Callable[[int], None]:
    def tick(done: int) -> None:
        if progress is not None:
            progress(before + done, total, name)

    return tick
