"""Damaged PDFs are read as far as they go."""

from pathlib import Path

import pytest

from ingest.letter import IngestError
from ingest.limits import check_pages, check_size
from ingest.salvage import salvage, salvage_page
from tests.ingest.made import paragraph, pdf


def test_a_pdf_whose_table_of_objects_lies_is_read(tmp_path: Path) -> None:
    first, second = paragraph(72, 100, ["Dear Jane,", "thank you."]), paragraph(72, 100, ["Second."])
    path = pdf(tmp_path / "a.pdf", first, second)
    path.write_bytes(path.read_bytes().replace(b"0000000", b"0000009"))
    pages = salvage(path)
    assert [(page.number, [line.text for line in page.lines]) for page in pages] == [
        (1, ["Dear Jane,", "thank you."]), (2, ["Second."])
    ]  # fmt: skip
    assert pages[0].lines[0].gap


def test_a_page_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", paragraph(72, 100, ["Only one."]))
    assert [line.text for line in salvage_page(path, 1)] == ["Only one."]
    assert salvage_page(path, 2) == ()


def test_what_nobody_can_read_is_corrupt(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(IngestError) as caught:
        salvage(tmp_path / "a.pdf")
    assert caught.value.status == "corrupt"


def test_limits_are_checked_before_a_file_is_opened(tmp_path: Path) -> None:
    vast = tmp_path / "vast.pdf"
    with vast.open("wb") as file:
        file.truncate(60_000_000)
    for check, status in (
        (lambda: check_size(vast), "too_large"),
        (lambda: check_pages(vast, 2_001), "too_large"),
    ):
        with pytest.raises(IngestError) as caught:
            check()
        assert caught.value.status == status
    check_pages(vast, 2_000)


def test_a_page_packed_in_a_way_that_nobody_knows_costs_no_other(tmp_path: Path) -> None:
    # Mutants 6616 and 7384 of benchmarks/mutants.py.
    path = pdf(tmp_path / "a.pdf", paragraph(72, 100, ["Dear Jane,"]), paragraph(72, 100, ["Second."]))
    path.write_bytes(path.read_bytes().replace(b"/FlateDecode", b"/FlateTecode", 1))
    first, second = salvage(path)
    assert (first.lines, "page 1 is damaged" in first.unread) == ((), True)
    assert [line.text for line in second.lines] == ["Second."]
    assert salvage_page(path, 1) == ()
