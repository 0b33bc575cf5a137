"""Every question is asked as the chat asks it, and scored or reported."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rich.console import Console

from assistant.answer import Answer
from assistant.evaluation import CaseError, Report, evaluate
from assistant.evaluation.page import as_page
from assistant.evaluation.report import Outcome, shortfalls
from assistant.evaluation.saved import as_json
from assistant.evaluation.terminal import show
from tests.assistant.evaluation.fake import FakeSystem, answer

ASH = {"letter": "ash.txt", "quote": "We ask that annual reviews are held on time."}
ASKED = {"id": "asked", "question": "Asked?", "intent": "list-areas", "gold_areas": ["Ashby"]} | {
    "gold_support": [ASH]
}
NOWHERE = {"id": "nowhere", "question": "Nowhere?", "intent": "unanswerable", "answerable": False}


def file_of(folder: Path, *rows: object, name: str = "q.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def outcome_of(answered: Answer, ranking: Sequence[str] = (), **fields: object) -> Outcome:
    """The outcome of one question that is answered as given."""
    system = FakeSystem(answers={"?": answered}, rankings={"?": tuple(ranking)})
    with TemporaryDirectory() as folder:
        path = file_of(Path(folder), {"id": "a", "question": "?", **fields})
        return evaluate(system, [path]).runs[0].outcomes[0]


def report_of(folder: Path, *rows: object, **options: object) -> Report:
    system = FakeSystem(
        answers={"Asked?": answer("ash#1", areas=("Ashby",))}, rankings={"Asked?": ("cedar#1", "ash#1")}
    )
    return evaluate(system, [file_of(folder, *rows)], **options)  # type: ignore[arg-type]


def test_questions_are_scored_over_all_and_by_intent(tmp_path: Path) -> None:
    report = report_of(tmp_path, ASKED, NOWHERE)
    assert report.value("right") == report.value("abstention_f1") == 1
    assert list(report.by_intent()) == ["list-areas", "unanswerable"]
    assert report.wrong == ()


def test_answers_are_told_apart_by_who_wrote_them_and_beside_those_without_the_model(tmp_path: Path) -> None:
    plain = FakeSystem(answers={"Asked?": answer("ash#1", areas=("Ashby",))})
    written = FakeSystem(answers={"Asked?": answer("ash#1", areas=("Birchwell",), reader="openai:made")})
    report = evaluate(written, [file_of(tmp_path, ASKED, NOWHERE)], beside={"without the model": plain})
    assert {name: len(part) for name, part in report.by_reader().items()} == {
        "extractive": 1,
        "openai:made": 1,
    }
    assert report.value("right") == 0.5
    assert [(one.system, one.measures["right"].value) for one in report.rivals] == [
        ("without the model", 1.0)
    ]
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(show(report))
    shown = console.export_text()
    assert "By reader" in shown
    assert "without the model" in shown
    assert as_json(report)["by_reader"]["openai:made"]["measures"]["right"] == 0  # type: ignore[index]
    assert "Scores by reader" in as_page(report)


def test_retrieval_is_scored_alone(tmp_path: Path) -> None:
    report = report_of(tmp_path, ASKED, NOWHERE)
    assert (report.value("recall@10"), report.value("mrr")) == (1, 0.5)
    assert report.measures["mrr"].whole == 1  # the unanswerable question has nothing to retrieve


def test_a_follow_up_is_asked_with_its_history(tmp_path: Path) -> None:
    system = FakeSystem()
    turn = {"role": "user", "content": "Before?"}
    evaluate(system, [file_of(tmp_path, {"id": "a", "question": "After?", "history": [turn]})])
    assert all(asked[1] and asked[1].turns[0].content == "Before?" for asked in system.asked)


def test_a_question_about_a_letter_that_is_not_indexed_is_reported_and_not_scored(tmp_path: Path) -> None:
    about_oak = {"id": "oak", "question": "Oak?", "gold_support": [{"letter": "oak.txt", "quote": "x"}]}
    report = report_of(tmp_path, ASKED, about_oak)
    assert [(one.case_id, one.line, one.reason) for one in report.set_aside] == [
        ("oak", 2, "not indexed: oak.txt")
    ]
    assert [(one.questions, one.scored) for one in report.files] == [(2, 1)]
    assert report.value("right") == 1


def test_a_quotation_that_is_not_in_its_letter_is_refused_with_file_and_line(tmp_path: Path) -> None:
    wrong = {
        "id": "w",
        "question": "?",
        "gold_support": [{"letter": "ash.txt", "quote": "Never said at all."}],
    }
    with pytest.raises(CaseError, match=r'q\.jsonl:2: w: quotation not in ash\.txt: "Never said at all\."'):
        report_of(tmp_path, ASKED, wrong)
    assert [one.case_id for one in report_of(tmp_path, ASKED, wrong, skip_faulty=True).set_aside] == ["w"]


def test_questions_none_of_which_can_be_scored_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="not indexed: oak"):
        report_of(
            tmp_path, {"id": "a", "question": "?", "gold_support": [{"letter": "oak.txt", "quote": "x"}]}
        )


def test_runs_are_told_apart_where_answers_vary(tmp_path: Path) -> None:
    class Fickle(FakeSystem):
        def ask(self, question: str, conversation: object = None) -> Answer:
            self.asked.append((question, None))
            return answer(status="answered" if len(self.asked) == 2 else "not_found")

    report = evaluate(Fickle(), [file_of(tmp_path, {"id": "a", "question": "?"})], runs=2)
    assert report.spread()["right"] == (0, 1)
    assert report.unsteady() == ("a",)
    assert report.value("right") == 0.5


def test_a_missed_paragraph_is_told_with_its_rank() -> None:
    (missed,) = outcome_of(answer("birch#1"), ["cedar#1", "ash#1"], gold_support=[ASH]).missed
    assert (missed.paragraphs, missed.rank) == (("ash#1",), 2)
    (missed,) = outcome_of(answer("birch#1"), ["cedar#1"], gold_support=[ASH]).missed
    assert missed.rank is None


def test_progress_counts_every_question_of_every_run(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    report_of(tmp_path, ASKED, NOWHERE, runs=2, progress=lambda *told: seen.append(told))
    assert [told[:2] for told in seen] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_gate_names_the_measure_that_falls_short(tmp_path: Path) -> None:
    report = report_of(tmp_path, ASKED)
    assert shortfalls(report, {"exact_set": 1.0, "mrr": 0.5}) == ()
    short = shortfalls(report, {"mrr": 0.9, "key_accuracy": 0.5})
    assert short[0].startswith("mrr is 0.5")
    assert short[1].startswith("key_accuracy: no question")
