"""The lexical index: stemmed words, any question safe, complete at any moment."""

import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vectorstore.made import FOUR, Shelf, letter
from vectorstore import bm25, lexical
from vectorstore.lexical import LexicalIndex


def found(shelf: Shelf, text: str, *terms: str, lexical: LexicalIndex | None = None) -> list[str]:
    keys, _ = (lexical or shelf.lexical).search(text, terms)
    ids = {key: paragraph.id for key, paragraph in shelf.record.paragraphs_at(keys.tolist()).items()}
    return [ids[key] for key in keys.tolist() if key in ids]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("review", ["n23#1", "n24#1", "u#1"]),  # stems: "reviews"
        ("REVIEWED?", ["n23#1", "n24#1", "u#1"]),
        ("coproduction", ["e23#1"]),  # as one word or two
        ("co-production", ["e23#1"]),
        ("the of and", []),  # stop words alone
        ("", []),
        ("zebra", []),
        ("next steps", ["e23#1", "e23#2", "n23#1", "n24#1", "n24#2", "u#1"]),  # headings are words too
    ],
)
@pytest.mark.parametrize("derived", [False, True])
def test_words_find_paragraphs(four: Shelf, text: str, ids: list[str], derived: bool) -> None:
    if derived:
        four.indexer.derive()
    assert sorted(found(four, text)) == ids


def test_terms_widen_the_question(four: Shelf) -> None:
    assert sorted(found(four, "parents", "staff members")) == ["e23#1", "e23#2"]


def test_a_word_of_the_paragraph_counts_more_than_one_of_its_heading(shelf: Shelf) -> None:
    shelf.put(letter("h", "Something else here."), letter("p", "The steps are clear."))
    assert found(shelf, "steps")[0] == "p#1"


