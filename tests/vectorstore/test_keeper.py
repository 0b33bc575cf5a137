"""The keeper: indexes are made good by themselves, and not while letters come."""

import shutil
import time
from collections.abc import Callable, Iterator

import pytest

from tests.vectorstore.made import Shelf, letter
from vectorstore.keeper import Keeper
from vectorstore.lock import DERIVE, held


@pytest.fixture
def kept(four: Shelf) -> Iterator[Shelf]:
    """A store with four letters and a quick keeper."""
    keeper = Keeper(four.record, four.indexer, every=0.02)
    keeper.start()
    yield four
    keeper.close()


def soon(true: Callable[[], bool]) -> bool:
    for _ in range(250):
        if true():
            return True
        time.sleep(0.02)
    return False


def test_what_is_behind_is_brought_up(kept: Shelf) -> None:
    assert soon(lambda: not kept.indexer.behind)
    kept.put(letter("new", "One more."))
    assert soon(lambda: not kept.indexer.behind)


def test_what_is_deleted_is_made_again(kept: Shelf) -> None:
    assert soon(lambda: not kept.indexer.behind)
    shutil.rmtree(kept.folder / "lexical")
    kept.put(letter("new", "One more."))
    assert soon(lambda: (kept.folder / "lexical" / "sums.json").exists())


def test_while_another_makes_the_indexes_it_waits(four: Shelf) -> None:
    keeper = Keeper(four.record, four.indexer, every=0.02)
    with held(four.folder, DERIVE, "a test is running"):
        keeper.start()
        time.sleep(0.2)
        assert not (four.folder / "exact").exists()
    assert soon(lambda: not four.indexer.behind)
    keeper.close()


def test_other_indexes_are_kept_too(four: Shelf) -> None:
    class Other:
        behind = True

        def derive(self) -> None:
            self.behind = False

    other = Other()
    keeper = Keeper(four.record, four.indexer, [other], every=0.02)
    keeper.start()
    assert soon(lambda: not other.behind)
    keeper.close()
