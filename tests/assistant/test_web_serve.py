"""Serving a real collection: letters come and go, pages are drawn, a port in use is said."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.build import Store, letterbook, open_store
from assistant.settings import Settings
from assistant.web.intake import StoreIntake
from assistant.web.pictures import PagePictures
from assistant.web.server import listening
from ingest.pool import Loaders
from vectorstore.storeerror import StoreError

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::Warning:gradio")]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(Settings(store=tmp_path / "store"), create=True)


@pytest.fixture(scope="module")
def loaders() -> Iterator[Loaders]:
    with Loaders(1) as loaders:
        yield loaders


@pytest.fixture
def uploads(tmp_path: Path, samples: Path) -> Path:
    folder = tmp_path / "store" / "uploads"
    folder.mkdir(parents=True)
    for name in ("northmoor-2025-03-27.pdf", "northmoor-2023-03-14.txt"):
        (folder / name).write_bytes((samples / name).read_bytes())
    (folder / "notes.pdf").write_bytes(b"%PDF-1.7\nbroken off")
    (folder / "notes.xyz").write_bytes(b"no letter")
    return folder


def test_files_are_reported_as_they_are_done_and_can_be_asked(store: Store, uploads: Path) -> None:
    reports = StoreIntake(store, uploads).add(sorted(uploads.iterdir()))
    told = {Path(report.source).name: report for report in reports}  # in the order in which they were done
    broken = told.pop("notes.pdf")
    assert {name: report.status for name, report in told.items()} == {
        "northmoor-2023-03-14.txt": "ok", "northmoor-2025-03-27.pdf": "ok", "notes.xyz": "unsupported"
    }  # fmt: skip
    assert broken.status not in ("ok", "partial")
    assert broken.reason
    assert not (uploads / "notes.xyz").exists()
    answer = letterbook(store).ask("When is Northmoor's next review?")
    assert answer.citations


def test_a_removed_letter_takes_its_uploaded_file_along(store: Store, uploads: Path) -> None:
    intake = StoreIntake(store, uploads)
    list(intake.add(sorted(uploads.glob("*.txt"))))
    (letter,) = letterbook(store).letters()
    intake.remove(letter.id)
    assert letterbook(store).letters() == ()
    assert not (uploads / "northmoor-2023-03-14.txt").exists()


def test_what_stops_an_ingest_is_raised_where_it_is_waited_for(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        list(StoreIntake(store, tmp_path).add([tmp_path / "nothing.pdf"]))


def test_pages_are_drawn_for_letters_that_have_them(store: Store, loaders: Loaders, uploads: Path) -> None:
    list(StoreIntake(store, uploads).add(sorted(uploads.glob("north*"))))
    pictures = PagePictures(store.record, loaders.render)
    by_suffix = {Path(letter.source).suffix: letter for letter in store.record.letters()}
    assert pictures.has(by_suffix[".pdf"])
    assert not pictures.has(by_suffix[".txt"])
    drawn = pictures.draw(by_suffix[".pdf"], 1, 300)
    assert drawn is not None
    assert drawn.startswith(b"\x89PNG")
    assert pictures.draw(by_suffix[".pdf"], 99, 300) is None
    assert pictures.draw(by_suffix[".txt"], 1, 300) is None


def test_a_port_in_use_is_said_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ValueError, match=f"cannot listen on 127.0.0.1:{port}: .*choose another"):
            listening("127.0.0.1", port)
