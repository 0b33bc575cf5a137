"""`letterbook evaluate` prints tables, writes files, and its exit code can stand in a CI gate."""

import json
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from assistant.evaluation.command import evaluate_command
from tests.assistant.evaluation.fake import FakeSystem, answer
from tests.assistant.evaluation.test_run import ASKED, NOWHERE, file_of

ABOUT_OAK = {"id": "oak", "question": "Oak?", "gold_support": [{"letter": "oak.txt", "quote": "x"}]}


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> FakeSystem:
    """A collection that the command opens wherever the store is."""
    fake = FakeSystem(answers={"Asked?": answer("ash#1", areas=("Ashby",))})

    monkeypatch.setattr("assistant.build.build", lambda settings: nullcontext(fake))
    return fake


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.command()(evaluate_command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.usefixtures("system")
def test_tables_are_printed_and_files_written(tmp_path: Path) -> None:
    found = run(
        file_of(tmp_path, ASKED, NOWHERE), "--json", tmp_path / "a.json", "--html", tmp_path / "a.html"
    )
    assert found.exit_code == 0, found.output
    assert "By kind of question" in found.stdout
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["measures"]["right"] == 1
    assert "<h1>Letterbook evaluation</h1>" in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("system")
def test_a_gate_that_holds_exits_0_and_one_that_does_not_exits_1_naming_the_measure(tmp_path: Path) -> None:
    questions = file_of(tmp_path, ASKED)
    assert run(questions, "--min", "exact_set=1", "--min", "right=0.5").exit_code == 0
    found = run(questions, "--min", "mrr=0.1")
    assert (found.exit_code, "mrr is 0.0" in found.stderr) == (1, True)


@pytest.mark.usefixtures("system")
def test_a_question_that_could_not_be_scored_exits_1(tmp_path: Path) -> None:
    found = run(file_of(tmp_path, ASKED, ABOUT_OAK))
    assert found.exit_code == 1
    assert "not indexed: oak.txt" in found.stdout


@pytest.mark.usefixtures("system")
def test_a_comparison_is_printed(tmp_path: Path) -> None:
    questions = file_of(tmp_path, ASKED)
    run(questions, "--json", tmp_path / "old.json")
    found = run(questions, "--compare", tmp_path / "old.json", "--runs", 2)
    assert "1 questions in both" in found.stdout


@pytest.mark.usefixtures("system")
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--min", "beauty=1"], "no such measure; there are right"),
        (["--min", "right=high"], "'high' is not a number"),
        (["--min", "right=90"], "from 0 to 1"),
        (["--min", "right"], "is not a number"),
        (["--compare", "absent.json"], "absent.json: No such file"),
        (["--json", "absent/a.json"], "its folder does not exist"),
        (["--html", "."], "is a folder"),
        (["--judge", "nobody:nothing"], "--judge nobody:nothing: "),
    ],
)
def test_what_cannot_be_done_exits_2_before_anything_is_asked(
    tmp_path: Path, system: FakeSystem, arguments: list[str], reason: str
) -> None:
    found = run(file_of(tmp_path, ASKED), *arguments)
    assert (found.exit_code, reason in found.stderr) == (2, True), found.output
    assert system.asked == []


@pytest.mark.usefixtures("system")
def test_a_faulty_question_file_exits_2_with_file_and_line(tmp_path: Path) -> None:
    found = run(file_of(tmp_path, ASKED, {"id": "b"}))
    assert (found.exit_code, "q.jsonl:2: field 'question' is missing" in found.stderr) == (2, True)


def test_mounting_the_command_imports_nothing_heavy() -> None:
    code = """if True:
        import sys, assistant, typer
        before = set(sys.modules)
        import assistant.evaluation.command
        print(*{"numpy", "pydantic", "jinja2", "rapidfuzz"} & (set(sys.modules) - before))
    """
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""


def test_an_empty_collection_exits_2_with_the_cure(tmp_path: Path, system: FakeSystem) -> None:
    system.collection = {}
    found = run(file_of(tmp_path, ASKED))
    assert (found.exit_code, "letterbook ingest" in found.stderr) == (2, True)
