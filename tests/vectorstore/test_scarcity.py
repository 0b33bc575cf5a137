"""When the disk is full, files are too many or nothing may be written: reading goes on, writing says so."""

import os
import random
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from benchmarks.damage import damage_once, prepare
from tests.vectorstore.made import FOUR, Shelf, letter

SHORTAGES = int(os.environ.get("LETTERBOOK_SHORTAGES", "0"))
ENOUGH = 14  # open files
DAMAGES = int(os.environ.get("LETTERBOOK_DAMAGES", "25"))

FULL = """
import resource
from pathlib import Path
from tests.vectorstore.made import Shelf, letter
from vectorstore.hit import Query
from vectorstore.retriever import HybridRetriever
from vectorstore.storeerror import StoreError
shelf = Shelf(Path({folder!r}))
retriever = HybridRetriever(shelf.record, shelf.exact, shelf.lexical, shelf.embedder)
resource.setrlimit({limit}, ({value}, {value}))
for number in range(2000):
    try:
        shelf.put(letter(f"n{{number}}", f"Annual reviews of plan {{number}}. " * 20)).indexer.derive()
        print("kept", number)
    except StoreError as error:
        print("said", error)
        break
print("found", len(retriever.retrieve(Query(text="annual reviews"))))
"""


READ_ONLY = """
import os
from pathlib import Path
from tests.vectorstore.made import BagEmbedder, letter
from vectorstore.hit import Query
from vectorstore.indexer import Indexer
from vectorstore.lexical import LexicalIndex
from vectorstore.record import Record, record_url
from vectorstore.retriever import HybridRetriever
from vectorstore.scan import ExactIndex
from vectorstore.storeerror import StoreError
def found():
    record, embedder = Record.open(record_url(folder)), BagEmbedder()
    exact, lexical = ExactIndex(folder / "exact", record), LexicalIndex(folder / "lexical", record)
    retriever = HybridRetriever(record, exact, lexical, embedder)
    return len(retriever.retrieve(Query(text="annual reviews"))), Indexer(record, embedder, folder, (exact, lexical))
folder = Path({folder!r})
found()  # imports what it needs: where Python is root's nobody else may
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)  # root may write anywhere
count, indexer = found()
for write in (lambda: indexer.sync(letter("new", "One more.")), indexer.derive):
    try:
        write()
    except StoreError as error:
        print("said", error)
print("found", count)
"""


def child(folder: Path, limit: str, value: int) -> list[str]:
    code = textwrap.dedent(FULL.format(folder=str(folder), limit=f"resource.RLIMIT_{limit}", value=value))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def shortages() -> list[tuple[str, int]]:
    """Limits at which work stops: what files may grow to, and how many may be open."""
    rng = random.Random(7)
    more = [
        ("FSIZE", rng.randrange(30_000, 160_000)) if number % 4 else ("NOFILE", rng.randrange(8, ENOUGH))
        for number in range(SHORTAGES)
    ]
    # The first letters fit; not even the first does; files that may be open.
    return [("FSIZE", 300_000), ("FSIZE", 40_000), ("NOFILE", 12), *more]


@pytest.mark.parametrize(("limit", "value"), shortages())
def test_what_does_not_fit_is_said_and_what_was_kept_is_found(tmp_path: Path, limit: str, value: int) -> None:
    Shelf(tmp_path / "store").put(*FOUR).close()
    lines = child(tmp_path / "store", limit, value)
    kept = [line for line in lines if line.startswith("kept")]
    said = [line for line in lines if line.startswith("said")]
    assert len(said) == 1, lines
    assert lines[-1].startswith("found")
    after = Shelf(tmp_path / "store")
    assert {one.id for one in after.record.letters()} >= {f"n{line.split()[1]}" for line in kept}
    after.put(letter("last", "There is room again.")).indexer.derive()
    assert not after.indexer.behind
    after.close()


@pytest.mark.parametrize("derived", [True, False])
def test_what_may_not_be_written_is_read_and_the_reason_said(derived: bool) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "store"
        shelf = Shelf(folder).put(*FOUR)
        if derived:
            shelf.indexer.derive()
        shelf.record.database.checkpoint()
        shelf.close()
        Path(temporary).chmod(0o755)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        code = textwrap.dedent(READ_ONLY.format(folder=str(folder)))
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
    lines = done.stdout.splitlines()
    assert lines[-1] == "found 3", done.stderr
    assert "it cannot be written: check the folder's permissions" in lines[0]
    assert len(lines) == 3
    assert "cannot be written" in lines[1]


def test_damaged_files_change_no_answer_and_are_made_good(tmp_path: Path) -> None:
    expected = prepare(tmp_path / "store", tmp_path / "older")
    for number in range(DAMAGES):
        case, faults = damage_once(tmp_path / "store", tmp_path / "older", random.Random(number), expected)
        assert faults == [], case
