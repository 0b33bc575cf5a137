"""Ten thousand harmed files through every loader: `python -m benchmarks.mutants 10000`.

Our own samples in every format are harmed (see `mutations`) and loaded in workers that can be killed, as
`letterbook ingest` does. Every mutant must end with one named status; a table counts them by format. What is
looked for: a reader that fails with an error of its own or crashes, and the most time and memory that one took.
`--first N` begins with mutant N, `--only .rtf` harms files of one format, `--keep FOLDER` keeps the findings.
"""

import argparse
import os
import random
import resource
import shutil
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_letters import FORMATS, SCANS, source
from benchmarks.mutations import mutated
from ingest.letter import IngestError
from ingest.pool import Loaders
from ingest.worker import Result
from tests.ingest import made_msg

SAMPLES = Path(__file__).parent.parent / "samples"
SCANNED = 0.04  # of the mutants: each takes Tesseract a second
FAULTS = ("its reader failed", "its reader crashes")
SUBJECT, BODY, HEADERS = 0x0037, 0x1000, 0x007D  # MS-OXPROPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A whole file that is harmed."""

    name: str
    content: bytes


@dataclass(slots=True)
class Tally:
    """What became of the mutants."""

    statuses: dict[str, Counter[str]]
    findings: list[str]
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[int, str] = (0, "")

    def add(self, path: Path, result: Result, seconds: float, peak: int) -> bool:
        """Count a file; tell whether it is a finding."""
        status = result.status if isinstance(result, IngestError) else "ok"
        self.statuses[path.suffix][status] += 1
        self.slowest = max(self.slowest, (seconds, path.name))
        self.largest = max(self.largest, (peak, path.name))
        found = isinstance(result, IngestError) and any(fault in str(result) for fault in FAULTS)
        if found:
            self.findings.append(str(result))
        return found


def main(count: int, first: int, keep: Path | None, only: str = "") -> int:
    """Load the mutants and print what became of them; 1 where something was found."""
    tally = Tally(defaultdict(Counter), [])
    start = time.perf_counter()
    try:
        _load(mutants(first, count, only), keep, tally)
    finally:
        _print(tally, count, time.perf_counter() - start)
    return 1 if tally.findings else 0


def _load(harmed: Iterable[tuple[str, bytes]], keep: Path | None, tally: Tally) -> None:
    answered = time.perf_counter()
    # One worker, so that the time since the last answer is what a file took.
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, Loaders(processes=1) as pool:
        for path, result in pool.load(_written(Path(folder), harmed)):
            found = tally.add(path, result, time.perf_counter() - answered, _peak())
            answered = time.perf_counter()
            if found and keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, keep)
            path.unlink()


def mutants(first: int, count: int, only: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes, of one format where it is given; the same number always gives the same mutant."""
    texts, scans = list(bases(scanned=False)), list(bases(scanned=True))
    others = [base.content for base in [*texts, *scans]]
    formats: defaultdict[str, list[Base]] = defaultdict(list)
    for base in texts:
        if only in ("", Path(base.name).suffix):
            formats[Path(base.name).suffix].append(base)
    for number in range(first, first + count):
        dice = random.Random(number)
        scanned = not only and dice.random() < SCANNED
        base = dice.choice(scans if scanned else dice.choice(list(formats.values())))
        harm, content = mutated(base.content, others, dice)
        stem, dot, suffix = base.name.rpartition(".")
        yield f"{number}-{stem}-{harm}{dot}{suffix}", content


def bases(*, scanned: bool) -> Iterator[Base]:
    """Yield whole files: the samples and made letters of every format, or scans."""
    for name, write in (SCANS if scanned else FORMATS).items():
        yield Base(name=name, content=write(source(len(name))))
    if not scanned:
        for path in sorted(SAMPLES.iterdir()):
            yield Base(name=path.name, content=path.read_bytes())
        yield Base(name="post.msg", content=_outlook())


def _outlook() -> bytes:
    properties = {
        **made_msg.text(SUBJECT, "SEND progress review"),
        **made_msg.text(BODY, source(1)),
        **made_msg.text(HEADERS, "MIME-Version: 1.0\nDate: Mon, 12 May 2025 09:00:00 +0000\n"),
    }
    with tempfile.TemporaryDirectory() as folder:
        return made_msg.write(Path(folder, "a.msg"), made_msg.message(properties)).read_bytes()


def _written(folder: Path, harmed: Iterable[tuple[str, bytes]]) -> Iterator[Path]:
    for name, content in harmed:
        path = folder / name
        path.write_bytes(content)
        yield path


def _peak() -> int:
    """The most memory that a worker which lives has had, in bytes."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    peaks = [0]
    for child in children:
        status = Path(f"/proc/{child}/status").read_text()
        peaks += [int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")]
    return max(peaks)


def _print(tally: Tally, count: int, seconds: float) -> None:
    statuses = sorted({status for counts in tally.statuses.values() for status in counts})
    _row("format", ["files", *statuses])
    for suffix, counts in sorted(tally.statuses.items()):
        _row(suffix, [counts.total(), *(counts[status] for status in statuses)])
    total = sum(tally.statuses.values(), Counter[str]())
    _row("all", [total.total(), *(total[status] for status in statuses)])
    of_ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    largest = max(tally.largest[0], of_ended)
    print(f"\n{count} mutants, {total.total()} named statuses, {seconds:.0f} s")
    print(
        f"slowest {tally.slowest[0]:.1f} s ({tally.slowest[1]}); a worker's most memory {largest / 1e6:.0f} MB"
    )
    print(f"readers that failed or crashed: {len(tally.findings)}")
    for finding in tally.findings:
        print(f"  {finding}")


def _row(name: str, cells: Sequence[object]) -> None:
    print("| " + " | ".join(map(str, [name, *cells])) + " |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", default="", help="a format, by its suffix")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    raise SystemExit(main(given.count, given.first, given.keep, given.only))
