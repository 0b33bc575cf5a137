"""The Letters page's views, without a browser."""

import asyncio
import itertools
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.web.letters import ROWS, Shelf
from assistant.web.timeline import UNKNOWN, timeline
from assistant.web.uploads import Uploads
from ingest.alike import sketch
from ingest.letter import Letter, LetterMetadata, Person
from tests.assistant.web_fake import FakeIntake, FakeLetterbook, FakeReport, made_letter, made_letters

LETTERS = [letter.metadata for letter in made_letters()]


def event(**data: object) -> Any:
    return SimpleNamespace(_data=data)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    book = FakeLetterbook()
    return Shelf(book, store=tmp_path, intake=FakeIntake(book))


def areas(markup: str) -> list[str]:
    rows = markup.split('<th scope="row"')[1:]
    return [row.split('data-view="letter">')[1].split("<")[0] for row in rows]


@pytest.mark.parametrize(
    ("sort", "descending", "first"),
    [("sent", True, "Area unknown"), ("sent", False, "Northmoor"), ("area", False, "Easterfell"),
     ("area", True, "Area unknown"), ("ocr", True, "Wenbury"), ("warnings", True, "Wenbury")],
)  # fmt: skip
def test_letters_are_sorted_by_any_column(shelf: Shelf, sort: str, descending: bool, first: str) -> None:
    assert areas(shelf.show(event(sort=sort, descending=descending)))[0] == first


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"text": "NORTH moor"}, 2),
        ({"text": "nowhere"}, 0),
        ({"kind": "report"}, 0),
        ({"attention": True}, 5),  # the two to Northmoor say nearly the same
    ],
)
def test_letters_are_found(shelf: Shelf, wanted: dict[str, object], count: int) -> None:
    assert len(areas(shelf.show(event(**wanted)))) == count


def test_many_letters_come_in_pages(tmp_path: Path) -> None:
    letters = [made_letter(f"2024-01-01-{n:06}", f"Area {n}", date(2024, 1, 1)) for n in range(ROWS + 3)]
    shelf = Shelf(FakeLetterbook(letters), store=tmp_path, intake=None)
    assert len(areas(shelf.show(event(page=1)))) == ROWS
    assert len(areas(shelf.show(event(page=2)))) == 3
    assert "Page 2 of 2" in shelf.show(event(page=99))


