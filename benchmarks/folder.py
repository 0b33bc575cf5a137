"""What a growing folder costs: `python -m benchmarks.folder 500 5000 10000`.

For each size made letters (one in three of them HTML or Markdown) are read into a new store by
`letterbook ingest`, and then read again though nothing changed. Printed are seconds, and the most memory that
the command itself had. Letters are short: each has a paragraph of its own that must be
embedded, and shares the others with some of the rest.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_letters import FORMATS, source

ROOT = Path(__file__).parent.parent
NAMES = ("letter.txt", "letter.txt", "letter.html", "letter.txt", "letter.txt", "letter.md")
TICK = 0.2  # seconds between two looks at the memory
ROW = "{:>8}" + "{:>12}" * 7
HEAD = ("read, s", "CPU, s", "files/s", "memory, MB", "again, s", "CPU, s", "memory, MB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of `letterbook ingest`."""

    seconds: float
    cpu: float  # seconds, of the command and its workers
    memory: int  # MB, of the command itself
    summary: str


def main(sizes: Sequence[int]) -> None:
    """Print a row for each size."""
    print(ROW.format("files", *HEAD))
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="folder-") as temporary:
            folder, store = Path(temporary, "letters"), Path(temporary, "store")
            folder.mkdir()
            _fill(folder, size)
            first, again = ingested(folder, store), ingested(folder, store)
            print(
                ROW.format(
                    size, f"{first.seconds:.1f}", f"{first.cpu:.1f}", f"{size / first.seconds:.0f}",
                    first.memory, f"{again.seconds:.1f}", f"{again.cpu:.1f}", again.memory,
                ),
                flush=True,
            )  # fmt: skip
            print(f"    {first.summary}\n    {again.summary}")


def again(size: int) -> dict[str, float]:
    """Return how long a folder of letters takes that has been read and did not change."""
    with tempfile.TemporaryDirectory(prefix="folder-") as temporary:
        folder, store = Path(temporary, "letters"), Path(temporary, "store")
        folder.mkdir()
        _fill(folder, size)
        ingested(folder, store)
        runs = [ingested(folder, store).seconds for _ in range(3)]
    return {"files": size, "seconds": sorted(runs)[1]}


def _fill(folder: Path, size: int) -> None:
    for number in range(size):
        name = NAMES[number % len(NAMES)]
        path = folder / f"{number // 500:03}" / f"{number:06}-{name}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(FORMATS[name](_short(number)))


def _short(number: int) -> str:
    shared = source(number % 97).split("## Progress")[0]
    return f"{shared}You told us of action {number}.\n\nYours sincerely,\n"


def ingested(folder: Path, store: Path) -> Run:
    """Run the command on a folder and watch its memory."""
    command = [sys.executable, str(ROOT / "app.py"), "ingest", str(folder), "--store", str(store)]
    start, most = time.perf_counter(), 0
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        while True:
            pid, _, used = os.wait4(running.pid, os.WNOHANG)
            if pid:
                break
            most = max(most, peak(running.pid))
            time.sleep(TICK)
        seconds = time.perf_counter() - start
        said.seek(0)
        summary = said.read().decode().splitlines()[-1]
    cpu = used.ru_utime + used.ru_stime
    return Run(seconds=seconds, cpu=cpu, memory=most, summary=summary)


def peak(pid: int) -> int:
    """The most memory that a process has had, in MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return max((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), default=0)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [500, 5_000])
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
