"""An ingest in a process of its own: what it reports, what stops it, and that it ends with who asked."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import apart
from assistant.apart import ingest_apart
from assistant.build import build
from assistant.settings import Settings
from ingest.background import AUTOGROUP
from vectorstore.storeerror import StoreError

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store")


def test_every_file_is_reported_and_can_be_asked_about(settings: Settings, samples: Path) -> None:
    files = [samples / "northmoor-2023-03-14.txt", samples / "northmoor-2025-03-27.pdf"]
    reports = list(ingest_apart(settings, files))
    assert sorted(report.status for report in reports) == ["ok", "ok"]
    assert {report.area for report in reports} == {"Northmoor"}
    with build(settings) as letterbook:
        assert letterbook.ask("When is Northmoor's next review?").citations


def test_a_name_that_is_no_utf8_is_read(settings: Settings, samples: Path, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"n\xf6rthmoor.txt")
    odd.write_bytes((samples / "northmoor-2023-03-14.txt").read_bytes())
    (report,) = ingest_apart(settings, [odd])
    assert report.status == "ok"


def test_what_cannot_be_ingested_is_said(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nothing\.pdf"):
        list(ingest_apart(settings, [tmp_path / "nothing.pdf"]))


def test_a_folder_that_cannot_be_written_is_said(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreError, match="file"):
        list(ingest_apart(Settings(store=tmp_path / "file" / "store"), [samples]))


def test_where_it_dies_what_was_read_is_kept(settings: Settings, samples: Path) -> None:
    reports = ingest_apart(settings, sorted(samples.glob("*.txt")))
    first = next(reports)
    (child,) = _children()
    os.kill(child, signal.SIGKILL)
    with pytest.raises(StoreError, match=r"exit code -9.*add the rest again"):
        list(reports)
    with build(settings) as letterbook:
        assert first.letter_id in [letter.id for letter in letterbook.letters()]


def test_one_that_cannot_even_begin_is_said(
    settings: Settings, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart.sys, "executable", "/nowhere/python")
    with pytest.raises(StoreError, match="reading cannot begin"):
        list(ingest_apart(settings, [samples]))
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with pytest.raises(StoreError, match="exit code 1"):
        list(ingest_apart(settings, [samples] * 10_000))


@pytest.mark.parametrize(
    ("printed", "done"), [('a library speaks\n{"done": true}', True), ('{"source": "cut o', False)]
)
def test_only_whole_lines_of_ours_are_heard(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printed: str, done: bool
) -> None:
    child = tmp_path / "child"
    child.write_text(f"#!/bin/sh\nread asked\nprintf '%s' '{printed}'\n", encoding="utf-8")
    child.chmod(0o755)
    monkeypatch.setattr(apart.sys, "executable", str(child))
    if done:
        assert list(ingest_apart(settings, [tmp_path])) == []
    else:
        with pytest.raises(StoreError, match="exit code 0"):
            list(ingest_apart(settings, [tmp_path]))


def test_it_ends_with_who_asked(settings: Settings, samples: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.apart"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    asked = {"settings": settings.model_dump(mode="json", include={"store"}), "paths": [str(samples)]}
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    assert "status" in json.loads(process.stdout.readline())
    process.stdin.close()
    assert process.wait(30) == 1
    process.stdout.close()


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this kernel parts no processor among sessions")
def test_its_session_stands_back_and_not_ours(settings: Settings, samples: Path) -> None:
    ours = AUTOGROUP.read_text(encoding="ascii")
    reports = ingest_apart(settings, sorted(samples.glob("*.txt")))
    next(reports)
    (child,) = _children()
    assert Path(f"/proc/{child}/autogroup").read_text(encoding="ascii").split()[-1] == "19"
    assert os.getpriority(os.PRIO_PROCESS, child) == 19
    assert os.getsid(child) != os.getsid(0)
    list(reports)
    assert AUTOGROUP.read_text(encoding="ascii") == ours


def _children() -> list[int]:
    """Processes of ours that ingest."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text(encoding="ascii").rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            continue  # it has ended
        if parent == os.getpid() and "assistant.apart" in command:
            found.append(int(folder.name))
    return found
