"""What a collection costs: CPU seconds for each letter, page and paragraph, bytes on disk, and the sum for many.

`python -m benchmarks.sizing [LETTERS]` makes text letters and scans, ingests them and prints the rates, then what
ten million letters of the kind would take. CPU time is counted, not the clock, so other work does not change it.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.build import Store, store_of
from assistant.ingestion import ingest
from assistant.settings import Settings
from benchmarks.made_letters import as_scan, source
from benchmarks.spent import spent
from ingest.letter import Letter
from ingest.pool import Loaders
from vectorstore.embedder import OnnxEmbedder
from vectorstore.record import Record

SCANS = 4
MANY = 10_000_000
SHARE = 0.1  # of them scans
PAGES = 3  # of a scanned letter
PARAGRAPHS = 37  # of a letter: the mean of the five real ones
CORES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """CPU seconds, and bytes."""

    load: float  # a text letter
    page: float  # a scanned page
    embed: float  # a paragraph
    put: float  # a paragraph: the record and the indexes
    disk: dict[str, float]  # bytes of a paragraph, by the part of the store


def main(count: int) -> None:
    """Measure, print, multiply."""
    with tempfile.TemporaryDirectory() as folder:
        rates = measured(Path(folder), count)
    print(f"load a text letter    {rates.load * 1000:8.1f} ms of CPU")
    print(f"recognise a page      {rates.page * 1000:8.1f} ms of CPU")
    print(f"embed a paragraph     {rates.embed * 1000:8.2f} ms of CPU")
    print(f"put a paragraph       {rates.put * 1000:8.2f} ms of CPU, indexes included")
    for name, size in rates.disk.items():
        print(f"{name:21} {size:8.0f} bytes a paragraph")
    print("\n".join(summed(rates)))


def measured(folder: Path, count: int) -> Rates:
    """Ingest made letters step by step."""
    texts = [_written(folder / f"{seed}.txt", _alone(seed)) for seed in range(count)]
    scans = [_written(folder / f"{seed}.pdf", as_scan(source(seed))) for seed in range(SCANS)]
    load, letters = _loading(texts)
    ocr, recognised = _loading(scans)
    pages = sum(letter.metadata.pages for letter in recognised)
    paragraphs = [one for letter in letters for one in letter.paragraphs]
    settings = Settings(store=folder / "store")
    record, embedder = Record.open(settings.record_url, create=True), OnnxEmbedder()
    store = store_of(settings, record, embedder)
    embed = spent(lambda: embedder.embed([one.text for one in paragraphs])).cpu / len(paragraphs)
    all_of_it = spent(lambda: _put(store, texts, letters)).cpu
    embed_once = spent(lambda: store.words.derive()).cpu  # nothing is left to do: what a look costs
    store.close()
    disk = {path.name: _size(path) / len(paragraphs) for path in sorted(settings.store.iterdir())}
    return Rates(
        load=load / count,
        page=ocr / pages,
        embed=embed,
        put=max(0.0, (all_of_it - embed_once) / len(paragraphs) - embed),
        disk={name: size for name, size in disk.items() if size >= 1},
    )


def summed(rates: Rates) -> list[str]:
    """The arithmetic for many letters."""
    paragraphs = MANY * PARAGRAPHS
    hours = {
        "loading": MANY * (1 - SHARE) * rates.load / 3600,
        "recognition": MANY * SHARE * PAGES * rates.page / 3600,
        "embedding": paragraphs * rates.embed / 3600,
        "writing": paragraphs * rates.put / 3600,
    }
    spread = sum(hours.values()) - hours["writing"]
    lines = [f"{MANY:,} letters, {SHARE:.0%} of them scans of {PAGES} pages, {paragraphs:,} paragraphs:"]
    lines += [f"  {name:12} {value:10,.0f} core hours" for name, value in hours.items()]
    lines.append(
        f"  spread over {CORES} cores: {spread / CORES:,.0f} hours; written by one process: {hours['writing']:,.0f}"
    )
    lines.append(f"  disk: {sum(rates.disk.values()) * paragraphs / 1e12:.2f} TB")
    return lines


def _alone(seed: int) -> bytes:
    """A letter none of whose sentences is in another: equal ones share a vector."""
    return source(seed).replace(".", f", as number {seed} says.").encode()


def _loading(paths: Sequence[Path]) -> tuple[float, list[Letter]]:
    """CPU seconds of the workers, less what it takes to start one, and what they read."""
    read: list[Letter] = []

    def load(some: Sequence[Path]) -> None:
        with Loaders(1) as loaders:
            for _, outcome in loaders.load(some):
                read.extend(outcome if isinstance(outcome, tuple) else ())

    start = spent(lambda: load(paths[:1])).cpu
    read.clear()
    return spent(lambda: load([*paths, paths[0]])).cpu - start, read[: len(paths)]


def _put(store: Store, paths: Sequence[Path], letters: Sequence[Letter]) -> None:
    ingest(
        store,
        paths,
        read=lambda some: ((path, (letter,)) for path, letter in zip(paths, letters, strict=True)),
    )


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files if one.is_file())


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


if __name__ == "__main__":
    began = time.monotonic()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    print(f"({time.monotonic() - began:.0f} s by the clock)")
