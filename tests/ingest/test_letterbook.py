"""letterbook.csv: what a person sets, settles it."""

from datetime import date
from pathlib import Path

import pytest

import ingest
from ingest.letter import LetterMetadata
from ingest.letterbook import astray, stamp

TEXT = "Jane Doe, Director\n\n9 May 2023\n\nDear Jane,\n\nREVIEW OF YOUR APP\n\nThank you.\n"


def read(folder: Path, book: str, name: str = "a.txt", text: str = TEXT) -> LetterMetadata:
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "letterbook.csv").write_bytes(book.encode())
    return ingest.load(folder / name)[0].metadata


@pytest.mark.parametrize(
    ("area", "areas"),
    [
        ("Staffordshire", ("Staffordshire",)),
        ("staffordshire county council", ("Staffordshire",)),
        ("Northmoor", ("Northmoor",)),
        ("Slough; Reading", ("Slough", "Reading")),
    ],
)
def test_a_person_sets_the_area(tmp_path: Path, area: str, areas: tuple[str, ...]) -> None:
    metadata = read(tmp_path, f"file,area\na.txt,{area}\n")
    assert (metadata.areas, metadata.area_source) == (areas, "user")
    assert metadata.area_evidence == "set in letterbook.csv"


def test_the_area_set_beats_the_one_stated_and_its_warnings(tmp_path: Path) -> None:
    text = TEXT.replace("Director", "Director, Kent County Council\nJo Roe, Director, Surrey County Council")
    assert read(tmp_path, "file,area\nb.txt,Kent\n", text=text).warnings
    metadata = read(tmp_path, "file,area\na.txt,Kent\n", text=text)
    assert (metadata.areas, metadata.warnings) == (("Kent",), ())


@pytest.mark.parametrize("day", ["2024-02-01", "1 February 2024", "01/02/2024"])
def test_a_date_is_set_and_the_id_stays(tmp_path: Path, day: str) -> None:
    plain = read(tmp_path, "file,date\nother.txt,2024-02-01\n")
    metadata = read(tmp_path, f"file,date\na.txt,{day}\n")
    assert metadata.sent == date(2024, 2, 1)
    assert metadata.id == plain.id
    assert metadata.id.startswith("2023-05-09-")


def test_empty_cells_and_rows_of_other_files_change_nothing(tmp_path: Path) -> None:
    metadata = read(tmp_path, "\ufefffile,area,date,title,note\na.txt,,,,hello\nb.txt,Kent,,,\n")
    assert (metadata.sent, metadata.areas, metadata.title) == (date(2023, 5, 9), (), "REVIEW OF YOUR APP")
    assert metadata.warnings == ()


@pytest.mark.parametrize(
    ("book", "warning"),
    [
        ("name,area\na.txt,Kent\n", "letterbook.csv: no column named file; it has name, area"),
        ("", "letterbook.csv: no column named file; it has none"),
        ("file,date\na.txt,soon\n", 'letterbook.csv: "soon" is no date; write 2025-03-31 or 31 March 2025'),
    ],
)
def test_a_fault_is_said_and_the_letter_is_read(tmp_path: Path, book: str, warning: str) -> None:
    assert read(tmp_path, book).warnings == (warning,)


def test_a_book_in_another_encoding_is_said(tmp_path: Path) -> None:
    read(tmp_path, "")
    (tmp_path / "letterbook.csv").write_bytes("file,area\na.txt,Café\n".encode("cp1252"))
    assert ingest.load(tmp_path / "a.txt")[0].metadata.warnings == (
        "letterbook.csv: not UTF-8; save it as CSV UTF-8",
    )


def test_the_stamp_changes_with_the_files_own_row_alone(tmp_path: Path) -> None:
    read(tmp_path, "file,area\na.txt,Kent\n")
    first = stamp(tmp_path / "a.txt")
    read(tmp_path, "file,area\na.txt,Kent\nb.txt,Surrey\n")
    assert stamp(tmp_path / "a.txt") == first != ""
    read(tmp_path, "file,area\na.txt,Surrey\n")
    assert stamp(tmp_path / "a.txt") != first
    assert stamp(tmp_path / "c.txt") == ""


def test_what_does_nothing_is_said(tmp_path: Path) -> None:
    read(tmp_path, "file,area\na.txt,Kent\nb.txt,Kent\nmail.eml#c.pdf,Kent\n,Kent\n")
    book = tmp_path / "letterbook.csv"
    assert astray([tmp_path, tmp_path]) == (
        f'{book}: no file named "b.txt" beside it; its row does nothing',
        f'{book}: no file named "mail.eml#c.pdf" beside it; its row does nothing',
    )
    read(tmp_path, "file,local area\na.txt,Kent\n")
    assert astray([tmp_path]) == (f"{book}: no column named area, date, title; it has file, local area",)
    assert astray([tmp_path / "none"]) == ()
