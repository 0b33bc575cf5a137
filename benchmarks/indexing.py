"""How fast text letters are indexed, beside the embedding model alone and the stock chain.

`python -m benchmarks.indexing LETTERS` makes that many letters of 40 paragraphs as text files and indexes them three
ways, one after the other: the model's bare `embed` over all their paragraphs, `letterbook ingest` as a user runs it
(its start, its reading and its indexes included), and the stock chain (its imports not counted). Processor seconds,
those of workers included, tell the same where others use the machine.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.collection import MONTHS, SAID, THEMES
from benchmarks.folder import ingested
from ingest.letter import Role
from ingest.loaders import load
from vectorstore.embedded import embedded_text
from vectorstore.embedder import OnnxEmbedder

SENTENCES = 3  # of a paragraph: about 45 words, as in real letters
ROLES = (Role.ASK, Role.PRAISE, Role.CONCERN, Role.REPORT)


def main(count: int) -> None:
    """Print the measurements."""
    for name, value in measured(count).items():
        print(f"{name:55}{value:10.1f}")


def measured(count: int) -> dict[str, float]:
    """Index `count` letters in the three ways."""
    with tempfile.TemporaryDirectory(prefix="indexing-") as temporary:
        folder = Path(temporary, "letters")
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:05}.txt").write_text(letter_text(number), encoding="utf-8")
        texts = [embedded_text(one) for path in sorted(folder.iterdir()) for one in load(path)[0].paragraphs]
        (alone, alone_cpu), run = _alone(texts), ingested(folder, Path(temporary, "store"))
        command = [sys.executable, "-m", "benchmarks.stock", "--letters", str(folder)]
        said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        chain = json.loads(said.splitlines()[-1])
    ours, stock = run.seconds, chain["seconds"]
    return {
        "paragraphs": len(texts),
        "the embedding model alone, paragraphs/s": len(texts) / alone,
        "letterbook ingest, paragraphs/s": len(texts) / ours,
        "the stock chain, paragraphs/s": len(texts) / stock,
        "letterbook ingest, times the model alone": alone / ours,
        "letterbook ingest, times the stock chain": stock / ours,
        "the embedding model alone, processor s": alone_cpu,
        "letterbook ingest, processor s": run.cpu,
        "the stock chain, processor s": chain["cpu"],
    }


def letter_text(seed: int) -> str:
    """A text letter of 40 paragraphs; hardly two of them are the same."""
    dice = random.Random(seed)
    day = f"{dice.randrange(1, 29)} {dice.choice(MONTHS)} {dice.randrange(2019, 2026)}"
    body = "\n\n".join(" ".join(_sentence(dice) for _ in range(SENTENCES)) for _ in range(40))
    return (
        f"Northmoor County Council\n\n{day}\n\nDear colleagues,\n\n{body}\n\nYours sincerely,\n\nA. Nother\n"
    )


def _sentence(dice: random.Random) -> str:
    wording = dice.choice(SAID[dice.choice(ROLES)])
    theme = dice.choice(dice.choice(list(THEMES.values())))
    month = f"{dice.choice(MONTHS)} {dice.randrange(2019, 2026)}"
    return wording.format(theme=theme, month=month, number=dice.randrange(2, 9_999))


def _alone(texts: list[str]) -> tuple[float, float]:
    model = OnnxEmbedder()
    model.embed(texts[:64])
    started, used = time.perf_counter(), time.process_time()
    model.embed(texts)
    return time.perf_counter() - started, time.process_time() - used


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
