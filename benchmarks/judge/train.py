"""Fit the judge's coefficients on pairs.jsonl and pools.json and write assistant/judge.json; print how well they do.

    python -m benchmarks.judge.train [--write]

All were written by us: the pairs are adversarial (paraphrases without a shared word, hard negatives), the pools are
collections whose every matching paragraph is known, and absent.json has topics that no paragraph of a pool deals with. What the field `split` holds out is only
ever scored; so are the pools of idiom, whole: with them, sets that are asked for plainly got worse (README.md).
"""

import argparse
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score, precision_score, recall_score

from assistant.judge import THRESHOLD, probability, shift, shifted
from benchmarks.judge.rows import HERE, learning, pooled, table
from vectorstore.embedder import OnnxEmbedder

SHIPPED = HERE.parent.parent / "assistant" / "judge.json"
REGULARISATION = 1.0
KEPT = 0.97  # of the topics that are spoken of: their letters must not be lost
NEARLY = 0.02  # of F1
PAIRS = 0.5  # weight of an adversarial pair beside a row of a pool


def main() -> None:
    """Fit, score, and with --write keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write assistant/judge.json")
    arguments = parser.parse_args()
    cases = [json.loads(line) for line in (HERE / "pairs.jsonl").open(encoding="utf-8")]
    embedder = OnnxEmbedder()
    rows = [*table(cases, embedder), *pooled(learning(), embedder)]
    names = sorted(rows[0]["features"])
    learnt = [row for row in rows if not row.get("idiom")]
    present = [row for row in learnt if "pool" not in row or row["case"]["matches"]]
    weights = fit(present, names)
    spoken = fit_spoken(learnt)
    for split in ("train", "test"):
        for kind in ("pairs", "pools"):
            chosen = [
                row for row in present if row["split"] == split and ("pool" in row) == (kind == "pools")
            ]
            print(split, kind, score(chosen, weights))
        chosen = [row for row in learnt if row["split"] == split and "pool" in row]
        print(split, "sets", sets(chosen, weights, spoken))
        print(split, "topics taken for spoken of", taken_for_spoken(learnt, spoken, split))
    print("sets of the pools of idiom", sets([row for row in rows if row.get("idiom")], weights, spoken))
    print(json.dumps({"weights": weights, "spoken_of": spoken}, indent=1))
    if arguments.write:
        data = {"trained_on": "benchmarks/judge/pairs.jsonl", "pairs": len(present), "weights": weights}
        data["spoken_of"] = spoken
        SHIPPED.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def fit(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> dict[str, float]:
    """Logistic regression on the training rows."""
    train = [row for row in rows if row["split"] == "train"]
    x = np.array([[row["features"][name] for name in names] for row in train])
    y = np.array([row["label"] for row in train])
    counts = np.array([1.0 if "pool" in row else PAIRS for row in train])
    model = LogisticRegression(C=REGULARISATION, max_iter=5000).fit(x, y, sample_weight=counts)
    fitted = dict(zip(names, (round(float(w), 4) for w in model.coef_[0]), strict=True))
    weights = {"intercept": float(model.intercept_[0]), **fitted}
    return {**weights, "intercept": round(weights["intercept"] - best_cut(rows, weights), 4)}


def best_cut(rows: Sequence[dict[str, Any]], weights: dict[str, float]) -> float:
    """Return the log-odds at which the sets of the training pools are best: it becomes the model's 0.5.

    Best is the mean of each question's F1, as answers are scored: a question with one match counts like one of seven.
    Of the cuts that are nearly as good as the best, which chance has chosen, the middle one.
    """
    sets: dict[tuple[str, str], list[tuple[float, int]]] = {}
    for row in rows:
        if row["split"] == "train" and "pool" in row:
            z = weights["intercept"] + sum(weights[n] * v for n, v in row["features"].items())
            sets.setdefault((row["pool"], row["case"]["topic"]), []).append((z, row["label"]))
    columns = [(np.array([z for z, _ in one]), np.array([y for _, y in one])) for one in sets.values()]

    def mean_f1(cut: float) -> float:
        return float(np.mean([f1_score(y, z >= cut, zero_division=0) for z, y in columns]))

    cuts = np.arange(-2.0, 1.0, 0.05)
    found = np.array([mean_f1(cut) for cut in cuts])
    return float(np.median(cuts[found >= found.max() - NEARLY]))


def score(rows: Sequence[dict[str, Any]], weights: dict[str, float]) -> dict[str, float]:
    """Precision, recall, F1 at 0.5, average precision, Brier score."""
    z = [weights["intercept"] + sum(weights[n] * v for n, v in row["features"].items()) for row in rows]
    p = 1 / (1 + np.exp(-np.array(z)))
    y = np.array([row["label"] for row in rows])
    found = {
        "rows": float(len(rows)),
        "precision": precision_score(y, p >= 0.5),
        "recall": recall_score(y, p >= 0.5),
        "f1": f1_score(y, p >= 0.5),
        "average_precision": average_precision_score(y, p),
        "brier": brier_score_loss(y, p),
    }
    return {name: round(float(value), 3) for name, value in found.items()}


def sets(
    rows: Sequence[dict[str, Any]], weights: dict[str, float], spoken: dict[str, float]
) -> dict[str, float]:
    """Mean F1 and exactness of each question's set as the judge decides it, average precision, absent topics left empty."""
    asked: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        asked.setdefault((row["pool"], row["case"]["topic"]), []).append(row)
    found: dict[str, list[float]] = {"f1": [], "exact": [], "average_precision": [], "empty_of_absent": []}
    for ones in asked.values():
        y = np.array([row["label"] for row in ones])
        likely = np.array([float(probability(row["features"], weights)) for row in ones])
        said = shifted(likely, shift(ones[0]["best"], likely, spoken)) >= THRESHOLD
        if y.any():
            found["f1"].append(float(f1_score(y, said, zero_division=0)))
            found["exact"].append(float((said == y).all()))
            found["average_precision"].append(float(average_precision_score(y, likely)))
        else:
            found["empty_of_absent"].append(float(not said.any()))
    return {name: round(float(np.mean(values)), 3) for name, values in found.items()}


