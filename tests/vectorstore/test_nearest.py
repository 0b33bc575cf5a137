"""One contract for every index of vectors: exact, Chroma in a folder and on a server; and Chroma's faults."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.servers import chroma_server
from tests.vectorstore.made import FOUR, BagEmbedder, Shelf, letter
from vectorstore import chromaclient
from vectorstore.chroma import ChromaIndex
from vectorstore.chromaclient import Sample, shadows
from vectorstore.chromastate import FORM, STATE, read_state, write_state
from vectorstore.hit import Query
from vectorstore.nearest import NearestVectors
from vectorstore.record import StoreError
from vectorstore.retriever import HybridRetriever

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
Make = Callable[[Shelf], NearestVectors]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma-server")) as url:
        yield url


@pytest.fixture(params=["exact", "folder", pytest.param("server", marks=pytest.mark.slow)])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """What makes the index of each kind, brought up to the record."""
    opened: list[ChromaIndex] = []

    def made(shelf: Shelf) -> NearestVectors:
        if request.param == "exact":
            shelf.exact.derive()
            return shelf.exact
        url = request.getfixturevalue("server") if request.param == "server" else ""
        opened.append(ChromaIndex(shelf.folder / "chroma", shelf.record, shelf.exact, url))
        opened[-1].derive()
        return opened[-1]

    yield made
    for one in opened:
        one.close()


def near(index: NearestVectors, shelf: Shelf, text: str, depth: int, *letters: str) -> list[str]:
    catalogue = shelf.record.catalogue()
    serials = {catalogue.serial_of[name] for name in letters} if letters else None
    keys, scores = index.nearest(shelf.embedder.embed([f"Next steps\n{text}"])[0], depth, serials)
    assert (np.diff(scores) <= 1e-6).all()
    found = shelf.record.paragraphs_at(keys.tolist())
    return [found[key].id for key in keys.tolist() if key in found]


@pytest.mark.slow
def test_machines_that_share_a_server_follow_the_record_and_leave_each_other_alone(
    four: Shelf, server: str, tmp_path: Path
) -> None:
    url = four.record.database.url
    (tmp_path / "other").mkdir()
    other = Shelf(tmp_path / "other", url=url)
    indexes = [
        (shelf, ChromaIndex(shelf.folder / "chroma", shelf.record, shelf.exact, server))
        for shelf in (four, other)
    ]
    for _, index in indexes:
        index.derive()
    four.put(letter("new", "Transport to school is late."))
    four.record.remove(["n23"])
    for shelf, index in indexes:
        assert index.behind
        index.derive()
        assert near(index, shelf, "Transport to school is late.", 1) == ["new#1"]
        assert "n23#1" not in near(index, shelf, "Annual reviews were late again.", 9)
    indexes[0][1].erase()
    assert near(indexes[1][1], other, "Transport to school is late.", 1) == ["new#1"]
    for _, index in indexes:
        index.close()
    other.close()


def test_the_nearest_is_the_paragraph_itself(four: Shelf, make: Make) -> None:
    index = make(four)
    for one in FOUR:
        for paragraph in one.paragraphs:
            assert near(index, four, paragraph.text, 1) == [paragraph.id]


def test_it_gives_as_many_as_there_are(four: Shelf, make: Make) -> None:
    index = make(four)
    assert len(near(index, four, "annual reviews", 4)) == 4
    assert len(near(index, four, "annual reviews", 99)) == 6


def test_a_filter_leaves_the_nearest_of_those_letters(four: Shelf, make: Make) -> None:
    index = make(four)
    assert near(index, four, "Annual reviews were late again.", 1, "u") == ["u#1"]
    assert set(near(index, four, "Annual reviews were late again.", 9, "u", "e23")) == {
        "u#1",
        "e23#1",
        "e23#2",
    }


def test_it_follows_the_record(four: Shelf, make: Make) -> None:
    index = make(four)
    four.put(letter("new", "A zebra in the yard."))
    assert index.behind
    four.record.remove(["n23"])
    four.put(letter("n24", "Something else."))
    index.derive()  # type: ignore[attr-defined]
    assert not index.behind
    assert near(index, four, "A zebra in the yard.", 1) == ["new#1"]
    assert near(index, four, "Something else.", 1) == ["n24#1"]
    assert set(near(index, four, "annual reviews", 99)) == {"n24#1", "e23#1", "e23#2", "u#1", "new#1"}


def test_the_cosine_is_the_records(four: Shelf, make: Make) -> None:
    vector = four.embedder.embed(["annual reviews late"])[0]
    _, scores = make(four).nearest(vector, 6)
    _, exact = four.exact.view().search(vector)
    assert scores == pytest.approx(exact, abs=1e-5)


@pytest.fixture
def chroma(four: Shelf) -> Iterator[ChromaIndex]:
    """Chroma in the folder of a store with four letters."""
    index = ChromaIndex(four.folder / "chroma", four.record, four.exact)
    index.derive()
    yield index
    index.close()


def again(shelf: Shelf) -> ChromaIndex:
    index = ChromaIndex(shelf.folder / "chroma", shelf.record, shelf.exact)
    index.derive()
    return index


def collection_name(shelf: Shelf) -> str:
    return next((shelf.folder / "chroma").glob("letterbook-*")).name


def test_what_is_whole_is_opened_and_not_made_again(four: Shelf, chroma: ChromaIndex) -> None:
    chroma.close()
    name = collection_name(four)
    index = again(four)
    assert collection_name(four) == name
    assert near(index, four, "Staff know their children well.", 1) == ["e23#2"]
    index.close()


def test_it_has_one_owner(four: Shelf, chroma: ChromaIndex) -> None:
    code = f"""
        from pathlib import Path
        from tests.vectorstore.made import Shelf
        from vectorstore.chroma import ChromaIndex
        from vectorstore.storeerror import StoreError
        shelf = Shelf(Path({str(four.folder)!r}))
        try:
            ChromaIndex(shelf.folder / "chroma", shelf.record, shelf.exact).derive()
        except StoreError as error:
            print(error)
    """
    found = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True
    )
    assert "owned by another process" in found.stdout


def test_who_does_not_own_it_searches_without_it(four: Shelf, chroma: ChromaIndex) -> None:
    other = ChromaIndex(four.folder / "chroma", four.record, four.exact)
    with pytest.raises(StoreError, match="owned by another process"):
        other.derive()
    assert other.behind
    with pytest.raises(StoreError, match="not open"):
        other.nearest(np.zeros(1, dtype=np.float32), 1)
    retriever = HybridRetriever(four.record, four.exact, four.lexical, four.embedder, nearest=other, worth=0)
    assert retriever.retrieve(Query(text="annual reviews", top_k=3))


def harm_zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def harm_cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.slow
@pytest.mark.parametrize("harm", [harm_zero, harm_cut, Path.unlink])
def test_damaged_files_are_made_anew(four: Shelf, chroma: ChromaIndex, harm: Callable[[Path], None]) -> None:
    chroma.close()
    name = collection_name(four)
    for path in (four.folder / "chroma" / name).rglob("*"):
        if path.is_file():
            harm(path)
    index = again(four)
    assert collection_name(four) != name
    assert near(index, four, "Staff know their children well.", 1) == ["e23#2"]
    index.close()


def test_one_vector_that_changed_or_changed_places_is_noticed(tmp_path: Path) -> None:
    keys, count = np.arange(60, dtype=np.int64), 60
    vectors = np.random.default_rng(3).standard_normal((count, 16), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    client = chromaclient.client_of(tmp_path)
    collection = chromaclient.make_collection(client, "letterbook-made")
    chromaclient.add(collection, keys, vectors)
    sample = Sample(count=count, keys=keys, shadows=shadows(vectors), some=keys[:2], vectors=vectors[:2])
    assert chromaclient.sound(collection, sample)
    chromaclient.add(collection, keys[40:41], vectors[40:41] + 0.02)
    assert not chromaclient.sound(collection, sample)
    chromaclient.add(collection, keys[40:42], vectors[[41, 40]])
    assert not chromaclient.sound(collection, sample)
    chromaclient.add(collection, keys[40:42], vectors[40:42])
    assert chromaclient.sound(collection, sample)
    client.close()  # type: ignore[attr-defined]


def test_a_damaged_state_is_made_anew(four: Shelf, chroma: ChromaIndex) -> None:
    chroma.close()
    (four.folder / "chroma" / "state.npz").write_bytes(b"rubbish")
    index = again(four)
    assert near(index, four, "Staff know their children well.", 1) == ["e23#2"]
    assert len(list((four.folder / "chroma").glob("letterbook-*"))) == 1
    index.close()


def test_a_collection_whose_graph_was_built_otherwise_is_made_anew(four: Shelf, chroma: ChromaIndex) -> None:
    chroma.close()
    name, path = collection_name(four), four.folder / "chroma" / STATE
    state = read_state(path)
    assert state is not None
    write_state(path, replace(state, form=FORM - 1))
    index = again(four)
    assert near(index, four, "Staff know their children well.", 1) == ["e23#2"]
    assert collection_name(four) != name
    index.close()


def test_the_collection_of_another_history_is_not_used(
    four: Shelf, chroma: ChromaIndex, tmp_path: Path
) -> None:
    chroma.close()
    other = Shelf(tmp_path / "other").put(letter("o", "Other text."))
    shutil.copytree(four.folder / "chroma", other.folder / "chroma")
    index = again(other)
    assert near(index, other, "Other text.", 9) == ["o#1"]
    index.close()
    other.close()


def test_killed_while_it_writes_it_is_made_anew(four: Shelf, chroma: ChromaIndex) -> None:
    chroma.close()
    code = f"""
        import os, signal
        from pathlib import Path
        from tests.vectorstore.made import Shelf, letter
        from vectorstore import chromaclient
        from vectorstore.chroma import ChromaIndex
        shelf = Shelf(Path({str(four.folder)!r}))
        index = ChromaIndex(shelf.folder / "chroma", shelf.record, shelf.exact)
        index.derive()
        shelf.put(letter("new", "A zebra."))
        chromaclient.drop = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
        index.derive()
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False)
    assert done.returncode == -signal.SIGKILL
    name = collection_name(four)
    index = again(four)
    assert collection_name(four) != name
    assert near(index, four, "A zebra.", 1) == ["new#1"]
    index.close()


