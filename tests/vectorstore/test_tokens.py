"""Token vectors: of the bundled model, whichever the collection has."""

from pathlib import Path

import numpy as np

from tests.vectorstore.made import BagEmbedder
from vectorstore.beside import LoadedBeside
from vectorstore.embedder import BUNDLED, OnnxEmbedder, installed
from vectorstore.tokens import BundledTokens


def test_tokens_stand_where_they_stand_in_the_text() -> None:
    text = "Northmoor’s annual reviews"
    tokens = OnnxEmbedder().tokens(text)
    assert tokens.vectors.shape == (len(tokens.spans), 384)
    pieces = [text[start:end] for start, end in tokens.spans]
    assert pieces[0] == pieces[-1] == ""
    assert "".join(pieces) == text.replace(" ", "")


def test_a_word_s_vector_depends_on_the_words_around_it() -> None:
    embedder = OnnxEmbedder()
    one = embedder.tokens("asked about transport").vectors[3]
    other = embedder.tokens("praised for transport").vectors[3]
    assert not np.allclose(one, other)
    np.testing.assert_allclose(one, embedder.tokens("Asked about TRANSPORT").vectors[3], atol=1e-5)


def test_the_collection_s_own_model_is_used_where_it_is_the_bundled_one() -> None:
    loaded: list[OnnxEmbedder] = []

    def load(name: str) -> OnnxEmbedder:
        loaded.append(OnnxEmbedder())
        return loaded[-1]

    tokens = BundledTokens(LoadedBeside(BUNDLED, load))
    assert tokens("annual reviews").vectors.shape == (4, 384)
    assert len(loaded) == 1
    assert tokens._own is None


def test_beside_another_model_the_bundled_one_is_loaded_once(tmp_path: Path) -> None:
    assert installed()
    tokens = BundledTokens(BagEmbedder(), tmp_path)
    assert tokens("annual reviews").vectors.shape == (4, 384)
    first = tokens._own
    tokens("transport")
    assert tokens._own is first is not None
