"""PDF files become pages of lines in the order in which a person reads them."""

from pathlib import Path

import pytest

from ingest.letter import IngestError
from ingest.pdf import load_pdf


@pytest.mark.shared
@pytest.mark.parametrize("name", ["bury", "oxfordshire", "worcestershire", "nottinghamshire", "suffolk"])
def test_a_ruled_table_is_read_cell_by_cell(shared: Path, name: str) -> None:
    cells = [
        (page.number, line.cell)
        for page in load_pdf(shared / "reports" / f"{name}.pdf")
        for line in page.lines
        if line.cell
    ]
    order = [(number, *map(int, cell.split("."))) for number, cell in cells]
    assert order == sorted(order)
    assert any(column == 2 for _, _, column in order)


@pytest.mark.shared
def test_running_heads_and_page_numbers_are_left_out(shared: Path) -> None:
    pages = load_pdf(shared / "reports" / "bury.pdf")
    texts = [line.text for page in pages for line in page.lines]
    assert not [text for text in texts if text.startswith("Inspection report:") or text.isdigit()]


def test_a_file_that_is_no_pdf_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"not a PDF")
    with pytest.raises(IngestError, match=r"letter\.pdf") as caught:
        load_pdf(path)
    assert caught.value.status == "corrupt"
