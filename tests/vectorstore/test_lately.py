"""While an ingest adds letters, an answer may miss those of the last second, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vectorstore.made import FOUR, Shelf, letter
from vectorstore.backup import backup, restore
from vectorstore.lock import sole_writer
from vectorstore.record import Record, record_url

LAG = 1.0
NEW = letter("new", "A new letter.")


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("vectorstore.lately.time", clock)
    return clock


@pytest.fixture
def four(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path).put(*FOUR)
    yield shelf
    shelf.close()


@pytest.fixture
def asked(four: Shelf, clock: Clock) -> Iterator[Record]:
    """The record as the chat has it, looked at once."""
    record = Record.open(record_url(four.folder), lag=LAG)
    assert seen(record) == {"n24", "n23", "e23", "u"}
    yield record
    record.close()


def seen(record: Record) -> set[str]:
    with record.steady() as (state, catalogue):
        assert state.point == catalogue.point
        return {one.id for one in record.letters()}


def test_what_an_ingest_adds_is_seen_a_second_later(four: Shelf, asked: Record, clock: Clock) -> None:
    before = seen(asked)
    with sole_writer(four.record.database, "an ingest is running"):
        four.put(NEW)
        clock.now += LAG / 2
        assert seen(asked) == before
        clock.now += LAG
        assert seen(asked) == before | {"new"}
        four.put(letter("newer", "A newer letter."))
        assert seen(asked) == before | {"new"}


def test_what_an_ingest_has_put_is_seen_when_it_ends(four: Shelf, asked: Record) -> None:
    before = seen(asked)
    with sole_writer(four.record.database, "an ingest is running"):
        four.put(NEW)
    assert seen(asked) == before | {"new"}


def test_whoever_does_not_ask_in_one_state_sees_what_is_there(four: Shelf, asked: Record) -> None:
    with sole_writer(four.record.database, "an ingest is running"):
        four.put(NEW)
        assert "new" in {one.id for one in asked.letters()}
        assert asked.letter("new").paragraphs == NEW.paragraphs


def test_what_goes_or_is_changed_is_seen_at_once(four: Shelf, asked: Record) -> None:
    with sole_writer(four.record.database, "an ingest is running"):
        four.record.remove(["n24"])
        assert seen(asked) == {"n23", "e23", "u"}
        four.record.set_area("u", ["Southvale"])
        with asked.steady():
            assert [one.areas for one in asked.letters() if one.id == "u"] == [("Southvale",)]
        four.put(replace(FOUR[1], paragraphs=()))
        with asked.steady():
            assert asked.letter("n23").paragraphs == ()


def test_another_history_is_seen_at_once(four: Shelf, asked: Record, tmp_path: Path) -> None:
    backup(four.record, tmp_path / "kept.zip")
    four.put(NEW)
    assert "new" in seen(asked)
    restore(four.record, tmp_path / "kept.zip")
    with sole_writer(four.record.database, "an ingest is running"):
        assert "new" not in seen(asked)
        four.put(letter("other", "Another letter."))
        assert "new" not in seen(asked)


def test_nobody_else_lags(four: Shelf, clock: Clock) -> None:
    assert "new" not in seen(four.record)
    with sole_writer(four.record.database, "an ingest is running"):
        four.put(NEW)
        assert "new" in seen(four.record)
