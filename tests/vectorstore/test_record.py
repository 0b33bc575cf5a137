"""The record: what is put is read back, whole or not at all."""

import contextlib
import os
import sqlite3
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.letter import Fact, Letter, LetterMetadata, Paragraph, Person, Role
from tests.vectorstore.made import FOUR, SIZE, Shelf, letter
from vectorstore.embedded import embedded_text, text_sha
from vectorstore.record import Record, Source, StoreError, record_url
from vectorstore.storeerror import LetterError


def source_of(one: Letter, **changes: object) -> Source:
    source = Source(
        source=f"/letters/{one.metadata.source}",
        name=one.metadata.source,
        path=f"/letters/{one.metadata.source}",
        size=1,
        mtime_ns=2,
        checked_ns=3,
        sha256=one.metadata.file_sha256,
        letter_id=one.metadata.id,
    )
    return replace(source, **changes)  # type: ignore[arg-type]


FULL = Letter(
    metadata=LetterMetadata(
        id="full",
        source="mail.eml#letter.pdf",
        kind="report",
        sent=date(2024, 2, 29),
        met=date(2024, 1, 5),
        next_review=date(2024, 8, 1),
        plans=("APP",),
        areas=("Northmoor", "Eastvale"),
        area_source="inferred",
        people=(Person(name="A. Person", part="signatory", paragraph=1),),
        facts=(Fact(name="sent", value="2024-02-29", paragraph=1, start=0, end=5),),
        text_sha256="a",
        warnings=("one",),
    ),
    paragraphs=(
        Paragraph(
            letter_id="full",
            number=7,
            text="Ŵ “quoted” – café\x00\n54%",
            role=Role.REQUIREMENT,
            headings=("One", "Two"),
            lead_in="Please:",
            lead_in_number=6,
            page=2,
            boxes=((2, 0.1, 0.2, 0.3, 0.4),),
            ocr=True,
            confidence=0.5,
            next_steps=True,
        ),
    ),
)


def test_a_letter_comes_back_with_every_field(shelf: Shelf) -> None:
    shelf.put(FULL)
    assert shelf.record.letter("full") == FULL
    assert shelf.record.paragraphs(["full#7"]) == {"full#7": FULL.paragraphs[0]}


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_unchanged(shelf: Shelf, text: str) -> None:
    shelf.put(letter("any", text))
    assert shelf.record.letter("any").paragraphs[0].text == text


def test_letters_are_ordered_by_date_with_the_undated_last(four: Shelf) -> None:
    assert [one.id for one in four.record.letters()] == ["n23", "e23", "n24", "u"]


def test_unreadable_letters_are_among_the_letters(shelf: Shelf) -> None:
    shelf.put(letter("scan"))
    assert [one.unreadable for one in shelf.record.letters()] == [True]


def test_every_change_raises_the_generation(four: Shelf) -> None:
    assert four.record.generation == 4
    four.record.remove(["u", "e23"])
    four.record.set_area("n24", ["Southmoor"])
    assert four.record.generation == 7


def test_what_is_put_again_takes_the_place_of_what_was_there(four: Shelf) -> None:
    four.put(letter("n24", "Something else."))
    assert [p.text for p in four.record.letter("n24").paragraphs] == ["Something else."]
    assert "n24#2" not in four.record.paragraphs(["n24#1", "n24#2"])


def test_a_removed_letter_is_gone_with_its_paragraphs_and_vectors(four: Shelf) -> None:
    removed = four.record.letter("e23")
    four.record.remove(["e23"])
    assert [one.id for one in four.record.letters()] == ["n23", "n24", "u"]
    assert not four.record.paragraphs(p.id for p in removed.paragraphs)
    assert not four.record.known_vectors(text_sha(p) for p in removed.paragraphs)


def test_equal_paragraphs_share_a_vector_that_stays_while_one_of_them_does(shelf: Shelf) -> None:
    shelf.put(letter("a", "Yours sincerely"), letter("b", "Yours sincerely"))
    assert shelf.embedder.embedded.count("Next steps\nYours sincerely") == 1
    shelf.record.remove(["a"])
    assert len(shelf.record.known_vectors([text_sha(letter("b", "Yours sincerely").paragraphs[0])])) == 1


def test_an_area_set_by_hand_outlives_indexing_again_and_removal(four: Shelf) -> None:
    four.record.set_area("u", ["Westhaven", "Eastvale"])
    four.put(FOUR[3])
    four.record.remove(["u"])
    four.put(FOUR[3])
    found = four.record.letter("u").metadata
    assert (found.areas, found.area_source) == (("Westhaven", "Eastvale"), "user")
    four.record.set_area("u", [])
    assert four.record.letter("u").metadata == FOUR[3].metadata


def test_the_fingerprint_is_of_the_content_and_not_of_its_history(four: Shelf, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "other").put(*reversed(FOUR))
    assert other.record.fingerprint() == four.record.fingerprint()
    other.record.set_area("u", ["Westhaven"])
    assert other.record.fingerprint() != four.record.fingerprint()
    other.close()


