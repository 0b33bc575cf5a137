"""Faults: for a wrong answer, what went wrong and at which stage, read off the answer's own verdicts.

The stages in the order of the pipeline. understanding: a question about a set was answered as something else.
retrieval: no paragraph that holds the gold quotation was found. judgement: it was found, but decided wrongly.
composition: it was decided rightly, but the answer does not say it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer
from assistant.evaluation.cases import Case
from assistant.evaluation.gold import Check, Gold, GoldSupport, cited
from assistant.evaluation.measures import gold_areas, is_unproven, key_holds, predicted_areas


class Stage(StrEnum):
    """Where an answer went wrong."""

    UNDERSTANDING = "understanding"
    RETRIEVAL = "retrieval"
    JUDGEMENT = "judgement"
    COMPOSITION = "composition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with an answer."""

    stage: Stage
    what: str  # one line for people


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that is known of one answer when its faults are looked for."""

    case: Case
    answer: Answer
    gold: Gold
    checks: tuple[Check, ...]
    ranking: tuple[str, ...]  # paragraph ids
    areas: dict[str, tuple[str, ...]]  # of each letter, by id

    def found(self, supports: Sequence[GoldSupport]) -> bool:
        """Whether any of the gold paragraphs was retrieved."""
        ranked = set(self.ranking)
        return any(support.paragraphs & ranked for support in supports)

    def matched(self, letter_ids: frozenset[str]) -> bool:
        """Whether any of the letters was judged to match."""
        verdicts = self.answer.verdicts or ()
        return any(one.decision == "matched" and one.letter.id in letter_ids for one in verdicts)


def find_faults(evidence: Evidence) -> tuple[Fault, ...]:
    """Say what is wrong with an answer, in the order of the stages."""
    if evidence.answer.abstained == evidence.case.answerable:
        faults = [_status_fault(evidence)]
    elif evidence.answer.abstained:
        faults = []
    else:
        faults = [*_set_faults(evidence), *_key_faults(evidence), *_citation_faults(evidence)]
    order = list(Stage)
    return tuple(sorted(faults, key=lambda fault: order.index(fault.stage)))


def _status_fault(evidence: Evidence) -> Fault:
    status = evidence.answer.status
    if not evidence.case.answerable:
        return Fault(stage=Stage.JUDGEMENT, what=f"{status}, but the letters do not answer it")
    supports = evidence.gold.supports
    lost = bool(supports) and not evidence.found(supports)
    stage = Stage.RETRIEVAL if lost else Stage.JUDGEMENT
    return Fault(stage=stage, what=f"{status}, but the letters answer it")


def _set_faults(evidence: Evidence) -> Iterator[Fault]:
    if not evidence.case.is_set:
        return
    if evidence.answer.areas is None:
        what = f"understood as {evidence.answer.intent}: the answer names no set of areas"
        yield Fault(stage=Stage.UNDERSTANDING, what=what)
        return
    wanted, found = gold_areas(evidence.case), predicted_areas(evidence.case, evidence.answer)
    yield from _grouped("missing", sorted(wanted - found), lambda area: _stage_of_missing(evidence, area))
    yield from _grouped("wrongly taken", sorted(found - wanted), lambda area: _stage_of_extra(evidence, area))


def _grouped(what: str, areas: Sequence[str], stage_of: Callable[[str], Stage]) -> Iterator[Fault]:
    """One fault for the areas that went wrong at the same stage."""
    stages = {area: stage_of(area) for area in areas}
    for stage in Stage:
        names = [area for area in areas if stages[area] is stage]
        if names:
            yield Fault(stage=stage, what=f"{what}: {', '.join(names)}")


def _stage_of_missing(evidence: Evidence, area: str) -> Stage:
    letters = _letters_of(evidence, area)
    if evidence.matched(letters):
        return Stage.COMPOSITION
    supports = [one for one in evidence.gold.supports if one.letter_ids & letters]
    return Stage.RETRIEVAL if supports and not evidence.found(supports) else Stage.JUDGEMENT


def _stage_of_extra(evidence: Evidence, area: str) -> Stage:
    judged = evidence.answer.verdicts is None or evidence.matched(_letters_of(evidence, area))
    return Stage.JUDGEMENT if judged else Stage.COMPOSITION


def _key_faults(evidence: Evidence) -> Iterator[Fault]:
    for keys in evidence.case.gold_keys:
        if any(key_holds(key, evidence.answer) for key in keys):
            continue
        supports = evidence.gold.supports
        if supports and not evidence.found(supports):
            stage = Stage.RETRIEVAL
        elif supports and not any(cited(support, evidence.checks) for support in supports):
            stage = Stage.JUDGEMENT
        else:
            stage = Stage.COMPOSITION
        yield Fault(stage=stage, what=f"not stated: {' or '.join(keys)}")


def _citation_faults(evidence: Evidence) -> Iterator[Fault]:
    counted = [check for check in evidence.checks if check.counts]
    untrue = "".join(f"[{check.number}]" for check in counted if not check.verbatim)
    strange = "".join(f"[{check.number}]" for check in counted if check.verbatim and not check.gold_letter)
    if untrue:
        yield Fault(stage=Stage.COMPOSITION, what=f"not word for word in its letter: {untrue}")
    if strange:
        yield Fault(stage=Stage.JUDGEMENT, what=f"from a letter that does not answer the question: {strange}")
    if is_unproven(evidence.case, evidence.answer):
        yield Fault(stage=Stage.COMPOSITION, what="no citation and no coverage")


def _letters_of(evidence: Evidence, area: str) -> frozenset[str]:
    return frozenset(letter_id for letter_id, areas in evidence.areas.items() if area in areas)
