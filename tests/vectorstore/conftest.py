"""Fixtures of the vector store: an empty shelf, and one with four letters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vectorstore.made import FOUR, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty store."""
    shelf = Shelf(tmp_path / "store")
    yield shelf
    shelf.close()


@pytest.fixture
def four(shelf: Shelf) -> Shelf:
    """A store with four letters to two areas and an unknown one."""
    return shelf.put(*FOUR)
