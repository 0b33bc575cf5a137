"""A wrong answer is traced to the stage that went wrong."""

import pytest

from assistant.evaluation.faults import Stage
from assistant.evaluation.report import Outcome
from tests.assistant.evaluation.fake import UNKNOWN, answer, verdicts
from tests.assistant.evaluation.test_run import outcome_of

ASH = {"letter": "ash.txt", "quote": "We ask that annual reviews are held on time."}
CEDAR = {"letter": "cedar.txt", "quote": "Please clear the backlog of annual reviews."}
SET = {"gold_areas": ["Ashby", UNKNOWN], "gold_support": [ASH, CEDAR]}


def stages(outcome: Outcome) -> list[tuple[str, str]]:
    return [(fault.stage.value, fault.what) for fault in outcome.faults]


def test_a_right_answer_has_no_fault() -> None:
    right = answer("ash#1", "cedar#1", areas=("Ashby", UNKNOWN))
    assert outcome_of(right, **SET).stage is None


@pytest.mark.parametrize(
    ("ranking", "decision", "stage"),
    [
        (("ash#1",), "not_matched", Stage.RETRIEVAL),
        (("ash#1", "cedar#1"), "not_matched", Stage.JUDGEMENT),
        (("ash#1", "cedar#1"), "matched", Stage.COMPOSITION),
    ],
)
def test_a_missing_area_is_traced(ranking: tuple[str, ...], decision: str, stage: Stage) -> None:
    found = answer("ash#1", areas=("Ashby",), verdicts=verdicts(ash="matched", cedar=decision))
    assert stages(outcome_of(found, ranking, **SET)) == [(stage.value, f"missing: {UNKNOWN}")]


def test_an_area_wrongly_taken_is_the_judges_fault_unless_the_judge_refused_it() -> None:
    areas = ("Ashby", UNKNOWN, "Birchwell")
    taken = answer("ash#1", areas=areas, verdicts=verdicts(birch="matched"))
    assert outcome_of(taken, **SET).stage is Stage.JUDGEMENT
    refused = answer("ash#1", areas=areas, verdicts=verdicts(birch="not_matched"))
    assert outcome_of(refused, **SET).stage is Stage.COMPOSITION


def test_a_set_question_without_a_set_was_misunderstood() -> None:
    assert outcome_of(answer("ash#1", intent="single-fact"), **SET).stage is Stage.UNDERSTANDING


@pytest.mark.parametrize(
    ("ranking", "cited", "stage"),
    [
        ((), "birch#1", Stage.RETRIEVAL),
        (("ash#1",), "ash#2", Stage.JUDGEMENT),
        (("ash#1",), "ash#1", Stage.COMPOSITION),
    ],
)
def test_an_unstated_key_is_traced(ranking: tuple[str, ...], cited: str, stage: Stage) -> None:
    found = outcome_of(answer(cited), ranking, gold_keys=[["never said"]], gold_support=[ASH])
    assert (stage.value, "not stated: never said") in stages(found)


@pytest.mark.parametrize(("ranking", "stage"), [((), Stage.RETRIEVAL), (("ash#1",), Stage.JUDGEMENT)])
def test_a_needless_abstention_is_traced(ranking: tuple[str, ...], stage: Stage) -> None:
    assert outcome_of(answer(status="not_found"), ranking, gold_support=[ASH]).stage is stage


def test_answering_what_the_letters_do_not_hold_is_the_judges_fault() -> None:
    assert outcome_of(answer("ash#1"), answerable=False).stage is Stage.JUDGEMENT


def test_wrong_citations_are_named() -> None:
    found = outcome_of(answer("ash#1", "birch#1"), gold_support=[ASH])
    assert [one.paragraph.id for one in found.wrongly_cited] == ["birch#1"]
    assert stages(found) == [("judgement", "from a letter that does not answer the question: [2]")]


def test_an_answer_without_proof_is_a_fault_of_composition() -> None:
    assert stages(outcome_of(answer(), gold_support=[ASH])) == [
        ("composition", "no citation and no coverage")
    ]
