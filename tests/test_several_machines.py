"""Several processes and machines on one collection: chat servers, an ingester, PostgreSQL and Chroma, all real."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.servers import chroma_server, free_port, new_database, postgresql_cluster
from vectorstore.lock import sole_writer
from vectorstore.record import Record, record_url
from vectorstore.scan import ExactIndex

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
APP = [sys.executable, str(ROOT / "app.py")]
PATIENCE = 120.0  # seconds until a test gives up; nothing is measured
QUESTION = "Which areas were asked about annual reviews?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A folder of its own, and what all machines share."""

    store: Path
    shared: Mapping[str, str]

    def run(self, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """One command, to its end."""
        command = [*APP, *map(str, arguments), "--store", str(self.store)]
        return subprocess.run(
            command, env=self._environment(), capture_output=True, text=True, check=False, timeout=PATIENCE
        )

    @contextmanager
    def chat(self) -> Iterator[str]:
        """The chat, ready; yield its address."""
        port = free_port()
        command = [*APP, "serve", "--port", str(port), "--store", str(self.store)]
        said = self.store.with_suffix(".said")
        with (
            said.open("wb") as out,
            subprocess.Popen(command, env=self._environment(), stderr=out) as process,
        ):
            url = f"http://127.0.0.1:{port}"
            try:  # whatever comes, it is ended: leaving Popen's own block waits for it
                until(lambda: _ready(url), said)
                yield url
            finally:
                process.send_signal(signal.SIGTERM)

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), **self.shared}


def until(true: Callable[[], bool], said: Path | None = None) -> None:
    """Look again and again until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, said.read_text() if said else "it never became true"
        time.sleep(0.1)


def areas(url: str) -> set[str]:
    given = httpx.post(f"{url}/api/ask", json={"question": QUESTION}, timeout=PATIENCE).json()
    return set(given["areas"] or ())


def letters(url: str) -> dict[str, str]:
    return {one["areas"][0]: one["letter_id"] for one in httpx.get(f"{url}/api/letters").json()}


def _ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz").status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def shelf(tmp_path: Path, samples: Path) -> Path:
    """Two letters in a folder."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in ("northmoor-2023-03-14.txt", "saltmarsh-2024-02-20.txt"):
        (folder / name).write_bytes((samples / name).read_bytes())
    return folder


def test_chats_on_several_machines_follow_one_ingester(tmp_path: Path, shelf: Path, samples: Path) -> None:
    with ExitStack() as stack:
        shared = {
            "LETTERBOOK_RECORD": new_database(stack.enter_context(postgresql_cluster())),
            "LETTERBOOK_VECTORS": stack.enter_context(chroma_server(tmp_path / "chroma")),
        }
        one, two, ingester = (Machine(store=tmp_path / name, shared=shared) for name in ("a", "b", "c"))
        assert ingester.run("ingest", shelf).returncode == 0
        chats = [stack.enter_context(machine.chat()) for machine in (one, two)]
        assert [areas(url) for url in chats] == [{"Northmoor"}, {"Northmoor"}]

        (shelf / "new.txt").write_bytes((samples / "kingsholt-2023-06-15.txt").read_bytes())
        assert ingester.run("ingest", shelf).returncode == 0
        assert [areas(url) for url in chats] == [{"Northmoor", "Kingsholt"}] * 2

        assert ingester.run("remove", letters(chats[0])["Northmoor"]).returncode == 0
        assert [areas(url) for url in chats] == [{"Kingsholt"}] * 2
        record = Record.open(shared["LETTERBOOK_RECORD"])
        for machine in (one, two):  # and their own files are caught up, not their memory alone
            until(lambda folder=machine.store: not ExactIndex(folder / "exact", record).behind)  # type: ignore[misc]
        record.close()


def test_the_chat_goes_on_while_letters_are_ingested_beside_it(
    tmp_path: Path, shelf: Path, samples: Path
) -> None:
    machine = Machine(store=tmp_path / "store", shared={})
    assert machine.run("ingest", shelf).returncode == 0
    with machine.chat() as url:
        (shelf / "new.txt").write_bytes((samples / "kingsholt-2023-06-15.txt").read_bytes())
        codes: list[int] = []
        thread = threading.Thread(target=lambda: codes.append(machine.run("ingest", shelf).returncode))
        thread.start()
        while thread.is_alive():
            assert {"Northmoor"} <= areas(url)
        assert codes == [0]
        assert areas(url) == {"Northmoor", "Kingsholt"}


def test_a_second_ingest_is_refused_in_words_and_a_short_write_waits(tmp_path: Path, shelf: Path) -> None:
    machine = Machine(store=tmp_path / "store", shared={})
    assert machine.run("ingest", shelf).returncode == 0
    first, second = (Record.open(record_url(machine.store)) for _ in range(2))
    letter_id = first.letters()[0].id
    with sole_writer(first.database, "an ingest is running"):
        refused = machine.run("ingest", shelf)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert f"in use: an ingest is running by process {os.getpid()}" in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1
        with first.database.writing():
            writer = threading.Thread(target=second.set_area, args=(letter_id, ["Westhaven"]))
            writer.start()
            assert second.letters()[0].areas != ("Westhaven",)  # it waits; looking does not
        writer.join(PATIENCE)
    assert second.letters()[0].areas == ("Westhaven",)
