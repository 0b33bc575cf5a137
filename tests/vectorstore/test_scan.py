"""The exact index: complete at any moment, on disk or not, damaged or not."""

import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.letter import Role
from tests.vectorstore.made import FOUR, SIZE, Shelf, letter, with_a_bit_flipped
from vectorstore.rows import Rows
from vectorstore.scan import ExactIndex
from vectorstore.state import START


def live_ids(shelf: Shelf, exact: ExactIndex | None = None) -> set[int]:
    view = (exact or shelf.exact).view()
    return set(view.keys[view.of_letters(shelf.record.catalogue().serials)].tolist())


def rows_of(matrix: np.ndarray) -> Rows:
    keys = np.arange(len(matrix), dtype=np.int64) << 20 | 1
    nothing = np.zeros((0, matrix.shape[1]), dtype=np.float32)
    half = len(matrix) // 2
    parts = (matrix[:half], matrix[half:]) if half else (nothing, matrix)
    return Rows(point=START, embedder="", keys=keys, roles=np.zeros(len(matrix), np.uint8), parts=parts)


def test_it_is_complete_before_anything_is_derived(four: Shelf) -> None:
    assert len(four.exact.view().keys) == 6
    assert not (four.folder / "exact").exists()


def test_an_empty_record_has_no_rows(shelf: Shelf) -> None:
    assert shelf.exact.view().search(np.zeros(SIZE, dtype=np.float32))[0].tolist() == []
    shelf.indexer.derive()
    assert len(shelf.exact.view().keys) == 0


def test_an_index_of_nothing_whose_file_went_is_made_again(shelf: Shelf) -> None:
    shelf.indexer.derive()
    for matrix in (shelf.folder / "exact").glob("matrix-*"):
        matrix.unlink()
    for one in (shelf, Shelf(shelf.folder)):
        one.put(*FOUR).indexer.derive()
        assert len(live_ids(one)) == 6


def test_the_files_hold_what_the_memory_held(four: Shelf) -> None:
    before = four.exact.view()
    four.indexer.derive()
    after = ExactIndex(four.folder / "exact", four.record).view()
    assert after.keys.tolist() == before.keys.tolist()
    assert len(after.parts[0]) == 6
    vector = four.embedder.embed(["annual reviews"])[0]
    assert after.scores(vector).tolist() == before.scores(vector).tolist()


def test_new_letters_are_appended_and_not_written_again(four: Shelf) -> None:
    four.indexer.derive()
    matrix = next((four.folder / "exact").glob("matrix-*"))
    size = matrix.stat().st_size
    four.put(letter("new", "One more."))
    four.indexer.derive()
    assert matrix.stat().st_size == size + SIZE * 4
    assert len(four.exact.view().parts[0]) == 7
    assert len(list((four.folder / "exact").iterdir())) == 2


