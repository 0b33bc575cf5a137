"""The table of docs/ingestion.md: the script that makes it, and that it is the one printed."""

from pathlib import Path

import pytest

from benchmarks.ingestion import GOLDEN, ROOT, golden_metadata, main, score

DOCS = ROOT / "docs" / "ingestion.md"


def test_golden_files_hold_no_text() -> None:
    for path in (GOLDEN / "real").glob("*.json"):
        assert max(map(len, path.read_text(encoding="utf-8").split())) <= 67, path  # a quoted SHA-256


def test_every_document_has_golden_metadata_and_thirteen_have_golden_paragraphs() -> None:
    stems = {Path(file).stem for file in golden_metadata()}
    checked = {path.stem for path in (GOLDEN / "real").glob("*.json")}
    assert len(stems) == 25
    assert len(checked) == 13
    assert checked <= stems


@pytest.mark.shared
def test_a_document_is_scored(shared: Path) -> None:
    (letter,) = (shared / "letters").glob("004_*.txt")
    assert score(letter).paragraphs == (18, 18)


@pytest.mark.shared
def test_the_table_in_the_docs_is_the_one_that_the_script_prints(
    shared: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["ingestion.py", str(shared)])
    assert main() == 0
    assert capsys.readouterr().out.strip() in DOCS.read_text(encoding="utf-8")
