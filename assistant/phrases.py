"""Where a phrase stands in a stream of stems: word for word, or its content words within a few words."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from vectorstore.stemmed import Longs, Stream

SLACK = 6  # words that may stand between those of a phrase that stand apart

Spans = tuple[Longs, Longs]  # the positions of the first and the last word of each place

_NONE: Longs = np.zeros(0, dtype=np.int64)


def exactly(stream: Stream, phrase: Sequence[int]) -> Spans:
    """Where the stems of a phrase stand one after another; -1 is a stem that stands nowhere."""
    if min(phrase) < 0:
        return _NONE, _NONE
    anchor = min(range(len(phrase)), key=lambda at: stream.count(phrase[at]))
    starts = stream.at(phrase[anchor]).astype(np.int64) - anchor
    starts = starts[(starts >= 0) & (starts + len(phrase) <= len(stream.stems))]
    for at, stem in enumerate(phrase):
        if at != anchor:
            starts = starts[stream.stems[starts + at] == stem]
    return starts, starts + len(phrase) - 1


def within(stream: Stream, words: Iterable[int], size: int, allowed: npt.NDArray[np.bool_]) -> Spans:
    """Where a phrase's content words stand within its size and a little slack, in the units allowed.

    Each place starts at one of the words, and ends at the nearest that completes them.
    """
    window = size + SLACK
    at: list[Longs] = []
    for word in words:
        places = stream.at(word)
        at.append(places[allowed[stream.units[places]]].astype(np.int64))
    if not at or not all(map(len, at)):
        return _NONE, _NONE
    starts = np.sort(np.concatenate(at), kind="stable")  # merges what is sorted already
    lasts = starts
    for one in sorted(at, key=len):
        nearest = one[np.minimum(np.searchsorted(one, starts), len(one) - 1)]
        near = (nearest >= starts) & (nearest < starts + window)
        starts, lasts = starts[near], np.maximum(lasts, nearest)[near]
    return starts, lasts
