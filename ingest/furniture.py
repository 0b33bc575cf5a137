"""Running heads, footers and page numbers: what many pages have at the same place, from the edge inward.

Decided by repetition and place, not by wording: a line that differs only in its numbers repeats.
"""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Box = tuple[float, float, float, float]

MARGIN = 0.2  # of the page: running heads and footers stand within it
DEEPEST = 6  # lines of a running head
NEAR = 0.015  # of the page: the same place
WANDERING = 0.06  # of the page: the same place for words, whose page may have a line more
WORDS = 5  # letters of a key that says something
VOID = 0.025  # of the page: white that parts a running head from the text
ALIKE = 0.8  # of the letters
SHARE = 0.3  # of the pages: repeated
NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b")
NUMBER = re.compile(r"\W*(?:page\s*)?\W*(\d{1,4})\W*(?:(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line near an edge: its text without its numbers, and how far its edge is from the page's."""

    key: str
    depth: float
    page: int
    index: int
    apart: bool  # white parts it from the next


def furniture(pages: Sequence[Sequence[tuple[str, Box]]]) -> list[set[int]]:
    """The indexes of each page's lines that are furniture. A page is its lines' texts and boxes."""
    found: list[set[int]] = [set() for _ in pages]
    least = max(2, math.ceil(SHARE * len(pages)))
    for top in (True, False):
        marks = [list(_edge(lines, page, top)) for page, lines in enumerate(pages)]
        often = _often(marks, least)
        for page, edge in enumerate(marks):
            for mark in edge:
                alone = _numbers_page(pages[page][mark.index][0], page) or _repeats_first(mark, marks[0])
                if not alone and not _is_among(mark, often, least):
                    break
                found[page].add(mark.index)
    if all(len(gone) == len(lines) for gone, lines in zip(found, pages, strict=True)):
        return [set() for _ in pages]  # one form, many times over
    return found


def _edge(lines: Sequence[tuple[str, Box]], page: int, top: bool) -> Iterator[_Mark]:
    """Yield the lines of a page's margin, from the edge inward."""
    spans = sorted(
        ((box[1], box[3], index) if top else (1 - box[3], 1 - box[1], index))
        for index, (_, box) in enumerate(lines)
    )
    for (depth, end, index), after in zip(spans[:DEEPEST], [*spans[1:], None], strict=False):
        if depth <= MARGIN:
            key = "".join(filter(str.isalpha, NUMBERS.sub("", lines[index][0].casefold())))
            yield _Mark(key, depth, page, index, after is not None and after[0] - end >= VOID)


def _often(edges: Sequence[Sequence[_Mark]], least: int) -> dict[str, list[_Mark]]:
    """The lines that at least so many pages have in their margins, by what they say, from the edge inward."""
    places: dict[str, list[_Mark]] = defaultdict(list)
    for edge in edges:
        for mark in edge:
            places[mark.key].append(mark)
    return {
        key: sorted(marks, key=lambda mark: mark.depth)
        for key, marks in places.items()
        if len(marks) >= least
    }


def _stands_at(mark: _Mark, marks: Sequence[_Mark], least: int) -> bool:
    """Whether so many pages have one of the marks where this one stands."""
    near = _near(mark)
    pages: set[int] = set()
    for other in marks[bisect_left(marks, mark.depth - near, key=lambda each: each.depth) :]:
        if other.depth > mark.depth + near or len(pages) == least:
            break
        pages.add(other.page)
    return len(pages) >= least


def _near(mark: _Mark) -> float:
    """How far a line may wander; the first page's letterhead is no running head."""
    return WANDERING if len(mark.key) >= WORDS and mark.page else NEAR


def _is_among(mark: _Mark, often: Mapping[str, Sequence[_Mark]], least: int) -> bool:
    """Whether a line is one that many pages have, or, as scans misread it, nearly one."""
    if mark.key in often and _stands_at(mark, often[mark.key], least):
        return True
    return any(
        len(key) >= WORDS and _stands_at(mark, marks, least) and _nearly(key, mark.key)
        for key, marks in often.items()
    )


def _nearly(key: str, other: str) -> bool:
    matcher = SequenceMatcher(None, key, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _repeats_first(mark: _Mark, first: Sequence[_Mark]) -> bool:
    """Whether a line that stands apart repeats one of the first page's margin, wherever that stood in it."""
    known = {other.key for other in first}
    return mark.page > 0 and mark.apart and len(mark.key) >= WORDS and mark.key in known


def _numbers_page(text: str, page: int) -> bool:
    """Whether a line is nothing but its page's number."""
    match = NUMBER.fullmatch(text)
    return match is not None and int(match[1]) == page + 1
