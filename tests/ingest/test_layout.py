"""Words with their places become printed lines, and then pages; none is lost on the way."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import Print, Sheet, prints
from ingest.page import Line
from ingest.sheets import pages
from ingest.tables import rulings
from ingest.words import Frame, Word

A4 = Frame(left=0, bottom=0, width=595, height=842, turn=0)


def word(text: str, x: float, base: float, size: float = 11, *, bold: bool = False, turn: int = 0) -> Word:
    """A word half as wide as it is long, whose base line is `base` points from the top."""
    return Word(
        text, x, base - 0.8 * size, x + 0.5 * size * len(text), base + 0.2 * size, size, bold, turn=turn
    )


def line(text: str, x: float, base: float, size: float = 11) -> list[Word]:
    """A line of words."""
    found: list[Word] = []
    for part in text.split():
        found.append(word(part, x, base, size))
        x += 0.5 * size * (len(part) + 0.6)
    return found


def sheet(*words: Word, number: int = 1, boxes: tuple[tuple[float, float, float, float], ...] = ()) -> Sheet:
    """A page of A4."""
    return Sheet(number=number, words=words, frame=A4, rulings=rulings(boxes))


def read(*words: Word) -> list[Print]:
    """The printed lines of one page."""
    return prints(sheet(*words))


def lines(*sheets: Sheet) -> list[list[Line]]:
    """The lines of each page."""
    return [list(page.lines) for page in pages(sheets)]


placed = st.lists(
    st.builds(
        word,
        st.text(alphabet="abcdé1,.", min_size=1, max_size=8),
        st.integers(0, 560),
        st.integers(15, 830),
        st.sampled_from([8, 11, 16]),
        turn=st.sampled_from([0, 0, 0, 90, -1]),
    ),
    max_size=40,
)


@given(placed)
def test_no_letters_are_lost(words: list[Word]) -> None:
    found = Counter("".join(line.text for line in read(*words)).replace(" ", ""))
    assert found == Counter("".join(each.text for each in words))


@given(placed)
def test_every_line_has_a_box_on_the_page(words: list[Word]) -> None:
    for each in read(*words):
        x0, top, x1, bottom = each.box
        assert 0 <= x0 <= x1 <= 1
        assert 0 <= top <= bottom <= 1


@given(placed)
def test_cells_are_in_order(words: list[Word]) -> None:
    grid = tuple((x, 100.0, x + 0.5, 700.0) for x in (50.0, 250.0, 550.0))
    grid += tuple((50.0, y, 550.0, y + 0.5) for y in (100.0, 300.0, 700.0))
    found = prints(sheet(*words, boxes=grid))
    cells = [each.cell for each in found if each.cell is not None and each.grid is not None]
    assert cells == sorted(cells)


def test_words_of_one_line_are_read_from_left_to_right() -> None:
    assert [each.text for each in read(word("world", 120, 100), word("hello", 72, 101))] == ["hello world"]


def test_a_raised_mark_stays_in_its_line() -> None:
    assert [each.text for each in read(*line("see the note", 72, 100), word("1", 150, 96, 7))] == [
        "see the note 1"
    ]


@pytest.mark.parametrize(
    ("first", "bullet", "text"),
    [
        (word("•", 72, 100), True, "text"),
        (word("\uf0b7", 72, 100), True, "text"),
        (Word("n", 72, 91, 78, 102, 11, symbol=True), True, "text"),  # Wingdings' square
        (word("o", 72, 100), True, "text"),
        (word("-", 72, 100), True, "text"),
        (word("1.", 72, 100), False, "1. text"),
        (word("A", 72, 100), False, "A text"),
    ],
)
def test_a_bullet_is_what_stands_before_a_tab(first: Word, bullet: bool, text: str) -> None:
    (found,) = read(first, word("text", 95, 100))
    assert (found.bullet, found.text) == (bullet, text)


def test_a_dash_in_running_text_is_no_bullet() -> None:
    (found,) = read(*line("– which goes on", 72, 100))
    assert (found.bullet, found.text) == (False, "– which goes on")


def test_a_tilted_scan_has_its_boxes_where_they_were() -> None:
    words = line("far to the right", 480, 421)
    straight = prints(sheet(*words))[0].box
    tilted = prints(Sheet(number=1, words=tuple(words), frame=A4, tilt=2.0))[0].box
    assert tilted[1] - straight[1] == pytest.approx(
        0.0091, abs=0.002
    )  # 210 points to the right fall by 7 of 842
    assert tilted[2] - tilted[0] == pytest.approx(straight[2] - straight[0], abs=0.001)


def test_the_pitch_of_the_document_tells_what_is_apart() -> None:
    body = [
        each
        for at in range(6)
        for each in line("a line of text that is quite long on the page", 72, 100 + 24 * at)
    ]
    apart = line("the next paragraph", 72, 100 + 24 * 5 + 40)
    found = lines(sheet(*body, *apart))[0]
    assert [each.gap for each in found] == [True, False, False, False, False, False, True]


def test_bold_is_said_of_a_line_that_is_bold_throughout() -> None:
    mixed = [word("Label:", 72, 130, bold=True), word("text", 120, 130)]
    found = lines(sheet(word("Heading", 72, 100, bold=True), *mixed))[0]
    assert [each.bold for each in found] == [True, False]


def test_the_sizes_of_a_scan_vary_and_are_no_headings() -> None:
    words = [
        each for at in range(5) for each in line("text of a scan", 72, 100 + 20 * at, 11 + (at == 2) * 2)
    ]
    scan = Sheet(number=1, words=tuple(words), frame=A4, ocr=True)
    assert {each.style for each in lines(scan)[0]} == {"body"}
    assert {each.style for each in lines(sheet(*words))[0]} == {"body", "heading"}


def test_confidence_is_the_mean_of_the_words() -> None:
    words = [
        Word(text, x, 90, x + 20, 101, 11, confidence=c) for text, x, c in (("a", 72, 0.9), ("b", 100, 0.5))
    ]
    assert [each.confidence for each in lines(sheet(*words))[0]] == [0.7]


def test_a_table_that_goes_on_overleaf_keeps_its_cells() -> None:
    def table(top: float, bottom: float) -> tuple[tuple[float, float, float, float], ...]:
        across = tuple((70.0, y, 500.0, y + 0.5) for y in (top, bottom))
        return (*across, (70.0, top, 70.5, bottom), (500.0, top, 500.5, bottom), (70.0, 0.0, 70.0, 0.0))

    heading = ((70.0, 720.0, 500.0, 720.5),)
    first = sheet(
        *line("Areas for improvement", 75, 714),
        *line("Leaders should", 75, 735),
        boxes=table(700, 760) + heading,
    )
    second = sheet(*line("improve plans.", 75, 100), number=2, boxes=table(80, 120))
    one, two = lines(first, second)
    assert [each.cell for each in one] == ["1.1", "2.1"]
    assert [(each.cell, each.gap) for each in two] == [("1.1", False)]
