"""Feedback becomes a question file of the form that `letterbook evaluate` reads."""

import json
from pathlib import Path

import pytest

from assistant.web.exchange import Exchange, Verdict
from assistant.web.feedback import keep
from tests.assistant.web_fake import FakeLetterbook

QUESTION = "Which areas were asked about annual reviews?"
QUOTE = "delays in annual reviews are being reduced, school by school;"
FIELDS = {
    "id", "intent", "question", "history", "answerable", "gold_areas", "optional_areas", "gold_keys",
    "gold_support", "gold_answer", "note",
}  # fmt: skip


def kept(file: Path, question: str, verdict: Verdict, comment: str = "") -> dict[str, object]:
    book = FakeLetterbook()
    earlier = [Exchange(question="Before?", answer=book.ask("Before?"))]
    exchange = Exchange(question=question, answer=book.ask(question))
    keep(file, earlier=earlier, exchange=exchange, verdict=verdict, comment=comment)
    line: dict[str, object] = json.loads(file.read_text("utf-8").splitlines()[-1])
    return line


def test_a_right_answer_becomes_gold(tmp_path: Path) -> None:
    line = kept(tmp_path / "new" / "feedback.jsonl", QUESTION, "right")
    assert set(line) == FIELDS
    assert line["gold_areas"] == ["Easterfell", "Northmoor", "unknown (letter of 19 May 2025)"]
    assert line["gold_support"][0] == {"letter": "2023-03-14-111111.pdf", "quote": QUOTE}  # type: ignore[index]
    assert [turn["role"] for turn in line["history"]] == ["user", "assistant"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("verdict", ["wrong", "missing"])
def test_a_wrong_answer_is_no_gold(tmp_path: Path, verdict: Verdict) -> None:
    line = kept(tmp_path / "feedback.jsonl", QUESTION, verdict, "Wenbury ‘too’\nplease")
    assert (line["gold_areas"], line["gold_keys"], line["gold_support"]) == (None, [], [])
    assert line["note"] == f"{verdict}: Wenbury ‘too’\nplease"


@pytest.mark.parametrize(("verdict", "answerable"), [("right", False), ("wrong", True)])
def test_an_abstention_is_right_or_the_question_is_answerable(
    tmp_path: Path, verdict: Verdict, answerable: bool
) -> None:
    assert kept(tmp_path / "feedback.jsonl", "the weather?", verdict)["answerable"] is answerable


def test_a_short_answer_becomes_a_key(tmp_path: Path) -> None:
    assert kept(tmp_path / "f.jsonl", "What proportion was on time?", "right")["gold_keys"] == [["54%"]]
