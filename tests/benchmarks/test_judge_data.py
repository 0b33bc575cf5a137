"""What the judge learns from is well formed, and what it is tested on is kept apart."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks" / "judge"
QUESTIONS = [json.loads(line) for line in (FOLDER / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
FIELDS = {"question", "topic", "domain", "pool", "split", "paragraphs"}


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case["question"])
def test_a_question_has_paragraphs_of_both_labels_and_each_only_once(case: dict) -> None:
    assert set(case) == FIELDS
    assert {paragraph["label"] for paragraph in case["paragraphs"]} == {0, 1}
    shown = [(tuple(each["headings"]), each["lead_in"], each["text"]) for each in case["paragraphs"]]
    assert len(shown) == len(set(shown)) >= 10
    assert all(set(each) == {"text", "headings", "lead_in", "label"} for each in case["paragraphs"])


def test_no_question_is_asked_twice() -> None:
    assert len({case["question"] for case in QUESTIONS}) == len(QUESTIONS)


def test_no_pool_is_both_learnt_from_and_tested_on() -> None:
    splits: dict[str, set[str]] = defaultdict(set)
    for case in QUESTIONS:
        splits[case["pool"]].add(case["split"])
    assert all(len(split) == 1 for split in splits.values())


def test_a_fifth_to_three_tenths_of_the_questions_are_held_out() -> None:
    assert 0.2 <= sum(case["split"] == "test" for case in QUESTIONS) / len(QUESTIONS) <= 0.3


def test_four_questions_in_ten_come_from_other_reviews_than_those_of_the_letters() -> None:
    assert 0.35 <= sum(case["domain"] == "other" for case in QUESTIONS) / len(QUESTIONS) <= 0.45


def test_everyday_words_stand_in_one_row_each_and_name_other_words() -> None:
    with (FOLDER.parent.parent / "assistant" / "everyday.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    terms = [row["term"] for row in rows]
    assert len(terms) == len(set(terms))
    for row in rows:
        synonyms = [synonym.strip() for synonym in row["synonyms"].split(";")]
        assert all(synonyms)
        assert row["term"] not in synonyms
        assert len(synonyms) == len(set(synonyms))
