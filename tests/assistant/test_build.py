"""Opening a collection: settings, faults in words, catching up, and what must not be imported."""

import logging
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant import build
from assistant.build import embedder_of, open_store, store_of
from assistant.ingestion import ingest
from assistant.settings import Settings, load_settings
from tests.vectorstore.made import FOUR, BagEmbedder
from vectorstore.embedder import BUNDLED
from vectorstore.hit import Query
from vectorstore.lock import DERIVE, held
from vectorstore.record import Record, StoreError, record_url

HEAVY = (
    "torch",
    "sentence_transformers",
    "chromadb",
    "gradio",
    "pandas",
    "langchain",
    "langchain_core",
    "onnx",
)


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A folder with a collection of four letters, embedded with the bundled model."""
    store = open_store(Settings(store=tmp_path / "store"), create=True)
    for one in FOUR:
        store.indexer.sync(one)
    store.indexer.derive()
    store.close()
    return tmp_path / "store"


def test_settings_come_from_the_environment_and_the_command_line_wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LETTERBOOK_STORE", "/from/environment")
    monkeypatch.setenv("LETTERBOOK_EMBEDDER", "some-model")
    assert load_settings(store=None).store == Path("/from/environment")
    chosen = load_settings(store=Path("given"))
    assert (chosen.store, chosen.embedder) == (Path("given"), "some-model")
    assert chosen.record_url == "sqlite:///given/record.sqlite"


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LETTERBOOK_VECTORS", "localhost:8000")
    with pytest.raises(StoreError, match=r"LETTERBOOK_VECTORS: .*http"):
        load_settings()


def test_no_collection_is_said_with_the_cure_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no collection at .*run `letterbook ingest PATH` first"):
        open_store(Settings(store=tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_another_model_than_the_indexs_is_refused(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path)
    record = Record.open(settings.record_url, create=True)
    store_of(settings, record, BagEmbedder("other")).indexer.sync(FOUR[0])
    record.close()
    with pytest.raises(StoreError, match=r"'other', not 'all-MiniLM-L6-v2'.*LETTERBOOK_EMBEDDER=other"):
        open_store(settings)


def test_a_model_that_is_set_before_the_switch_to_it_does_no_harm(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path, embedder="other")
    record = Record.open(settings.record_url, create=True)
    store_of(settings, record, BagEmbedder(BUNDLED)).indexer.sync(FOUR[0])
    followed = embedder_of(settings, record)
    assert followed.name == BUNDLED
    record.close()


def test_a_damaged_record_is_said_with_the_cure(collection: Path) -> None:
    content = (collection / "record.sqlite").read_bytes()
    (collection / "record.sqlite").write_bytes(b"\x00" * 4096 + content[4096:])
    with pytest.raises(StoreError, match=r"record\.sqlite.*damaged.*restore FILE"):
        open_store(Settings(store=collection))


@pytest.mark.parametrize("gone", [["exact"], ["lexical"], ["words"], ["exact", "lexical", "words"]])
def test_indexes_that_are_gone_are_made_again(collection: Path, gone: list[str]) -> None:
    for name in gone:
        shutil.rmtree(collection / name)
    store = open_store(Settings(store=collection))
    hits = store.retriever.retrieve(Query(text="annual reviews"))
    near = store.words.neighbours(["annual"], 0.9)
    assert {"n24#1", "n23#1", "u#1"} <= {hit.paragraph.id for hit in hits}
    assert "annual" in near["annual"]
    assert all((collection / name).is_dir() for name in gone)
    store.close()


def test_while_somebody_else_makes_the_indexes_searching_goes_on(
    collection: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(collection / "exact")
    shutil.rmtree(collection / "lexical")
    with held(collection, DERIVE, "a test is running"), caplog.at_level(logging.WARNING):
        store = open_store(Settings(store=collection))
        hits = store.retriever.retrieve(Query(text="annual reviews"))
        store.close()
    assert {"n24#1", "n23#1", "u#1"} <= {hit.paragraph.id for hit in hits}
    assert "completed in memory" in caplog.text


def test_asking_imports_nothing_that_is_slow(collection: Path) -> None:
    code = f"""
import sys
import time
from pathlib import Path
from assistant.build import open_store
from assistant.settings import Settings
from vectorstore.embedder import BUNDLED
from vectorstore.hit import Query
store = open_store(Settings(store=Path({str(collection)!r})))
assert store.retriever.retrieve(Query(text="annual reviews"))
assert store.words.neighbours(["annual"], 0.5)
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_served_it_brings_chroma_up_by_itself_where_it_is_worth_it(
    collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "WORTH", 1)
    store = open_store(Settings(store=collection), serve=True)
    assert store.retriever.retrieve(Query(text="annual reviews", top_k=3))  # before Chroma is there
    assert store.chroma is not None
    for _ in range(200):
        if not store.chroma.behind:
            break
        time.sleep(0.1)
    assert not store.chroma.behind
    hits = store.retriever.retrieve(Query(text="annual reviews", top_k=3))
    assert {hit.paragraph.id for hit in hits} == {"n24#1", "n23#1", "u#1"}
    store.close()


def test_served_it_mends_its_indexes_by_itself_and_a_small_one_needs_no_chroma(collection: Path) -> None:
    shutil.rmtree(collection / "lexical")
    for path in (collection / "exact").glob("columns-*.npz"):
        path.write_bytes(b"damaged")
    store = open_store(Settings(store=collection), serve=True)
    assert store.retriever.retrieve(Query(text="annual reviews", top_k=3))
    for _ in range(200):
        if not store.indexer.behind:
            break
        time.sleep(0.1)
    assert not store.indexer.behind
    store.close()
    assert (collection / "lexical" / "sums.json").exists()
    assert not (collection / "chroma").exists()


def test_served_before_there_is_a_letter_it_waits_for_the_first(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = open_store(Settings(store=tmp_path / "store"), create=True, serve=True)
    store.close()
    assert caplog.text == ""


@pytest.mark.shared
def test_the_five_real_letters_go_all_the_way(tmp_path: Path, shared: Path) -> None:
    store = open_store(Settings(store=tmp_path), create=True)
    reports = ingest(store, [shared / "letters"])
    assert [report.status for report in reports] == ["ok"] * 5
    assert sum(report.paragraphs for report in reports) == len(list(store.record.all_paragraphs()))
    hits = store.retriever.retrieve(Query(text="Which areas were asked about annual review delays?"))
    best = {hit.letter.area_names[0] for hit in hits[:5]}
    assert {"Worcestershire", "unknown (letter of 26 November 2025)"} <= best
    assert [report.status for report in ingest(store, [shared / "letters"])] == ["unchanged"] * 5
    store.close()


def test_the_record_may_be_elsewhere_than_its_indexes(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store", record=record_url(tmp_path / "record"))
    store = store_of(settings, Record.open(settings.record_url, create=True), BagEmbedder())
    settings.store.mkdir()
    store.indexer.sync(FOUR[0])
    store.indexer.derive()
    assert (tmp_path / "record" / "record.sqlite").is_file()
    assert sorted(path.name for path in settings.store.iterdir() if path.is_dir()) == [
        "exact",
        "lexical",
        "stems",
        "words",
    ]
    store.close()
