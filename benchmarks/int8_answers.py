"""What eight-bit weights do to answers: `python -m benchmarks.int8_answers [SHARED]`, beside `benchmarks.int8`.

The letters and the reports are indexed with 32 bits and then with 8, and both question files are evaluated. "8 and 32"
has paragraphs of 8 bits and questions of 32; the judge is the one that is fitted to 32.
"""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import text

from assistant.build import letterbook, store_of
from assistant.evaluation.report import Report
from assistant.evaluation.run import evaluate
from assistant.settings import Settings
from benchmarks.folder import ingested
from benchmarks.int8 import eight_bits
from vectorstore.embedded import embedded_text, text_sha
from vectorstore.embedder import Embedder, OnnxEmbedder
from vectorstore.record import Record

MEASURES = ("recall@10", "right", "set_f1", "key_accuracy", "citation_recall")
HEAD = (
    "collection",
    "paragraphs and questions",
    "Recall@10",
    "right",
    "set F1",
    "key facts",
    "citation recall",
)

Row = tuple[str, str, list[float]]


def main(shared: Path) -> None:
    """Print a row for each collection and each way."""
    print(answers_told(measured(shared)))


def measured(shared: Path) -> list[Row]:
    """Return collection, bits, and the measures of its question file."""
    full, small = OnnxEmbedder(), eight_bits()
    ways: dict[str, tuple[Embedder, Embedder]] = {
        "32": (full, full),
        "8 and 32": (small, full),
        "8": (small, small),
    }
    rows: list[Row] = []
    for name in ("letters", "reports"):
        for bits, (paragraphs, questions) in ways.items():
            with tempfile.TemporaryDirectory(prefix="int8-") as folder:
                store = Path(folder, "store")
                ingested(shared / name, store)
                cases = shared / "questions" / f"{name}-dev.jsonl"
                rows.append((name, bits, _scores(_evaluated(store, paragraphs, questions, cases))))
    return rows


def answers_told(rows: Iterable[Sequence[Any]]) -> str:
    """Lay the rows out as Markdown."""
    lines = [f"| {' | '.join(HEAD)} |", "|---|---|" + "---:|" * len(MEASURES)]
    lines += [
        f"| {name} | {bits} | {' | '.join(f'{100 * one:.1f}%' for one in scores)} |"
        for name, bits, scores in rows
    ]
    return "\n".join(lines)


def _evaluated(folder: Path, paragraphs: Embedder, questions: Embedder, cases: Path) -> Report:
    """Give the record the vectors of one model, and ask with another."""
    settings = Settings(store=folder)
    record = Record.open(settings.record_url)
    each = {text_sha(one): embedded_text(one) for one in record.all_paragraphs()}
    vectors = paragraphs.embed(list(each.values()))
    with record.database.writing() as connection:
        for sha, vector in zip(each, vectors, strict=True):
            given = {"vector": vector.astype("<f4").tobytes(), "sha": sha}
            connection.execute(text("UPDATE vectors SET vector = :vector WHERE sha = :sha"), given)
    store = store_of(settings, record, questions)
    for index in (store.exact, store.words):
        index.erase()
    store.indexer.derive()
    report = evaluate(letterbook(store), [cases])
    store.close()
    return report


def _scores(report: Report) -> list[float]:
    """Each measure over all questions that it is scored on."""
    shares = [
        [one.scores[name] for one in report.runs[0].outcomes if name in one.scores] for name in MEASURES
    ]
    return [sum(one.part for one in each) / max(1e-9, sum(one.whole for one in each)) for each in shares]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared"))
