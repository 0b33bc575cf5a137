"""Bad files and harmed ones, as benchmarks make them: each ends as it must, and the same number makes the same."""

from pathlib import Path

import pytest

from assistant.build import store_of
from assistant.ingestion import ingest
from assistant.settings import Settings
from benchmarks.bad_files import BAD, bad_files
from benchmarks.made_letters import FORMATS, source
from benchmarks.mutants import main, mutants
from benchmarks.mutations import MUTATIONS
from tests.vectorstore.made import BagEmbedder
from vectorstore.paths import text_of
from vectorstore.record import Record


@pytest.mark.slow
def test_every_kind_of_bad_file_ends_as_it_must_and_the_rest_is_read(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    expected = {text_of(path): bad.statuses for path, bad in bad_files(letters, len(BAD))}
    for name, write in FORMATS.items():
        (letters / name).write_bytes(write(source(len(name))))
    settings = Settings(store=tmp_path / "store")
    store = store_of(settings, Record.open(settings.record_url, create=True), BagEmbedder())
    found = {report.source.split("#")[0]: report for report in ingest(store, [letters])}
    store.close()
    assert {path: found[path].status for path in expected if found[path].status not in expected[path]} == {}
    assert all(found[path].reason.isprintable() and found[path].reason for path in expected)
    assert all(found[str(letters / name)].status in ("ok", "partial", "duplicate") for name in FORMATS)


def test_the_same_number_makes_the_same_mutant() -> None:
    some = dict(mutants(40, 8))
    assert dict(mutants(40, 8)) == some
    assert len(some) == 8


def test_every_way_of_harming_is_taken() -> None:
    harms = {
        harm for name, _ in mutants(0, 150) for harm in name.rpartition(".")[0].split("-")[-1].split("+")
    }
    assert harms == set(MUTATIONS)


@pytest.mark.slow
def test_harmed_files_end_with_a_named_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(60, 7_350, None) == 0  # 7384 was a finding
    printed = capsys.readouterr().out
    assert "60 mutants, 60 named statuses" in printed
    assert "failed or crashed: 0" in printed
