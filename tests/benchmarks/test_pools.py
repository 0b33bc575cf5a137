"""The made-up collections that the judge learns from are whole: every match exists and nothing stands twice."""

import json
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[2] / "benchmarks" / "judge" / "pools.json"
POOLS = json.loads(FILE.read_text(encoding="utf-8"))["pools"]
MEASURING = [
    json.loads(path.read_text(encoding="utf-8")) for path in sorted((FILE.parent / "pools").glob("*.json"))
]
every_pool = pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool["name"])


def test_no_id_and_no_paragraph_stands_twice() -> None:
    paragraphs = [paragraph for pool in POOLS for paragraph in pool["paragraphs"]]
    assert len({paragraph["id"] for paragraph in paragraphs}) == len(paragraphs)
    assert len({paragraph["text"].casefold() for paragraph in paragraphs}) == len(paragraphs)


@every_pool
def test_every_paragraph_has_its_fields(pool: dict[str, Any]) -> None:
    for paragraph in pool["paragraphs"]:
        assert set(paragraph) == {"id", "text", "headings", "lead_in"}
        assert paragraph["text"] == paragraph["text"].strip() != ""


@every_pool
def test_every_question_names_one_to_twelve_paragraphs_of_its_pool_once_each(pool: dict[str, Any]) -> None:
    known = {paragraph["id"] for paragraph in pool["paragraphs"]}
    for question in pool["questions"]:
        assert set(question) == {"question", "topic", "matches", "split"}
        assert 1 <= len(question["matches"]) <= 12
        assert len(set(question["matches"])) == len(question["matches"])
        assert set(question["matches"]) <= known


def test_no_question_is_asked_twice() -> None:
    questions = [question["question"] for pool in POOLS for question in pool["questions"]]
    assert len(set(questions)) == len(questions)


@every_pool
def test_a_fifth_to_three_tenths_of_the_questions_are_held_out(pool: dict[str, Any]) -> None:
    splits = [question["split"] for question in pool["questions"]]
    assert set(splits) == {"train", "test"}
    assert 0.17 <= splits.count("test") / len(splits) <= 0.3


@pytest.mark.parametrize("pool", MEASURING, ids=lambda pool: pool["name"])
def test_a_pool_that_measures_is_whole(pool: dict[str, Any]) -> None:
    known = [paragraph["id"] for paragraph in pool["paragraphs"]]
    assert len(known) == len(set(known)) >= 95
    assert len({paragraph["text"].casefold() for paragraph in pool["paragraphs"]}) == len(known)
    topics = [question["topic"].casefold() for question in pool["questions"]]
    nothing = [topic.casefold() for topic in pool["absent"]]
    assert len(topics) == len(set(topics)) >= 60
    assert len(nothing) == len(set(nothing)) >= 25
    assert not set(topics) & set(nothing)
    for question in pool["questions"]:
        assert question["style"] in {"plain", "reworded", "everyday"}
        named = [*question["matches"], *question.get("maybe", ())]
        assert question["matches"]
        assert len(named) == len(set(named))
        assert set(named) <= set(known)


def test_the_collections_that_measure_have_names_of_their_own() -> None:
    names = [pool["name"] for pool in [*POOLS, *MEASURING]]
    assert len(names) == len(set(names))
