"""Fit the judge's coefficients on pairs.jsonl and pools.json and write assistant/judge.json; print how well they do.

    python benchmarks/judge/train.py [--write]

All were written by us: the pairs are adversarial (paraphrases without a shared word, hard negatives), the pools are
collections whose every matching paragraph is known, and absent.json has topics that no paragraph of a pool deals with. What the field `split` holds out is only
ever scored; so are the pools of idiom, whole: with them, sets that are asked for plainly got worse (README.md).
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score, precision_score, recall_score

from assistant.glossary import shipped
from assistant.judge import THRESHOLD, Best, features, probability, shift, shifted
from assistant.matching import Matcher
from assistant.terms import STOP_WORDS, tokens
from ingest.letter import Paragraph, Role
from vectorstore.embedder import OnnxEmbedder

HERE = Path(__file__).parent
REGULARISATION = 1.0
EXPAND = True
DRAWN = 0.25  # cosine from which retrieval draws a paragraph
KEPT = 0.97  # of the topics that are spoken of: their letters must not be lost
WHOLE = 30  # paragraphs: the best of a smaller pool is not that of a collection
NEARLY = 0.02  # of F1
STYLES = ("plain", "reworded", "everyday")  # of the questions in pools/
PAIRS = 0.5  # weight of an adversarial pair beside a row of a pool


class PoolWords:
    """The vocabulary of the training paragraphs, in place of a collection's WordIndex."""

    def __init__(self, texts: Sequence[str], embedder: OnnxEmbedder) -> None:
        seen = Counter(word for text in texts for word in {t.word for t in tokens(text)} - STOP_WORDS)
        self._total, self._seen = len(texts), seen
        self._words = sorted(word for word in seen if word.isalpha())
        self._vectors = embedder.embed(self._words)
        self._embedder = embedder
        self._cache: dict[str, dict[str, float]] = {}

    def neighbours(self, words: Sequence[str], floor: float) -> dict[str, dict[str, float]]:
        """The pool's words nearest to each word."""
        new = [word for word in words if word not in self._cache]
        if new:
            scores = self._embedder.embed(new) @ self._vectors.T
            for word, row in zip(new, scores, strict=True):
                self._cache[word] = {self._words[i]: float(row[i]) for i in np.flatnonzero(row >= 0.4)}
        return {word: {o: s for o, s in self._cache[word].items() if s >= floor} for word in words}

    def idf(self, word: str) -> float:
        """Rarity of a word in the pool."""
        return math.log((self._total + 1) / (self._seen[word] + 0.5))


