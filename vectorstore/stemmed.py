"""Segment: the stems of many paragraphs as columns, with where each stem stands. It never changes.

Stems stand one after another in reading order, paragraph after paragraph; a unit is a run-in label or a sentence.
What a stem is, and where sentences end, is the caller's to say.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

FEW = 0.05  # share of rows below which they are made a segment of their own at once
SOME = 0.25  # and below which, from the second time on
KEPT = 3  # such segments at most

NO_STEMS: Ints = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stemmed:
    """One paragraph, split by the caller."""

    label: tuple[str, ...]  # the stems of its run-in label
    sentences: tuple[tuple[str, ...], ...]
    context: tuple[str, ...]
    length: int  # characters
    marks: int = 0  # bits that mean something to the caller
    sentence_marks: tuple[
        int, ...
    ] = ()  # the same of each sentence; those of the paragraph where there are none


@dataclass(frozen=True, kw_only=True, eq=False)
class Stream:
    """Stems in order, in units. Position p holds the stem with number stems[p], in unit units[p]."""

    stems: Ints
    units: Ints
    places: Ints  # every position, by stem, then ascending
    first: Longs  # places[first[s]:first[s + 1]] are those of stem s

    @classmethod
    def of(cls, stems: Ints, units: Ints, size: int) -> "Stream":
        """Note where each of `size` stems stands."""
        first = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(stems, minlength=size), out=first[1:])
        places = np.argsort(stems, kind="stable").astype(np.int32)
        return cls(stems=stems, units=units, places=places, first=first)

    def at(self, stem: int) -> Ints:
        """Where a stem stands, ascending; nowhere for stem -1."""
        return self.places[self.first[stem] : self.first[stem + 1]] if stem >= 0 else NO_STEMS

    def count(self, stem: int) -> int:
        """How often a stem stands anywhere."""
        return int(self.first[stem + 1] - self.first[stem]) if stem >= 0 else 0


@dataclass(eq=False)
class _Wanted:
    """Rows that were wanted once, and from the second time on a segment of their own."""

    rows: Longs
    part: "Segment | None" = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Segment:
    """Row i is the paragraph with keys[i], ascending."""

    vocabulary: tuple[str, ...]  # stem s is vocabulary[s]
    keys: Longs
    lengths: Ints  # characters
    marks: Bytes
    contexts: Ints  # for each row its context among the units of `context`
    unit_rows: Ints  # for each unit of `own` its row, ascending
    labels: npt.NDArray[np.bool_]  # for each unit of `own` whether it is a label and no sentence
    unit_marks: Bytes  # a label has those of its paragraph
    own: Stream
    context: Stream
    context_count: int

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each stem."""
        return {stem: number for number, stem in enumerate(self.vocabulary)}

    @cached_property
    def sentence_counts(self) -> Ints:
        """The number of sentences of each row."""
        return np.bincount(self.unit_rows[~self.labels], minlength=len(self.keys)).astype(np.int32)

    def part(self, rows: Longs) -> "Segment | None":
        """`only` some rows where that is worth while: they are few, or the same as were wanted before."""
        share = len(rows) / max(1, len(self.keys))
        if share < FEW:
            return self.only(rows)
        wanted = self._wanted
        known = (
            next((one for one in wanted if np.array_equal(one.rows, rows)), None) if share < SOME else None
        )
        if share < SOME and known is None:
            wanted.insert(0, _Wanted(rows))
            del wanted[KEPT:]
        if known and known.part is None:
            known.part = self.only(rows)
        return known.part if known else None

    @cached_property
    def _wanted(self) -> "list[_Wanted]":
        """Which rows were wanted last, such as those of a role in all letters."""
        return []

    def only(self, rows: Longs) -> "Segment":
        """Some rows, ascending, as a segment of their own with the same vocabulary and contexts."""
        # Looked for as int32, or numpy copies all that is looked in.
        short = rows.astype(np.int32)
        firsts, lasts = (
            np.searchsorted(self.unit_rows, short),
            np.searchsorted(self.unit_rows, short, "right"),
        )
        units = _ranges(firsts, lasts)
        starts, ends = (np.searchsorted(self.own.units, one.astype(np.int32)) for one in (firsts, lasts))
        places = _ranges(starts, ends)
        own = Stream.of(
            self.own.stems[places],
            np.searchsorted(units, self.own.units[places]).astype(np.int32),
            len(self.vocabulary),
        )
        some = replace(
            self,
            keys=self.keys[rows],
            lengths=self.lengths[rows],
            marks=self.marks[rows],
            contexts=self.contexts[rows],
            unit_rows=np.searchsorted(rows, self.unit_rows[units]).astype(np.int32),
            labels=self.labels[units],
            unit_marks=self.unit_marks[units],
            own=own,
        )
        some.__dict__["number"] = self.number  # the cached numbers are the same, and slow to make
        return some

    def rows_with(self, stems: Iterable[str]) -> npt.NDArray[np.bool_]:
        """The mask of the rows that have any of these stems, in their text or their context."""
        rows = np.zeros(len(self.keys), dtype=np.bool_)
        around = np.zeros(self.context_count, dtype=np.bool_)
        for stem in stems:
            number = self.number.get(stem, -1)
            rows[self.unit_rows[self.own.units[self.own.at(number)]]] = True
            around[self.context.units[self.context.at(number)]] = True
        return rows | around[self.contexts] if around.any() else rows


def _ranges(starts: Longs, ends: Longs) -> Longs:
    """The numbers of every range, one range after another."""
    sizes = ends - starts
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(sizes.sum())


