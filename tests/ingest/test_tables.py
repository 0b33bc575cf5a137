"""Drawn lines become tables, and a table tells which cell a place is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tables import Grid, Rulings, grids, rulings

Box = tuple[float, float, float, float]


def across(y: float, x0: float = 0, x1: float = 300) -> Box:
    """A horizontal line."""
    return (x0, y - 0.25, x1, y + 0.25)


def down(x: float, y0: float = 0, y1: float = 200) -> Box:
    """A vertical line."""
    return (x - 0.25, y0, x + 0.25, y1)


def tables(*boxes: Box) -> list[Grid]:
    """The tables that lines make."""
    return grids(rulings(boxes))


def test_crossing_lines_make_cells() -> None:
    (table,) = tables(across(0), across(100), across(200), down(0), down(150), down(300))
    assert [table.cell(x, y) for x, y in ((75, 50), (200, 50), (75, 150), (200, 150))] == [
        (0, 0), (0, 1), (1, 0), (1, 1)
    ]  # fmt: skip
    assert table.cell(400, 50) is None


def test_cells_without_a_line_between_them_are_one() -> None:
    (table,) = tables(across(0), across(100), across(200), down(0), down(150, 100, 200), down(300))
    assert table.cell(75, 50) == table.cell(200, 50) == (0, 0)
    assert table.cell(200, 150) == (1, 1)


def test_a_border_drawn_cell_by_cell_is_one_line() -> None:
    pieces = [across(0, x, x + 49.8) for x in range(0, 300, 50)]
    (table,) = tables(*pieces, across(100), across(200), down(0), down(300))
    assert len(table.ys) == 3


def test_a_table_that_the_page_cuts_ends_where_its_lines_end() -> None:
    (table,) = tables(across(0), across(100), down(0), down(150), down(300))
    assert table.cell(200, 180) == (1, 1)


def test_a_frame_is_known_for_one() -> None:
    (frame,) = tables(across(0), across(200), down(0), down(300))
    assert frame.framed


@pytest.mark.parametrize("boxes", [[], [across(10)], [down(5), down(90)], [across(10), across(50)]])
def test_lines_that_enclose_nothing_are_no_table(boxes: list[Box]) -> None:
    assert tables(*boxes) == []


def test_two_tables_are_told_apart() -> None:
    first = [across(0), across(50), down(0, 0, 50), down(300, 0, 50)]
    second = [across(400), across(450), down(0, 400, 450), down(300, 400, 450)]
    assert [table.box[1] for table in tables(*second, *first)] == [0.0, 400.0]


lines = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(1, 400), st.booleans()).map(
        lambda each: (
            across(each[0], each[1], each[1] + each[2])
            if each[3]
            else down(each[0], each[1], each[1] + each[2])
        )
    ),
    max_size=30,
)


@given(lines, st.floats(0, 900), st.floats(0, 900))
def test_a_place_is_in_a_cell_exactly_where_it_is_in_the_table(boxes: list[Box], x: float, y: float) -> None:
    for table in grids(rulings(boxes)):
        x0, top, x1, bottom = table.box
        assert (table.cell(x, y) is not None) == (x0 <= x < x1 and top <= y < bottom)


def test_no_lines_are_no_rulings() -> None:
    assert rulings([]) == Rulings()
