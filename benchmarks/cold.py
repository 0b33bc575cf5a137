"""What starting costs: `python -m benchmarks.cold` prints the time and memory of a one-off ask, and of a served chat.

The collections are made (see collection.py), with vectors made quickly under the bundled model's name, so that the
real command opens them. Python keeps what it compiled, as it does where nothing forbids it.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from assistant.build import store_of
from assistant.settings import Settings
from benchmarks.collection import QuickEmbedder, fill, letters
from benchmarks.folder import peak
from vectorstore.embedder import BUNDLED, OnnxEmbedder
from vectorstore.record import FILE, Record

ROOT = Path(__file__).parent.parent
APP = [sys.executable, str(ROOT / "app.py")]
RUN = """
import resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
QUESTION = "Which areas were asked about annual reviews in 2023?"
TIMES = 11
STARTED = 120.0  # seconds that a chat may take until it answers
ASKED = 10  # questions put to the chat before its memory is read


def main() -> None:
    """Print the measurements."""
    for name, value in measured(1_000, 2_500, None).items():
        print(f"{name:45}{value:10.2f}")


def measured(asked: int, served: int, stores: Path | None) -> dict[str, float]:
    """Measure a one-off ask with `asked` letters and a served chat with `served`."""
    with tempfile.TemporaryDirectory(prefix="cold-") as temporary:
        few, many = (_store((stores or Path(temporary)) / f"bundled{n}", n) for n in (asked, served))
        compiled = Path(temporary, "compiled")
        runs = [_ask(few, compiled) for _ in range(TIMES + 1)][1:]  # the first compiles, and reads the files
        return {
            "letterbook ask, s": statistics.median(seconds for seconds, _ in runs),
            "letterbook ask, MB": max(memory for _, memory in runs),
            **_serve(many),
        }


def _store(folder: Path, count: int) -> Path:
    if not (folder / FILE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        settings = Settings(store=folder)
        record = Record.open(settings.record_url, create=True)
        store = store_of(settings, record, QuickEmbedder(OnnxEmbedder(), BUNDLED))
        fill(record, store.embedder, letters(count))
        store.close()
        store = store_of(settings, Record.open(settings.record_url), OnnxEmbedder())
        store.indexer.derive()
        store.close()
    return folder


def _ask(store: Path, compiled: Path) -> tuple[float, float]:
    """Return the seconds and the MB of one ask, run by a small process: memory is counted from the one that forks."""
    command = [sys.executable, "-c", RUN, *APP, "ask", QUESTION, "--store", str(store)]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=kept | {"PYTHONPYCACHEPREFIX": str(compiled)},
    )
    said = done.stdout.splitlines()[-1]
    seconds, memory = map(float, said.split())
    return seconds, memory / 1024


def _serve(store: Path) -> dict[str, float]:
    """Return the seconds from a chat's start to its first answer, and the most memory that it had after a few, in MB."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*APP, "serve", "--port", str(port), "--store", str(store)]
    began = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(f"http://127.0.0.1:{port}/readyz", running)
        _post(f"http://127.0.0.1:{port}/api/ask", QUESTION)
        first = time.perf_counter() - began
        for number in range(ASKED):
            _post(f"http://127.0.0.1:{port}/api/ask", f"{QUESTION[:-5]}{2019 + number % 6}?")
        return {"letterbook serve to its first answer, s": first, "letterbook serve, MB": peak(running.pid)}
    finally:
        running.terminate()
        running.wait()


def _await(url: str, running: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTED
    while time.monotonic() < until:
        if running.poll() is not None:
            raise RuntimeError(f"letterbook serve ended at once: {running.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"letterbook serve did not answer within {STARTED:.0f} s")


def _post(url: str, question: str) -> None:
    body = json.dumps({"question": question}).encode()
    asked = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=STARTED) as answer:
        answer.read()


if __name__ == "__main__":
    main()
