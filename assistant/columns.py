"""How well many paragraphs cover a topic's concepts at once: `Matcher.cover`, column by column.

Every number is that of `Matcher.cover`, from the same sums in the same order; a test compares them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from assistant.finds import Found, touched_by
from assistant.looks import CONTEXT, NEAREST
from assistant.matching import SLIGHT, Matcher, MatcherPart
from vectorstore.stemmed import Ints, Segment

EVERY = 0xFF  # every mark: all sentences count

Column = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]  # bit n is for part n of the topic
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Covers:
    """`matching.Cover` of many paragraphs."""

    hard: Column
    soft: Column
    least: Column
    own: Column
    sentence: Column
    share: Column  # of what covers the topic, that in sentences that do what is wanted: 1 where all of it is
    matched: Bits
    missing: Bits
    parts_missing: Counts
    terms_missing: Counts

    @classmethod
    def joined(cls, several: Sequence["Covers"]) -> "Covers":
        """One after the other."""
        return cls(**{f.name: np.concatenate([getattr(one, f.name) for one in several]) for f in fields(cls)})

    def of_best_sentence(self) -> "Covers":
        """The same, less what is put together from several sentences: a success must be said of the thing itself."""
        alone = np.where(self.soft > 0, self.sentence / np.maximum(self.soft, 1e-9), 1.0)
        return replace(
            self, hard=self.hard * alone, soft=self.sentence, least=self.least * alone, own=self.own * alone
        )


def covers(matcher: Matcher, segment: Segment, rows: Places, wanted: int = EVERY) -> Covers:
    """How well the paragraphs of some rows, ascending, cover the topic: their sentences with a mark that is wanted."""
    asked = np.zeros(len(segment.keys), dtype=np.bool_)
    asked[rows] = True
    found = [
        [[Found.of(look, segment, asked) for look, _ in alternative] for alternative in part.alternatives]
        for part in matcher.parts
    ]
    touched = touched_by(segment, [one for part in found for alternative in part for one in alternative])[
        rows
    ]
    some = _Some(segment, rows[touched], wanted)
    strengths = [_part(some, part, looks) for part, looks in zip(matcher.parts, found, strict=True)]
    measured = _measured(matcher, some, strengths)
    if wanted != EVERY:
        measured.share[:] = _share(matcher, some, found, measured.soft)
    return _spread(measured, _nothing(matcher), touched)


class _Some:
    """The rows in which something stands, and their sentences, as places in columns of their own."""

    def __init__(self, segment: Segment, rows: Places, wanted: int) -> None:
        self.segment = segment
        self.rows = rows
        self.fits = _fitting(segment, wanted)
        self.contexts = segment.contexts[rows]
        self._row_place = _places(rows, len(segment.keys))
        self.several = segment.sentence_counts[rows] > 1
        in_several = np.zeros(len(segment.keys) + 1, dtype=np.bool_)
        in_several[rows[self.several]] = True
        units = np.flatnonzero(in_several[segment.unit_rows] & ~segment.labels & self.fits)
        self._unit_place = _places(units, len(segment.unit_rows))
        self.sentence_rows = self._row_place[segment.unit_rows[units]]  # of each sentence, ascending

    def in_rows(
        self, events: Iterable[tuple[float, Places]], across: Iterable[tuple[float, Places]]
    ) -> Column:
        """The strongest event of each row."""
        rows = self.segment.unit_rows
        placed = [(strength, rows[units[self.fits[units]]]) for strength, units in events]
        return _strongest([*placed, *across], self._row_place, len(self.rows))

    def in_sentences(self, events: Iterable[tuple[float, Places]]) -> Column:
        """The strongest event of each sentence."""
        return _strongest(events, self._unit_place, len(self.sentence_rows))


def _fitting(segment: Segment, wanted: int) -> Mask:
    """The units that do what is wanted; every unit of a row of which none does, so that it can be said what it has."""
    if wanted == EVERY:
        return np.ones(len(segment.unit_rows), dtype=np.bool_)
    fits: Mask = segment.unit_marks & wanted != 0
    some = np.zeros(len(segment.keys), dtype=np.bool_)
    some[segment.unit_rows[fits]] = True
    fits |= ~some[segment.unit_rows]
    return fits


@dataclass(frozen=True, slots=True)
class _Strength:
    """How strongly rows express a concept or a part: `Look.found` and `Look.strength` as columns."""

    hard: Column
    soft: Column
    alone: Column  # soft, without the context
    sentence: Column  # soft, of each sentence with the context

    def each(self) -> tuple[Column, ...]:
        """The four columns."""
        return self.hard, self.soft, self.alone, self.sentence


def _look(some: _Some, found: Found) -> _Strength:
    hard = some.in_rows(found.hard, found.across)
    soft = some.in_rows((*found.related, *found.hard), found.across)
    sentence = some.in_sentences((*found.related, *found.hard))
    if not found.around and not found.around_related:
        return _Strength(hard, soft, soft, sentence)
    count = some.segment.context_count
    here = np.arange(count + 1)
    around_hard = CONTEXT * _strongest(found.around, here, count)[some.contexts]
    around_soft = CONTEXT * _strongest((*found.around_related, *found.around), here, count)[some.contexts]
    return _Strength(
        np.maximum(hard, around_hard),
        np.maximum(soft, around_soft),
        soft,
        np.maximum(sentence, around_soft[some.sentence_rows]),
    )


def _part(some: _Some, part: MatcherPart, found: Sequence[Sequence[Found]]) -> _Strength:
    """`MatcherPart.strength`: of its alternatives the best counts."""
    best: tuple[Column, ...] | None = None
    for alternative, looks in zip(part.alternatives, found, strict=True):
        weights = [weight for _, weight in alternative]
        columns = zip(*(_look(some, one).each() for one in looks), strict=True)
        both = tuple(_together(several, weights) for several in columns)
        best = both if best is None else tuple(map(np.maximum, best, both))
    assert best is not None, "a part has an alternative"
    return _Strength(*best)


def _together(strengths: Sequence[Column], weights: Sequence[float]) -> Column:
    """`matching.together` as columns."""
    total = sum(weights) or 1.0
    mean = _sum(strengths, weights) / total
    return mean if len(weights) == 1 else (mean + np.minimum.reduce(strengths)) / 2


def _sum(strengths: Sequence[Column], weights: Sequence[float]) -> Column:
    whole = strengths[0] * weights[0]
    for strength, weight in zip(strengths[1:], weights[1:], strict=True):
        whole = whole + strength * weight
    return whole


def _measured(matcher: Matcher, some: _Some, strengths: Sequence[_Strength]) -> Covers:
    count = len(some.rows)
    weights = [part.weight for part in matcher.parts]
    total = sum(weights)

    def weighted(columns: Sequence[Column], size: int) -> Column:
        return _sum(columns, weights) / total if total else np.zeros(size)

    soft = [one.soft for one in strengths]
    whole = weighted(soft, count)
    sentences = weighted([one.sentence for one in strengths], len(some.sentence_rows))
    counting = [s for s, part in zip(soft, matcher.parts, strict=True) if matcher.counts(part)]
    return Covers(
        hard=weighted([one.hard for one in strengths], count),
        soft=whole,
        least=np.minimum.reduce(counting) if counting else np.zeros(count),
        own=weighted([one.alone for one in strengths], count),
        sentence=_best_sentence(some, whole, sentences),
        share=np.ones(count),
        matched=_bits(
            [(s >= NEAREST) & (not p.generic) for s, p in zip(soft, matcher.parts, strict=True)], count
        ),
        missing=_bits(
            [(s < SLIGHT) & matcher.counts(p) for s, p in zip(soft, matcher.parts, strict=True)], count
        ),
        parts_missing=_count([s < SLIGHT for s in counting], count),
        terms_missing=_count([s < SLIGHT for s, p in zip(soft, matcher.parts, strict=True) if p.term], count),
    )


def _share(matcher: Matcher, some: _Some, found: Sequence[Sequence[Sequence[Found]]], soft: Column) -> Column:
    """How much of what covers the topic is left without the sentences that do something else."""
    others = np.zeros(len(some.segment.keys), dtype=np.bool_)
    others[some.segment.unit_rows[~some.fits]] = True
    mixed = np.flatnonzero(others[some.rows])
    whole = _Some(some.segment, some.rows[mixed], EVERY)
    strengths = [_part(whole, part, looks) for part, looks in zip(matcher.parts, found, strict=True)]
    weights: list[float] = [part.weight for part in matcher.parts]
    share = np.ones(len(soft))
    total = sum(weights)
    if len(mixed) and total:
        every = _sum([one.soft for one in strengths], weights) / total
        share[mixed] = np.where(every > 0, soft[mixed] / np.maximum(every, 1e-9), 1.0)
    return share


def _nothing(matcher: Matcher) -> Covers:
    """The cover of a paragraph in which nothing stands: a row of one."""
    no, nothing = np.zeros(1), np.zeros(1, dtype=np.bool_)
    counting = [matcher.counts(part) for part in matcher.parts]
    return Covers(
        hard=no,
        soft=no,
        least=no,
        own=no,
        sentence=no,
        share=np.ones(1),
        matched=_bits([nothing], 1),
        missing=_bits([~nothing & one for one in counting], 1),
        parts_missing=np.array([sum(counting)]),
        terms_missing=np.array([sum(part.term for part in matcher.parts)]),
    )


def _best_sentence(some: _Some, whole: Column, sentences: Column) -> Column:
    """The cover of each row's best sentence; of the whole row where it has no two, or nothing of the topic."""
    best = whole.copy()
    if len(sentences):
        starts = np.flatnonzero(np.diff(some.sentence_rows, prepend=-1))
        best[some.sentence_rows[starts]] = np.maximum.reduceat(sentences, starts)
    return best


