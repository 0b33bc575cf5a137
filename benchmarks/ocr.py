"""How well and how fast scans are read: `python -m benchmarks.ocr LETTERS` prints two tables.

LETTERS is a folder of text letters. Each is set in type, printed and scanned (200 dpi, tilted by half a
degree, blurred, stamped), read by Letterbook and by Tesseract alone, and compared word for word. Curly and
straight quotation marks count as the same, and so do dashes of any length; nothing else does. Paragraphs,
roles and metadata are compared with those of the text.
"""

import argparse
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.indexing import letter_text
from benchmarks.scanned import Scanner, plain, save, scanned
from benchmarks.spent import Spent, spent
from ingest.letter import IngestError, Letter
from ingest.letters import letter_of
from ingest.loaders import load, pages_of
from ingest.pool import Loaders

FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-"})
HEAD = ("letter", "pages", "words", "right", "Tesseract alone", "paragraphs", "roles", "metadata")
FACTS = ("sent", "met", "next_review", "review", "plans", "areas")
ALIKE = 0.97  # of a paragraph's letters: the same paragraph, misread letters aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A letter as text, as a PDF of pictures, and as pictures."""

    text: Path
    pdf: Path
    pictures: tuple[Path, ...]


def main(folder: Path, copies: int, processes: int) -> None:
    """Scan the letters, read them in both ways, print what came of it."""
    with tempfile.TemporaryDirectory() as made:
        scans = [_scan(path, Path(made), seed) for seed, path in enumerate(sorted(folder.glob("*.txt")))]
        print(f"| {' | '.join(HEAD)} |\n|---{'|---:' * (len(HEAD) - 1)}|")
        for scan in scans:
            print(f"| {' | '.join(map(str, _row(scan)))} |", flush=True)
        _compare_speed(scans * copies, processes)


def _scan(path: Path, folder: Path, seed: int) -> Scan:
    scanner = Scanner()
    pages = scanned(path.read_text(encoding="utf-8"), scanner, seed)
    pdf = folder / f"{path.stem}.pdf"
    save(pages, pdf, scanner.dpi)
    pictures = tuple(folder / f"{path.stem}-{number}.png" for number in range(len(pages)))
    for picture, page in zip(pictures, pages, strict=True):
        page.save(picture, dpi=(scanner.dpi, scanner.dpi))
    return Scan(text=path, pdf=pdf, pictures=pictures)


def _row(scan: Scan) -> Sequence[object]:
    """What is printed of one letter: how much of its words, paragraphs and metadata is as in the text."""
    wanted = _words(plain(scan.text.read_text(encoding="utf-8")))
    alone = " ".join(_tesseract(picture) for picture in scan.pictures)
    pages = pages_of(scan.pdf)
    ours = " ".join(line.text for page in pages for line in page.lines)
    said = load(scan.text)[0]
    read = letter_of(pages, source=scan.pdf.name, file_sha256="")
    pairs = _pairs(said, read)
    roles = sum(said.paragraphs[a].role is read.paragraphs[b].role for a, b in pairs)
    facts = sum(getattr(said.metadata, name) == getattr(read.metadata, name) for name in FACTS)
    right = (f"{_share(wanted, _words(text.split())):.2%}" for text in (ours, alone))
    total = len(said.paragraphs)
    counts = f"{len(pairs)} of {total}", f"{roles} of {total}", f"{facts} of {len(FACTS)}"
    return scan.text.stem[:22], len(scan.pictures), sum(wanted.values()), *right, *counts


def _pairs(said: Letter, read: Letter) -> list[tuple[int, int]]:
    """The paragraphs of the text that the scan has too, whole and by themselves."""
    left = dict(enumerate(_folded(paragraph.text) for paragraph in read.paragraphs))
    found = []
    for number, paragraph in enumerate(said.paragraphs):
        text = _folded(paragraph.text)
        best = max(
            left, key=lambda at: SequenceMatcher(None, left[at], text, autojunk=False).ratio(), default=None
        )
        if best is not None and SequenceMatcher(None, left[best], text, autojunk=False).ratio() >= ALIKE:
            found.append((number, best))
            del left[best]
    return found


def speed(letters: int = 3, copies: int = 2) -> dict[str, float]:
    """Return what made letters, scanned, cost us and Tesseract alone on every core: pages a second, and CPU."""
    processes = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as made:
        for number in range(letters):
            Path(made, f"{number}.txt").write_text(letter_text(number), encoding="utf-8")
        scans = [_scan(path, Path(made), seed) for seed, path in enumerate(sorted(Path(made).glob("*.txt")))]
        pages, alone, ours, _ = _cost(scans * copies, processes)
    return {
        "ours, pages/s": pages / ours.wall,
        "Tesseract alone on every core, pages/s": pages / alone.wall,
        "ours, CPU s/page": ours.cpu / pages,
        "Tesseract alone, CPU s/page": alone.cpu / pages,
    }


def _compare_speed(scans: Sequence[Scan], processes: int) -> None:
    """Print what the scans cost: Letterbook's workers, and Tesseract alone, one process for each core."""
    pages, alone, ours, failed = _cost(scans, processes)
    print(f"\n{pages} pages, {processes} processes, {failed} failed")
    print("\n".join(compared(pages, alone, ours)))


def compared(pages: int, alone: Spent, ours: Spent) -> list[str]:
    """Tell both costs by the clock, and by the processor, which does not mind what else the machine does."""
    wall = f"Tesseract alone {pages / alone.wall:.2f} pages/s, Letterbook {pages / ours.wall:.2f} pages/s"
    cpu = f"Tesseract alone {alone.cpu / pages:.2f} s of CPU a page, Letterbook {ours.cpu / pages:.2f} s"
    return [f"{wall}: {alone.wall / ours.wall:.2f} of it", f"{cpu}: {alone.cpu / ours.cpu:.2f} of its speed"]


def _cost(scans: Sequence[Scan], processes: int) -> tuple[int, Spent, Spent, int]:
    pictures = [picture for scan in scans for picture in scan.pictures]
    results: list[object] = []

    def alone() -> None:
        with ThreadPoolExecutor(processes) as threads:
            list(threads.map(_tesseract, pictures))

    def ours() -> None:
        with Loaders(processes=processes) as pool:
            results.extend(result for _, result in pool.load(scan.pdf for scan in scans))

    costs = spent(alone), spent(ours)
    return len(pictures), *costs, sum(isinstance(result, IngestError) for result in results)


def _tesseract(picture: Path) -> str:
    done = subprocess.run(
        ["tesseract", str(picture), "stdout", "-l", "eng"],
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=True,
        process_group=0,  # as our workers
    )
    return done.stdout


def _words(words: Sequence[str]) -> Counter[str]:
    return Counter(word.translate(FOLDED) for word in words)


def _folded(text: str) -> str:
    return " ".join(text.translate(FOLDED).split())


def _share(wanted: Counter[str], found: Counter[str]) -> float:
    """The share of the words that were found, 0 to 1."""
    return 1 - (wanted - found).total() / wanted.total()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("letters", type=Path)
    parser.add_argument("--copies", type=int, default=3, help="how often each letter is read for the speed")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    main(given.letters, given.copies, given.processes)
