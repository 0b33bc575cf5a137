"""The stems of every paragraph: derived, appended to, made again where damaged."""

from dataclasses import replace
from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.letter import Letter
from tests.vectorstore.made import FOUR, Shelf, letter, split
from vectorstore.segmentfile import read_segment, write_segment
from vectorstore.stemmed import Segment, Stemmed, joined, segment_of
from vectorstore.stems import StemIndex


@pytest.fixture
def four(tmp_path):
    shelf = Shelf(tmp_path).put(*FOUR)
    yield shelf
    shelf.close()


def fresh(shelf: Shelf) -> StemIndex:
    return StemIndex(shelf.folder / "stems", shelf.record, split)


def told(segments: tuple[Segment, ...]) -> list[tuple[int, list[str], list[str]]]:
    """The key of each row, the stems of its text and those of its context."""
    rows = []
    for one in segments:
        words = np.array([*one.vocabulary, ""])
        for row, key in enumerate(one.keys.tolist()):
            own = words[one.own.stems[one.unit_rows[one.own.units] == row]]
            around = words[one.context.stems[one.context.units == one.contexts[row]]]
            rows.append((key, own.tolist(), around.tolist()))
    return rows


def many(count: int, start: int = 0) -> list[Letter]:
    return [
        letter(f"m{number}", f"Letter {number} is about buses. So is this.") for number in range(start, count)
    ]


def test_all_paragraphs_are_there_before_and_after_the_files_are_made(four: Shelf) -> None:
    before = told(four.stems.view().segments)
    assert four.stems.behind
    four.stems.derive()
    assert not four.stems.behind
    assert told(four.stems.view().segments) == told(fresh(four).view().segments) == before
    assert len(before) == 6
    assert before[0][1:] == (["delays", "annual", "reviews", "cut"], ["next", "steps"])


def test_a_letter_that_comes_is_appended_and_what_was_written_stays(four: Shelf) -> None:
    four.put(*many(20)).stems.derive()
    (first,) = (four.folder / "stems").glob("segment-*.bin")
    written = first.read_bytes()
    four.put(letter("new", "A new letter.")).stems.derive()
    assert first.read_bytes() == written
    assert len(list((four.folder / "stems").glob("segment-*.bin"))) == 2
    assert told(four.stems.view().segments)[-1][1] == ["new", "letter"]


def test_many_small_segments_are_put_together(four: Shelf) -> None:
    for number in range(30):
        four.put(*many(number + 1, number)).stems.derive()
    assert len(fresh(four).view().segments) <= 6
    assert [key for key, *_ in told(four.stems.view().segments)] == sorted(
        key for key, *_ in told(fresh(four).view().segments)
    )
    assert len(told(four.stems.view().segments)) == 36


def test_what_went_is_written_away_where_it_is_much(four: Shelf) -> None:
    four.put(*many(8)).stems.derive()
    four.record.remove([f"m{number}" for number in range(8)])
    four.stems.derive()
    assert len(told(fresh(four).view().segments)) == 6


@pytest.mark.parametrize("damage", [b"", b"rubbish", None])
def test_a_damaged_file_is_made_again(four: Shelf, damage: bytes | None) -> None:
    four.stems.derive()
    whole = told(four.stems.view().segments)
    (path,) = (four.folder / "stems").glob("segment-*.bin")
    content = path.read_bytes()
    path.write_bytes(content[:-9] + bytes([content[-9] ^ 255]) + content[-8:] if damage is None else damage)
    again = fresh(four)
    assert again.behind
    assert told(again.view().segments) == whole
    again.derive()
    assert not fresh(four).behind
    assert told(fresh(four).view().segments) == whole


def test_a_list_of_another_form_is_no_list(four: Shelf) -> None:
    four.stems.derive()
    (four.folder / "stems" / "stems.json").write_text("[]")
    assert fresh(four).behind
    assert len(told(fresh(four).view().segments)) == 6


def test_nothing_is_left_after_erasing(four: Shelf) -> None:
    four.stems.derive()
    four.stems.erase()
    assert list((four.folder / "stems").iterdir()) == []


def test_words_that_are_no_text_are_kept_apart(tmp_path) -> None:
    shelf = Shelf(tmp_path).put(letter("odd", "caf\u00e9 na\u00efve"))
    shelf.stems.derive()
    assert told(fresh(shelf).view().segments) == told(shelf.stems.view().segments)
    shelf.close()