def test_erased_it_leaves_no_file_but_its_lock(four: Shelf, chroma: ChromaIndex) -> None:
    chroma.erase()
    assert {path.name for path in (four.folder / "chroma").iterdir()} <= {"owner.lock"}


def test_a_few_hits_are_asked_of_chroma_and_are_those_of_the_exact_search(
    four: Shelf, chroma: ChromaIndex
) -> None:
    plain = HybridRetriever(four.record, four.exact, four.lexical, four.embedder)
    deep = HybridRetriever(four.record, four.exact, four.lexical, four.embedder, nearest=chroma, worth=0)
    for text in ("annual reviews late", "staff", "zebra", "", "the"):
        query = Query(text=text, top_k=2)
        assert deep.retrieve(query) == plain.retrieve(query)
    four.put(letter("new", "Annual reviews, annual reviews."))
    assert deep.retrieve(Query(text="annual reviews", top_k=1))[0].letter.id == "new"


@pytest.mark.parametrize("word", ["query_texts", ".configuration", "DefaultEmbeddingFunction"])
def test_nothing_that_lets_chroma_load_a_model_is_called(word: str) -> None:
    root = Path(__file__).parents[2]
    sources = [path for folder in ("vectorstore", "assistant") for path in (root / folder).rglob("*.py")]
    assert not [path for path in sources if word in path.read_text(encoding="utf-8")]


def test_every_collection_is_opened_without_an_embedding_function() -> None:
    source = (Path(__file__).parents[2] / "vectorstore" / "chromaclient.py").read_text(encoding="utf-8")
    opened = source.count("create_collection(") + source.count("get_collection(")
    assert source.count("embedding_function=None,") + source.count("embedding_function=None)") == opened


def test_the_embedder_of_these_tests_knows_words_apart() -> None:
    one, other = BagEmbedder().embed(["zebra", "annual"])
    assert one @ other < 0.5
