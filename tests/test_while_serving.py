"""While the chat serves, the collection is backed up, restored, erased from and written to by other processes."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.build import open_store
from assistant.settings import Settings
from tests.vectorstore.made import FOUR
from vectorstore.lock import INGEST, WAIT, held
from vectorstore.record import Record, record_url

pytestmark = pytest.mark.slow
APP = [sys.executable, str(Path(__file__).parent.parent / "app.py")]
QUESTION = {"question": "Which areas were asked about annual reviews?"}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with four letters."""
    folder = tmp_path_factory.mktemp("collection") / "store"
    store = open_store(Settings(store=folder), create=True)
    for one in FOUR:
        store.indexer.sync(one)
    store.indexer.derive()
    store.close()
    return folder


@pytest.fixture(scope="module")
def chat(collection: Path) -> Iterator[httpx.Client]:
    """A chat that serves it, in a process of its own."""
    command = [*APP, "serve", "--port", "0", "--store", str(collection)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = next(line for line in process.stderr if " is at http" in line)
        try:
            with httpx.Client(base_url=line.split(" is at ")[1].split("/ ")[0], timeout=60) as client:
                yield client
        finally:
            process.terminate()


def run(collection: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of Letterbook's in a process of its own."""
    whole = [*APP, *command, "--store", str(collection)]
    return subprocess.run(whole, capture_output=True, text=True, check=False)


def asked(chat: httpx.Client) -> set[str]:
    """The letters that a question finds asked."""
    answer = chat.post("/api/ask", json=QUESTION).raise_for_status().json()
    return {citation["letter_id"] for citation in answer["citations"]}


def test_a_backup_taken_under_the_chat_is_put_back_under_it(
    chat: httpx.Client, collection: Path, tmp_path: Path
) -> None:
    before = asked(chat)
    assert "n24" in before
    assert run(collection, "backup", str(tmp_path / "saved")).returncode == 0
    assert run(collection, "remove", "n24").returncode == 0
    assert asked(chat) == before - {"n24"}
    assert (
        run(collection, "restore", str(tmp_path / "saved")).stdout
        == f"restored 4 letters from {tmp_path}/saved\n"
    )
    assert asked(chat) == before


def test_what_is_erased_is_gone_from_the_chat_and_from_every_file(
    chat: httpx.Client, collection: Path
) -> None:
    secret = "Annual reviews should be on time."
    assert "u" in asked(chat)
    erased = run(collection, "erase", "u")
    assert erased.stdout.startswith("erased 1 letter from the store"), erased.stderr
    assert "u" not in asked(chat)
    files = [path for path in collection.rglob("*") if path.is_file()]
    assert [path for path in files if secret.encode() in path.read_bytes()] == []


def test_a_second_ingest_is_refused_in_words_and_short_writes_are_not(
    chat: httpx.Client, collection: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("A letter.")
    with held(collection, INGEST, "an ingest is running"):
        refused = run(collection, "ingest", str(tmp_path))
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "is in use: an ingest is running by process" in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
        assert run(collection, "letters", "n23", "--set-area", "Eastvale").returncode == 0
    shown = json.loads(chat.get("/api/letters/n23").text)
    assert "Eastvale" in json.dumps(shown["areas"])
    assert WAIT < 1


def test_a_short_write_waits_for_its_turn(collection: Path) -> None:
    record = Record.open(record_url(collection))
    began, written = threading.Event(), threading.Event()

    def write() -> None:
        began.set()
        record.set_area("n23", ["Northmoor"])
        written.set()

    with record.database.writing():
        thread = threading.Thread(target=write)
        thread.start()
        began.wait(20)
        assert not written.is_set()
    thread.join(20)
    assert written.is_set()
    assert record.letter("n23").metadata.area_names == ("Northmoor",)
    record.close()
