"""The made-up passages that tell what states a fact: every answer stands where it is said to stand."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.facts.train import Asked, fit, letter, outcomes

FOLDER = Path(__file__).parents[2] / "benchmarks" / "facts"
PASSAGES: list[dict[str, Any]] = [
    json.loads(line) for line in (FOLDER / "passages.jsonl").open(encoding="utf-8")
]


def test_every_writer_has_as_many_passages() -> None:
    writers = [passage["writer"] for passage in PASSAGES]
    assert {writers.count(writer) for writer in writers} == {24}


@pytest.mark.parametrize("place", range(len(PASSAGES)))
def test_every_answer_stands_in_its_sentence(place: int) -> None:
    for question in PASSAGES[place]["questions"]:
        sentences = [PASSAGES[place]["paragraphs"][p]["sentences"][s] for p, s in question["answer"]]
        assert bool(sentences) == (question["value"] is not None)
        if sentences and question["value"] not in ("yes", "no"):
            assert any(question["value"].lower() in sentence.lower() for sentence in sentences)


def test_each_bullet_is_a_paragraph_of_its_own() -> None:
    made = letter(
        "p", {"paragraphs": [{"headings": ["A"], "sentences": ["One.", "Two.", "- Three", "- Four"]}]}
    )
    assert [paragraph.text for paragraph in made.paragraphs] == ["One. Two.", "Three", "Four"]
    assert [paragraph.number for paragraph in made.paragraphs] == [1, 2, 3]


def test_a_fit_prefers_what_answers() -> None:
    asked = [
        Asked(writer="k", kind="answered", floor=0.3, rows=[{"x": 1.0}, {"x": 0.0}], labels=[True, False]),
        Asked(writer="k", kind="unanswered", floor=0.3, rows=[{"x": 0.0}], labels=[False]),
    ] * 10
    assert outcomes(asked, fit(asked))[:2] == [("answered", True, True), ("unanswered", False, False)]
