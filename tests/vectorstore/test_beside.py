"""A model that is loaded beside what else is opened."""

import threading

import pytest

from tests.vectorstore.made import Shelf
from vectorstore.beside import LoadedBeside
from vectorstore.embedder import Embedder
from vectorstore.storeerror import StoreError


def test_it_is_loaded_while_others_go_on_and_embeds_once_it_is_there(tmp_path) -> None:
    shelf, go_on = Shelf(tmp_path), threading.Event()

    def load(name: str) -> Embedder:
        assert go_on.wait(30)
        return shelf.embedder

    beside = LoadedBeside("made", load)
    assert beside.name == "made"
    go_on.set()
    assert (beside.embed(["annual reviews"]) == shelf.embedder.embed(["annual reviews"])).all()
    shelf.close()


def test_what_keeps_it_from_loading_is_said_when_it_is_asked() -> None:
    def load(name: str) -> Embedder:
        raise StoreError(f"the embedding model {name} is not installed")

    beside = LoadedBeside("made", load)
    with pytest.raises(StoreError, match="made is not installed"):
        beside.embed(["annual reviews"])
