"""The questions that the tagger learned from are well formed, and what torch fits is what numpy reads."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.tagger import INTENTS, ROLES, fitted, logits
from benchmarks.reading.marked import unmarked

FILE = Path(__file__).parents[2] / "benchmarks" / "reading" / "questions.jsonl"
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def test_every_question_is_labelled_and_none_stands_twice() -> None:
    assert all(set(row) == {"writer", "q", "intent", "role"} for row in ROWS)
    assert {row["intent"] for row in ROWS} == set(INTENTS)
    assert {row["role"] for row in ROWS} == set(ROLES)
    texts = [unmarked(row["q"])[0].lower() for row in ROWS]
    assert len(set(texts)) == len(texts)
    assert not any("[" in text or "]" in text for text in texts)


def test_brackets_are_taken_out_and_remembered() -> None:
    text, spans = unmarked("Compare [transport] and [short breaks] in Kent")
    assert text == "Compare transport and short breaks in Kent"
    assert [text[start:end] for start, end in spans] == ["transport", "short breaks"]
    assert unmarked("Who signed it?") == ("Who signed it?", [])


def test_numpy_reads_what_torch_fitted() -> None:
    torch = pytest.importorskip("torch")
    from benchmarks.reading.train import Head

    torch.manual_seed(3)
    head = Head().eval()
    rows = torch.randn(1, 9, 384)
    with torch.no_grad():
        intents, roles, topic = head(rows, torch.ones(1, 9))
    weights = {name: value.astype(np.float32) for name, value in head.weights().items()}
    ours = logits(rows[0].numpy(), weights)
    for mine, theirs in zip(ours, (intents, roles, topic), strict=True):
        np.testing.assert_allclose(mine, theirs[0].numpy(), atol=0.02)
    assert {name: value.shape for name, value in fitted().items()} == {
        name: value.shape for name, value in weights.items()
    }
