"""The composite's arithmetic on plain arrays."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from custfile.analysis.ahp import judge
from custfile.analysis.composite import (
    coverage,
    entropy_weights,
    percentile,
    places,
    profit_points,
    rank_range,
    score,
    stretched,
)

NONE = math.nan
USUAL = (0.40, 0.20, 0.20, 0.12, 0.08)
AHP = judge(
    [
        [1, 2, 2, 3, 5],
        [1 / 2, 1, 1, 2, 3],
        [1 / 2, 1, 1, 2, 3],
        [1 / 3, 1 / 2, 1 / 2, 1, 2],
        [1 / 5, 1 / 3, 1 / 3, 1 / 2, 1],
    ]
)


def points(*rows: list[float]) -> np.ndarray:
    """Return rows of points as an array."""
    return np.array(rows, dtype=np.float64)


class TestPercentile:
    def test_mid_ranks(self) -> None:
        # of 4: 10 has none below and itself; 20 twice, one below and two equal; 30 three below
        assert percentile(np.array([30.0, 10, 20, 20])).tolist() == [87.5, 12.5, 50, 50]

    def test_one_alone_and_all_tied_are_in_the_middle(self) -> None:
        assert percentile(np.array([7.0])).tolist() == [50]
        assert percentile(np.array([7.0] * 9)).tolist() == [50] * 9
        assert percentile(np.array([])).tolist() == []

    def test_who_has_no_value_has_no_place_and_takes_none(self) -> None:
        assert percentile(np.array([NONE, 1, 2])).tolist() == pytest.approx([NONE, 25, 75], nan_ok=True)
        assert np.isnan(percentile(np.array([NONE, NONE]))).all()

    def test_one_giant_does_not_ruin_the_others(self) -> None:
        assert percentile(np.array([1.0, 2, 3, 1e12]))[2] == 62.5

    @given(st.lists(st.integers(-5, 5), min_size=1))
    def test_the_mean_is_the_middle_and_order_is_kept(self, values: list[int]) -> None:
        found = percentile(np.array(values, dtype=float))
        assert found.mean() == pytest.approx(50)
        assert all((found[i] < found[j]) == (values[i] < values[j]) for i, j in permutations(range(len(values)), 2))


def test_grades_are_stretched() -> None:
    assert stretched(np.array([1.0, 2, 3.5, 5])).tolist() == [0, 25, 62.5, 100]


def test_loss_makers_have_twenty_at_the_most() -> None:
    # of 4 the percentiles are 12.5, 37.5, 62.5, 87.5; the two losses are the lowest, and the second is capped
    assert profit_points(np.array([-900.0, -1, 5, 80])).tolist() == [12.5, 20, 62.5, 87.5]
    assert profit_points(np.array([0.0, 0])).tolist() == [50, 50]  # no gain is no loss


class TestScore:
    def test_all_parts(self) -> None:
        # .40 × 100 + .20 × 80 + .20 × 50 + .12 × 25 + .08 × 0 = 40 + 16 + 10 + 3 = 69
        whole = points([100, 80, 50, 25, 0])
        assert score(whole, USUAL).tolist() == [69]
        assert coverage(whole, USUAL).tolist() == [1]

    def test_what_is_missing_pulls_to_the_middle(self) -> None:
        # credit and amount are missing: c = .6, mean = (40 + 3 + 0) / .6; score = 43 + .4 × 50 = 63
        part = points([100, NONE, NONE, 25, 0])
        assert coverage(part, USUAL).tolist() == [0.6]
        assert score(part, USUAL).tolist() == [63]

    def test_the_published_newcomer(self) -> None:
        """Only prospects, 5 of 5: 53.5 by the default matrix, 54 by the round weights; not 100."""
        newcomer = points([NONE, NONE, NONE, NONE, 100])
        assert round(float(score(newcomer, AHP.weights)[0]), 1) == 53.5
        assert score(newcomer, USUAL).tolist() == [54]

    def test_nothing_known(self) -> None:
        assert score(points([NONE] * 5), USUAL).tolist() == [50]
        assert coverage(points([NONE] * 5), USUAL).tolist() == [0]

    def test_a_criterion_without_weight_covers_nothing(self) -> None:
        assert coverage(points([90, NONE, NONE, NONE, NONE]), (0, 1, 0, 0, 0)).tolist() == [0]

    @given(arrays(np.float64, (7, 5), elements=st.floats(0, 100) | st.just(NONE)))
    def test_as_it_is_defined(self, found: np.ndarray) -> None:
        """c × renormalised + (1 - c) × 50, by the definition."""
        for row, total in zip(found, score(found, USUAL), strict=True):
            known = ~np.isnan(row)
            covered = np.array(USUAL)[known].sum()
            mean = (row[known] * np.array(USUAL)[known]).sum() / covered if covered else 0
            assert total == pytest.approx(covered * mean + (1 - covered) * 50, abs=1e-6)

    @given(st.lists(st.floats(0, 100) | st.just(NONE), min_size=5, max_size=5), st.integers(1, 40))
    def test_equal_customers_tie_wherever_they_stand(self, row: list[float], number: int) -> None:
        assert len(set(score(points(*[row] * number), USUAL).tolist())) == 1


class TestRankRange:
    def test_places(self) -> None:
        assert places(np.array([1.0, 5, 5, 9])).tolist() == [4, 2, 3, 1]
        assert places(np.array([])).tolist() == []

    def test_who_leads_in_everything_never_moves(self) -> None:
        best, worst = rank_range(points([90] * 5, [50] * 5, [10] * 5), USUAL)
        assert best.tolist() == worst.tolist() == [1, 2, 3]

    def test_two_that_change_places(self) -> None:
        """Equal weights .5: A 60 and 40, B 46 and 50, so that A has 50 and B 48.

        The first weight × .8 and the second × 1.2 make .4 and .6: A 24 + 24 = 48, B 18.4 + 30 = 48.4. B leads. With one of them
        moved alone, .8 to 1, A would still lead: 48.9 to 48.2.
        """
        best, worst = rank_range(points([60, 40], [46, 50]), (0.5, 0.5))
        assert (best.tolist(), worst.tolist()) == ([1, 1], [2, 2])

    def test_a_lead_that_is_large_enough_holds(self) -> None:
        """A 60 and 40 against B 40 and 50: A 50, B 45; at .4 and .6 A has 48 and B 46."""
        best, worst = rank_range(points([60, 40], [40, 50]), (0.5, 0.5))
        assert best.tolist() == worst.tolist() == [1, 2]

    def test_ties_stay_in_the_order_given(self) -> None:
        best, worst = rank_range(points(*[[70.0] * 5] * 4), USUAL)
        assert best.tolist() == worst.tolist() == [1, 2, 3, 4]

    def test_nobody(self) -> None:
        best, worst = rank_range(np.empty((0, 5)), USUAL)
        assert len(best) == len(worst) == 0

    @given(arrays(np.float64, (6, 5), elements=st.floats(0, 100) | st.just(NONE)))
    def test_the_rank_itself_lies_within(self, found: np.ndarray) -> None:
        best, worst = rank_range(found, USUAL)
        place = places(score(found, USUAL))
        assert (best <= place).all() and (place <= worst).all()


class TestEntropy:
    def test_by_hand(self) -> None:
        """First: 100 and 0: p = 1, entropy 0, 1 - 0 = 1. Second: 50 and 50: entropy ln 2 / ln 2 = 1, 1 - 1 = 0."""
        assert entropy_weights(points([100, 50], [0, 50])) == [1, 0]
        # 75 and 25: (.75 ln .75 + .25 ln .25) / ln 2 = -.811278; spread .188722 beside 1
        assert entropy_weights(points([100, 75], [0, 25])) == pytest.approx(
            [1 / 1.188722, 0.188722 / 1.188722], abs=1e-6
        )

    def test_nothing_is_spread(self) -> None:
        assert entropy_weights(points([50, 50], [50, 50])) is None
        assert entropy_weights(points([50, NONE])) is None
        assert entropy_weights(np.empty((0, 5))) is None
        assert entropy_weights(points([0, NONE], [0, NONE])) is None

    @given(st.permutations([[100.0, 75], [0, 25], [30, NONE], [12.5, 3]]))
    def test_rows_may_come_in_any_order(self, rows: list[list[float]]) -> None:
        assert entropy_weights(points(*rows)) == entropy_weights(points([100, 75], [0, 25], [30, NONE], [12.5, 3]))
