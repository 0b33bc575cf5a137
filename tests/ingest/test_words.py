"""A page's characters become words with their places."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.words import Frame, Word, frame_of, unmapped, words
from tests.ingest.made import pdf, text

numbers = st.floats(min_value=-2000, max_value=2000, allow_nan=False)


def read(path: Path) -> list[Word]:
    """The words of a file's first page."""
    with pdfium.PdfDocument(path) as document:
        page = document[0]
        return words(page.get_textpage(), frame_of(page))


@given(x0=numbers, y0=numbers, width=numbers, height=numbers, turn=st.sampled_from([0, 90, 180, 270]))
def test_a_frame_maps_there_and_back(x0: float, y0: float, width: float, height: float, turn: int) -> None:
    frame = Frame(left=10, bottom=-20, width=595, height=842, turn=turn)
    rect = (x0, y0, x0 + abs(width), y0 + abs(height))
    assert frame.outward(frame.inward(rect)) == pytest.approx(rect)


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("Dear Jane,", ["Dear", "Jane,"]),
        ("the council\u2019s", ["the", "council\u2019s"]),
        ("\u00a31,250 \u2013 54%", ["\u00a31,250", "\u2013", "54%"]),
    ],
)
def test_words_are_what_stands_between_white(tmp_path: Path, printed: str, read_as: list[str]) -> None:
    assert [word.text for word in read(pdf(tmp_path / "a.pdf", text(72, 100, printed)))] == read_as


def test_a_wide_gap_parts_words_where_no_space_is_printed(tmp_path: Path) -> None:
    content = "BT /F1 11 Tf 72 700 Td [(Council) -2000 (Action)] TJ ET"
    assert [word.text for word in read(pdf(tmp_path / "a.pdf", content))] == ["Council", "Action"]


def test_a_word_knows_its_type(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "a.pdf", text(72, 100, "bold", 14, bold=True) + text(200, 100, "plain")))
    assert [(word.text, round(word.size), word.bold) for word in found] == [
        ("bold", 14, True),
        ("plain", 11, False),
    ]


def test_the_size_is_as_printed_whatever_the_matrix(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "a.pdf", "BT /F1 1 Tf 12 0 0 12 72 700 Tm (scaled) Tj ET"))
    assert [round(word.size) for word in found] == [12]


def test_words_stand_at_their_base_line(tmp_path: Path) -> None:
    word = read(pdf(tmp_path / "a.pdf", text(72, 100, "place", 10)))[0]
    assert (round(word.x0), round(word.top), round(word.bottom)) == (72, 92, 102)


def test_a_page_of_known_letters_is_trusted(tmp_path: Path) -> None:
    with pdfium.PdfDocument(pdf(tmp_path / "a.pdf", text(72, 100, "letters"))) as document:
        assert unmapped(document[0].get_textpage()) == 0
