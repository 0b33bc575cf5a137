"""A scan from its file to its citation: without Tesseract it is said to be unread, with it it is read and marked."""

import io
import json
import shutil
from pathlib import Path

import pypdf
import pytest
from typer.testing import CliRunner, Result

from app import app
from benchmarks.made_letters import FORMATS, as_scan, source
from benchmarks.make_samples import as_pdf

TYPED = source(5)  # speaks of no transport, nor does source(3)
SCANNED = source(4).replace("the annual review backlog", "home to school transport")
QUESTION = "Which areas were asked about home to school transport?"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed"),
]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


def read(letters: Path) -> dict[str, dict[str, object]]:
    """What `ingest --json` says of the files, by name."""
    result = run("ingest", letters, "--json", "--store", letters.parent / "store")
    return {Path(file["source"]).name: file for file in json.loads(result.stdout)["files"]}


def asked(letters: Path, question: str = QUESTION) -> dict[str, object]:
    """The answer as JSON."""
    answer: dict[str, object] = json.loads(
        run("ask", question, "--json", "--store", letters.parent / "store").stdout
    )
    return answer


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A typed letter, a scanned one, and one of both."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "typed.txt").write_bytes(FORMATS["letter.txt"](source(3)))
    (folder / "scan.pdf").write_bytes(as_scan(SCANNED))
    mixed = pypdf.PdfWriter()
    for content in (as_pdf(TYPED), as_scan(SCANNED.replace("Saltmarsh", "Wenbury"))):
        mixed.append(io.BytesIO(content))
    mixed.write(folder / "mixed.pdf")
    return folder


def test_without_tesseract_a_scan_counts_as_unreadable_and_with_it_the_next_ingest_reads_it(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        for _ in range(2):
            files = read(letters)
        assert (files["scan.pdf"]["status"], files["mixed.pdf"]["status"]) == ("needs_ocr", "partial")
        assert "apt-get install tesseract-ocr" in str(files["scan.pdf"]["reason"])
        answer = asked(letters)
        assert answer["status"] == "partial"
        assert answer["coverage"] == {
            "total": 3,
            "checked": 1,
            "matched": 0,
            "not_matched": 1,
            "unreadable": 2,
        }
        reasons = {one["letter_id"]: one["reason"] for one in answer["verdicts"]}  # type: ignore[attr-defined]
        assert "1 of its 2 pages could not be read" in reasons[files["mixed.pdf"]["letter_id"]]
        said = run("ask", QUESTION, "--store", letters.parent / "store").stdout
        assert "2 could not be read" in " ".join(said.split())
    files = read(letters)
    assert (files["scan.pdf"]["status"], files["mixed.pdf"]["status"]) == ("ok", "ok")
    assert files["typed.txt"]["status"] == "unchanged"
    assert (files["scan.pdf"]["ocr_pages"], files["mixed.pdf"]["ocr_pages"], files["mixed.pdf"]["pages"]) == (
        1,
        1,
        2,
    )
    assert asked(letters)["coverage"]["unreadable"] == 0  # type: ignore[index]


def test_a_citation_from_a_scan_says_that_it_was_read_by_ocr_wherever_it_is_shown(
    letters: Path, tmp_path: Path
) -> None:
    read(letters)
    (letters / "typed.txt").unlink()
    store = letters.parent / "store"
    cited = asked(letters)["citations"]
    assert isinstance(cited, list)
    assert len(cited) == 2
    assert all(one["ocr"] and 0.5 < one["confidence"] <= 1 for one in cited)
    assert "read by OCR" in run("ask", QUESTION, "--store", store).stdout
    for suffix in ("md", "csv", "json"):
        path = tmp_path / f"brief.{suffix}"
        result = run("brief", QUESTION, "-o", path, "--store", store)
        assert result.exit_code == 0, result.output
        assert "ocr" in path.read_text(encoding="utf-8-sig").lower()
    assert "read by OCR" in (tmp_path / "brief.md").read_text(encoding="utf-8")
