"""The judge's features of every paragraph that we made up, with its label: what train.py fits and measure.py scores.

The pairs are adversarial, the pools are collections whose every match is known (README.md).
"""

import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.glossary import shipped
from assistant.judge import Best, features
from assistant.matching import Matcher
from assistant.terms import STOP_WORDS, tokens
from ingest.letter import Paragraph, Role
from vectorstore.embedder import OnnxEmbedder

HERE = Path(__file__).parent
EXPAND = True
DRAWN = 0.25  # cosine from which retrieval draws a paragraph
WHOLE = 30  # paragraphs: the best of a smaller pool is not that of a collection


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


def pooled(pools: Sequence[dict[str, Any]], embedder: OnnxEmbedder) -> list[dict[str, Any]]:
    """One row for each question of a pool and each of its paragraphs that retrieval would draw."""
    rows = []
    for pool in pools:
        made = {raw["id"]: _paragraph(raw) for raw in pool["paragraphs"]}
        words = PoolWords([f"{p.context} {p.text}" for p in made.values()], embedder)
        matrix = embedder.embed([f"{p.context}\n{p.text}" for p in made.values()])
        for case in [*pool["questions"], *pool["nothing"]]:
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
                    "whole": len(made) >= WHOLE,
                }
                for key, (cover, like) in found.items()
                if (like >= DRAWN or cover.soft > 0 or key in case["matches"])
                and key not in case.get("maybe", ())
            ]
    return rows


def learning() -> list[dict[str, Any]]:
    """The pools of pools.json, each with topics that nothing in it deals with."""
    pools: list[dict[str, Any]] = json.loads((HERE / "pools.json").read_text(encoding="utf-8"))["pools"]
    return [{**pool, "nothing": absent(_field(pool["name"]))} for pool in pools]


def measuring() -> list[dict[str, Any]]:
    """The pools of pools/, which nothing is fitted on."""
    pools = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "pools").glob("*.json"))]
    for pool in pools:
        pool["questions"] = [{**case, "split": "test"} for case in pool["questions"]]
        pool["nothing"] = [
            {"topic": topic, "style": "absent", "matches": [], "split": "test"} for topic in pool["absent"]
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


def _paragraph(raw: dict[str, Any]) -> Paragraph:
    return Paragraph(
        letter_id="pair",
        number=1,
        text=raw["text"],
        role=Role.REPORT,
        headings=tuple(raw["headings"]),
        lead_in=raw["lead_in"],
    )
