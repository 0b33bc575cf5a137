"""A comparison says what got better and what got worse, and how sure one may be."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.evaluation import Report, compare, evaluate, open_saved, write_json
from assistant.evaluation.comparison import interval
from assistant.evaluation.measures import Share
from assistant.evaluation.system import EvaluationError
from tests.assistant.evaluation.fake import FakeSystem, answer
from tests.assistant.evaluation.test_run import file_of

RIGHT, WRONG = answer(areas=("Ashby",)), answer(areas=("Birchwell",))


def question(case_id: str, **fields: object) -> dict[str, object]:
    return {"id": case_id, "question": f"{case_id}?", "gold_areas": ["Ashby"], **fields}


def report_of(folder: Path, answers: dict[str, Answer], *rows: object, index: str = "one") -> Report:
    system = FakeSystem(answers={f"{name}?": one for name, one in answers.items()}, index=index)
    return evaluate(system, [file_of(folder, *(rows or [question(name) for name in answers]))])


def test_better_and_worse_are_told_question_by_question(tmp_path: Path) -> None:
    old = report_of(tmp_path, {"a": RIGHT, "b": WRONG, "c": RIGHT})
    write_json(old, tmp_path / "old.json")
    new = report_of(tmp_path, {"a": WRONG, "b": RIGHT, "c": RIGHT}, index="two")
    found = compare(new, open_saved(tmp_path / "old.json"))
    assert [one.case_id for one in found.better] == ["b"]
    assert [one.case_id for one in found.worse] == ["a"]
    assert found.better[0].changes["right"] == (0, 1)
    assert not found.same_index
    assert {one.name: (one.old, one.new) for one in found.measures}["right"] == pytest.approx((2 / 3, 2 / 3))


def test_questions_with_other_gold_are_not_compared(tmp_path: Path) -> None:
    old = report_of(tmp_path, {"a": RIGHT, "b": RIGHT, "gone": RIGHT})
    write_json(old, tmp_path / "old.json")
    rows = [question("a"), question("b", gold_areas=["Birchwell"]), question("new")]
    new = report_of(tmp_path, {"a": RIGHT, "b": RIGHT, "new": RIGHT}, *rows)
    found = compare(new, open_saved(tmp_path / "old.json"))
    assert (found.questions, found.altered, found.added, found.dropped) == (1, ("b",), ("new",), ("gone",))


def test_reports_without_a_question_in_common_can_be_held_together(tmp_path: Path) -> None:
    write_json(report_of(tmp_path, {"a": RIGHT}), tmp_path / "old.json")
    found = compare(report_of(tmp_path, {"b": RIGHT}), open_saved(tmp_path / "old.json"))
    assert (found.questions, found.measures) == (0, ())


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=20))
def test_the_interval_holds_the_difference_and_is_the_same_each_time(pairs: list[tuple[int, int]]) -> None:
    old = [Share(part=before, whole=1) for before, _ in pairs]
    new = [Share(part=after, whole=1) for _, after in pairs]
    low, high = interval(old, new)
    assert (low, high) == interval(old, new)
    assert low - 1e-9 <= sum(after - before for before, after in pairs) / len(pairs) <= high + 1e-9


def test_the_interval_of_one_gain_in_four_is_that_of_its_binomial() -> None:
    """The gain is Binomial(40, 1/4) / 40, whose 2.5% and 97.5% points are 5/40 and 16/40 (scipy.stats)."""
    old = [Share(part=0, whole=1)] * 40
    new = [Share(part=int(place < 10), whole=1) for place in range(40)]
    assert interval(old, new) == pytest.approx((5 / 40, 16 / 40), abs=0.026)


def test_a_report_can_be_read_by_scripts(tmp_path: Path) -> None:
    write_json(report_of(tmp_path, {"a": RIGHT, "b": WRONG}), tmp_path / "new.json")
    found = json.loads((tmp_path / "new.json").read_text(encoding="utf-8"))
    assert found["measures"]["exact_set"] == 0.5
    first, second = found["runs"][0]["questions"]
    assert first["answer"]["areas"] == ["Ashby"]
    assert second["faults"][0]["stage"] == "judgement"
    assert found["runs"][0]["index"] == "one"


@pytest.mark.parametrize(
    ("text", "reason"), [("{", "JSON"), ('{"schema": 2}', "schema"), ('{"schema": 1}', "created")]
)
def test_what_is_no_report_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "old.json").write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=f"old.json: not a report .*{reason}"):
        open_saved(tmp_path / "old.json")
    with pytest.raises(EvaluationError, match="No such file"):
        open_saved(tmp_path / "absent.json")