@given(st.text(max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_asked(four: Shelf, text: str) -> None:
    keys, scores = four.lexical.search(text, [text])
    assert len(keys) == len(scores)
    assert (scores > 0).all()


@pytest.mark.parametrize("text", ['"', "a AND", "text:[* TO", "\x00", "\ud800", "~1 ^2", "x" * 70_000])
def test_query_syntax_is_only_text(four: Shelf, text: str) -> None:
    assert found(four, text) == []


def test_an_empty_collection_finds_nothing(shelf: Shelf) -> None:
    assert found(shelf, "review") == []
    shelf.indexer.derive()
    assert found(shelf, "review") == []


def test_a_limit_keeps_the_best(four: Shelf) -> None:
    keys, _ = four.lexical.search("annual reviews late", limit=1)
    assert [p.id for p in four.record.paragraphs_at(keys.tolist()).values()] == ["n23#1"]
    assert len(four.lexical.search("annual", limit=0)[0]) == 0


def test_what_is_put_is_found_before_it_is_derived_and_after(four: Shelf) -> None:
    four.indexer.derive()
    four.put(letter("new", "A zebra."))
    assert found(four, "zebra") == ["new#1"]
    four.indexer.derive()
    assert found(four, "zebra") == ["new#1"]
    assert not four.lexical.behind


def test_what_is_removed_or_changed_leaves_the_files(four: Shelf) -> None:
    four.indexer.derive()
    four.record.remove(["e23"])
    four.put(letter("n24", "A zebra."))
    four.indexer.derive()
    assert found(four, "production") == []
    assert sorted(found(four, "reviews")) == ["n23#1", "u#1"]
    assert four.lexical.count() == 3


def test_another_process_sees_what_this_one_put(four: Shelf) -> None:
    four.indexer.derive()
    other = Shelf(four.folder)
    assert len(found(other, "reviews")) == 3
    four.put(letter("new", "More reviews."))
    assert len(found(other, "reviews")) == 4
    four.indexer.derive()
    four.put(letter("newer", "And reviews."))
    assert len(found(other, "reviews")) == 5
    other.close()


def test_the_vocabulary_counts_paragraphs(four: Shelf) -> None:
    four.indexer.derive()
    four.put(letter("new", "Annual annual zebra."))
    words = four.lexical.vocabulary()
    assert (words["annual"], words["zebra"], words.get("the")) == (4, 1, None)


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [_truncate, _zero, _flip, Path.unlink])
def test_damage_to_any_file_is_noticed_and_mended(four: Shelf, harm: object) -> None:
    four.indexer.derive()
    names = sorted(path.name for path in (four.folder / "lexical").iterdir() if path.stat().st_size)
    for name in names:
        path = four.folder / "lexical" / name
        if not path.exists():
            continue
        harm(path)  # type: ignore[operator]
        fresh = LexicalIndex(four.folder / "lexical", four.record)
        assert len(found(four, "reviews", lexical=fresh)) == 3, name
        fresh.derive()
        assert len(found(four, "reviews", lexical=fresh)) == 3, name


@pytest.mark.parametrize("said", [0, 1, 16_777_223, 2**32 - 1])
def test_a_segment_that_is_said_to_be_longer_than_it_is_is_never_read(four: Shelf, said: int) -> None:
    # tantivy trusts its list: it panics, or reads past the end of a mapped file, which ends the process
    four.indexer.derive()
    path = four.folder / "lexical" / "meta.json"
    whole = json.loads(path.read_bytes())
    for changed in (
        {"max_doc": said},
        {"deletes": {"num_deleted_docs": said + 7, "opstamp": 1}},
    ):
        segment = {**whole["segments"][0], **changed}
        path.write_text(json.dumps({**whole, "segments": [segment, *whole["segments"][1:]]}))
        fresh = LexicalIndex(four.folder / "lexical", four.record)
        assert len(found(four, "reviews", lexical=fresh)) == 3
        fresh.derive()
        assert not LexicalIndex(four.folder / "lexical", four.record).behind
        whole = json.loads(path.read_bytes())


def test_every_bit_of_the_list_of_segments_may_be_another(four: Shelf) -> None:
    four.indexer.derive()
    path = four.folder / "lexical" / "meta.json"
    whole = path.read_bytes()
    for at in range(0, len(whole), 3):
        content = bytearray(whole)
        content[at] ^= 1 << at % 8
        path.write_bytes(content)
        fresh = LexicalIndex(four.folder / "lexical", four.record)
        assert len(found(four, "reviews", lexical=fresh)) == 3, (
            at,
            bytes(content[max(0, at - 20) : at + 20]),
        )


def test_a_letter_that_comes_is_appended_and_what_was_written_stays(four: Shelf) -> None:
    folder = four.folder / "lexical"
    four.put(*(letter(f"m{n}", f"Annual reviews {n}.", "Parents again.") for n in range(40))).lexical.derive()
    kept = {path: path.read_bytes() for path in folder.iterdir() if path.suffix not in (".json", ".lock")}
    four.put(letter("new", "A zebra.")).lexical.derive()
    came = {path for path in folder.iterdir() if path.suffix not in (".json", ".lock")} - set(kept)
    assert all(path.read_bytes() == content for path, content in kept.items())
    largest = max(len(content) for content in kept.values())
    assert came
    assert max(path.stat().st_size for path in came) < largest
    fresh = LexicalIndex(folder, four.record)
    assert not fresh.behind
    assert "new#1" in found(four, "zebra", lexical=fresh)


def test_damage_is_noticed_by_who_has_read_the_files_before(four: Shelf) -> None:
    four.indexer.derive()
    assert not four.lexical.behind
    damaged = max((four.folder / "lexical").glob("*.store"), key=lambda path: path.stat().st_size)
    _flip(damaged)
    four.put(letter("new", "A zebra."))
    four.indexer.derive()
    fresh = LexicalIndex(four.folder / "lexical", four.record)
    assert not fresh.behind
    assert len(found(four, "reviews", lexical=fresh)) == 3


def test_the_four_letters_are_what_these_tests_say() -> None:
    assert [len(one.paragraphs) for one in FOUR] == [2, 1, 2, 1]


def test_the_words_of_the_files_are_counted_once_and_a_letter_without_text_commits_nothing(
    four: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    four.indexer.derive()
    before = four.lexical.vocabulary()
    counted: list[object] = []
    words_of = bm25.words_of
    monkeypatch.setattr(bm25, "words_of", lambda index: counted.append(index) or words_of(index))
    monkeypatch.setattr(bm25, "change", lambda *given: pytest.fail("something was committed"))
    four.put(letter("blank"))
    assert four.lexical.vocabulary() == before
    assert len(counted) == 1  # what came since
    monkeypatch.undo()
    four.put(letter("more", "A zebra."))
    assert four.lexical.vocabulary() == before | {"zebra": 1}


def _committed_and_killed(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an index whose writer was killed between its commit and the checksums of it."""
    shelf.indexer.derive()
    with monkeypatch.context() as killed:
        killed.setattr(LexicalIndex, "_write_sums", lambda self: None)
        shelf.put(letter("new", "A zebra."))
        shelf.indexer.derive()
    return shelf.folder / "lexical"


@pytest.mark.parametrize("said", [1, 100, 2**31])
def test_what_was_committed_without_checksums_is_never_read(
    four: Shelf, monkeypatch: pytest.MonkeyPatch, said: int
) -> None:
    folder = _committed_and_killed(four, monkeypatch)
    meta = json.loads((folder / "meta.json").read_bytes())
    for segment in meta["segments"]:  # the killed writer's may be of any length: with 2**31 tantivy aborts
        if segment["segment_id"] not in json.loads((folder / "sums.json").read_bytes())["meta.json"]:
            segment["max_doc"] = said
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    fresh = LexicalIndex(folder, four.record)
    assert fresh.behind
    assert found(four, "zebra", lexical=fresh) == ["new#1"]
    fresh.derive()
    assert not LexicalIndex(folder, four.record).behind
    assert found(four, "zebra", lexical=LexicalIndex(folder, four.record)) == ["new#1"]


def test_who_reads_while_the_checksums_are_written_waits_for_them(
    four: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _committed_and_killed(four, monkeypatch)
    soon = threading.Timer(0.2, four.lexical._write_sums)
    soon.start()
    assert not LexicalIndex(folder, four.record).behind
    soon.join()


def test_checksums_that_come_late_are_noticed(four: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _committed_and_killed(four, monkeypatch)
    fresh = LexicalIndex(folder, four.record)
    monkeypatch.setattr(lexical, "TRIES", 1)
    assert fresh.behind
    four.lexical._write_sums()
    assert found(four, "zebra", lexical=fresh) == ["new#1"]
    assert not LexicalIndex(folder, four.record).behind
    assert len(fresh._current()) == 2  # the files' part is open again, beside the one in memory
