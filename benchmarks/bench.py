"""`make bench`: all that DESIGN.md has a target for, ours and the stock chain's in one run; writes docs/performance.md.

The default ends in about a quarter of an hour on two quiet cores. `BENCH_FULL=1` adds the large collections (10,000
and 25,000 letters), and `--stores DIR` keeps the made collections for the next run. What is measured is kept in
`build/bench.json`, part by part; `--only PART` measures one part anew, and `--sizes` some sizes of the growth.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.growth import plot
from benchmarks.performance import written
from benchmarks.scale import apart

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "build" / "bench.json"
PAGE = ROOT / "docs" / "performance.md"
SMALL, LARGE = (250, 1_000, 2_500), (10_000, 25_000)  # letters of 40 paragraphs
SHARED = ROOT.parent / "shared"  # real letters and questions, where they are
NEAREST = 20_000  # paragraphs whose HNSW is held against exact search
OFTEN = 3  # times
STOCK = 100_000  # paragraphs that both are asked over

Part = Callable[[argparse.Namespace], Any]


def main() -> None:
    """Measure, keep, and write the page."""
    given = _given()
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for name in given.only or PARTS:
        print(f"measuring {name} ...", flush=True)
        before = kept.get(name, {}).get("measured", {}) if name == "scale" else {}
        measured = PARTS[name](given)
        kept[name] = {"measured": before | measured if before else measured, "machine": _machine()}
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    plot(kept["scale"]["measured"], ROOT / "docs" / "images")
    PAGE.write_text(written(kept), encoding="utf-8")
    print(f"written: {PAGE}")


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    full = os.environ.get("BENCH_FULL", "") not in ("", "0")
    parser.add_argument("--sizes", type=int, nargs="+", default=[*SMALL, *LARGE] if full else SMALL)
    parser.add_argument("--paragraphs", type=int, default=STOCK, help="that both are asked over, and served")
    parser.add_argument(
        "--files", type=int, default=10_000 if full else 2_000, help="of the unchanged folder"
    )
    parser.add_argument("--letters", type=int, default=100, help="whose indexing is timed")
    parser.add_argument("--stores", type=Path, help="keep the made collections here")
    parser.add_argument("--only", choices=sorted(PARTS), nargs="+")
    return parser.parse_args()


def _indexing(given: argparse.Namespace) -> Any:
    return _json("from benchmarks.indexing import measured", f"measured({given.letters})")


def _ocr(given: argparse.Namespace) -> Any:
    return _json("from benchmarks.ocr import speed", "speed()")


def _folder(given: argparse.Namespace) -> Any:
    return _json("from benchmarks.folder import again", f"again({given.files})")


def _cold(given: argparse.Namespace) -> Any:
    stores = f"Path({str(given.stores)!r})" if given.stores else "None"
    imports = "from pathlib import Path; from benchmarks.cold import measured"
    return _json(imports, f"measured(1_000, {given.paragraphs // 40}, {stores})")


def _scale(given: argparse.Namespace) -> Any:
    """Each size once; one whose collection is kept and quickly asked several times, and the middle run is told."""
    often = {size: OFTEN if given.stores and size <= max(SMALL) else 1 for size in given.sizes}
    return {
        str(size): middle([apart(size, given.stores) for _ in range(times)]) for size, times in often.items()
    }


def middle(runs: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    """The run whose slow answers are neither the slowest nor the fastest."""
    return sorted(runs, key=lambda run: run["whole answer, all questions, p95 ms"])[len(runs) // 2]


def _stock(given: argparse.Namespace) -> Any:
    return _json("from benchmarks.stock import asked", f"asked({given.paragraphs})")


def _int8(given: argparse.Namespace) -> Any:
    imports = "from pathlib import Path; from benchmarks.int8 import measured"
    return _json(imports, f"measured(Path({str(SHARED)!r}))")


def _answers(given: argparse.Namespace) -> Any:
    imports = "from pathlib import Path; from benchmarks.int8_answers import measured"
    return _json(imports, f"measured(Path({str(SHARED)!r}))")


def _hnsw(given: argparse.Namespace) -> Any:
    imports = "from benchmarks.hnsw import curve"
    return _json(imports, f'{{"paragraphs": {NEAREST}, "rows": list(curve({NEAREST // 40}))}}')


def _json(imports: str, call: str) -> Any:
    """Measure in a process of its own, so that no part warms or fattens the next."""
    code = f"import json; {imports}; print(json.dumps({call}))"
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT
    )
    return json.loads(done.stdout.splitlines()[-1])


def _machine() -> dict[str, str]:
    """What it was measured on, and how busy that was."""
    lines = (
        Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if Path("/proc/cpuinfo").exists()
        else []
    )
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[1]:.1f}",
        "at": f"{datetime.now(UTC):%d %B %Y}",
    }


PARTS: dict[str, Part] = {
    "scale": _scale,
    "stock": _stock,
    "cold": _cold,
    "indexing": _indexing,
    "ocr": _ocr,
    "folder": _folder,
    "hnsw": _hnsw,
    **({"int8": _int8, "int8_answers": _answers} if SHARED.exists() else {}),
}

if __name__ == "__main__":
    main()
