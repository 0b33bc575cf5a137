"""The tables of docs/evaluation.md come from a saved report."""

from pathlib import Path

from assistant.evaluation import as_json
from benchmarks.evaluation_tables import tables
from tests.assistant.evaluation.test_run import ASKED, NOWHERE, report_of


def test_a_saved_report_becomes_markdown_tables_without_a_word_of_the_letters(tmp_path: Path) -> None:
    text = tables(as_json(report_of(tmp_path, ASKED, NOWHERE, runs=2)))
    assert text.startswith("3 letters, 2 questions.")
    assert "| exact set of areas | 1.000 |" in text
    assert "| unanswerable | 2 | 1.000 | – |" in text
    assert "annual" not in text