@pytest.mark.parametrize("data", [{"view": "../secret"}, {"sort": "__class__"}, {"page": 0}, {"more": 1}])
def test_what_no_page_sends_is_refused(shelf: Shelf, data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        shelf.show(event(**data))


@given(st.text(max_size=60))
def test_a_letters_words_are_always_text(text: str) -> None:
    area = f"<img src=x onerror=alert(1)>{text}"
    more = {"title": f"<script>{text}", "source": f"<b>{text}"}
    hostile = made_letter("2024-01-01-aaaaaa", area, date(2024, 1, 1), **more)
    shelf = Shelf(FakeLetterbook([hostile]), store=Path("nowhere"), intake=None)
    for view in ("letters", "timeline", "letter"):
        shown = shelf.show(event(view=view, letter="2024-01-01-aaaaaa"))
        assert "<img" not in shown
        assert "<script" not in shown
        assert "<b>" not in shown


def test_without_an_intake_nothing_can_be_changed(tmp_path: Path) -> None:
    book = FakeLetterbook()
    shelf = Shelf(book, store=tmp_path, intake=None)
    assert "Remove this" not in shelf.show(event(view="letter", letter="2025-05-19-555555"))
    shelf.remove(event(letter="2025-05-19-555555"))
    assert "2025-05-19-555555" in book.held
    assert list(shelf.add(event(files=[]))) == []


def test_a_letter_that_went_in_the_meantime_is_said_to_be_gone(shelf: Shelf) -> None:
    assert "This letter is not here" in shelf.show(event(view="letter", letter="nobody"))
    assert "This letter is not here" in shelf.set_area(event(letter="nobody", name="Westmere"))


def send(uploads: Uploads, owner: str, name: str, content: bytes) -> str:
    async def parts() -> AsyncIterator[bytes]:
        yield content[:3]
        yield content[3:]

    return asyncio.run(uploads.receive(owner, name, parts()))


def test_a_long_table_of_files_is_not_sent_anew_for_every_row(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "assistant.web.letters.time", SimpleNamespace(monotonic=itertools.count(0, 0.01).__next__)
    )
    files = [send(shelf.uploads, "", f"{n}.txt", b"Dear colleagues") for n in range(300)]
    shown = [page.count("<tr") - 1 for page in shelf.add(event(files=files))]
    assert shown[:8] == [*range(7), 8], "as each comes while they are few"
    assert len(shown) < 60
    assert shown[-1] == 300


def test_what_became_of_a_file_names_no_folder_and_says_nothing_twice(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, no_date = "/srv/store/uploads/one.txt", "date: no date of the letter was found"
    report = FakeReport(
        source=source,
        status="ok",
        letter_id="x",
        area=f"unknown ({source})",
        warnings=(no_date,),
        reason=no_date,
    )
    monkeypatch.setattr(shelf.intake, "add", lambda files: iter([report]))
    *_, page = shelf.add(event(files=[send(shelf.uploads, "", "one.txt", b"Dear colleagues")]))
    assert "unknown (one.txt)" in page
    assert "/srv" not in page
    assert page.count(no_date) == 1


def test_only_ones_own_uploaded_files_are_added(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    called = send(uploads, "anna", "letter.txt", b"hers")
    for one in ("..", ".", "", "none", f"../{called}", str(tmp_path)):
        with pytest.raises(PermissionError):
            uploads.keep("anna", [one])
    with pytest.raises(PermissionError):
        uploads.keep("bert", [called])
    assert [path.read_bytes() for path in uploads.keep("anna", [called])] == [b"hers"]
    with pytest.raises(PermissionError):
        uploads.keep("anna", [called])


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    kept = []
    for text in (b"one", b"two", b"one"):
        kept += uploads.keep("", [send(uploads, "", "letter.txt", text)])
    assert [path.read_text() for path in kept] == ["one", "two", "one"]
    assert kept[0] == kept[2] != kept[1]


def test_two_files_of_the_longest_name_are_both_kept(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    kept = []
    for text in (b"one", b"two"):
        kept += uploads.keep("", [send(uploads, "", f"{'é' * 125}x.txt", text)])
    assert [(path.read_text(), path.suffix) for path in kept] == [("one", ".txt"), ("two", ".txt")]


def test_a_file_that_is_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.uploads.LARGEST", 5)
    uploads = Uploads(tmp_path)
    with pytest.raises(ValueError, match="larger than"):
        send(uploads, "anna", "letter.txt", b"123456")
    assert [path for path in uploads.waiting.rglob("*") if path.is_file()] == []


@given(st.text(max_size=300))
@example("../../etc/passwd")
@example("..")
@example("a" * 300 + ".pdf")
@example("\ud800.pdf")
@example("nul\0.pdf")
def test_a_file_keeps_its_name_and_leaves_its_folder_never(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    uploads = Uploads(tmp_path_factory.mktemp("store") / "uploads")
    (path,) = uploads.keep("anna", [send(uploads, "anna", name, b"text")])
    assert path.parent == uploads.folder
    assert path.read_bytes() == b"text"
    assert not path.name.startswith(".")
    if re.fullmatch(r"[a-z]{1,100}\.[a-z]{1,9}", name):
        assert path.name == name


def test_the_timeline_holds_every_letter_once_for_each_area() -> None:
    line = timeline(LETTERS)
    assert [row.area for row in line.rows] == ["Easterfell", "Northmoor", "Saltmarsh", "Wenbury", UNKNOWN]
    assert line.years == (2023, 2024, 2025, 2026)
    marks = line.rows[1].marks
    assert [mark.letter.sent for mark in marks if not mark.due] == [date(2023, 3, 14), date(2024, 6, 24)]
    assert marks[-1].label == "next review in a year"


@given(st.lists(st.dates(date(1990, 1, 1), date(2090, 1, 1)) | st.none(), max_size=8))
def test_every_letter_has_its_place(days: list[date | None]) -> None:
    letters = [LetterMetadata(id=str(n), source="x", sent=day, areas=("A",)) for n, day in enumerate(days)]
    line = timeline(letters)
    marks = [mark for row in line.rows for mark in row.marks]
    assert len(marks) + len(line.undated) == len(letters)
    assert all(0 <= mark.place <= 1 for mark in marks)
    assert [mark.place for mark in marks] == sorted(mark.place for mark in marks)


def alike(letter_id: str, name: str, last: str) -> Letter:
    """A letter that is all but its last words the same as others."""
    made = made_letter(letter_id, "Northmoor", date(2024, 6, 24))
    text = " ".join(f"word{n}" for n in range(100)) + last
    paragraphs = (replace(made.paragraphs[0], text=text),)
    people = (Person(name=name, title="Adviser", part="copied", paragraph=1),)
    return Letter(
        metadata=replace(made.metadata, people=people, sketch=sketch(paragraphs)), paragraphs=paragraphs
    )


def test_what_may_be_the_same_is_shown_with_its_evidence(tmp_path: Path) -> None:
    pair = [alike("draft", "Debbie Ward", " one"), alike("sent", "Deborah Ward", " two")]
    shelf = Shelf(FakeLetterbook([*pair, made_letters()[2]]), store=tmp_path, intake=None)
    table = shelf.show(event(sort="area", descending=False))
    assert table.count("nearly the same as") == 2
    assert "&#34;Debbie&#34; and &#34;Deborah&#34; are forms of one name; both are Adviser" in table
    assert len(areas(shelf.show(event(attention=True)))) == 2
    letter = shelf.show(event(view="letter", letter="sent"))
    assert "Possibly the same letter twice" in letter
    assert "It shares 98% of its runs of five words" in letter
    assert "may be the same person as Debbie Ward" in letter
    assert "Possibly the same" not in shelf.show(event(view="letter", letter="2024-02-20-333333"))
