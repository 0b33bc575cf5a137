"""Work that can wait stands back, and what it had to lower is put back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.background import AUTOGROUP, NICE, session_stands_back
from ingest.worker import Limits, Worker

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has such a policy")


@linux
def test_a_process_that_stands_back_runs_only_where_nobody_else_would() -> None:
    code = (
        "import os; from ingest.background import stand_back; stand_back(); stand_back(); "
        "print(os.sched_getscheduler(0) == os.SCHED_IDLE, os.nice(0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", str(NICE)]


@linux
def test_where_there_is_no_such_policy_the_priority_is_low_all_the_same() -> None:
    code = (
        "import os\n"
        "from ingest.background import stand_back\n"
        "def refused(*given): raise PermissionError(1, 'Operation not permitted')\n"
        "os.sched_setscheduler = refused\n"
        "stand_back()\n"
        "print(os.nice(0))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(NICE)]


@linux
def test_a_worker_stands_back_within_our_session(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear colleague\n\nThank you.\n", encoding="utf-8")
    worker = Worker(Limits())
    try:
        worker.ask(["letters", str(file), 1])
        while worker.hear(file, worker.connection.poll(60)) is None:
            pass
        pid = worker._process.pid
        assert os.sched_getscheduler(pid) == os.SCHED_IDLE
        assert os.getsid(pid) == os.getsid(0)  # of its own, it might have half of the processor
        assert os.getpgid(pid) == pid != os.getpgid(0)  # Ctrl-C is ours
    finally:
        worker.kill()


@pytest.mark.parametrize(("before", "after"), [("0", "0"), ("5", "5"), (str(NICE), "0")])
def test_a_session_stands_back_for_a_while(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "autogroup"
    file.write_text(f"/autogroup-25 nice {before}\n")
    with session_stands_back(file):
        assert file.read_text() == str(NICE)
        file.write_text(f"/autogroup-25 nice {NICE}\n")  # as the kernel shows it
    assert file.read_text() == after


@pytest.mark.parametrize("content", [None, "", "no such thing\n"])
def test_where_sessions_have_no_priority_nothing_is_done(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "autogroup"
    if content is not None:
        file.write_text(content)
    with session_stands_back(file):
        pass
    assert (file.read_text() if file.exists() else None) == content


@pytest.mark.skipif(not os.access(AUTOGROUP, os.W_OK), reason="this machine does not part by sessions")
def test_this_kernel_takes_it_and_takes_it_back() -> None:
    code = (
        "from ingest.background import AUTOGROUP, session_stands_back\n"
        "def nice(): return AUTOGROUP.read_text().split()[-1]\n"
        "before = nice()\n"
        "with session_stands_back(): inside = nice()\n"
        "print(before, inside, nice())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, start_new_session=True
    )
    assert done.stdout.split() == ["0", str(NICE), "0"]
