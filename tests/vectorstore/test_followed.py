"""Another embedding model takes the place of the first while the record is searched."""

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vectorstore.made import FOUR, BagEmbedder, Shelf, letter
from vectorstore.followed import Followed
from vectorstore.hit import Query
from vectorstore.indexer import Indexer
from vectorstore.record import StoreError
from vectorstore.retriever import HybridRetriever
from vectorstore.words import WordIndex


class Narrow(BagEmbedder):
    """A model whose vectors are of another size."""

    def embed(self, texts):  # type: ignore[no-untyped-def]
        vectors = super().embed(texts)[:, :100] + 1e-3
        return vectors / (vectors**2).sum(axis=1, keepdims=True) ** 0.5


MODELS = {"bag": BagEmbedder, "narrow": Narrow}


def follow(shelf: Shelf) -> Followed:
    """What the chat embeds with."""
    return Followed(shelf.record, shelf.embedder, lambda name: MODELS[name](name))


def switch(shelf: Shelf, name: str = "narrow") -> None:
    """Another process embeds all anew."""
    other = Shelf(shelf.folder, MODELS[name](name))
    other.indexer.embed_anew()
    other.close()


def found(retriever: HybridRetriever, text: str) -> set[str]:
    return {hit.paragraph.id for hit in retriever.retrieve(Query(text=text))}


@pytest.mark.parametrize("derived", [True, False])
def test_the_search_goes_on_with_the_new_model(four: Shelf, derived: bool) -> None:
    four.indexer.derive()
    followed = follow(four)
    retriever = HybridRetriever(four.record, four.exact, four.lexical, followed)
    before = found(retriever, "Annual reviews were late")
    switch(four)
    if derived:
        four.exact.derive()
    assert followed.name == "narrow"
    assert found(retriever, "Annual reviews were late") >= before
    on_disk, in_memory = four.exact.view().parts
    assert (len(on_disk), len(in_memory)) == ((6, 0) if derived else (0, 6))


def test_a_letter_is_put_with_the_new_model(four: Shelf) -> None:
    indexer = Indexer(four.record, follow(four), four.folder, (four.exact,))
    indexer.sync(letter("a", "Transport is late."))
    switch(four)
    indexer.sync(letter("b", "Transport is safe."))
    indexer.derive()
    assert four.record.without_vector() == []
    assert four.exact.view().parts[0].shape == (8, 100)


def test_words_of_the_old_model_are_likened_to_nothing_until_the_new_ones_are_there(four: Shelf) -> None:
    four.indexer.derive()
    words = WordIndex(four.folder / "words", four.record, four.lexical, follow(four))
    assert words.neighbours(["annual"], 0.9)["annual"]
    switch(four)
    assert words.neighbours(["annual"], 0.9) == {"annual": {}}
    words.derive()
    assert words.neighbours(["annual"], 0.9)["annual"]


def test_a_model_that_is_not_the_records_is_refused_in_words(four: Shelf) -> None:
    fixed = HybridRetriever(four.record, four.exact, four.lexical, four.embedder)
    switch(four)
    with pytest.raises(StoreError, match=r"indexed with the model 'narrow', not 'bag'"):
        fixed.retrieve(Query(text="annual reviews"))


def test_questions_that_are_asked_during_a_switch_are_all_answered(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "store").put(*FOUR)
    retriever = HybridRetriever(shelf.record, shelf.exact, shelf.lexical, follow(shelf))
    least, wrong, done = found(retriever, "annual reviews"), [], threading.Event()

    def ask() -> None:
        while not done.is_set():
            if not found(retriever, "annual reviews") >= least:
                wrong.append("less was found")

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for name in ("narrow", "bag", "narrow"):
        switch(shelf, name)
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    shelf.close()


@given(st.lists(st.sampled_from(sorted(MODELS)), max_size=3))
def test_the_name_is_always_the_records(names: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder) / "store").put(FOUR[0])
        followed = follow(shelf)
        for name in names:
            switch(shelf, name)
            assert followed.name == shelf.record.embedder_name == name
            assert followed.embed(["a"]).shape == (1, shelf.record.state.size)
        shelf.close()


def test_a_model_that_changes_between_two_looks_mixes_no_vectors(four: Shelf) -> None:
    """The state is read, then the record changes, then its vectors are read: they are of another size."""
    between = four.record.vectors_between
    switched: list[str] = []

    def late(after: int, upto: int) -> object:
        if not switched:
            switched.append("narrow")
            switch(four)
        return between(after, upto)

    four.record.vectors_between = late  # type: ignore[method-assign,assignment]
    rows = four.exact.view()
    assert switched
    assert rows.embedder == four.record.embedder_name == "narrow"
    assert {part.shape[1] for part in rows.parts} == {four.record.state.size}


def test_a_record_that_never_stands_still_is_refused_in_words(four: Shelf) -> None:
    between = four.record.vectors_between
    names = iter(["narrow", "bag"] * 10)

    def late(after: int, upto: int) -> object:
        switch(four, next(names))
        return between(after, upto)

    four.record.vectors_between = late  # type: ignore[method-assign,assignment]
    with pytest.raises(StoreError, match="please ask again"):
        four.exact.view()
