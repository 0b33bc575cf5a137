"""Who opens files can open no socket, nor can what it starts; files, pipes and programs are as before."""

import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.confine import MACHINES
from ingest.pool import Loaders

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in MACHINES, reason="the kernel is asked on Linux only"
)
SAMPLE = Path(__file__).parent.parent.parent / "samples" / "northmoor-2023-03-14.txt"
TRY = """
import socket, subprocess, sys
from ingest.confine import refuse_sockets
def refused(*kind):
    try:
        socket.socket(*kind).close()
    except PermissionError:
        return True
    return False
before = refused()
asked = refuse_sockets()
kinds = [(socket.AF_INET,), (socket.AF_INET6,), (socket.AF_INET, socket.SOCK_DGRAM), (socket.AF_UNIX,), (socket.AF_NETLINK, socket.SOCK_RAW)]
after = [refused(*kind) for kind in kinds]
here, there = socket.socketpair()
here.send(b"x")
inner = subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], capture_output=True, text=True)
print(before, asked, after, there.recv(1), "PermissionError" in inner.stderr)
"""


def test_no_socket_is_opened_any_more_not_even_by_a_program_that_is_started() -> None:
    done = subprocess.run([sys.executable, "-c", TRY], capture_output=True, text=True, check=True)
    assert done.stdout.split(maxsplit=2) == [
        "False", "True", "[True, True, True, True, True] b'x' True\n",
    ]  # fmt: skip


@pytest.fixture
def worker() -> Iterator[int]:
    """The process of a worker that has read a file."""
    before = _children()
    with Loaders(processes=1) as pool:
        list(pool.load([SAMPLE]))
        (new,) = _children() - before
        yield new


def _children() -> set[int]:
    lists = Path("/proc/self/task").glob("*/children")
    return {int(number) for one in lists for number in one.read_text().split()}


def test_a_worker_is_held_to_it(worker: int) -> None:
    status = Path(f"/proc/{worker}/status").read_text()
    lines = dict(line.split(":\t") for line in status.splitlines() if ":\t" in line)
    assert lines["Seccomp"].strip() == "2"
    assert lines["NoNewPrivs"].strip() == "1"
