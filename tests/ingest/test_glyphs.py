"""What Tesseract saw becomes words as if they had been set in type."""

import numpy as np
import pytest

from ingest.glyphs import Seen, set_in_type
from ingest.words import Word

DARK = np.zeros((400, 2000), dtype=np.bool_)


def seen(text: str, left: int, width: int = 0, confidence: float = 0.95) -> Seen:
    """A word of a size of 30 pixels whose base line is at 100."""
    width = width or 15 * len(text)
    return Seen(text=text, line=(1, 1, 1), left=left, top=78, width=width, height=22, confidence=confidence)


def read(*words: Seen) -> list[str]:
    """The words' texts."""
    return [word.text for word in set_in_type(words, DARK, 200, 0)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        # a bullet, whatever it was taken for
        ([seen("¢", 0), seen("Leaders", 40)], ["•", "Leaders"]),
        ([seen("e", 0), seen("Leaders", 60)], ["•", "Leaders"]),
        ([seen("a", 0), seen("plan", 24)], ["a", "plan"]),
        # letters taken for marks
        ([seen("|", 0), seen("am", 24)], ["I", "am"]),
        ([seen("Df€", 0)], ["DfE"]),
        ([seen("€54", 0)], ["€54"]),
        # a full stop cut off from its word, initials from their last letter
        ([seen("2023", 0), seen(".", 62)], ["2023."]),
        ([seen("SEN", 0), seen("D", 47)], ["SEND"]),
        ([seen("co-", 0), seen("production", 47)], ["co-production"]),
        ([seen("the", 0), seen("plan", 60)], ["the", "plan"]),
        # dirt
        ([seen("plan", 0), seen("~", 80, confidence=0.2)], ["plan"]),
        ([seen("~", 0, confidence=0.2)], []),  # mutant 6379
        ([seen("plan", 0), seen("–", 80)], ["plan", "–"]),
    ],
)
def test_marks_are_put_right(words: list[Seen], wanted: list[str]) -> None:
    assert read(*words) == wanted


def test_a_white_as_wide_as_a_space_parts_a_word() -> None:
    dark = DARK.copy()
    dark[80:100, 0:24] = dark[80:100, 36:156] = True
    found = set_in_type([seen("Inrelation", 0, 156)], dark, 200, 0)
    assert [(word.text, round(word.x0 * 200 / 72)) for word in found] == [("In", 0), ("relation", 36)]


def test_sizes_and_base_lines_do_not_depend_on_which_letters_a_word_has() -> None:
    words = [
        Seen(text="am", line=(1, 1, 1), left=0, top=84, width=40, height=16, confidence=0.9),
        Seen(text="help", line=(1, 1, 1), left=60, top=78, width=60, height=28, confidence=0.9),
        Seen(text="Tall", line=(1, 1, 1), left=140, top=78, width=60, height=22, confidence=0.9),
    ]
    found = set_in_type(words, DARK, 72, 0)
    assert len({(word.top, word.bottom, word.size) for word in found}) == 1
    assert found[0].size == pytest.approx(30, rel=0.05)


def test_thick_strokes_are_bold() -> None:
    dark = DARK.copy()

    def strokes(left: int, top: int, thick: int) -> Seen:
        for at in range(left, left + 120, 20):
            dark[top : top + 22, at : at + thick] = True
        return Seen(text="Stroke", line=(1, 1, top), left=left, top=top, width=120, height=22, confidence=0.9)

    lines = [strokes(0, top, 6 if top == 40 else 3) for top in (0, 40, 80, 120, 160)]
    assert [word.bold for word in set_in_type(lines, dark, 200, 0)] == [False, True, False, False, False]


def test_a_word_keeps_its_confidence_and_turn() -> None:
    (word,) = set_in_type([seen("plan", 0, confidence=0.7)], DARK, 200, 90)
    assert isinstance(word, Word)
    assert (word.confidence, word.turn) == (0.7, 90)


def test_nothing_seen_is_no_word() -> None:
    assert set_in_type([], DARK, 200, 0) == []


@pytest.mark.parametrize("known", [True, False])
def test_a_filled_square_before_a_line_is_a_bullet_whatever_was_seen(known: bool) -> None:
    dark = DARK.copy()
    dark[84:100, 10:26] = True
    words = [seen("Leaders", 60), seen("should", 180)]
    square = Seen(text="m", line=(1, 1, 1), left=10, top=84, width=16, height=16, confidence=0.4)
    found = set_in_type([square, *words] if known else words, dark, 72, 0)
    assert [(word.text, word.x0) for word in found] == [("•", 10), ("Leaders", 60), ("should", 180)]
