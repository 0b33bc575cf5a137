"""Conversations as files."""

import json
from pathlib import Path

import pytest

from assistant.conversation import Conversation, Turn
from assistant.turns import read_history


def written(folder: Path, content: object) -> Path:
    path = folder / "history.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_turns_are_read_in_order(tmp_path: Path) -> None:
    turns = [{"role": "user", "content": "Which areas?"}, {"role": "assistant", "content": "Holmdale — £5"}]
    assert read_history(written(tmp_path, turns)) == Conversation(
        turns=(Turn(role="user", content="Which areas?"), Turn(role="assistant", content="Holmdale — £5"))
    )
    assert read_history(written(tmp_path, [])) == Conversation()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("no json", "JSON"),
        ("", "JSON"),
        ({"role": "user", "content": "x"}, "list"),
        ([{"role": "user"}], "content"),
        ([{"role": "user", "content": 5}], "content"),
        ([{"role": "user", "content": "x", "more": 1}], "more"),
        ([{"role": "system", "content": "x"}], "system"),
        ("[" * 5000, "history.json"),
    ],
)
def test_what_is_no_history_is_refused_with_its_name_and_fault(
    tmp_path: Path, content: object, fault: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(ValueError, match=r"history\.json") as refused:
        read_history(path)
    assert fault in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("path", ["missing.json", "."])
def test_a_history_that_cannot_be_opened_is_said_in_one_line(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="JSON file of turns"):
        read_history(tmp_path / path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "history.json").write_bytes(b'[{"role": "user", "content": "\xff\xfe"}]')
    with pytest.raises(ValueError, match=r"history\.json"):
        read_history(tmp_path / "history.json")
