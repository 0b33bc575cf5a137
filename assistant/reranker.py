"""Reranker: a model that reads question and paragraph together, asked about the doubtful candidates only.

None is needed and none is shipped. Where one is configured (LETTERBOOK_RERANKER), what it says of a paragraph is one
more piece of evidence beside the judge's; it can move a doubtful paragraph over the threshold or back, no sure one.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from assistant.judgement import THRESHOLD, Judgement
from vectorstore.storeerror import StoreError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder
    from torch.nn import Module

DOUBTFUL = (0.2, 0.8)  # probabilities between which a second opinion is asked for
MOST = 64  # candidates that are read again for one question, the most doubtful first
WEIGHT = 0.5  # of the second opinion's log-odds beside the judge's own
SURE = 4.0  # log-odds that a second opinion is worth at most, either way


class Reranker(Protocol):
    """Something that says how likely each paragraph deals with a question, 0 to 1."""

    def likely(self, question: str, paragraphs: Sequence[str]) -> npt.NDArray[np.float64]: ...


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder from a folder, or from this machine's cache of models by its name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._model: CrossEncoder | None = None
        self._lock = threading.Lock()

    def likely(self, question: str, paragraphs: Sequence[str]) -> npt.NDArray[np.float64]:
        """Read the question with each paragraph."""
        if not paragraphs:
            return np.empty(0)
        pairs = [(question, paragraph) for paragraph in paragraphs]
        with self._lock:  # one reading at a time: a model of this kind takes all cores
            model = self._loaded()
            raw = model.predict(pairs, activation_fn=_as_they_are(), show_progress_bar=False)
        logits = np.asarray(raw, dtype=np.float64).reshape(len(pairs))
        return np.asarray(1 / (1 + np.exp(-logits)))

    def _loaded(self) -> "CrossEncoder":
        """The model; torch is imported here, at the first doubtful paragraph. Nothing is fetched from anywhere."""
        if self._model is None:
            try:
                from sentence_transformers import CrossEncoder

                model = CrossEncoder(self._name, local_files_only=True, trust_remote_code=False)
            except ImportError as exc:
                raise StoreError("LETTERBOOK_RERANKER needs sentence-transformers; install it") from exc
            except (OSError, ValueError) as exc:
                raise StoreError(
                    f"LETTERBOOK_RERANKER: {self._name} is no cross-encoder on this machine; give its folder"
                ) from exc
            if model.num_labels != 1:
                raise StoreError(
                    f"LETTERBOOK_RERANKER: {self._name} gives {model.num_labels} scores, not one"
                )
            self._model = model
        return self._model


def reconsidered(judgement: Judgement, reranker: Reranker, question: str) -> Judgement:
    """The judgement with a second opinion on what is doubtful."""
    before = judgement.probability
    doubtful = np.flatnonzero(judgement.in_role & (before >= DOUBTFUL[0]) & (before <= DOUBTFUL[1]))
    doubtful = doubtful[np.argsort(np.abs(before[doubtful] - THRESHOLD), kind="stable")][:MOST]
    keys = judgement.drawn.keys[doubtful].tolist()
    paragraphs = judgement.drawn.paragraphs(keys)
    there = [place for place, key in enumerate(keys) if key in paragraphs]
    texts = [f"{paragraphs[keys[place]].context}\n{paragraphs[keys[place]].text}".strip() for place in there]
    opinion = np.clip(_log_odds(reranker.likely(question, texts)), -SURE, SURE)
    after = before.copy()
    read = doubtful[there]
    after[read] = 1 / (1 + np.exp(-(_log_odds(before[read]) + WEIGHT * opinion)))
    return replace(judgement, probability=after)


def _log_odds(probability: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    held = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(held / (1 - held)))


def _as_they_are() -> "Module":
    """No activation: some models end in a sigmoid of their own, and a second would flatten what they say."""
    from torch.nn import Identity

    return Identity()
