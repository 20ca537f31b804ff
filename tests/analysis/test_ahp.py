"""Weights from comparisons in pairs, against the published figures."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.ahp import Doubt, doubts, judge

# Saaty (1990), "How to make a decision: the analytic hierarchy process", buying a house: size, transportation, neighbourhood,
# age, yard, modern facilities, general condition, financing.
HOUSE = [
    [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
    [1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
    [1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5],
    [1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
    [1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6],
    [1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6],
    [3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2],
    [4, 7, 5, 8, 6, 6, 2, 1],
]


def test_the_published_house() -> None:
    found = judge(HOUSE)
    assert [round(weight, 3) for weight in found.weights] == [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    assert round(found.eigenvalue, 3) == 9.669
    assert round(found.index, 3) == 0.238
    assert found.random == 1.41
    assert round(found.ratio, 3) == 0.169
    assert not found.consistent


def test_what_saaty_would_look_at_again() -> None:
    """Neighbourhood is told 6 times the condition; the others make it less important than that."""
    worst = doubts(HOUSE)
    assert (worst[0].more, worst[0].less) == (2, 6)
    assert worst[0].told == 6 and worst[0].implied < 1
    assert len(worst) == 3


def test_a_contradiction_of_three() -> None:
    """a = 2 b, b = 2 c, c = 2 a. Through c, a is 1/2 × 1/2 = 1/4 of b; each pair is told 2 and implied 1/4.

    By symmetry the weights are equal, and each row sums to 1 + 2 + 1/2 = 3.5: lambda 3.5, CI .25, CR .25 / .58 = .431.
    """
    circle = [[1, 2, 0.5], [0.5, 1, 2], [2, 0.5, 1]]
    found = judge(circle)
    assert found.weights == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert (found.eigenvalue, found.index) == pytest.approx((3.5, 0.25))
    assert found.ratio == pytest.approx(0.25 / 0.58)
    assert {(doubt.more, doubt.less) for doubt in doubts(circle)} == {(0, 1), (1, 2), (2, 0)}
    assert all((doubt.told, doubt.implied) == pytest.approx((2, 1 / 4)) for doubt in doubts(circle))


def test_one_and_two_criteria_cannot_contradict_themselves() -> None:
    assert judge([[1]]).weights == (1.0,)
    two = judge([[1, 3], [1 / 3, 1]])
    assert two.weights == pytest.approx((0.75, 0.25))
    assert two.ratio == 0 and two.consistent
    assert doubts([[1, 3], [1 / 3, 1]]) == []


@given(st.lists(st.floats(0.2, 5), min_size=1, max_size=10))
def test_ratios_give_back_their_weights(importance: list[float]) -> None:
    """A matrix of ratios contradicts itself nowhere: lambda = n, and its weights are the importances."""
    found = judge([[one / other for other in importance] for one in importance])
    assert found.weights == pytest.approx([each / sum(importance) for each in importance])
    assert found.eigenvalue == pytest.approx(len(importance))
    assert found.ratio == pytest.approx(0, abs=1e-9)


@given(st.permutations(range(8)))
def test_the_order_of_the_criteria_does_not_matter(order: list[int]) -> None:
    shuffled = judge([[HOUSE[i][j] for j in order] for i in order])
    plain = judge(HOUSE)
    assert shuffled.weights == pytest.approx([plain.weights[i] for i in order])
    assert shuffled.ratio == pytest.approx(plain.ratio)


def test_a_correction_that_is_proposed_helps() -> None:
    worst = doubts(HOUSE)[0]
    assert isinstance(worst, Doubt)
    better = [list(row) for row in HOUSE]
    better[worst.more][worst.less], better[worst.less][worst.more] = worst.implied, 1 / worst.implied
    assert judge(better).ratio < judge(HOUSE).ratio


@pytest.mark.parametrize(
    "matrix",
    [
        [],
        [[1, 2]],
        [[1, 2], [2, 1]],
        [[1, -2], [-0.5, 1]],
        [[1, 0], [0, 1]],
        [[1.0 for _j in range(11)] for _i in range(11)],
        [[float("nan")]],
    ],
)
def test_what_is_no_matrix_of_comparisons(matrix: list[list[float]]) -> None:
    with pytest.raises(ValueError):
        judge(matrix)


def test_the_eigenvector_is_one() -> None:
    found = judge(HOUSE)
    for i, row in enumerate(HOUSE):
        assert sum(cell * weight for cell, weight in zip(row, found.weights, strict=True)) == pytest.approx(
            found.eigenvalue * found.weights[i]
        )
    assert all(HOUSE[i][j] * HOUSE[j][i] == pytest.approx(1) for i, j in product(range(8), repeat=2))
