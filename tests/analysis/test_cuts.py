"""Cut points: exact quintiles, ties, edges."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.rankings.cuts import Cuts, Yardstick, fixed_cuts, quintiles, yardstick

values_of = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=60)


def whole(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, dtype=np.int64)


def test_quintiles_by_hand() -> None:
    # n = 4: h = k * 3 / 5 = 0.6, 1.2, 1.8, 2.4 → 10 + 0.6 * 10, 20 + 0.2 * 20, 20 + 0.8 * 20, 40 + 0.4 * 60
    assert quintiles(whole(10, 20, 40, 100)).points == tuple(map(Decimal, ("16", "24", "36", "64")))


def test_quintiles_of_cents_are_in_currency() -> None:
    # the same in cents: 0.16 and so on
    assert quintiles(whole(10, 20, 40, 100), scale=100).points == tuple(map(Decimal, ("0.16", "0.24", "0.36", "0.64")))


@given(values_of)
def test_quintiles_are_numpys_linear_quantiles(values: list[int]) -> None:
    points = [float(point) for point in quintiles(np.array(values)).points]
    np.testing.assert_allclose(points, np.quantile(values, [0.2, 0.4, 0.6, 0.8]), rtol=1e-9, atol=1e-3)


@given(values_of)
def test_scores_compare_with_the_exact_quantile(values: list[int]) -> None:
    ordered, steps = sorted(values), len(values) - 1

    def quantile(number: int) -> Fraction:
        below, part = divmod(Fraction(number * steps, 5), 1)
        return ordered[below] + part * (ordered[min(below + 1, steps)] - ordered[below])

    expected = [1 + sum(value > quantile(number) for number in (1, 2, 3, 4)) for value in values]
    assert Yardstick("quantile", quintiles(np.array(values))).scores(np.array(values)).tolist() == expected


def test_a_value_at_the_quantile_stays_below() -> None:
    # n = 6: h = 1, 2, 3, 4, so the points are the values 20, 30, 40, 50 themselves
    scores = yardstick(whole(10, 20, 30, 40, 50, 60), "quantile", None).scores(whole(10, 20, 30, 40, 50, 60))
    assert scores.tolist() == [1, 1, 2, 3, 4, 5]


def test_ties_share_a_score() -> None:
    # sorted 1 1 1 1 2 9: points 1, 1, 1, 2
    values = whole(1, 9, 1, 1, 2, 1)
    assert yardstick(values, "quantile", None).scores(values).tolist() == [1, 5, 1, 1, 4, 1]


def test_two_customers_differ_where_r_gives_both_one() -> None:
    # 2 and 3 orders: points 2.2, 2.4, 2.6, 2.8; the R package's 3.2 … 3.8 leave both at 1
    values = whole(3, 2)
    assert yardstick(values, "quantile", None).scores(values).tolist() == [5, 1]
    assert yardstick(values, "quantile", None, edge="plus-one").scores(values).tolist() == [1, 1]


def test_plus_one_is_one_unit_of_currency() -> None:
    # 40.00 … 90.00: points 50 … 80, with + 1 51 … 81: 50.99 stays below the first, 51.00 does not
    cuts = quintiles(whole(4000, 5000, 6000, 7000, 8000, 9000), scale=100, edge="plus-one")
    assert cuts == Cuts(tuple(map(Decimal, (51, 61, 71, 81))), upto=False)
    assert cuts.bands(whole(5099, 5100), scale=100).tolist() == [0, 1]


@pytest.mark.parametrize("count", [1, 2, 40])
def test_all_tied_is_the_middle(count: int) -> None:
    stick = yardstick(whole(*[7] * count), "quantile", None)
    assert stick.scores(whole(7)).tolist() == [3] and stick.scored and not stick.spread


@pytest.mark.parametrize(("upto", "expected"), [(True, [0, 0, 1, 4, 4]), (False, [0, 1, 1, 4, 4])])
def test_the_side_of_a_fixed_point(upto: bool, expected: list[int]) -> None:
    cuts = fixed_cuts((30, 90, 180, 365), upto=upto)
    assert cuts is not None
    assert cuts.bands(whole(29, 30, 31, 366, 9999)).tolist() == expected


@pytest.mark.parametrize(("upto", "expected"), [(True, [0, 0, 1]), (False, [0, 1, 1])])
def test_fixed_amounts_are_compared_to_the_cent(upto: bool, expected: list[int]) -> None:
    cuts = fixed_cuts(tuple(map(Decimal, ("99.99", "200", "300", "400"))), upto=upto)
    assert cuts is not None
    assert cuts.bands(whole(9998, 9999, 10000), scale=100).tolist() == expected


@pytest.mark.parametrize(
    ("customers", "different", "method"),
    [(25, 5, "quantile"), (24, 5, "fixed"), (25, 4, "fixed"), (0, 0, "fixed")],
)
def test_auto_needs_25_customers_and_5_values(customers: int, different: int, method: str) -> None:
    values = whole(*[number % max(different, 1) for number in range(customers)])
    assert yardstick(values, "auto", fixed_cuts((1, 2, 3, 4), upto=True)).method == method


def test_fixed_without_points_scores_nothing() -> None:
    stick = yardstick(whole(1, 2), "fixed", None)
    assert not stick.scored and stick.spread and stick.scores(whole(1, 2)).tolist() == [0, 0]


@pytest.mark.parametrize("points", [(1, 2, 3), (4, 3, 2, 1), (1, 2, 3, 4, 5)])
def test_cut_points_are_four_and_rise(points: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="four rising cut points"):
        fixed_cuts(points, upto=True)
