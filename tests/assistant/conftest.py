"""Two collections, each built once: the letters of made_collection.py, and samples/ as they are ingested."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Letterbook
from assistant.build import build, open_store
from assistant.ingestion import ingest
from assistant.settings import Settings
from tests.assistant.made_collection import LETTERS


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the made collection."""
    folder = tmp_path_factory.mktemp("made") / "store"
    store = open_store(Settings(store=folder), create=True)
    for letter in LETTERS:
        store.indexer.sync(letter)
    store.indexer.derive()
    store.close()
    return folder


@pytest.fixture(scope="session")
def made(made_store: Path) -> Iterator[Letterbook]:
    """The made collection, open."""
    with build(Settings(store=made_store)) as letterbook:
        yield letterbook


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """The folder of a collection of samples/."""
    folder = tmp_path_factory.mktemp("samples") / "store"
    store = open_store(Settings(store=folder), create=True)
    ingest(store, [samples])
    store.close()
    return folder


@pytest.fixture(scope="session")
def library(sample_store: Path) -> Iterator[Letterbook]:
    """The collection of samples/, open."""
    with build(Settings(store=sample_store)) as letterbook:
        yield letterbook
