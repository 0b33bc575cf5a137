"""`letterbook embed`: another model takes the place of the first while the collection is asked."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import app
from assistant.build import letterbook, open_store
from assistant.ingestion import ingest
from assistant.settings import Settings
from vectorstore.embedder import BUNDLED, _bundled_folder
from vectorstore.lock import sole_writer

pytestmark = pytest.mark.slow
QUESTION = "What was Northmoor asked about annual reviews?"


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app.app, [str(argument) for argument in arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_the_chat_goes_on_through_a_switch_and_back(tmp_path: Path, samples: Path) -> None:
    model = str(
        _bundled_folder()
    )  # the same weights by their folder: another model as far as the record knows
    chat = open_store(Settings(store=tmp_path / "store", embedder=model), create=True)
    ingest(chat, [samples / "northmoor-2023-03-14.txt"])
    book = letterbook(chat)
    before = book.ask(QUESTION)
    assert chat.record.embedder_name == model
    assert before.citations

    count = sum(chat.record.lengths().values())
    code, said, _ = run("embed", "bundled", "--store", tmp_path / "store")
    assert (code, said) == (0, f"{count} paragraphs embedded with {BUNDLED}, which is now in use\n")
    assert chat.record.embedder_name == BUNDLED
    after = book.ask(QUESTION)
    assert [one.quote for one in after.citations] == [one.quote for one in before.citations]
    assert after.index != before.index
    chat.close()


def test_what_cannot_be_done_is_told_and_changes_nothing(tmp_path: Path, samples: Path) -> None:
    store = open_store(Settings(store=tmp_path / "store"), create=True)
    ingest(store, [samples / "northmoor-2023-03-14.txt"])
    with sole_writer(store.record.database, "an ingest is running"):
        code, _, said = run("embed", "bundled", "--store", tmp_path / "store")
    assert (code, "in use: an ingest is running" in said) == (2, True)
    code, _, said = run("embed", "bundled", "--store", tmp_path / "nowhere")
    assert (code, "no collection at" in said) == (2, True)
    assert store.record.embedder_name == BUNDLED
    store.close()
