"""`letterbook ingest` stopped half-way, by a person or by force: what was read is kept, the next run goes on."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.made_letters import FORMATS, source

ROOT = Path(__file__).parent.parent
FILES = 300  # enough that a fast machine is caught half-way
HALF_WAY = re.compile(rb"(\d+)/300\b")  # a colour may stand right before it


def command(folder: Path, *options: str) -> list[str]:
    """`letterbook ingest` of a folder's letters, as a process of its own."""
    store = ["--store", str(folder / "store")]
    return [sys.executable, str(ROOT / "app.py"), "ingest", str(folder / "letters"), *store, *options]


def _heeding() -> None:
    """Heed Ctrl-C, which a job in a shell's background ignores from its start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def stopped(folder: Path, by: signal.Signals) -> tuple[int, str, int]:
    """Stop it once its bar says that some files are done; its exit code, the last it showed, how many were done."""
    terminal, theirs = pty.openpty()
    running = subprocess.Popen(
        command(folder),
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
        preexec_fn=_heeding,
    )
    os.close(theirs)
    shown, sent = b"", False
    while True:
        try:
            shown += os.read(terminal, 65_536)
        except OSError:  # how a terminal says that all have left it
            break
        if not sent and any(int(done) >= FILES // 3 for done in HALF_WAY.findall(shown)):
            running.send_signal(by)
            sent = True
    os.close(terminal)
    assert sent
    return running.wait(), shown[-200:].decode(errors="replace"), max(map(int, HALF_WAY.findall(shown)))


@pytest.mark.slow
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGKILL])
def test_an_ingest_that_is_stopped_keeps_what_it_read_and_goes_on(tmp_path: Path, by: signal.Signals) -> None:
    (tmp_path / "letters").mkdir()
    for number in range(FILES):
        (tmp_path / "letters" / f"{number:03}.txt").write_bytes(FORMATS["letter.txt"](source(number)))
    code, last, reported = stopped(tmp_path, by)
    if by is signal.SIGINT:
        assert (code, "the next ingest goes on from there" in " ".join(last.split())) == (130, True)
    done = subprocess.run(command(tmp_path, "--json"), capture_output=True, text=True, check=True)
    counts = Counter(file["status"] for file in json.loads(done.stdout)["files"])
    assert counts.total() == FILES
    assert counts["unchanged"] >= reported >= FILES // 3
    assert set(counts) <= {"ok", "unchanged"}
