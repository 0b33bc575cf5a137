"""What `letterbook ingest` shows of files: rows that can be read and searched, and a bar on terminals only."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.filereport import HELD, FileReport, Reports
from assistant.ingest_terminal import Progress, failed, print_json, print_reports
from assistant.possibilities import Possibilities

DRIVING = "\x1b]0;owned\x07\x1b[2J\x9b31m\x08\x7f"
REPORT = FileReport(
    source="/post/2023/a.pdf",
    status="ok",
    letter_id="h23",
    area="Holmdale",
    date="2023-04-20",
    pages=3,
    ocr_pages=1,
    paragraphs=11,
)
LOCKED = FileReport(source="/post/b.pdf", status="encrypted", reason="b.pdf: encrypted; unlock it")


def kept(*reports: FileReport) -> Reports:
    """Reports as an ingest keeps them."""
    those = Reports()
    for report in reports:
        those.add(report)
    return those


def shown(*reports: FileReport, roots: tuple[Path, ...] = (), width: int = 80) -> str:
    """What is printed of reports."""
    file = StringIO()
    print_reports(kept(*reports), roots, Console(file=file, width=width))
    return file.getvalue()


def test_a_file_is_a_row_with_what_is_to_be_known_of_it() -> None:
    row = shown(REPORT, roots=(Path("/post"),)).splitlines()[0]
    assert row.split(maxsplit=1) == [
        "ok",
        "2023/a.pdf · Holmdale · 20 April 2023 · 3 pages (1 read by OCR) · 11 paragraphs",
    ]


def test_a_row_is_one_line_however_long_where_no_terminal_wraps_it() -> None:
    row = shown(replace(REPORT, source=f"/{'x' * 250}.pdf"), width=40).splitlines()[0]
    assert row.endswith("11 paragraphs")


def test_why_a_file_failed_and_what_to_be_careful_of_stand_under_it_once() -> None:
    text = shown(LOCKED, replace(REPORT, reason="no date; odd", warnings=("no date", "odd")))
    assert [line.strip() for line in text.splitlines()[1:2]] == ["encrypted; unlock it"]
    assert [text.count(words) for words in ("no date", "odd")] == [1, 1]


def test_an_area_and_a_date_that_are_not_known_are_said() -> None:
    text = shown(replace(REPORT, area="unknown (/post/2023/a.pdf)", date=None))
    assert "area unknown · undated" in text


def test_what_did_not_change_is_counted_and_not_listed() -> None:
    text = shown(LOCKED, *[replace(REPORT, status="unchanged")] * 1_200)
    assert "a.pdf" not in text
    last = text.splitlines()[-1]
    assert last == "1,201 files: 1 encrypted, 1,200 unchanged; 1 could not be read, and no answer rests on it"


def test_nothing_of_a_file_drives_the_terminal_and_brackets_are_printed() -> None:
    report = replace(REPORT, source=f"{DRIVING} [/bold] [red].pdf", area=DRIVING, reason=DRIVING)
    text = shown(report)
    assert "[/bold] [red].pdf" in text
    assert not set(text) & set("\x1b\x07\x9b\x08\x7f")


def test_reports_are_countable_for_programs() -> None:
    file = StringIO()
    print_json(kept(REPORT, LOCKED), Possibilities(), file)
    printed = json.loads(file.getvalue())
    assert printed["counts"] == {"ok": 1, "encrypted": 1}
    names = ["source", "status", "letter_id", "area", "date", "pages", "paragraphs", "ocr_pages"]
    assert [list(one) for one in printed["files"]] == [[*names, "warnings", "reason"]] * 2
    assert file.getvalue() == json.dumps(printed, ensure_ascii=False, indent=1) + "\n"


def test_reports_come_back_as_they_were_however_many_they_are() -> None:
    reports = [
        replace(REPORT, source=f"/post/{n} é.pdf", warnings=("odd\n", "x" * n)) for n in range(HELD // 400)
    ]
    those = kept(*reports)
    assert list(those) == reports == list(those)
    assert those.read == ["h23"] * len(reports)


@pytest.mark.parametrize("status", ["needs_ocr", "encrypted", "corrupt", "empty", "unsupported", "timeout"])
def test_a_file_that_could_not_be_read_makes_the_run_a_failure(status: str) -> None:
    assert failed(kept(REPORT, replace(REPORT, status=status)))  # type: ignore[arg-type]
    assert not failed(kept(replace(REPORT, status="unchanged"), replace(REPORT, status="removed")))


def test_the_bar_shows_how_many_how_fast_and_how_long() -> None:
    file = StringIO()
    with Progress(console=Console(file=file, force_terminal=True, width=120)) as progress:
        progress.counted(0, 40)
        progress.counted(1, 40)
        progress.counted(20, 40)
        progress._bar.refresh()
    text = file.getvalue()
    assert "20/40" in text
    assert "files/s" in text
    assert "left" in text


def test_there_is_no_bar_where_no_terminal_is() -> None:
    file = StringIO()
    with Progress(console=Console(file=file)) as progress:
        progress.counted(1, 2)
    assert file.getvalue() == ""
