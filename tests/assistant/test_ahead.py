"""Letters are embedded ahead of their filing: none twice, no more than fit, each filed as soon as it is embedded."""

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest

from assistant.ahead import AT_ONCE, MOST, Ahead
from assistant.build import Store, store_of
from assistant.ingestion import ingest
from assistant.settings import Settings
from ingest.letter import IngestError
from ingest.pool import Loaders
from ingest.worker import Result
from tests.vectorstore.made import BagEmbedder, letter
from vectorstore.record import Record
from vectorstore.storeerror import StoreError


class Shelf:
    """In the place of Loaders: each line of a file is a paragraph. Names what it read."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.quick = True  # else only the first file is ever done

    def watched(self, paths: Iterable[Path], every: float) -> Generator[tuple[Path, Result] | None]:
        for path in paths:
            while self.read and not self.quick:
                time.sleep(0.001)
                yield None
            self.read.append(path.name)
            lines = path.read_text().splitlines()
            yield path, ((letter(path.stem, *lines),) if lines else IngestError("empty", status="empty"))


class Counting(BagEmbedder):
    """Counts how many texts it is given at once."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[int] = []

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.calls.append(len(texts))
        return super().embed(texts)


@pytest.fixture
def model() -> Counting:
    return Counting()


@pytest.fixture
def store(tmp_path: Path, model: Counting) -> Iterator[Store]:
    settings = Settings(store=tmp_path / "store")
    store = store_of(settings, Record.open(settings.record_url, create=True), model)
    yield store
    store.close()


def ahead_of(store: Store, shelf: Shelf) -> Ahead:
    return Ahead(store, cast(Loaders, shelf))


def files(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"2024-05-01-{number:06}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    return paths


def test_what_was_embedded_ahead_is_filed_and_nothing_is_embedded_twice(
    store: Store, model: Counting, tmp_path: Path
) -> None:
    paths = files(tmp_path, "Dear Jane.\nReviews are late.", "", "Dear Jane.\nStaff are kind.")
    with ahead_of(store, Shelf()) as ahead:
        reports = ingest(ahead.store, paths, read=ahead.load)
    assert [report.status for report in reports] == ["ok", "empty", "ok"]
    texts = [text for text in model.embedded if "\n" in text]  # else words of the index of words
    assert len(texts) == len(set(texts)) == 3
    assert len(store.record.without_vector()) == 0
    matrix = np.concatenate([vectors for _, _, vectors in store.record.vectors_between(-1, 99)])
    assert np.allclose(matrix[0], matrix[2])
    assert np.allclose(matrix[1:2], BagEmbedder().embed(["Next steps\nReviews are late."]), atol=1e-6)


def test_what_the_record_has_is_not_embedded_again(store: Store, model: Counting, tmp_path: Path) -> None:
    paths = files(tmp_path, "Reviews are late.\nStaff are kind.")
    for text in ("", "\nBuses are full."):
        paths[0].write_text(paths[0].read_text() + text)
        model.embedded.clear()
        with ahead_of(store, Shelf()) as ahead:
            ingest(ahead.store, paths, read=ahead.load, again=True)
    assert [text for text in model.embedded if "\n" in text] == ["Next steps\nBuses are full."]


def test_no_more_waits_than_fits(store: Store, model: Counting, tmp_path: Path) -> None:
    texts = ["\n".join(f"Part {n} of {number}." for n in range(MOST // 2)) for number in range(9)]
    shelf = Shelf()
    with ahead_of(store, shelf) as ahead:
        outcomes = ahead.load(files(tmp_path, *texts))
        next(outcomes)
        assert len(shelf.read) <= 2
        assert all(call <= AT_ONCE for call in model.calls)
        assert len(list(outcomes)) == 8


def test_a_letter_does_not_wait_for_a_slow_file_after_it(store: Store, tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.quick = False
    first, second = files(tmp_path, "Reviews are late.", "Staff are kind.")
    with ahead_of(store, shelf) as ahead:
        outcomes = ahead.load([first, second])
        assert next(outcomes)[0] == first
        shelf.quick = True
        assert [path for path, _ in outcomes] == [second]


def test_a_model_that_fails_stops_the_ingest(store: Store, tmp_path: Path) -> None:
    class Broken(BagEmbedder):
        def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
            raise StoreError("the model is broken")

    with ahead_of(store, Shelf()) as ahead:
        ahead._embedder = Broken()
        with pytest.raises(StoreError, match="is broken"):
            ingest(ahead.store, files(tmp_path, "Reviews are late."), read=ahead.load)
    assert not list(store.record.letters())
