"""Where a look finds something in a segment: words, synonyms and related words, in texts and in contexts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.looks import APART, Look
from assistant.phrases import exactly, within
from vectorstore.stemmed import Segment, Stream

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a look finds something, each with its strength."""

    hard: tuple[tuple[float, Places], ...]  # units of the paragraphs' own text
    across: tuple[tuple[float, Places], ...]  # rows: phrases that go over the end of a sentence
    related: tuple[tuple[float, Places], ...]  # units
    around: tuple[tuple[float, Places], ...]  # contexts
    around_related: tuple[tuple[float, Places], ...]

    @classmethod
    def of(cls, look: Look, segment: Segment, asked: Mask) -> "Found":
        """Look in a segment; phrases in the rows asked for only."""
        hard, across = _phrases(look, segment, segment.own, asked)
        around, _ = _phrases(look, segment, segment.context, np.ones(segment.context_count, dtype=np.bool_))
        return cls(
            hard=(*_words(look.single.items(), segment, segment.own), *hard),
            across=tuple(across),
            related=tuple(_words(look.related.items(), segment, segment.own)),
            around=(*_words(look.single.items(), segment, segment.context), *around),
            around_related=tuple(_words(look.related.items(), segment, segment.context)),
        )


def touched_by(segment: Segment, found: Iterable[Found]) -> Mask:
    """The rows in whose text or context something stands."""
    rows = np.zeros(len(segment.keys), dtype=np.bool_)
    around = np.zeros(segment.context_count, dtype=np.bool_)
    for one in found:
        for _, units in (*one.hard, *one.related):
            rows[segment.unit_rows[units]] = True
        for _, across in one.across:
            rows[across] = True
        for _, contexts in (*one.around, *one.around_related):
            around[contexts] = True
    return rows | around[segment.contexts] if around.any() else rows


def _words(
    strengths: Iterable[tuple[str, float]], segment: Segment, stream: Stream
) -> list[tuple[float, Places]]:
    found = [
        (strength, stream.units[stream.at(segment.number.get(stem, -1))]) for stem, strength in strengths
    ]
    return [(strength, units) for strength, units in found if len(units)]


def _phrases(
    look: Look, segment: Segment, stream: Stream, asked: Mask
) -> tuple[list[tuple[float, Places]], list[tuple[float, Places]]]:
    """The units with a phrase, and the rows asked for with one that goes over the end of a unit."""
    inside: list[tuple[float, Places]] = []
    across: list[tuple[float, Places]] = []
    groups = segment.unit_rows if stream is segment.own else np.arange(segment.context_count)
    for phrase, words, weight in look.phrases:
        numbers = [segment.number.get(stem, -1) for stem in words]
        if not numbers or min(numbers) < 0:
            continue
        whole = exactly(stream, [segment.number.get(stem, -1) for stem in phrase])
        allowed = asked & _with_all(stream, groups, numbers, len(asked))
        apart = within(stream, numbers, len(phrase), allowed[groups])
        for strength, (first, last) in ((weight * APART, apart), (weight, whole)):
            begins, ends = stream.units[first], stream.units[last]
            same = begins == ends
            inside.append((strength, begins[same]))
            over = groups[begins[~same]]
            across.append((strength, over[over == groups[ends[~same]]]))
    return inside, across


def _with_all(stream: Stream, groups: Places, stems: Sequence[int], count: int) -> Mask:
    """The rows, or contexts, that have every one of some stems."""
    every = np.ones(count, dtype=np.bool_)
    for stem in stems:
        there = np.zeros(count, dtype=np.bool_)
        there[groups[stream.units[stream.at(stem)]]] = True
        every &= there
    return every
