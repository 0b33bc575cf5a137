"""Text and Markdown files to pages of lines."""

from pathlib import Path

import pytest

from ingest.letter import IngestError
from ingest.text import load_text, pages


def lines(text: str) -> list[str]:
    return [line.text for page in pages(text) for line in page.lines]


@pytest.mark.parametrize(
    ("data", "first"),
    [
        ("Café – “APP”".encode(), "Café – “APP”"),
        (b"\xef\xbb\xbf" + b"Dear all", "Dear all"),
        ("Dear all".encode("utf-16"), "Dear all"),
        ("Caf\u00e9 \u2013 \u201cAPP\u201d".encode("cp1252"), "Café – “APP”"),
    ],
)
def test_the_encoding_is_recognised(tmp_path: Path, data: bytes, first: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert load_text(tmp_path / "a.txt")[0].lines[0].text == first


def test_a_binary_file_is_refused_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"PK\x03\x04\0\0")
    with pytest.raises(IngestError, match=r"a\.txt: not a text file; rename it") as caught:
        load_text(tmp_path / "a.txt")
    assert caught.value.status == "corrupt"


def test_blank_lines_become_gaps_and_are_no_lines() -> None:
    (page,) = pages("One\ntwo\n\n\nThree\r\n")
    assert [(line.text, line.gap) for line in page.lines] == [("One", True), ("two", False), ("Three", True)]
    assert page.number == 0
    assert not page.estimated


def test_form_feeds_estimate_pages_and_what_runs_over_them_is_dropped() -> None:
    text = "\f".join(
        f"Official letter\n\nText of page {word}.\n\n{n}" for n, word in enumerate("abc", start=1)
    )
    found = pages(text)
    assert [(page.number, page.estimated) for page in found] == [(1, True), (2, True), (3, True)]
    assert lines(text) == ["Text of page a.", "Text of page b.", "Text of page c."]


def test_page_of_pages_is_no_text_and_a_number_alone_in_one_page_is() -> None:
    assert lines("Text\n\nPage 2 of 3\n\nMore\n\n54") == ["Text", "More", "54"]


def test_markdown_says_its_headings_rules_and_quotations() -> None:
    (page,) = pages("## Next steps ##\n\n> Leaders should act.\n\n---\n\n1 > 0")
    assert [(line.text, line.style, line.level) for line in page.lines] == [
        ("Next steps", "heading", 2),
        ("Leaders should act.", "body", 0),
        ("1 > 0", "body", 0),
    ]


def test_signatures_side_by_side_are_read_one_after_the_other() -> None:
    text = "Jane Doe              John Roe\nDirector, DfE         Lead, NHS England\n\nEnd"
    assert lines(text) == ["Jane Doe", "Director, DfE", "John Roe", "Lead, NHS England", "End"]


@pytest.mark.parametrize("mark", ["•", "1.", "(a)", "-", "o"])
def test_bullets_set_off_by_tabs_are_no_columns(mark: str) -> None:
    assert lines(f"{mark}\tOne thing\n{mark}\tAnother") == [f"{mark}\tOne thing", f"{mark}\tAnother"]


def test_a_markdown_table_is_read_cell_by_cell() -> None:
    text = "Before\n\n| Area | Next steps |\n|:---|---:|\n| Waits | Act now. |\n| Plans | |\n\nAfter"
    (page,) = pages(text)
    assert [(line.text, line.cell, line.bold) for line in page.lines] == [
        ("Before", "", False),
        ("Area", "2.1", True),
        ("Next steps", "2.2", True),
        ("Waits", "4.1", False),
        ("Act now.", "4.2", False),
        ("Plans", "5.1", False),
        ("After", "", False),
    ]