def test_while_letters_come_no_vector_is_read_twice(four: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.scan.TAIL", 1)
    four.indexer.derive()
    asked = ExactIndex(four.folder / "exact", four.record)
    read: list[tuple[int, int]] = []
    between = four.record.vectors_between

    def noting(after: int, upto: int) -> object:
        read.append((after, upto))
        return between(after, upto)

    monkeypatch.setattr(four.record, "vectors_between", noting)
    for number in range(5):  # more than TAIL, and no newer file
        four.put(letter(f"new-{number}", f"One more, {number}.", f"And another, {number}."))
        assert len(asked.view().keys) == 6 + 2 * (number + 1)
    assert all(upto == after for (_, upto), (after, _) in pairwise(read)), read
    four.indexer.derive()
    read.clear()
    four.put(letter("last", "The last one."))
    assert len(asked.view().parts[0]) == 16  # the newer file
    assert len(read) == 1


def test_what_is_appended_block_after_block_has_the_checksums_of_the_whole(shelf: Shelf) -> None:
    for number in range(4):  # 4,096 rows are a block
        shelf.put(letter(f"m{number}", *(f"Words {number} {n}." for n in range(1_500)))).exact.derive()
    fresh = ExactIndex(shelf.folder / "exact", shelf.record)
    assert not fresh.behind
    assert fresh.view().parts[0].tolist() == shelf.exact.view().parts[0].tolist()


def test_a_matrix_that_was_read_before_and_is_harmed_since_is_made_again(four: Shelf) -> None:
    four.indexer.derive()
    matrix = next((four.folder / "exact").glob("matrix-*"))
    harmed = bytearray(matrix.read_bytes())
    harmed[len(harmed) // 2] ^= 0x10
    matrix.write_bytes(harmed)
    four.put(letter("new", "One more."))
    four.indexer.derive()
    assert not matrix.exists()
    assert len(four.exact.view().parts[0]) == 7


def test_removed_letters_are_gone_at_once_and_dropped_when_they_are_many(four: Shelf) -> None:
    four.indexer.derive()
    four.record.remove(["u"])
    assert len(live_ids(four)) == 5
    four.indexer.derive()
    assert (len(live_ids(four)), len(four.exact.view().keys)) == (5, 6)
    four.record.remove(["n24", "e23"])
    four.indexer.derive()
    assert (len(live_ids(four)), len(four.exact.view().keys)) == (1, 1)


def test_another_process_sees_what_this_one_put(four: Shelf) -> None:
    four.indexer.derive()
    other = Shelf(four.folder)
    assert len(other.exact.view().keys) == 6
    four.put(letter("new", "One more.", "And one."))
    assert len(other.exact.view().keys) == 8
    four.indexer.derive()
    four.put(letter("newer", "The last."))
    assert len(other.exact.view().keys) == 9
    other.close()


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [_truncate, _zero, _flip, Path.unlink])
@pytest.mark.parametrize("which", ["matrix-*", "columns-*"])
def test_damage_is_noticed_and_mended(four: Shelf, harm: object, which: str) -> None:
    four.indexer.derive()
    before = four.exact.view().parts[0].copy()
    harm(next((four.folder / "exact").glob(which)))  # type: ignore[operator]
    fresh = ExactIndex(four.folder / "exact", four.record)
    assert len(fresh.view().keys) == 6
    fresh.derive()
    assert ExactIndex(four.folder / "exact", four.record).view().parts[0].tolist() == before.tolist()


def test_files_of_another_history_are_not_used(four: Shelf, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "other").put(*(letter(f"o{n}", f"other {n}") for n in range(4)))
    other.indexer.derive()
    four.indexer.derive()
    for path in (four.folder / "exact").iterdir():
        path.unlink()
    for path in (other.folder / "exact").iterdir():
        (four.folder / "exact" / path.name).write_bytes(path.read_bytes())
    assert len(ExactIndex(four.folder / "exact", four.record).view().keys) == 6
    other.close()


def test_older_files_of_the_same_history_are_caught_up(four: Shelf) -> None:
    four.indexer.derive()
    old = {path: path.read_bytes() for path in (four.folder / "exact").iterdir()}
    four.put(letter("new", "One more."))
    four.indexer.derive()
    for path in (four.folder / "exact").iterdir():
        path.unlink()
    for path, content in old.items():
        path.write_bytes(content)
    assert len(ExactIndex(four.folder / "exact", four.record).view().keys) == 7


def test_rows_left_by_a_crash_do_not_count(four: Shelf) -> None:
    four.indexer.derive()
    with next((four.folder / "exact").glob("matrix-*")).open("ab") as file:
        file.write(b"\xff" * SIZE * 4 * 3)
    four.put(letter("new", "One more."))
    fresh = ExactIndex(four.folder / "exact", four.record)
    fresh.derive()
    assert np.isfinite(fresh.view().parts[0]).all()
    assert len(fresh.view().parts[0]) == 7


def test_masks_are_by_letter_and_by_role(four: Shelf) -> None:
    view, serials = four.exact.view(), four.record.catalogue().serial_of
    assert view.of_letters([serials["e23"]]).sum() == 2
    assert view.of_roles((Role.CONCERN, Role.PRAISE)).sum() == 3
    assert view.of_letters([]).sum() == 0


def test_vectors_are_found_by_key(four: Shelf) -> None:
    view = four.exact.view()
    rows, there = view.at(np.array([view.keys[3], 12345], dtype=np.int64))
    assert there.tolist() == [True, False]
    expected = four.embedder.embed(["Next steps\n" + FOUR[2].paragraphs[0].text])[0]
    assert view.vectors(rows[:1])[0].tolist() == expected.tolist()


@given(st.integers(1, 60), st.integers(0, 2**32 - 1), st.floats(-1, 1), st.integers(0, 70), st.data())
def test_a_search_is_the_sorted_whole(
    n: int, seed: int, floor: float, depth: int, data: st.DataObject
) -> None:
    rng = np.random.default_rng(seed)
    matrix, vector = rng.normal(size=(n, 8)).astype("f4"), rng.normal(size=8).astype("f4")
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    rows, scores = rows_of(matrix).search(vector, floor=floor, depth=depth, rows=mask)
    allowed = [row for row in np.argsort(-(matrix @ vector), kind="stable") if mask[row]]
    expected = [row for row in allowed if (matrix @ vector)[row] >= floor][:depth]
    assert rows.tolist() == expected or np.allclose(scores, (matrix @ vector)[expected], atol=1e-5)
    assert len(rows) <= depth


def test_every_bit_of_the_columns_directory_may_be_another(four: Shelf) -> None:
    four.indexer.derive()
    folder = four.folder / "exact"
    (columns,) = folder.glob("columns-*.npz")
    whole, live = columns.read_bytes(), live_ids(four)
    start = whole.index(b"PK\x01\x02")  # of the zip's directory, whose flags and versions have no checksum
    for at in range(8 * start, 8 * len(whole)):
        columns.write_bytes(with_a_bit_flipped(whole, at))
        assert live_ids(four, ExactIndex(folder, four.record)) == live
