"""A thousand mixed files with fifty bad ones among them: `python -m benchmarks.thousand`.

Letters are made in every format, scans among them, and put into folders with files that no letter can be read
from (`bad_files`). `letterbook ingest` reads all of them as a user would. Printed are what became of each bad
file and whether every good one was read. Exit code 1 where a file did not end as it must.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.bad_files import Bad, bad_files
from benchmarks.made_letters import FORMATS, SCANS, source
from vectorstore.paths import text_of

ROOT = Path(__file__).parent.parent
SCANNED = 0.05  # of the good files
READ = ("ok", "partial")
Rows = Mapping[str, list[dict[str, Any]]]


def main(files: int, bad: int) -> int:
    """Make the folder, read it, print what came of it."""
    with tempfile.TemporaryDirectory(prefix="thousand-") as temporary:
        folder, store = Path(temporary, "letters"), Path(temporary, "store")
        folder.mkdir()
        expected = dict(bad_files(folder, bad))
        good = list(good_files(folder, files - bad))
        start = time.perf_counter()
        rows, code = ingested(folder, store)
        seconds = time.perf_counter() - start
        wrong = _print_bad(expected, rows) + _print_good(good, rows)
        print(
            f"\n{files} files in {seconds:.0f} s on {os.cpu_count()} cores, exit code {code}, {wrong} not as they must"
        )
        again = time.perf_counter()
        counts = Counter(row["status"] for some in ingested(folder, store)[0].values() for row in some)
        print(f"again: {time.perf_counter() - again:.1f} s, {counts['unchanged']} unchanged")
    return 1 if wrong else 0


def good_files(folder: Path, count: int) -> Iterator[Path]:
    """Make letters of every format in twenty folders; yield them."""
    dice = random.Random(1)
    for number in range(count):
        formats = SCANS if dice.random() < SCANNED else FORMATS
        name = dice.choice(list(formats))
        path = folder / f"{number % 20:02}" / f"{number:04}-{name}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(formats[name](source(number)))
        yield path


def ingested(folder: Path, store: Path) -> tuple[Rows, int]:
    """What `letterbook ingest --json` says of a folder, by file, and its exit code."""
    command = [sys.executable, str(ROOT / "app.py"), "ingest", str(folder), "--json", "--store", str(store)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in json.loads(done.stdout)["files"]:
        rows.setdefault(row["source"].split("#")[0], []).append(row)
    return rows, done.returncode


def _print_bad(expected: Mapping[Path, Bad], rows: Rows) -> int:
    """Print each kind of bad file with its status and reason; count those that ended otherwise."""
    wrong = 0
    kinds = len({bad.name for bad in expected.values()})
    print("| bad file | status | reason |\n|---|---|---|")
    for number, (path, bad) in enumerate(expected.items()):
        row = rows.get(text_of(path), [{"status": "missing", "reason": ""}])[0]
        right = row["status"] in bad.statuses
        wrong += not right
        if number < kinds or not right:
            reason = row["reason"].partition(": ")[2]
            print(f"| {ascii(bad.name)[1:-1]} | {row['status']} | {reason} |")
    return wrong


def _print_good(good: list[Path], rows: Rows) -> int:
    """Print how many good files of each format were read; count those that were not."""
    total = Counter(path.name.partition("-")[2] for path in good)
    read = Counter(
        path.name.partition("-")[2]
        for path in good
        if any(row["status"] in (*READ, "duplicate") for row in rows.get(str(path), []))
    )
    print("\n| good files | read |\n|---|---:|")
    for name, count in sorted(total.items()):
        print(f"| {name} | {read[name]} of {count} |")
    return total.total() - read.total()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--bad", type=int, default=50)
    given = parser.parse_args()
    raise SystemExit(main(given.files, given.bad))
