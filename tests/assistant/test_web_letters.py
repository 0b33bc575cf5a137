"""The Letters page's views, without a browser."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.web.letters import ROWS, Shelf
from assistant.web.timeline import UNKNOWN, timeline
from assistant.web.uploads import receive
from ingest.alike import sketch
from ingest.letter import Letter, LetterMetadata, Person
from tests.assistant.web_fake import FakeIntake, FakeLetterbook, made_letter, made_letters

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


def test_only_uploaded_files_are_received(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    uploaded = Path(os.environ["GRADIO_TEMP_DIR"])
    link = uploaded / "link.txt"
    link.symlink_to(secret)
    for path in (
        str(secret),
        f"{uploaded}/../../etc/passwd",
        str(uploaded),
        str(uploaded / "none"),
        str(link),
    ):
        with pytest.raises(PermissionError):
            receive([path], tmp_path / "uploads")
    link.unlink()


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    kept = []
    for text in ("one", "two", "one"):
        sent = Path(os.environ["GRADIO_TEMP_DIR"]) / "letter.txt"
        sent.write_text(text)
        kept += receive([str(sent)], tmp_path / "uploads")
        assert not sent.exists()
    assert [path.read_text() for path in kept] == ["one", "two", "one"]
    assert kept[0] == kept[2] != kept[1]


def test_two_files_of_the_longest_name_are_both_kept(tmp_path: Path) -> None:
    kept = []
    for text in ("one", "two"):
        sent = Path(os.environ["GRADIO_TEMP_DIR"]) / f"{'é' * 125}x.txt"
        sent.write_text(text)
        kept += receive([str(sent)], tmp_path / "uploads")
    assert [(path.read_text(), path.suffix) for path in kept] == [("one", ".txt"), ("two", ".txt")]


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
