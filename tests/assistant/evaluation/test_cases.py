"""Question files are read whole or refused with file, line and reason."""

import json
from pathlib import Path

import pytest

from assistant.evaluation.cases import CaseError, read_cases


def written(folder: Path, *rows: object, name: str = "q.jsonl") -> Path:
    path = folder / name
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_question_needs_an_id_and_its_words_alone(tmp_path: Path) -> None:
    (placed,) = read_cases([written(tmp_path, {"id": "a", "question": "Which areas?"})])
    assert placed.case.answerable
    assert placed.case.gold_areas is None
    assert placed.case.conversation is None


def test_a_field_that_is_null_is_left_out(tmp_path: Path) -> None:
    fields = ("gold_areas", "gold_keys", "gold_support", "optional_areas", "history", "gold_answer", "note")
    row = {"id": "a", "question": "Who signed?", **dict.fromkeys(fields)}
    (placed,) = read_cases([written(tmp_path, row)])
    assert placed.case.gold_keys == ()
    assert placed.case.gold_areas is None


def test_history_becomes_a_conversation(tmp_path: Path) -> None:
    history = [{"role": "user", "content": "Who signed?"}, {"role": "assistant", "content": "Jo."}]
    (placed,) = read_cases([written(tmp_path, {"id": "a", "question": "And who else?", "history": history})])
    assert placed.case.conversation is not None
    assert [turn.content for turn in placed.case.conversation.turns] == ["Who signed?", "Jo."]


def test_blank_lines_and_a_byte_order_mark_are_no_faults(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes('\ufeff{"id": "a", "question": "Why\u2028?"}\r\n\r\n'.encode())
    assert [placed.line for placed in read_cases([path])] == [1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"id": "a", ', "Invalid JSON"),
        ("[1]", "object"),
        ({"id": "a"}, "field 'question' is missing"),
        ({"id": "a", "question": "?", "gold_area": []}, "unknown field 'gold_area'"),
        ({"id": "a", "question": "?", "answerable": "no"}, "answerable"),
        ({"id": "a", "question": " "}, "question"),
        ({"id": "a", "question": "?", "gold_keys": [[]]}, "gold_keys.0"),
        ({"id": "a", "question": "?", "gold_keys": [["–"]]}, "without a letter or digit"),
        ({"id": "a", "question": "?", "gold_areas": ["X"], "optional_areas": ["X"]}, "optional_areas: X"),
        ({"id": "a", "question": "?", "gold_support": [{"letter": "x.txt"}]}, "gold_support.0.quote"),
        ({"id": "a", "question": "?", "history": [{"role": "system", "content": ""}]}, "history.0.role"),
    ],
)
def test_a_faulty_line_is_refused_with_file_line_and_reason(tmp_path: Path, row: object, reason: str) -> None:
    path = written(tmp_path, {"id": "fine", "question": "?"}, row)
    with pytest.raises(CaseError) as error:
        read_cases([path])
    assert f"{path}:2: " in str(error.value)
    assert reason in str(error.value)


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    bad = written(tmp_path, "{", {"id": "a"}, name="bad.jsonl")
    with pytest.raises(CaseError) as error:
        read_cases([bad, tmp_path / "absent.jsonl", written(tmp_path, "", name="empty.jsonl")])
    assert len(error.value.problems) == 4


def test_an_id_taken_in_another_file_is_refused(tmp_path: Path) -> None:
    one = written(tmp_path, {"id": "a", "question": "?"}, name="one.jsonl")
    two = written(tmp_path, {"id": "a", "question": "!"}, name="two.jsonl")
    with pytest.raises(CaseError, match=r"two\.jsonl:1: a: the id is taken already, at .*one\.jsonl:1"):
        read_cases([one, two])


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b"\xff\xfe{")
    with pytest.raises(CaseError, match="not UTF-8"):
        read_cases([path])
    with pytest.raises(CaseError, match="directory"):
        read_cases([tmp_path])
