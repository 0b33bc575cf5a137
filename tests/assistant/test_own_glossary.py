"""A collection's own words, in a file beside its record."""

from pathlib import Path

import pytest

from assistant.build import build, open_store
from assistant.ingestion import ingest
from assistant.settings import Settings
from vectorstore.storeerror import StoreError

LETTER = """14 May 2024

Dear Director,

We met to review progress in Northmoor.

Successes

- The Bridge Programme has brought eleven pupils back to their schools.

Yours sincerely
"""
QUESTION = "Which areas were praised for the BP?"


def matched(store: Path, own: str | None) -> int:
    """How many letters match the question with these words of the collection's own."""
    if own is not None:
        (store / "glossary.csv").write_text(own, encoding="utf-8-sig")
    with build(Settings(store=store)) as letterbook:
        found = letterbook.ask(QUESTION)
        return found.coverage.matched if found.coverage else 0


@pytest.fixture
def store(tmp_path: Path) -> Path:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "one.txt").write_text(LETTER, encoding="utf-8")
    folder = tmp_path / "store"
    opened = open_store(Settings(store=folder), create=True)
    ingest(opened, [letters])
    opened.close()
    return folder


def test_an_abbreviation_of_its_own_is_known_once_it_is_in_the_file(store: Path) -> None:
    assert matched(store, None) == 0
    assert matched(store, "term,same,near\nBridge Programme,BP,\n,,\n") == 1


@pytest.mark.parametrize("own", ["word;other\n1;2\n", "", "\x00"])
def test_a_file_that_is_no_glossary_is_said_in_one_line(store: Path, own: str) -> None:
    with pytest.raises(StoreError, match=r"glossary\.csv: .*columns term, same, near") as said:
        matched(store, own)
    assert "\n" not in str(said.value)
