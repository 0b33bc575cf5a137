"""The indexer: nothing is embedded twice, and one process writes at a time."""

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tests.vectorstore.made import FOUR, BagEmbedder, Shelf, letter
from vectorstore.embedded import embedded_text, text_sha
from vectorstore.indexer import Indexer
from vectorstore.lock import DERIVE, INGEST, held
from vectorstore.record import StoreError

ROOT = Path(__file__).parent.parent.parent


def test_a_letter_put_again_is_not_embedded_again(four: Shelf) -> None:
    four.embedder.embedded.clear()
    four.put(*FOUR)
    assert four.embedder.embedded == []


def test_only_the_changed_paragraph_is_embedded(four: Shelf) -> None:
    four.embedder.embedded.clear()
    four.put(letter("n24", "Delays in annual reviews must be cut.", "Something new."))
    assert four.embedder.embedded == ["Next steps\nSomething new."]


def test_another_model_is_refused_before_anything_is_embedded(four: Shelf) -> None:
    other = BagEmbedder("other")
    with pytest.raises(StoreError, match="'bag', not 'other'"):
        Indexer(four.record, other, four.folder).sync(FOUR[0])
    assert four.record.embedder_name == "bag"


def test_an_unreadable_letter_can_be_the_first(shelf: Shelf) -> None:
    shelf.put(letter("scan")).indexer.derive()
    assert shelf.record.letter("scan").paragraphs == ()


def test_deriving_again_changes_no_file(four: Shelf) -> None:
    four.indexer.derive()
    files = {path: path.stat().st_mtime_ns for path in four.folder.rglob("*.*") if path.parent != four.folder}
    four.indexer.derive()
    assert files == {path: path.stat().st_mtime_ns for path in files}


def test_it_says_whether_an_index_is_behind(four: Shelf) -> None:
    assert four.indexer.behind
    four.indexer.derive()
    assert not four.indexer.behind
    assert not Shelf(four.folder).indexer.behind
    four.put(letter("new", "One more."))
    assert four.indexer.behind
    four.indexer.derive()
    (four.folder / "words" / "words.npz").unlink()
    assert four.indexer.behind


HOLD = """
import sys, time
from pathlib import Path
from vectorstore.lock import held
with held(Path(sys.argv[1]), sys.argv[2], "a test is running"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("name", [INGEST, DERIVE])
def test_a_second_process_is_refused_in_a_second_and_told_who_holds_it(tmp_path: Path, name: str) -> None:
    command = [sys.executable, "-c", textwrap.dedent(HOLD), str(tmp_path), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        start = time.monotonic()
        refused = pytest.raises(StoreError, match=rf"a test is running by process {holder.pid} ")
        with refused, held(tmp_path, name, "me too"):
            pass
        assert time.monotonic() - start < 1.0
        holder.kill()
        holder.wait()
        with held(tmp_path, name, "after a kill"):
            pass


def test_another_model_can_take_the_place_of_the_first(four: Shelf) -> None:
    four.indexer.derive()
    other = Shelf(four.folder, BagEmbedder("other"))
    other.indexer.embed_anew()
    assert other.record.embedder_name == "other"
    assert four.indexer.behind
    other.indexer.derive()
    assert not other.indexer.behind
    assert len(other.exact.view().parts[0]) == 6
    assert not four.record.known_vectors([text_sha(FOUR[0].paragraphs[0])], "bag")


def test_embedding_anew_goes_on_where_it_was_stopped(four: Shelf) -> None:
    other = Shelf(four.folder, BagEmbedder("other"))
    one = FOUR[0].paragraphs[0]
    other.record.prepare("other", {text_sha(one): other.embedder.embed([embedded_text(one)])[0]})
    assert four.record.embedder_name == "bag"
    with pytest.raises(StoreError, match="has not embedded every paragraph"):
        other.record.switch("other", 256)
    other.embedder.embedded.clear()
    other.indexer.embed_anew()
    assert embedded_text(one) not in other.embedder.embedded


MADE_AGAIN = """
import sys
from pathlib import Path

from tests.vectorstore.made import FOUR, Shelf, letter


def held_now():
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("RssAnon"))


four = Shelf(Path(sys.argv[1])).put(*FOUR)
four.indexer.derive()
before = held_now()
for number in range(8):  # each by a new thread of the lexical index
    four.put(letter(f"more{number}", f"Letter {number} is short.")).indexer.derive()
print(held_now() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells")
def test_indexes_that_are_made_again_and_again_hold_no_more_memory(tmp_path: Path) -> None:
    # In a process of its own: what other tests left behind, and give back meanwhile, is not counted.
    command = [sys.executable, "-c", MADE_AGAIN, str(tmp_path)]
    grown = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert int(grown) < 25  # MB
