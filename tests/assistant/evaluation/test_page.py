"""The page and the tables show everything that was found, safely and on their own."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from assistant.evaluation import compare, evaluate, open_saved, plots, write_json, write_page
from assistant.evaluation.page import as_page
from assistant.evaluation.terminal import show
from tests.assistant.evaluation.fake import UNKNOWN, FakeSystem, answer, verdicts
from tests.assistant.evaluation.test_run import file_of

SCRIPT = "<script>alert(1)</script>"
ROW = {
    "id": "a",
    "question": f"Which areas {SCRIPT}?",
    "intent": "list-areas",
    "gold_areas": [UNKNOWN],
    "gold_support": [{"letter": "cedar.txt", "quote": "Please clear the backlog of annual reviews."}],
    "history": [{"role": "user", "content": "[bold]Before[/bold]"}],
}


def wrong_answer(**fields: object) -> FakeSystem:
    given = answer(
        "ash#1", areas=("Ashby",), text=SCRIPT, verdicts=verdicts(ash="matched", cedar="not_matched")
    )
    return FakeSystem(answers={ROW["question"]: given}, **fields)  # type: ignore[arg-type]


def test_a_wrong_answer_is_laid_open(tmp_path: Path) -> None:
    page = as_page(evaluate(wrong_answer(), [file_of(tmp_path, ROW)]))
    for words in (
        "Gold paragraphs that were not cited",
        "Please clear the backlog of annual reviews.",
        "cedar.txt, cedar#1: not retrieved",
        "Wrongly taken paragraphs",
        "We ask that annual reviews are held on time.",
        "not_matched; because",
        "retrieval",
    ):
        assert words in page


def test_the_page_needs_nothing_else_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_page(evaluate(wrong_answer(), [file_of(tmp_path, ROW)]), path)
    page = path.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.findall(r"(?:src|href)=|url\(|@import", page)
    assert len(page) < 40_000
    HTMLParser().feed(page)


def test_the_page_shows_a_comparison_and_the_spread_of_runs(tmp_path: Path) -> None:
    questions = file_of(tmp_path, ROW)
    write_json(evaluate(FakeSystem(), [questions]), tmp_path / "old.json")
    report = evaluate(wrong_answer(), [questions], runs=2)
    page = as_page(report, compare(report, open_saved(tmp_path / "old.json")))
    assert "Spread over the runs" in page
    assert "1 questions are in both reports" in page


def test_the_tables_fit_a_terminal_and_take_no_markup_from_letters(tmp_path: Path) -> None:
    about_oak = {"id": "o", "question": "[red]?", "gold_support": [{"letter": "[oak].txt", "quote": "x"}]}
    report = evaluate(wrong_answer(), [file_of(tmp_path, ROW, about_oak)], runs=2)
    console = Console(width=100, record=True, file=(tmp_path / "out.txt").open("w"))
    console.print(show(report))
    text = console.export_text()
    assert "notindexed:[oak].txt" in "".join(text.split())
    assert "wrongly taken: Ashby" in " ".join(text.split())
    assert "Spread over 2 runs" in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(
    "drawn",
    [
        plots.bars("Right", ["one", "two <&>"], [("all", [0.5, None]), ("a & b", [1.0, 0.0])]),
        plots.bars("Right", ["one"], []),
        plots.times("Time", {"one": [1.5, 20.0, 300.0], "two": [5.0]}),
        plots.times("Time", {"one": [0.0]}),
        plots.times("Time", {"one": []}),
    ],
)
def test_a_plot_is_well_formed_and_described(drawn: str) -> None:
    root = ElementTree.fromstring(drawn)
    assert root.attrib["role"] == "img"
    ids = {element.attrib["id"] for element in root if element.tag in ("title", "desc")}
    assert set(root.attrib["aria-labelledby"].split()) == ids


def test_a_bar_is_as_long_as_its_value() -> None:
    root = ElementTree.fromstring(plots.bars("Right", ["one"], [("a", [0.5]), ("b", [1.0])]))
    half, whole = (float(rect.attrib["width"]) for rect in root.iter("rect"))
    assert half * 2 == pytest.approx(whole)
