"""Tesseracts that stand ready read what the program reads, one picture after another, and can be killed."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from ingest import standing, tesseract
from ingest.letter import IngestError
from ingest.pool import Loaders
from ingest.standing import Standing, table
from ingest.worker import Worker
from tests.ingest.made import printed

PAGE = printed(["Leaders should improve the timeliness", "of annual reviews."], dpi=150)
OTHER = printed(["Thank you for your letter."], dpi=150)
CLOCK = """
import resource, time
resource.setrlimit(resource.RLIMIT_CPU, (7, resource.getrlimit(resource.RLIMIT_CPU)[1]))
from ingest.recogniser import _clock
renew = _clock()
while time.process_time() < 1.02: pass
renew()
print(resource.getrlimit(resource.RLIMIT_CPU)[0])
"""
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


def test_one_that_was_left_in_the_middle_of_an_answer_takes_no_other_picture(
    monkeypatch: pytest.MonkeyPatch, ready: Standing
) -> None:
    def interrupted(_: Standing, __: int) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(standing, "_idle", idle := [ready])
    monkeypatch.setattr(Standing, "_heard", interrupted)
    with pytest.raises(KeyboardInterrupt):
        table(PAGE, 150, 3)
    assert (idle, ready.fresh) == ([], False)


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


def test_each_picture_is_given_as_much_cpu_as_the_first() -> None:
    done = subprocess.run([sys.executable, "-c", CLOCK], capture_output=True, text=True, check=True)
    assert done.stdout == "8\n"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_one_is_killed_with_the_worker_that_started_it(tmp_path: Path, ready: Standing) -> None:
    PAGE.save(tmp_path / "a.png", dpi=(150, 150))
    with Loaders(1) as pool:
        list(pool.load([tmp_path / "a.png"]))
        started = [path for path in Path("/proc").glob("[0-9]*") if _is_of(path, pool._idle[0])]
        assert len(started) == 1
    until = time.monotonic() + 10
    while _alive(started[0]) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _alive(started[0])


def _is_of(process: Path, worker: Worker) -> bool:
    """Whether a process stands ready for a worker."""
    return _stat(process)[3:4] == [str(worker._process.pid)]


def _alive(process: Path) -> bool:
    return _stat(process)[2:3] not in ([], ["Z"])


def _stat(process: Path) -> list[str]:
    """Its number, name, state, parent ...; nothing where it is gone."""
    try:
        return (process / "stat").read_text().split()
    except OSError:
        return []
