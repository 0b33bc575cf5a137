"""Tesseracts that stand ready read what the program reads, one picture after another, and can be killed."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from ingest import standing, tesseract
from ingest.letter import IngestError
from ingest.standing import Standing, table
from tests.ingest.made import printed

PAGE = printed(["Leaders should improve the timeliness", "of annual reviews."], dpi=150)
OTHER = printed(["Thank you for your letter."], dpi=150)
OPTIONS = ["--psm", "3", "-l", "eng", "tsv"]

pytestmark = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


@pytest.fixture
def ready() -> Iterator[Standing]:
    one = Standing(tesseract.version().removeprefix("tesseract "))
    if not one.fit:
        one.end()
        pytest.skip("Tesseract's library is not here, or another version of it")
    yield one
    one.end()


def by_program(picture: Image.Image) -> str:
    return tesseract.run(picture, 150, OPTIONS).partition("\n")[2]


def test_a_table_is_that_of_the_program() -> None:
    assert table(PAGE, 150, 3) == by_program(PAGE)


def test_pictures_are_read_one_after_another_as_if_each_were_the_first(ready: Standing) -> None:
    said = [ready.read(picture, 150, 3) for picture in (PAGE, OTHER, PAGE)]
    assert said == [by_program(PAGE), by_program(OTHER), by_program(PAGE)]
    assert ready.fresh


def test_one_is_kept_for_the_next_picture(monkeypatch: pytest.MonkeyPatch, ready: Standing) -> None:
    monkeypatch.setattr(standing, "_idle", [ready])
    table(PAGE, 150, 3)
    assert standing._idle == [ready]


def test_one_that_has_read_many_is_let_go(monkeypatch: pytest.MonkeyPatch, ready: Standing) -> None:
    monkeypatch.setattr(standing, "_idle", idle := [ready])
    monkeypatch.setattr(standing, "MOST_PICTURES", 1)
    table(PAGE, 150, 3)
    assert (idle, ready.process.poll()) == ([], 0)


def test_one_that_is_killed_costs_its_picture_and_no_other(
    monkeypatch: pytest.MonkeyPatch, ready: Standing
) -> None:
    ready.process.send_signal(signal.SIGXCPU)
    with pytest.raises(IngestError, match="stopped at its limits") as caught:
        ready.read(PAGE, 150, 3)
    assert caught.value.status == "timeout"
    monkeypatch.setattr(standing, "_idle", [ready])
    assert table(PAGE, 150, 3) == by_program(PAGE)


def test_one_that_hangs_is_killed(ready: Standing) -> None:
    one = Standing(ready.version, seconds=0.5)
    one.process.send_signal(signal.SIGSTOP)
    with pytest.raises(IngestError, match="took more than") as caught:
        one.read(PAGE, 150, 3)
    assert (caught.value.status, one.fresh) == ("timeout", False)
    one.end()


def test_one_that_has_left_for_want_of_work_leaves_the_picture_to_the_program(ready: Standing) -> None:
    one = Standing(ready.version, idle=0.0)
    one.process.wait()
    assert (one.fit, one.read(PAGE, 150, 3)) == (True, None)
    one.end()


def test_without_a_library_of_its_version_the_program_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo tesseract 0.1 || printf "head\\nrow\\n"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(standing, "_idle", [])
    assert table(PAGE, 150, 3) == "row\n"
    assert standing._idle == []


@pytest.mark.parametrize("size", [(1, 1), (2, 700), (900, 3)])
def test_a_picture_of_nearly_nothing_harms_it_not(size: tuple[int, int], ready: Standing) -> None:
    assert ready.read(Image.new("L", size, 255), 150, 3) == by_program(Image.new("L", size, 255))
    assert ready.read(PAGE, 150, 3) == by_program(PAGE)
