"""Pieces of lines are put in reading order, and none is lost."""

from collections import Counter
from itertools import chain

from hypothesis import example, given
from hypothesis import strategies as st

from ingest.columns import Part, Piece, arrange
from ingest.tables import Ruling
from ingest.words import Word


def piece(x0: float, top: float, x1: float, words: str = "words") -> Piece:
    """A piece of a line of ten points."""
    return Piece((Word(words, x0, top, x1, top + 10, 10.0),), x0, top, x1, top + 10)


def read(parts: list[Part]) -> list[Piece]:
    """The pieces in reading order."""
    return [piece for part in parts for line in part.lines for piece in line]


pieces = st.lists(
    st.builds(
        lambda x, y, width: piece(x, y, x + width),
        st.integers(0, 500),
        st.integers(0, 700),
        st.integers(5, 400),
    ),
    max_size=40,
)


@given(pieces)
@example([piece(0, 0, 100), piece(300, 0, 400), piece(0, 12, 100), piece(300, 12, 400), piece(0, 24, 400)])
def test_no_piece_is_lost_or_read_twice(found: list[Piece]) -> None:
    assert Counter(map(id, read(arrange(found)))) == Counter(map(id, found))


@given(pieces)
def test_the_order_does_not_depend_on_the_order_of_the_content(found: list[Piece]) -> None:
    key = [(each.top, each.x0, each.x1) for each in read(arrange(found))]
    assert [(each.top, each.x0, each.x1) for each in read(arrange(found[::-1]))] == key


def test_a_column_is_read_before_the_one_to_its_right() -> None:
    left = [piece(50, 100 + 12 * row, 250) for row in range(6)]
    right = [piece(300, 100 + 12 * row, 500) for row in range(6)]
    assert read(arrange([*left, *right])) == [*left, *right]


def test_three_columns_are_read_one_by_one() -> None:
    columns = [[piece(x, 100 + 12 * row, x + 140) for row in range(5)] for x in (50, 220, 390)]
    assert read(arrange([each for column in columns for each in column])) == list(chain(*columns))


def test_what_runs_across_the_gutter_is_read_before_or_after() -> None:
    across, below = piece(50, 80, 500), piece(50, 160, 500)
    left, right = piece(50, 100, 250), piece(300, 100, 500)
    more = [piece(50, 112, 250), piece(300, 112, 500), piece(50, 124, 250), piece(300, 124, 500)]
    order = read(arrange([across, left, right, *more, below]))
    assert order == [across, left, more[0], more[2], right, more[1], more[3], below]


def test_one_wide_gap_is_no_gutter() -> None:
    line = [piece(50, 100, 150), piece(300, 100, 400)]
    assert [len(part.lines) for part in arrange([*line, piece(50, 112, 400)])] == [2]


def test_page_numbers_of_a_list_of_contents_stay_on_their_lines() -> None:
    rows = [[piece(50, 100 + 14 * row, 200), piece(480, 100 + 14 * row, 490, str(row))] for row in range(4)]
    assert [list(line) for part in arrange(list(chain(*rows))) for line in part.lines] == rows


def test_rows_parted_by_drawn_lines_are_cells() -> None:
    left = [piece(50, 100, 150), piece(50, 150, 150)]
    right = [piece(200, 100 + 12 * row, 400) for row in range(3)] + [piece(200, 150, 400)]
    parts = arrange([*left, *right], [Ruling(at=142, start=40, end=420)])
    assert [part.cell for part in parts] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_note_far_below_a_column_is_no_part_of_it() -> None:
    left = [piece(50, 100 + 12 * row, 250) for row in range(3)]
    right = [piece(300, 100 + 12 * row, 500) for row in range(3)]
    note = piece(50, 300, 200)
    assert read(arrange([*left, *right, note])) == [*left, *right, note]