def test_sources_are_kept_replaced_and_forgotten(four: Shelf) -> None:
    first, second = source_of(FOUR[0]), source_of(FOUR[1])
    four.record.note([first, second])
    four.record.note([replace(first, size=9)])
    four.record.remove([], forget=[second.source])
    assert four.record.sources() == (replace(first, size=9),)


def test_all_paragraphs_come_letter_by_letter(four: Shelf) -> None:
    ids = [paragraph.id for paragraph in four.record.all_paragraphs()]
    assert ids == ["n24#1", "n24#2", "n23#1", "e23#1", "e23#2", "u#1"]


def test_paragraph_ids_that_nobody_has_are_left_out(four: Shelf) -> None:
    assert list(four.record.paragraphs(["n24#1", "n24#99", "n24#", "#", "x#1", "n24#²", ""])) == ["n24#1"]


def test_another_model_is_refused_in_words(four: Shelf) -> None:
    with pytest.raises(
        StoreError, match=r"indexed with the model 'bag', not 'other'.*LETTERBOOK_EMBEDDER=bag"
    ):
        four.record.claim("other", SIZE)


@pytest.mark.parametrize(
    ("paragraphs", "vectors"),
    [
        (letter("x", "a").paragraphs, np.zeros((2, SIZE))),  # too many vectors
        (letter("x", "a").paragraphs, np.full((1, SIZE), np.nan)),  # no numbers
        (letter("x", "a").paragraphs, np.zeros((1, 3))),  # another size
        (letter("y", "a").paragraphs, np.zeros((1, SIZE))),  # of another letter
        (letter("x", "a").paragraphs * 2, np.zeros((2, SIZE))),  # one number twice
        (letter("x", "half \ud800").paragraphs, np.zeros((1, SIZE))),  # no text
    ],
)
def test_a_letter_that_cannot_be_kept_changes_nothing(
    four: Shelf, paragraphs: tuple[Paragraph, ...], vectors: np.ndarray
) -> None:
    before = four.record.generation
    with pytest.raises(LetterError, match=r"^x"):
        four.record.put(replace_paragraphs(letter("x", "a"), paragraphs), vectors.astype("f4"))
    assert four.record.generation == before
    assert len(four.record.letters()) == 4


def replace_paragraphs(one: Letter, paragraphs: tuple[Paragraph, ...]) -> Letter:
    return Letter(metadata=one.metadata, paragraphs=paragraphs)


def test_the_embedded_text_has_the_context_and_the_quoted_one_has_not() -> None:
    paragraph = FULL.paragraphs[0]
    assert embedded_text(paragraph) == f"One > Two > Please:\n{paragraph.text}"


def test_no_collection_is_said_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no collection at .*nowhere: run `letterbook ingest PATH` first"):
        Record.open(record_url(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough for one" * 100])
def test_a_file_that_is_no_record_is_said_with_the_cure(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "record.sqlite").write_bytes(content)
    with pytest.raises(StoreError, match=r"record\.sqlite.*(damaged|not a Letterbook)"):
        Record.open(record_url(tmp_path))


def test_a_record_of_a_later_version_is_refused(four: Shelf) -> None:
    four.close()
    with sqlite3.connect(four.folder / "record.sqlite") as database:
        database.execute("UPDATE state SET schema = 99")
    with pytest.raises(StoreError, match="version 99"):
        Record.open(record_url(four.folder))


def test_a_read_only_folder_can_be_read(four: Shelf) -> None:
    four.close()
    four.folder.chmod(0o500)
    if os.access(four.folder, os.W_OK):
        pytest.skip("this user may write anywhere")
    try:
        record = Record.open(record_url(four.folder))
        assert len(record.letters()) == 4
        with pytest.raises(StoreError, match="cannot be written"):
            record.remove(["u"])
    finally:
        four.folder.chmod(0o700)


def test_many_may_read_at_the_same_time(four: Shelf) -> None:
    with contextlib.ExitStack() as views:
        for _ in range(40):
            connection = views.enter_context(four.record.database.reading())
            assert connection.exec_driver_sql("SELECT count(*) FROM letters").scalar() == 4


def test_readers_see_whole_letters_while_one_writes(four: Shelf) -> None:
    stop, seen = threading.Event(), set()

    def read() -> None:
        while not stop.is_set():
            seen.add(len(four.record.letter("n24").paragraphs))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for one in readers:
        one.start()
    for _ in range(20):
        four.put(letter("n24", *["same words"] * 5)).put(letter("n24", "one"))
    stop.set()
    for one in readers:
        one.join()
    assert seen <= {1, 2, 5}


def test_a_thread_that_holds_still_sees_one_state_while_others_write(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).put(FOUR[0])
    with shelf.record.steady():
        before = (shelf.record.generation, shelf.record.fingerprint(), len(shelf.record.letters()))
        writer = threading.Thread(target=lambda: shelf.put(FOUR[1]))
        writer.start()
        writer.join()
        assert (shelf.record.generation, shelf.record.fingerprint(), len(shelf.record.letters())) == before
    assert shelf.record.generation == before[0] + 1
    assert shelf.record.fingerprint() != before[1]
    assert len(shelf.record.letters()) == 2
    shelf.close()
