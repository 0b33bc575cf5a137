"""Questions as people put them, asked of the samples.

sample_answers.csv has one question a line: the turn before it, if any, and what the answer must have. `areas` is
the whole set, `key` the short answer or a part of it, `words` what the text says; several are parted by "; ".
"""

import csv
from pathlib import Path

import pytest

from assistant import Letterbook
from assistant.conversation import Conversation, Turn

Row = dict[str, str]


def table() -> list[Row]:
    with (Path(__file__).parent / "sample_answers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def before(row: Row) -> Conversation | None:
    if not row["earlier"]:
        return None
    return Conversation(
        turns=(Turn(role="user", content=row["earlier"]), Turn(role="assistant", content=row["said"]))
    )


def parts(cell: str) -> set[str]:
    return {part.strip() for part in cell.split(";") if part.strip()}


@pytest.mark.parametrize("row", table(), ids=lambda row: f"{row['earlier']} {row['question']}".strip())
def test_a_question_about_the_samples_is_answered(row: Row, library: Letterbook) -> None:
    answer = library.ask(row["question"], before(row))
    assert answer.status == row["status"]
    assert not row["areas"] or set(answer.areas or ()) == parts(row["areas"])
    assert all(part in (answer.key or "") for part in parts(row["key"]))
    assert all(part in answer.text for part in parts(row["words"]))
    assert answer.question == row["question"]
