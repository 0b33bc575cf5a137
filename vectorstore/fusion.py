"""Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009), a pure function."""

import numpy as np
import numpy.typing as npt

K = 60  # the constant of the paper

Ranks = npt.NDArray[np.float64]


def ranks_of(scores: npt.ArrayLike) -> Ranks:
    """Return the rank of each item from 1, equal scores sharing the best; -inf means unranked (inf)."""
    values = np.asarray(scores, dtype=np.float64)
    ascending = np.sort(-values)
    ranks = np.searchsorted(ascending, -values, side="left") + 1.0
    return np.where(np.isneginf(values), np.inf, ranks)


def fuse(*rankings: Ranks, k: int = K) -> Ranks:
    """Return each item's fused score, the sum of 1 / (k + rank) over the rankings; more is better.

    The terms of one item are added from the smallest up, so the order of the rankings changes nothing,
    not even the last bit: otherwise exact ties would be broken by rounding.
    """
    terms = np.sort(1.0 / (k + np.asarray(rankings, dtype=np.float64)), axis=0)
    total = np.zeros(terms.shape[1])
    for row in terms:
        total += row
    return total
