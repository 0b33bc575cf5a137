"""What Tesseract saw to words: sizes and base lines measured, marks that it takes for letters put right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ingest.words import ASCENT, DESCENT, Word

ASCENDER, X_HEIGHT, DESCENDER = 0.72, 0.52, 0.21  # of the size, in Arial, Times and their like
TALL = re.compile(r"[A-Z0-9bdfhklt()\[\]/&£%'\"‘’“”!?]")
DEEP = re.compile(r"[gjpqy,;()\[\]/]")
ALIKE = 0.15  # of the size: lines nearer in size than this are set in one size
BOLDER = 1.22  # times the page's usual stroke
DIRT = 0.5  # confidence: a mark without letter or digit is print only above this
BULLETS = frozenset(
    "•*+¢«»e°©®=~-—–·.o>"
)  # what a bullet looks like to Tesseract, at a line's start before white
SOLID = 0.75  # of its box is ink: a circle has 0.79, no letter has as much
REACH, SMALLEST = 2.5, 0.15  # of the size: how far from its line a bullet stands, how small it is
TAB = 0.5  # of the size: the least white after a bullet
GLUE = 0.18  # of the size: less white parts no word from its full stop, or from its hyphen
SPACE = 0.22  # of the size: as much white parts two words
HALF = 0.5  # of its usual width: less is not the word
NARROW = re.compile(r"[ijlItfr.,:;'’!|()\[\]1-]")
WIDE = re.compile(r"[mwMW@%&]")
STOP = re.compile(r"[.,;:!?)]+")  # stands alone nowhere
WIDEST = 1.0  # of the size: white before it
CLOSING = re.compile(r"[\]’”'\"]+")
EURO = re.compile(r"(?<=[A-Za-z])€|€(?=[A-Za-z])")


Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A word as Tesseract saw it; pixels of the picture that it read."""

    text: str
    line: tuple[int, int, int]  # block, paragraph and line
    left: int
    top: int
    width: int
    height: int
    confidence: float  # 0 to 1


def set_in_type(seen: Sequence[Seen], dark: Mask, dpi: float, turn: int) -> list[Word]:
    """Measure words as if they had been set in type; points, in the frame of `turn`. `dark`: where ink is."""
    lines = [list(line) for _, line in groupby(seen, key=lambda word: word.line)]
    sizes = [_size(line) for line in lines]
    usual = median(sizes) if sizes else 0.0
    strokes = [median(_stroke(word, dark) for word in line) for line in lines]
    thin = median(strokes) if strokes else 0.0
    found: list[Word] = []
    for line, size, stroke in zip(lines, sizes, strokes, strict=True):
        bold = stroke > BOLDER * thin * size / usual
        size = usual if abs(size - usual) <= ALIKE * usual else size
        parted = [part for word in _bulleted(line, dark, size) for part in _parted(word, dark, size)]
        if mended := _mended(parted, size):  # nothing is left of a line of dirt
            found += _words(mended, size, bold, dpi, turn)
    return found


def _size(line: Sequence[Seen]) -> float:
    """The type's size in pixels, from how high its words reach and how deep."""
    sizes = [word.height / _reach(word.text) for word in line if any(map(str.isalnum, word.text))]
    return median(sizes or [max(word.height for word in line) / ASCENDER])


def _reach(text: str) -> float:
    return (ASCENDER if TALL.search(text) else X_HEIGHT) + (DESCENDER if DEEP.search(text) else 0.0)


def _words(line: Sequence[Seen], size: float, bold: bool, dpi: float, turn: int) -> Iterator[Word]:
    letters = [word for word in line if any(map(str.isalnum, word.text))] or line
    base = median(
        word.top + word.height - (DESCENDER * size if DEEP.search(word.text) else 0.0) for word in letters
    )
    scale = 72 / dpi
    for word in line:
        yield Word(
            text=word.text,
            x0=word.left * scale,
            top=(base - ASCENT * size) * scale,
            x1=(word.left + word.width) * scale,
            bottom=(base + DESCENT * size) * scale,
            size=size * scale,
            bold=bold,
            turn=turn,
            confidence=word.confidence,
        )


def _mended(line: Sequence[Seen], size: float) -> list[Seen]:
    """Put marks right that Tesseract takes for others, drop dirt, and join a word with its full stop."""
    found: list[Seen] = []
    for index, word in enumerate(line):
        white = line[index + 1].left - word.left - word.width if index + 1 < len(line) else 0
        if index == 0 and word.text in BULLETS and white > TAB * size:
            found.append(replace(word, text="•"))
            continue
        text = "I" if word.text in ("|", "l") else EURO.sub("E", word.text)
        if not any(map(str.isalnum, text)) and word.confidence < DIRT:
            continue
        before = found[-1].text if found else ""
        near = (word.left - found[-1].left - found[-1].width) / size if found else WIDEST
        if (near < WIDEST and STOP.fullmatch(text)) or (near < GLUE and _goes_on(before, text)):
            found[-1] = _joined(found[-1], replace(word, text=text))
        else:
            found.append(replace(word, text=text))
    return found