def segment_of(paragraphs: Iterable[tuple[int, Stemmed]]) -> Segment:
    """Put split paragraphs together; keys ascend."""
    made = _Making()
    for key, one in paragraphs:
        made.add(key, one)
    return made.done()


def no_paragraphs() -> Segment:
    """A segment of nothing."""
    return segment_of(())


def joined(segments: Sequence[Segment], live: npt.ArrayLike, bits: int) -> Segment:
    """Make one segment of several, of the letters (keys >> bits) that are live. What no row has is left behind."""
    wanted = np.asarray(live, dtype=np.int64)
    parts = [_kept(segment, np.isin(segment.keys >> bits, wanted)) for segment in segments]
    numbers: dict[str, int] = {}
    contexts: dict[tuple[int, ...], int] = {}
    around, own, units, unit_rows = [], [], [], []
    rows_before = units_before = 0
    for part in parts:
        used, texts = _used_contexts(part)
        number = _renumbered(part, np.concatenate([part.own.stems, *texts]), numbers)
        place = np.full(part.context_count, -1, dtype=np.int32)
        for context, text in zip(used.tolist(), texts, strict=True):
            place[context] = contexts.setdefault(tuple(number[text].tolist()), len(contexts))
        around.append(place[part.contexts])
        own.append(number[part.own.stems])
        units.append(part.own.units + np.int32(units_before))
        unit_rows.append(part.unit_rows + np.int32(rows_before))
        rows_before, units_before = rows_before + len(part.keys), units_before + len(part.unit_rows)
    texts_of_all = array("i", (stem for text in contexts for stem in text))
    return Segment(
        vocabulary=tuple(numbers),
        keys=np.concatenate([part.keys for part in parts]),
        lengths=np.concatenate([part.lengths for part in parts]),
        marks=np.concatenate([part.marks for part in parts]),
        contexts=np.concatenate(around),
        unit_rows=np.concatenate(unit_rows),
        labels=np.concatenate([part.labels for part in parts]),
        unit_marks=np.concatenate([part.unit_marks for part in parts]),
        own=Stream.of(np.concatenate(own), np.concatenate(units), len(numbers)),
        context=_stream(texts_of_all, array("i", map(len, contexts)), len(numbers)),
        context_count=len(contexts),
    )


def _kept(segment: Segment, rows: npt.NDArray[np.bool_]) -> Segment:
    return segment if rows.all() else segment.only(np.flatnonzero(rows))


def _used_contexts(segment: Segment) -> tuple[Ints, list[Ints]]:
    """The contexts that any row has, and the stems of each."""
    used, units = np.unique(segment.contexts), segment.context.units
    starts, ends = np.searchsorted(units, used), np.searchsorted(units, used, "right")
    stems = segment.context.stems
    return used, [stems[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def _renumbered(segment: Segment, stems: Ints, numbers: dict[str, int]) -> Ints:
    """The new number of each of the segment's stems that is used; -1 of every other."""
    number = np.full(len(segment.vocabulary), -1, dtype=np.int32)
    for stem in np.flatnonzero(np.bincount(stems, minlength=len(number))).tolist():
        number[stem] = numbers.setdefault(segment.vocabulary[stem], len(numbers))
    return number


class _Making:
    """A segment being put together."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict()
        self.numbers.default_factory = self.numbers.__len__  # a new stem has the next number
        self.contexts: dict[tuple[str, ...], int] = {}
        self.keys = array("q")
        self.rows = array("i")  # of each: length, marks, context
        self.unit_rows = array("i")
        self.labels = bytearray()
        self.unit_marks = bytearray()
        self.own = array("i")
        self.sizes = array("i")  # stems of each unit

    def add(self, key: int, one: Stemmed) -> None:
        row = len(self.keys)
        self.keys.append(key)
        self.rows.extend((one.length, one.marks, self.contexts.setdefault(one.context, len(self.contexts))))
        labels = [one.label] if one.label else []
        for stems in (*labels, *one.sentences):
            self.unit_rows.append(row)
            self.own.extend(self._numbered(stems))
            self.sizes.append(len(stems))
        self.labels.extend([1] * len(labels) + [0] * len(one.sentences))
        told = one.sentence_marks or (one.marks,) * len(one.sentences)
        self.unit_marks.extend((*(one.marks for _ in labels), *told))

    def done(self) -> Segment:
        around = array("i", (stem for stems in self.contexts for stem in self._numbered(stems)))
        around_sizes = array("i", map(len, self.contexts))
        rows = _ints(self.rows).reshape(-1, 3)
        count = len(self.numbers)
        return Segment(
            vocabulary=tuple(self.numbers),
            keys=np.array(self.keys, dtype=np.int64),
            lengths=rows[:, 0].copy(),
            marks=rows[:, 1].astype(np.uint8),
            contexts=rows[:, 2].copy(),
            unit_rows=_ints(self.unit_rows),
            labels=np.array(self.labels, dtype=np.bool_),
            unit_marks=np.array(self.unit_marks, dtype=np.uint8),
            own=_stream(self.own, self.sizes, count),
            context=_stream(around, around_sizes, count),
            context_count=len(self.contexts),
        )

    def _numbered(self, stems: Sequence[str]) -> list[int]:
        return list(map(self.numbers.__getitem__, stems))


def _stream(stems: "array[int]", sizes: "array[int]", count: int) -> Stream:
    units = np.repeat(np.arange(len(sizes), dtype=np.int32), _ints(sizes))
    return Stream.of(_ints(stems), units, count)


def _ints(numbers: "array[int]") -> Ints:
    return np.array(numbers, dtype=np.int32)
