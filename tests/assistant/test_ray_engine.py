"""Ingest on a Ray cluster of this machine: the same letters, the same reports, vectors made in the cluster."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from assistant.build import Store, open_store
from assistant.filereport import FileReport
from assistant.ingestion import ingest, read_in_workers
from assistant.ray_engine import KEPT, Handed, RayEngine
from assistant.settings import Settings
from tests.servers import free_port
from tests.vectorstore.made import BagEmbedder
from vectorstore.embedded import text_sha
from vectorstore.storeerror import StoreError


def test_what_was_handed_is_not_embedded_again() -> None:
    inner, outer = BagEmbedder(), BagEmbedder()
    handed = Handed(inner)
    texts = ["annual reviews", "transport", "attendance"]
    handed.hand(dict(zip(texts[:2], outer.embed(texts[:2]), strict=True)))
    assert np.array_equal(handed.embed([*texts, texts[0]]), outer.embed([*texts, texts[0]]))
    assert inner.embedded == ["attendance"]
    assert handed.embed([]).shape == (0, 256)
    assert handed.embed(["new", "newer"]).shape == (2, 256)


def test_no_more_vectors_are_kept_than_fit() -> None:
    handed = Handed(BagEmbedder())
    one = np.ones(1, dtype=np.float32)
    handed.hand({str(number): one for number in range(KEPT + 5)})
    assert len(handed._handed) == KEPT


@pytest.fixture
def shelf(tmp_path: Path, samples: Path) -> Path:
    """Letters in several formats, a damaged file, and one of no known format."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in ("northmoor-2025-03-27.pdf", "northmoor-2024-06-24.docx", "wenbury-2025-01-30.txt"):
        (folder / name).write_bytes((samples / name).read_bytes())
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nbroken off")
    return folder


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    opened = [open_store(Settings(store=tmp_path / name), create=True) for name in ("local", "ray")]
    yield opened[0], opened[1]
    for one in opened:
        one.close()


class Unused:
    """An embedder that may embed nothing but what says how large its vectors are."""

    def __init__(self, store: Store) -> None:
        self.name = store.embedder.name
        self._embedder = store.embedder

    def embed(self, texts):  # type: ignore[no-untyped-def]
        assert [text for text in texts if text not in ("a letter",) and len(text.split()) > 1] == []
        return self._embedder.embed(texts)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_what_one_machine_gives(stores: tuple[Store, Store], shelf: Path) -> None:
    pytest.importorskip("ray", reason="Ray has no build for this Python")
    here, there = stores
    local = ingest(here, [shelf], read=read_in_workers)
    with RayEngine(replace(there, embedder=Unused(there))) as engine:
        spread = ingest(engine.store, [shelf], read=engine.load)
        again = ingest(engine.store, [shelf], read=engine.load)
    assert _sorted(spread) == _sorted(local)
    assert {one.status for one in spread} == {"ok", "corrupt"}
    assert {one.status for one in again} == {"unchanged", "corrupt"}
    assert there.record.fingerprint() == here.record.fingerprint()
    for letter in here.record.letters():
        assert there.record.letter(letter.id) == here.record.letter(letter.id)
        texts = [text_sha(one) for one in here.record.letter(letter.id).paragraphs]
        ours, theirs = here.record.known_vectors(texts), there.record.known_vectors(texts)
        assert ours.keys() == theirs.keys()
        for sha, vector in ours.items():
            assert vector @ theirs[sha] > 0.9999
    assert not there.indexer.behind


def _sorted(reports: tuple[FileReport, ...]) -> list[FileReport]:
    return sorted(reports, key=lambda one: one.source)


def test_without_ray_it_is_said_what_to_install(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(StoreError, match="--engine ray needs Ray: pip install"):
        RayEngine(stores[0])


def test_a_cluster_that_is_not_there_is_said_at_once(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", ModuleType("ray"))
    monkeypatch.setenv("RAY_ADDRESS", f"127.0.0.1:{free_port()}")
    with pytest.raises(StoreError, match=r"no Ray cluster at 127\.0\.0\.1:\d+: .*unset RAY_ADDRESS"):
        RayEngine(stores[0])
