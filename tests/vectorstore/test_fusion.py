"""Reciprocal rank fusion."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vectorstore.fusion import fuse, ranks_of

RANKINGS = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.permutations([float(rank) for rank in range(1, n + 1)]), min_size=1, max_size=4)
)


def test_the_score_is_the_papers_sum() -> None:
    assert fuse(np.array([1.0, 2.0]), np.array([2.0, 1.0])) == pytest.approx([1 / 61 + 1 / 62] * 2)


def test_what_no_ranking_has_scores_nothing() -> None:
    assert fuse(np.array([np.inf, 1.0]))[0] == 0.0


@given(RANKINGS, st.randoms())
@example([[1.0, 2.0, 3.0], [2.0, 3.0, 1.0], [3.0, 1.0, 2.0]], None)
def test_the_order_of_the_rankings_changes_nothing_not_even_a_tie(
    rankings: list[list[float]], rng: object
) -> None:
    turned = rankings[1:] + rankings[:1]
    assert fuse(*map(np.array, rankings)).tolist() == fuse(*map(np.array, turned)).tolist()


@given(RANKINGS)
def test_the_best_of_every_ranking_is_the_best_of_all(rankings: list[list[float]]) -> None:
    same = [rankings[0]] * len(rankings)
    assert fuse(*map(np.array, same)).argmax() == np.argmin(rankings[0])


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30))
def test_ranks_follow_scores_and_equal_scores_share_the_best(scores: list[float]) -> None:
    ranks = ranks_of(scores)
    for mine, rank in zip(scores, ranks, strict=True):
        assert rank == 1 + sum(other > mine for other in scores)


def test_minus_infinity_is_unranked() -> None:
    assert ranks_of([0.5, -np.inf]).tolist() == [1.0, np.inf]