def test_rows_that_are_wanted_again_are_a_segment_of_their_own(four: Shelf) -> None:
    four.put(*many(60)).stems.derive()
    segment = four.stems.view().segments[0]
    few, some, most = np.arange(2), np.arange(1, 13), np.arange(40)
    assert [segment.part(rows) is None for rows in (few, some, most)] == [False, True, True]
    made = segment.part(some)
    assert made is not None
    assert made.keys.tolist() == segment.only(some).keys.tolist()
    assert segment.part(some.copy()) is made
    assert segment.part(some + 1) is None
    assert segment.part(most) is None


def test_a_thread_that_holds_still_takes_nothing_from_the_others(four: Shelf) -> None:
    four.stems.view()
    with four.record.steady():
        other = Thread(target=lambda: told(four.put(letter("new", "A new letter.")).stems.view().segments))
        other.start()
        other.join()
        four.stems.view()
    assert len(told(four.stems.view().segments)) == 7


def test_a_letter_put_again_stands_once_among_the_live(four: Shelf) -> None:
    four.stems.derive()
    four.put(replace(FOUR[0], paragraphs=FOUR[0].paragraphs[:1]))
    keys = [key for key, *_ in told(four.stems.view().segments)]
    assert keys == sorted(set(keys))


def test_the_marks_of_each_sentence_are_kept_written_and_put_together(tmp_path):
    two = Stemmed(
        label=("a",), sentences=(("b",), ("c",)), context=(), length=9, marks=3, sentence_marks=(1, 2)
    )
    one = Stemmed(
        label=(), sentences=(("d",),), context=(), length=9, marks=4
    )  # it says nothing of its sentence
    made = segment_of([(5, two), (6, one)])
    with (tmp_path / "one.bin").open("wb") as file:
        write_segment(file, made)
    for segment in (made, read_segment(tmp_path / "one.bin"), joined([made], [5, 6], 0)):
        assert segment.unit_marks.tolist() == [3, 1, 2, 4]
        assert segment.only(np.array([1])).unit_marks.tolist() == [4]


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=4).map(tuple)
SPLIT = st.builds(
    Stemmed,
    label=WORDS,
    sentences=st.lists(WORDS, max_size=3).map(tuple),
    context=WORDS,
    length=st.integers(0, 99),
    marks=st.integers(0, 3),
)


@given(st.lists(SPLIT, min_size=1, max_size=9), st.integers(0, 9), st.sets(st.integers(0, 8)))
def test_put_together_they_are_what_one_segment_of_the_live_is(
    split_up: list[Stemmed], cut: int, live: set[int]
) -> None:
    rows = list(enumerate(split_up))
    found = joined([segment_of(rows[:cut]), segment_of(rows[cut:])], sorted(live), 0)
    wanted = segment_of((key, one) for key, one in rows if key in live)
    assert told((found,)) == told((wanted,))
    assert set(found.vocabulary) == set(wanted.vocabulary)
    assert found.context_count == wanted.context_count
    for name in ("keys", "lengths", "marks", "unit_rows", "labels", "unit_marks"):
        column, same = getattr(found, name), getattr(wanted, name)
        assert column.dtype == same.dtype
        assert column.tolist() == same.tolist()
    for stream, same in ((found.own, wanted.own), (found.context, wanted.context)):
        assert [one.dtype for one in (stream.stems, stream.units, stream.places)] == [np.int32] * 3
        assert {word: stream.count(found.number[word]) for word in found.number} == {
            word: same.count(wanted.number[word]) for word in found.number
        }
    assert joined([found], sorted(live), 0).vocabulary == found.vocabulary


def test_letters_that_come_beside_a_search_make_no_pile_and_are_not_put_together_each_time(
    four: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    four.stems.derive()
    rows_moved = 0

    def counted(segments, live, bits):
        nonlocal rows_moved
        rows_moved += sum(len(segment.keys) for segment in segments)
        return joined(segments, live, bits)

    monkeypatch.setattr("vectorstore.stems.joined", counted)
    came = many(64)
    for one in came:
        four.put(one)
        segments = four.stems.view().segments
        assert len(segments) <= 8  # that of the files, and about one for each doubling
    assert told(segments) == told(fresh(four).view().segments)
    assert rows_moved <= 64 * 8  # each letter once for each doubling, and not with all that came before it
