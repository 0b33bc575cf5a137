"""The question file about samples/: well formed, and true to the letters."""

import json
from pathlib import Path

import pytest

from benchmarks.make_samples import SOURCES, SUFFIXES

QUESTIONS = [
    json.loads(line)
    for line in (Path(__file__).parent / "samples.jsonl").read_text(encoding="utf-8").splitlines()
]
INTENTS = {
    *("list-areas", "praise-vs-ask", "single-fact", "date", "people", "count", "timeline", "comparison"),
    *("negation", "follow-up", "unanswerable", "trap"),
}


def words(text: str) -> str:
    """The text with white space folded, and without the marks of Markdown."""
    return " ".join(text.replace("**", "").split())


def source(samples: Path, letter: str) -> str:
    """The words of a letter: its own where it is a text file, its source's where it was made."""
    stem = Path(letter).stem
    path = SOURCES / f"{stem}.md" if SUFFIXES.get(stem) == Path(letter).suffix else samples / letter
    return words(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case["id"])
def test_every_gold_quotation_stands_verbatim_in_its_letter(case: dict, samples: Path) -> None:
    for support in case["gold_support"]:
        assert (samples / support["letter"]).is_file()
        assert words(support["quote"]) == support["quote"]
        assert words(support["quote"]) in source(samples, support["letter"])


def test_every_intent_is_asked_and_every_id_is_its_own() -> None:
    assert {case["intent"] for case in QUESTIONS} == INTENTS
    assert len({case["id"] for case in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case["id"])
def test_an_answerable_question_has_gold_and_another_has_none(case: dict) -> None:
    assert case["answerable"] == bool(case["gold_areas"] or case["gold_keys"])


def test_every_letter_supports_an_answer(samples: Path) -> None:
    cited = {support["letter"] for case in QUESTIONS for support in case["gold_support"]}
    assert cited == {path.name for path in samples.iterdir()}


def test_no_question_expects_the_same_area_twice_or_a_stranger() -> None:
    known = {
        "Northmoor",
        "Easterfell",
        "Saltmarsh",
        "Kingsholt",
        "Wenbury",
        "unknown (letter of 18 September 2024)",
    }
    for case in QUESTIONS:
        areas = [*(case["gold_areas"] or []), *case.get("optional_areas", [])]
        assert len(areas) == len(set(areas))
        assert set(areas) <= known
