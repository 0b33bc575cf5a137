"""Would eight-bit weights do? Recall@10 and speed of the bundled model with both: `python -m benchmarks.int8 FOLDER`.

FOLDER is ../shared: `bench/orsharc` (rule texts and questions, one gold text each) and `letters`, `reports` with their
`questions`. Eight-bit weights are made by ONNX Runtime's dynamic quantisation. Both rank by cosine alone.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic

from ingest.loaders import load
from vectorstore.embedded import embedded_text
from vectorstore.embedder import OnnxEmbedder, default_cache
from vectorstore.weights import GRAPH_VERSION, WEIGHTS_SHA256

DEPTH = 10
FUSED = {
    "DefaultTensorType": onnx.TensorProto.FLOAT
}  # what fused operators give, which the tool cannot infer

HEAD = (
    "collection",
    "questions",
    "Recall@10, 32 bits",
    "8 bits",
    "texts per second of processor time, 32 bits",
    "8 bits",
)

Row = tuple[str, int, float, float, float, float]
Task = tuple[
    Sequence[str], Sequence[str], Sequence[Sequence[int]]
]  # texts, questions, the right texts of each


def main(shared: Path) -> None:
    """Print a row for each collection, and how fast each model is."""
    print(told(measured(shared)))


def measured(shared: Path) -> list[Row]:
    """Return collection, questions, and the recall and the texts a second of the processor with both."""
    models = (OnnxEmbedder(), eight_bits())
    rows: list[Row] = []
    for name, (texts, questions, right) in tasks(shared).items():
        scores: list[float] = []
        for model in models:
            started = time.process_time()
            vectors = model.embed(texts)
            spent = time.process_time() - started
            scores += [recall(model.embed(questions) @ vectors.T, right), len(texts) / spent]
        recall32, rate32, recall8, rate8 = scores
        rows.append((name, len(questions), recall32, rate32, recall8, rate8))
    return rows


def told(rows: Iterable[Sequence[Any]]) -> str:
    """Lay the rows out as Markdown."""
    lines = [f"| {' | '.join(HEAD)} |", "|---" + "|---:" * (len(HEAD) - 1) + "|"]
    for name, questions, recall32, rate32, recall8, rate8 in rows:
        lines.append(
            f"| {name} | {questions} | {recall32:.2%} | {recall8:.2%} | {rate32:.0f} | {rate8:.0f} |"
        )
    return "\n".join(lines)


def eight_bits() -> OnnxEmbedder:
    """The bundled model with its weights in eight bits."""
    model = OnnxEmbedder()
    graph = default_cache() / f"minilm-{WEIGHTS_SHA256[:16]}-v{GRAPH_VERSION}.onnx"
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder, "plain.onnx"), Path(folder, "small.onnx")
        onnx.save(onnx.load(graph), plain)
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True, extra_options=FUSED)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # as the full model's: it runs a batch on each core
        providers = ["CPUExecutionProvider"]
        model._session = onnxruntime.InferenceSession(small.read_bytes(), options, providers=providers)
    return model


def tasks(shared: Path) -> Mapping[str, Task]:
    """Return the collections that are there."""
    orsharc = shared / "bench" / "orsharc"
    found = {"orsharc": _orsharc(orsharc)} if orsharc.exists() else {}
    for name in ("letters", "reports"):
        if (shared / name).exists():
            found[name] = _letters(shared / name, shared / "questions" / f"{name}-dev.jsonl")
    return found


def recall(scores: npt.NDArray[np.float32], right: Sequence[Sequence[int]]) -> float:
    """The mean share of the right texts among the ten nearest."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :DEPTH]
    shares = [
        len(set(row.tolist()) & set(good)) / min(len(good), DEPTH)
        for row, good in zip(best, right, strict=True)
    ]
    return float(np.mean(shares))


def _orsharc(folder: Path) -> Task:
    corpus = [json.loads(line) for line in (folder / "corpus.jsonl").open(encoding="utf-8")]
    place = {one["_id"]: at for at, one in enumerate(corpus)}
    questions = {
        one["_id"]: one["text"]
        for one in map(json.loads, (folder / "queries_dev.jsonl").open(encoding="utf-8"))
    }
    rows = [
        line.split("\t") for line in (folder / "qrels_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    right: dict[str, list[int]] = {}
    for query, text, _ in rows:
        right.setdefault(query, []).append(place[text])
    asked = [query for query in questions if query in right]
    return [one["text"] for one in corpus], [questions[one] for one in asked], [right[one] for one in asked]


def _letters(folder: Path, cases: Path) -> Task:
    paragraphs = [
        paragraph
        for path in sorted(folder.iterdir())
        for letter in load(path)
        for paragraph in letter.paragraphs
    ]
    folded = ["".join(one.text.split()) for one in paragraphs]
    questions, right = [], []
    for case in map(json.loads, cases.open(encoding="utf-8")):
        quotes = ["".join(one["quote"].split()) for one in case["gold_support"]]
        good = [
            at
            for at, text in enumerate(folded)
            if any(quote in text or text in quote for quote in quotes if len(text) > 20)
        ]
        if good:
            questions.append(case["question"])
            right.append(good)
    return [embedded_text(one) for one in paragraphs], questions, right


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared"))