def fit_spoken(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Logistic regression of whether a topic is spoken of at all, cut where KEPT of those that are stay."""
    topics = [topic for topic in _topics(rows) if topic["split"] == "train"]
    x = np.array([[topic["best"].dense, topic["best"].hard] for topic in topics])
    y = np.array([topic["label"] for topic in topics])
    model = LogisticRegression(C=3.0, max_iter=2000).fit(x, y)
    z = model.decision_function(x)
    dense, hard = model.coef_[0]
    intercept = float(model.intercept_[0] - np.quantile(z[y == 1], 1 - KEPT))
    return {"intercept": round(intercept, 4), "dense": round(float(dense), 4), "hard": round(float(hard), 4)}


def taken_for_spoken(rows: Sequence[dict[str, Any]], spoken: dict[str, float], split: str) -> dict[str, str]:
    """How many topics are taken for spoken of, of those that are and of those that are not."""
    found: dict[int, list[bool]] = {0: [], 1: []}
    for topic in (topic for topic in _topics(rows) if topic["split"] == split):
        z = spoken["intercept"] + spoken["dense"] * topic["best"].dense + spoken["hard"] * topic["best"].hard
        found[topic["label"]].append(z >= 0)
    return {name: f"{sum(found[y])} of {len(found[y])}" for y, name in ((1, "present"), (0, "absent"))}


def _topics(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a topic of a pool; its label is whether any paragraph deals with it."""
    topics: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in (row for row in rows if row.get("whole", True)):
        key = (row.get("pool", "pairs"), row["case"]["topic"], row["split"])
        topic = topics.setdefault(key, {"best": row["best"], "split": row["split"], "label": 0})
        topic["label"] = max(topic["label"], row["label"])
    return list(topics.values())


if __name__ == "__main__":
    main()