def _goes_on(text: str, after: str) -> bool:
    """Whether a word goes on: with a closing mark, at its hyphen, or as initials that were cut."""
    if CLOSING.fullmatch(after) or (text.isupper() and after.isupper() and len(after) == 1):
        return True
    if len(text) < 2 or text[-1] not in "-/":
        return False
    return text[-2].isdigit() or (text[-2].isalpha() and not after[0].isupper())


def _joined(first: Seen, second: Seen) -> Seen:
    top = min(first.top, second.top)
    return replace(
        first,
        text=first.text + second.text,
        top=top,
        width=second.left + second.width - first.left,
        height=max(first.top + first.height, second.top + second.height) - top,
        confidence=min(first.confidence, second.confidence),
    )


def _stroke(word: Seen, dark: Mask) -> float:
    """How thick a word's strokes are: its ink over its ink's edge; pixels, up to a constant."""
    letters = dark[word.top : word.top + word.height, word.left : word.left + word.width]
    inner = (
        letters[1:-1, 1:-1] & letters[:-2, 1:-1] & letters[2:, 1:-1] & letters[1:-1, :-2] & letters[1:-1, 2:]
    )
    amount = int(letters.sum())
    return amount / max(amount - int(inner.sum()), 1)


def _bulleted(line: Sequence[Seen], dark: Mask, size: float) -> list[Seen]:
    """A line with the bullet that was taken for a letter or two, or was not seen at all."""
    first = line[0]
    if len(first.text) <= 2 and _solid(
        dark[first.top : first.top + first.height, first.left : first.left + first.width]
    ):
        return [replace(first, text="•"), *line[1:]]
    base, end = first.top + first.height, first.left - int(TAB * size / 2)
    top, left = max(base - int(size), 0), max(first.left - int(REACH * size), 0)
    spots = np.argwhere(dark[top:base, left:end]) if end > left else np.empty((0, 2))
    if len(spots) < (SMALLEST * size) ** 2 or not _solid(dark[top:base, left:end]):
        return list(line)
    (y0, x0), (y1, x1) = spots.min(axis=0), spots.max(axis=0)
    height, width = int(y1 - y0) + 1, int(x1 - x0) + 1
    bullet = replace(first, text="•", left=left + int(x0), top=top + int(y0), width=width, height=height)
    return [bullet, *line]


def _solid(ink: Mask) -> bool:
    """Whether a picture shows nothing but a filled square or circle."""
    spots = np.argwhere(ink)
    if not len(spots):
        return False
    height, width = (int(side) + 1 for side in np.ptp(spots, axis=0))
    return max(height, width) < 2 * min(height, width) and len(spots) > SOLID * height * width


def _parted(word: Seen, dark: Mask, size: float) -> list[Seen]:
    """Cut a word in two at a white as wide as a space, where Tesseract saw none."""
    columns = np.asarray(
        dark[word.top : word.top + word.height, word.left : word.left + word.width].any(axis=0)
    )
    inked = np.flatnonzero(columns)
    if len(word.text) < 3 or len(inked) < 2:
        return [word]
    widest = int(np.diff(inked).argmax())
    end, start = int(inked[widest]) + 1, int(inked[widest + 1])
    cut = _letters_before((end + start) / 2 / word.width, word.text)
    first, second = word.text[:cut], word.text[cut:]
    if start - end + 1 < SPACE * size or not (_is_word(first) and _is_word(second)):
        return [word]
    if end < HALF * _width(first) * size or word.width - start < HALF * _width(second) * size:
        return [word]  # a sliver of a neighbour, not a word
    return [
        replace(word, text=first, width=end),
        replace(word, text=second, left=word.left + start, width=word.width - start),
    ]


def _is_word(text: str) -> bool:
    """Whether letters can stand as a word, with what closes it."""
    letters = text.rstrip(".,;:!?)’”'\"")
    return letters in ("a", "A", "I") or (len(letters) > 1 and letters[0].isalnum())


def _letters_before(share: float, text: str) -> int:
    """How many letters stand before a share of a word's width."""
    ends = [_width(text[:count]) / _width(text) for count in range(1, len(text))]
    return 1 + min(range(len(ends)), key=lambda index: abs(ends[index] - share))


def _width(text: str) -> float:
    """A word's usual width, as a multiple of the size."""
    return sum(0.3 if NARROW.match(letter) else 0.85 if WIDE.match(letter) else 0.56 for letter in text)
