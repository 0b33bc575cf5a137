"""Tagger: what kind of answer a question wants, which role, and which of its words are the topic, learned.

Two small convolutions over the embedding model's token vectors (after Kim 2014, "Convolutional Neural Networks for
Sentence Classification"), fitted by benchmarks/reading/train.py on questions that we wrote. No torch: a few
products of matrices.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vectorstore.embedder import Tokens

Floats = npt.NDArray[np.float32]
WEIGHTS = Path(__file__).with_name("tagger.npz")
INTENTS = (
    "list-areas", "negation", "count", "praise-vs-ask", "single-fact", "date", "people", "timeline", "comparison",
    "points", "summary", "out-of-scope",
)  # fmt: skip
ROLES = ("any", "asked", "praised", "criticised", "reported")


@dataclass(frozen=True, slots=True)
class Tags:
    """What was read off a question: how likely each intent and each role is, and each token's being of the topic."""

    intents: Mapping[str, float]
    roles: Mapping[str, float]
    topic: tuple[tuple[int, int, float], ...]  # start and end in the question, in characters, and how likely

    def of_topic(self, start: int, end: int) -> float:
        """How likely the word that stands there is of the topic: as much as the likeliest of its pieces."""
        return max((likely for a, b, likely in self.topic if a < end and start < b), default=0.0)


class Tagger:
    """Reads questions off their token vectors."""

    def __init__(self, tokens: Callable[[str], Tokens], weights: Mapping[str, Floats] | None = None) -> None:
        """`tokens` gives a text's token vectors; `weights` are the fitted ones where none are given."""
        self._tokens = tokens
        self._weights = weights or fitted()

    def __call__(self, question: str) -> Tags:
        """Read one question."""
        tokens = self._tokens(question)
        intents, roles, topic = logits(tokens.vectors, self._weights)
        return Tags(
            dict(zip(INTENTS, map(float, _softmax(intents)), strict=True)),
            dict(zip(ROLES, map(float, _softmax(roles)), strict=True)),
            tuple(
                (start, end, float(likely))
                for (start, end), likely in zip(tokens.spans, 1 / (1 + np.exp(-topic)), strict=True)
                if end > start
            ),
        )


def logits(vectors: Floats, weights: Mapping[str, Floats]) -> tuple[Floats, Floats, Floats]:
    """Return the logits of the intents [12], of the roles [5] and of each token's being of the topic [length]."""
    near = _convolved(vectors, weights["near"], weights["near_bias"])
    wide = _convolved(near, weights["wide"], weights["wide_bias"])
    both = np.concatenate([near, wide], axis=1)
    pooled = np.concatenate([both.max(axis=0), both.mean(axis=0)])
    topic = both @ weights["topic"] + weights["topic_bias"]
    return (
        pooled @ weights["intents"] + weights["intents_bias"],
        pooled @ weights["roles"] + weights["roles_bias"],
        topic[:, 0],
    )


@cache
def fitted() -> Mapping[str, Floats]:
    """Return the weights that are shipped, by name."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def _convolved(rows: Floats, kernel: Floats, bias: Floats) -> Floats:
    """Convolve rows [length, n] with a kernel [width, n, m] and rectify; the ends are padded with nothing."""
    width = len(kernel)
    padded = np.pad(rows, ((width // 2, width // 2), (0, 0)))
    summed = sum(padded[at : at + len(rows)] @ kernel[at] for at in range(width))
    return np.asarray(np.maximum(summed + bias, 0), dtype=np.float32)


def _softmax(values: Floats) -> Floats:
    grown = np.exp(values - values.max())
    return np.asarray(grown / grown.sum(), dtype=np.float32)
