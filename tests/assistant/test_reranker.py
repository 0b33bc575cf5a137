"""A second opinion on what is doubtful: what it may move, and a real cross-encoder, tiny and untrained."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from assistant.assistant import Letterbook
from assistant.build import build
from assistant.reranker import DOUBTFUL, CrossEncoderReranker, reconsidered
from assistant.settings import Settings
from tests.assistant.promises import assert_kept
from vectorstore.storeerror import StoreError

QUESTION = "Which areas were asked about children waiting too long for speech therapy?"


@dataclass
class Says:
    """A reranker that finds everything as likely, and remembers what it was asked."""

    answer: float
    asked: list[str] = field(default_factory=list)

    def likely(self, question: str, paragraphs: Sequence[str]) -> npt.NDArray[np.float64]:
        self.asked += paragraphs
        return np.full(len(paragraphs), self.answer)


@pytest.mark.parametrize("says", [0.01, 0.5, 0.99])
def test_only_what_is_doubtful_is_moved_and_the_way_it_is_told(library: Letterbook, says: float) -> None:
    judged = library.inquire(QUESTION).judged
    reranker = Says(says)
    after = reconsidered(judged, reranker, QUESTION).probability - judged.probability
    low, high = DOUBTFUL
    doubtful = judged.in_role & (judged.probability >= low) & (judged.probability <= high)
    assert len(reranker.asked) == doubtful.sum() > 0
    assert not after[~doubtful].any()
    assert np.array_equal(np.sign(np.round(after[doubtful], 9)), np.full(doubtful.sum(), np.sign(says - 0.5)))


def test_nothing_doubtful_asks_nothing(library: Letterbook) -> None:
    judged = library.inquire("Which areas were asked about \N{SNOWMAN}?").judged
    reranker = Says(0.9)
    assert np.array_equal(reconsidered(judged, reranker, "").probability, judged.probability)
    assert not any(reranker.asked)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder with one layer and random weights, saved as people save theirs."""
    pytest.importorskip("sentence_transformers")
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("cross-encoder")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz", "wait", "therapy"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words), hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        max_position_embeddings=64, num_labels=1,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_a_cross_encoder_reads_the_question_with_each_paragraph(tiny: Path) -> None:
    model = CrossEncoderReranker(str(tiny))
    likely = model.likely("wait for therapy", ["wait", "therapy " * 500, ""])
    assert likely.shape == (3,)
    assert ((likely > 0) & (likely < 1)).all()
    assert len(model.likely("wait", [])) == 0
    assert np.allclose(model.likely("wait for therapy", ["wait"]), likely[:1], atol=1e-6)


def test_the_model_that_is_configured_is_asked_and_every_promise_is_kept(
    tiny: Path, sample_store: Path
) -> None:
    with build(Settings(store=sample_store, reranker=str(tiny))) as letterbook:
        assert_kept(letterbook.ask(QUESTION), letterbook)


def test_what_is_no_cross_encoder_is_said_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    with pytest.raises(StoreError, match=r"LETTERBOOK_RERANKER: .* is no cross-encoder on this machine"):
        CrossEncoderReranker(str(tmp_path)).likely("a question", ["a paragraph"])
