"""Pictures of pages are made ready for reading."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.scan import darkness, drawn_lines, ink, straightened, tilt
from tests.ingest.made import printed

PAGE = printed([f"A line of print, the {number}th of them all" for number in range(20)], dpi=150)


@pytest.mark.parametrize("degrees", [-4.0, -0.5, 0.0, 0.5, 2.0])
def test_the_tilt_of_a_page_is_measured_to_a_tenth_of_a_degree(degrees: float) -> None:
    tilted = PAGE.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert tilt(tilted) == pytest.approx(degrees, abs=0.15)


def test_a_straightened_page_is_straight() -> None:
    tilted = PAGE.rotate(-2.0, Image.Resampling.BICUBIC, fillcolor=255)
    assert abs(tilt(straightened(tilted, tilt(tilted)))) < 0.2


@pytest.mark.parametrize("degrees", [0.0, -0.5, 3.0])
def test_a_place_of_a_page_is_straightened_as_the_page_is(degrees: float) -> None:
    place = 100, 150, 400, 300
    whole = straightened(PAGE, degrees).crop(place)
    assert np.array_equal(np.asarray(straightened(PAGE, degrees, place)), np.asarray(whole))


@pytest.mark.parametrize("shade", [0, 255])
def test_a_page_of_one_colour_has_no_tilt(shade: int) -> None:
    assert tilt(Image.new("L", (400, 600), shade)) == 0.0


def test_coloured_ink_is_taken_out_and_black_print_under_it_stays() -> None:
    page = Image.new("RGB", (400, 400), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((100, 100, 300, 140), fill=(200, 40, 40))
    pen.rectangle((100, 200, 300, 220), fill=(255, 240, 60))  # a highlighter, over black
    pen.rectangle((120, 205, 200, 215), fill=(20, 20, 10))
    seen = ink(page)
    plain = np.asarray(seen.plain)
    assert plain[120, 200] > 240
    assert plain[202, 290] > 240
    assert plain[210, 160] < 40
    assert np.asarray(seen.full)[120, 200] < 120
    assert any(
        x0 <= 100 and top <= 100 and x1 >= 300 and bottom >= 140 for x0, top, x1, bottom in seen.coloured
    )


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_page_without_colour_is_left_as_it_is(mode: str) -> None:
    seen = ink(PAGE.convert(mode))
    assert seen.coloured == ()
    assert np.array_equal(np.asarray(seen.plain), np.asarray(PAGE))


def test_drawn_lines_are_found_and_print_is_not() -> None:
    page = PAGE.copy()
    pen = ImageDraw.Draw(page)
    pen.line((150, 1200, 900, 1200), fill=0, width=3)
    pen.line((400, 1100, 400, 1500), fill=0, width=3)
    found = [tuple(round(edge * 150 / 72, -1) for edge in box) for box in drawn_lines(darkness(page), 150)]
    assert found == [(150, 1200, 900, 1200), (400, 1100, 400, 1500)]


@pytest.mark.parametrize("start", range(100, 108))
def test_a_drawn_line_is_found_wherever_it_starts_and_where_specks_of_it_are_missing(start: int) -> None:
    page = np.zeros((1000, 1000), dtype=np.bool_)
    page[300:303, start : start + 95] = page[start : start + 95, 500:503] = True
    page[300:303, start + 20 : start + 84 : 16] = page[start + 20 : start + 84 : 16, 500:503] = False
    found = [tuple(round(edge * 150 / 72) for edge in box) for box in drawn_lines(page, 150)]
    assert found == [(start, 301, start + 95, 302), (501, start, 502, start + 95)]


@pytest.mark.parametrize("size", [(1, 1), (7, 900), (900, 7)])
def test_a_page_too_small_for_lines_has_none(size: tuple[int, int]) -> None:
    assert drawn_lines(np.ones(size, dtype=np.bool_), 2000) == []