def _spread(some: Covers, nothing: Covers, touched: Mask) -> Covers:
    """The covers of all rows, from those of the rows in which something stands."""
    columns = {}
    for field in fields(Covers):
        column = np.repeat(getattr(nothing, field.name), len(touched))
        column[touched] = getattr(some, field.name)
        columns[field.name] = column
    return Covers(**columns)


def _places(chosen: Places, size: int) -> Ints:
    """For each of `size` things its place among those chosen; for all others, one place after the last."""
    places = np.full(size, len(chosen), dtype=np.int32)
    places[chosen] = np.arange(len(chosen), dtype=np.int32)
    return places


def _strongest(events: Iterable[tuple[float, Places]], place: Places, size: int) -> Column:
    """For each place the strongest of its events, 0 for none."""
    column = np.zeros(size + 1)
    for strength, things in sorted(events, key=lambda event: event[0]):
        column[place[things]] = strength
    return column[:size]


def _bits(masks: Sequence[Mask], size: int) -> Bits:
    bits = np.zeros(size, dtype=np.uint64)
    for number, mask in enumerate(masks[:64]):
        bits |= mask.astype(np.uint64) << np.uint64(number)
    return bits


def _count(masks: Sequence[Mask], size: int) -> Counts:
    count = np.zeros(size, dtype=np.int64)
    for mask in masks:
        count += mask
    return count