def main() -> None:
    """Fit, score, and with --write keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write assistant/judge.json")
    arguments = parser.parse_args()
    cases = [json.loads(line) for line in (HERE / "pairs.jsonl").open(encoding="utf-8")]
    embedder = OnnxEmbedder()
    rows = [*table(cases, embedder), *pooled(embedder)]
    names = sorted(rows[0]["features"])
    learnt = [row for row in rows if not row.get("idiom") and not row.get("style")]
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
    for style in STYLES:
        print(
            f"sets of pools/, {style}",
            sets([row for row in rows if row.get("style") in (style, "absent")], weights, spoken),
        )
    print("sets of the pools of idiom", sets([row for row in rows if row.get("idiom")], weights, spoken))
    print(json.dumps({"weights": weights, "spoken_of": spoken}, indent=1))
    if arguments.write:
        data = {"trained_on": "benchmarks/judge/pairs.jsonl", "pairs": len(present), "weights": weights}
        data["spoken_of"] = spoken
        (HERE.parent.parent / "assistant" / "judge.json").write_text(
            json.dumps(data, indent=1) + "\n", encoding="utf-8"
        )


def table(cases: Sequence[dict[str, Any]], embedder: OnnxEmbedder) -> list[dict[str, Any]]:
    """One row a pair: question, features, label, split."""
    paragraphs = [paragraph for case in cases for paragraph in case["paragraphs"]]
    words = PoolWords([" ".join([*p["headings"], p["lead_in"], p["text"]]) for p in paragraphs], embedder)
    rows = []
    for case in cases:
        matcher = Matcher(case["topic"], shipped().concepts(case["topic"]), words)
        made = [_paragraph(p) for p in case["paragraphs"]]
        text = (
            shipped().expanded(case["topic"], shipped().concepts(case["topic"])) if EXPAND else case["topic"]
        )
        vectors = embedder.embed([text, *(f"{p.context}\n{p.text}" for p in made)])
        dense = vectors[1:] @ vectors[0]
        covers = [matcher.cover(paragraph) for paragraph in made]
        best = Best.of(
            dense, np.array([cover.soft for cover in covers]), np.array([cover.hard for cover in covers])
        )
        for paragraph, cover, raw, like in zip(made, covers, case["paragraphs"], dense, strict=True):
            values = features(cover, float(like), len(paragraph.text), best)
            rows.append(
                {
                    "case": case,
                    "paragraph": raw,
                    "features": values,
                    "label": raw["label"],
                    "best": best,
                    "split": case["split"],
                }
            )
    return rows


def pooled(embedder: OnnxEmbedder) -> list[dict[str, Any]]:
    """One row for each question of a pool and each of its paragraphs that retrieval would draw."""
    rows = []
    for pool in [*json.loads((HERE / "pools.json").read_text(encoding="utf-8"))["pools"], *measuring()]:
        made = {raw["id"]: _paragraph(raw) for raw in pool["paragraphs"]}
        words = PoolWords([f"{p.context} {p.text}" for p in made.values()], embedder)
        matrix = embedder.embed([f"{p.context}\n{p.text}" for p in made.values()])
        for case in [*pool["questions"], *(pool.get("nothing") or absent(_field(pool["name"])))]:
            concepts = shipped().concepts(case["topic"])
            matcher = Matcher(case["topic"], concepts, words)
            dense = matrix @ embedder.embed([shipped().expanded(case["topic"], concepts)])[0]
            found = {
                key: (matcher.cover(p), float(d)) for (key, p), d in zip(made.items(), dense, strict=True)
            }
            soft, hard = ([getattr(cover, name) for cover, _ in found.values()] for name in ("soft", "hard"))
            best = Best.of(dense, np.array(soft), np.array(hard))
            rows += [
                {
                    "case": case,
                    "paragraph": {"text": made[key].text, "headings": [], "lead_in": ""},
                    "features": features(cover, like, len(made[key].text), best),
                    "label": int(key in case["matches"]),
                    "best": best,
                    "split": case["split"],
                    "pool": pool["name"],
                    "idiom": pool.get("idiom", False),
                    "style": case.get("style", ""),
                    "whole": len(made) >= WHOLE,
                }
                for key, (cover, like) in found.items()
                if (like >= DRAWN or cover.soft > 0 or key in case["matches"])
                and key not in case.get("maybe", ())
            ]
    return rows


def measuring() -> list[dict[str, Any]]:
    """The pools of pools/, none of which anything is fitted on; their paragraphs' ids hold in one pool only."""
    pools = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "pools").glob("*.json"))]
    for pool in pools:
        pool["questions"] = [{**case, "split": "test"} for case in pool["questions"]]
        pool["nothing"] = [
            {"topic": topic, "matches": [], "split": "test", "style": "absent"} for topic in pool["absent"]
        ]
    return pools


def _field(pool: str) -> str:
    """The field of a pool, by which absent.json has its topics."""
    fields = {
        "fire": "fire",
        "hospital": "hospital",
        "landlord": "housing",
        "children's services": "children",
        "prison": "prison",
        "social care": "adult",
        "college": "college",
    }
    return next((field for word, field in fields.items() if word in pool), "SEND")


def absent(field: str) -> list[dict[str, Any]]:
    """Topics that nothing in the pools of a field deals with: of those the nearest paragraph is no answer."""
    topics = json.loads((HERE / "absent.json").read_text(encoding="utf-8"))[field]
    return [
        {"question": f"Which areas were asked about {topic}?", "topic": topic, "matches": [], "split": split}
        for split, listed in topics.items()
        for topic in listed
    ]


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
    """Mean F1 and exactness of each question's set as the judge decides it, and how many absent topics stay empty."""
    asked: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        asked.setdefault((row["pool"], row["case"]["topic"]), []).append(row)
    found: dict[str, list[float]] = {"f1": [], "exact": [], "empty_of_absent": []}
    for ones in asked.values():
        y = np.array([row["label"] for row in ones])
        likely = np.array([float(probability(row["features"], weights)) for row in ones])
        said = shifted(likely, shift(ones[0]["best"], likely, spoken)) >= THRESHOLD
        if y.any():
            found["f1"].append(float(f1_score(y, said, zero_division=0)))
            found["exact"].append(float((said == y).all()))
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


def _paragraph(raw: dict[str, Any]) -> Paragraph:
    return Paragraph(
        letter_id="pair",
        number=1,
        text=raw["text"],
        role=Role.REPORT,
        headings=tuple(raw["headings"]),
        lead_in=raw["lead_in"],
    )


if __name__ == "__main__":
    main()
