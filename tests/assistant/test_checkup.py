"""The checkup: the installation and the collection, well or not, never an exception."""

from pathlib import Path

import pytest

from assistant.build import open_store
from assistant.checkup import checkup
from assistant.settings import Settings
from tests.vectorstore.made import FOUR


def wrong(settings: Settings, *, mend: bool = False) -> dict[str, str]:
    found = checkup(settings, mend=mend)
    return {one.name: f"{one.detail} {one.cure}" for one in found if not one.ok and one.name != "tesseract"}


def test_no_collection_is_a_finding(tmp_path: Path) -> None:
    assert "letterbook ingest PATH" in wrong(Settings(store=tmp_path / "none"))["collection"]


def test_a_collection_that_is_behind_is_found_and_mended(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store")
    store = open_store(settings, create=True)
    for one in FOUR:
        store.indexer.sync(one)
    store.close()
    assert list(wrong(settings)) == ["indexes"]
    assert wrong(settings, mend=True) == {}
    assert wrong(settings) == {}


@pytest.mark.slow
def test_a_model_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store", embedder=str(tmp_path / "no-such-model"))
    open_store(Settings(store=tmp_path / "store"), create=True).close()
    assert "no-such-model" in wrong(settings)["collection"]
