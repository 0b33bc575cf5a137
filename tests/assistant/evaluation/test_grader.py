"""A chat model can judge answers; what it says is checked, and its failures are told."""

import json
from pathlib import Path

import pytest
from langchain_core.language_models import FakeListChatModel

from assistant.evaluation import Report, evaluate
from tests.assistant.evaluation.fake import FakeSystem, answer
from tests.assistant.evaluation.test_run import ASKED, NOWHERE, file_of

GRADE = {"statements": 4, "supported": 3, "facts": 2, "stated": 1, "reason": "One date is in no quotation."}


def judged(folder: Path, reply: str, **fields: object) -> Report:
    given = answer("ash#1", areas=("Ashby",), text="With {braces} in it [1].", **fields)
    system = FakeSystem(answers={"Asked?": given})
    return evaluate(system, [file_of(folder, ASKED, NOWHERE)], judge=FakeListChatModel(responses=[reply]))


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "Here it is: {} I hope that helps."])
def test_a_judgement_becomes_shares_and_a_reason(tmp_path: Path, around: str) -> None:
    report = judged(tmp_path, around.replace("{}", json.dumps(GRADE)))
    assert (report.value("faithfulness"), report.value("completeness")) == (0.75, 0.5)
    assert report.runs[0].outcomes[0].verdict == "One date is in no quotation."
    assert report.value("right") == 1  # a model's opinion is no part of it


def test_an_answer_that_abstains_is_not_judged(tmp_path: Path) -> None:
    report = judged(tmp_path, json.dumps(GRADE))
    assert report.measures["faithfulness"].whole == 1
    assert report.runs[0].outcomes[1].verdict == ""


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("I cannot say.", "no JSON object"),
        (json.dumps({**GRADE, "supported": 5}), "larger than its whole"),
        (json.dumps({**GRADE, "facts": -1}), "facts"),
        ("} {", "no JSON object"),
    ],
)
def test_a_useless_judgement_scores_nothing_and_says_why(tmp_path: Path, reply: str, reason: str) -> None:
    report = judged(tmp_path, reply)
    assert report.value("faithfulness") is None
    assert report.runs[0].outcomes[0].verdict.startswith("not judged: ")
    assert reason in report.runs[0].outcomes[0].verdict


def test_a_model_that_breaks_down_does_not_lose_the_other_scores(tmp_path: Path) -> None:
    class Broken(FakeListChatModel):
        def _call(self, *args: object, **kwargs: object) -> str:
            raise TimeoutError("no answer in 60 s")

    system = FakeSystem(answers={"Asked?": answer("ash#1", areas=("Ashby",))})
    report = evaluate(system, [file_of(tmp_path, ASKED)], judge=Broken(responses=["x"]))
    assert report.value("right") == 1
    assert "TimeoutError: no answer in 60 s" in report.runs[0].outcomes[0].verdict
