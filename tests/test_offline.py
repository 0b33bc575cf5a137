"""Nothing leaves the machine: not even what a library's compiled code would send, which no Python guard sees."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
# By which Chromium learns whether there is IPv6; by TCP it would be no question but a connection.
PROBE = (
    "7 connect(3<UDPv6:[12]>, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), "
    'inet_pton(AF_INET6, "2001:4860:4860::8888", &sin6_addr), sin6_scope_id=0}, 28) = -1 ENETUNREACH'
)


@pytest.fixture(scope="module")
def reader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("attempts", ROOT / ".ci" / "attempts.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_would_leave_the_machine_is_counted(reader: ModuleType) -> None:
    lines = [
        '7 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")}, 16) = -1 ENETUNREACH',
        '7 sendto(3, ""..., 29, 0, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = -1',
        '7 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.53")}, 16) = 0',
        '7 connect(3, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0',
        PROBE,
        PROBE.replace("UDPv6", "TCPv6"),
    ]
    assert reader.attempts(lines) == ["192.0.2.1", "2001:db8::1", "2001:4860:4860::8888"]


def test_onnxruntime_is_told_not_to_report_before_it_is_imported() -> None:
    seen = "import vectorstore, os; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    told = subprocess.run([sys.executable, "-c", seen], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "1\n"
    sources = [
        path for folder in ("ingest", "assistant", "prompts") for path in (ROOT / folder).rglob("*.py")
    ]
    assert not [path for path in sources if "import onnxruntime" in path.read_text(encoding="utf-8")]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.parametrize(
    "words", [["ingest", "samples"], ["ask", "Which areas were asked about annual reviews?"], ["doctor"]]
)
def test_a_command_tries_to_reach_no_other_machine(
    tmp_path_factory: pytest.TempPathFactory, reader: ModuleType, words: list[str]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "offline"
    folder.mkdir(exist_ok=True)
    calls = folder / f"{words[0]}.calls"
    watched = [
        "strace",
        "--follow-forks",
        "--quiet=all",
        "--seccomp-bpf",
        "--trace=connect,sendto,sendmsg",
        f"--output={calls}",
    ]
    ran = [sys.executable, "app.py", *words, "--store", str(folder / "store")]
    quiet = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run([*watched, *ran], cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert reader.attempts(calls.read_text(errors="replace").splitlines()) == []
