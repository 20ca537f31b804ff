"""From orders to histories, by hand and against a plain count."""

from __future__ import annotations

import statistics
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.models.histories import customers, median_gap, merge

Order = tuple[int, int, int]


def arrays(*orders: Order) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return tuple(np.array(orders, dtype=np.int64).reshape(-1, 3).T)


ORDERS = [(7, 100, 50_00), (3, 110, 10_00), (7, 121, 20_00), (7, 121, 5_00), (7, 107, 30_00), (3, 110, 1_00)]
"""Customer 7 bought on days 100, 107 and twice on 121; customer 3 twice on day 110."""


def test_same_day_orders_are_one() -> None:
    bought = merge(*arrays(*ORDERS))
    assert bought.who.tolist() == [3, 7, 7, 7]
    assert bought.day.tolist() == [110, 100, 107, 121]
    assert bought.cents.tolist() == [11_00, 50_00, 30_00, 25_00]


def test_by_hand() -> None:
    """On day 128: customer 7 came again twice in 21 of 28 days, for (30 + 25) / 2; customer 3 never did in 18 days."""
    found = customers(merge(*arrays(*ORDERS)), 128)
    assert found.who.tolist() == [3, 7]
    assert found.orders.tolist() == [1, 3]
    assert (found.first.tolist(), found.last.tolist()) == ([110, 100], [110, 121])
    assert found.mean.tolist() == [11_00, 35_00]
    assert np.isnan(found.repeat_mean[0]) and found.repeat_mean[1] == 27_50
    assert found.histories.x.tolist() == [0, 2]
    assert found.histories.tx.tolist() == [0, 3]
    assert found.histories.T.tolist() == [18 / 7, 4]
    assert found.histories.repeating == 1


def test_what_comes_later_is_not_known() -> None:
    bought = merge(*arrays(*ORDERS))
    assert customers(bought, 109).who.tolist() == [7]
    assert customers(bought, 109).histories.x.tolist() == [1]
    assert bought.after(109).day.tolist() == [110, 121]
    assert len(customers(bought, 99).who) == 0


def test_the_median_gap_is_over_all_gaps() -> None:
    """Gaps of 7 and 14 days: 10.5 days are 1.5 weeks."""
    assert median_gap(merge(*arrays(*ORDERS))) == 1.5
    assert median_gap(merge(*arrays((1, 5, 1), (2, 6, 1)))) is None


def test_nobody() -> None:
    bought = merge(*arrays())
    found = customers(bought, 10)
    assert len(found.who) == len(found.histories) == 0
    assert median_gap(bought) is None


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(-400, 400), st.integers(1, 10**9)), max_size=60))
def test_as_a_plain_count_has_it(orders: list[Order]) -> None:
    found = customers(merge(*arrays(*orders)), 200)
    days: dict[int, dict[int, int]] = {}
    for who, day, cents in orders:
        if day <= 200:
            days.setdefault(who, {}).setdefault(day, 0)
            days[who][day] += cents
    assert found.who.tolist() == sorted(days)
    for place, who in enumerate(sorted(days)):
        mine = dict(sorted(days[who].items()))
        first, *rest = mine
        assert found.orders[place] == len(mine)
        assert found.histories.x[place] == len(rest)
        assert found.histories.tx[place] == (max(mine) - first) / 7
        assert found.histories.T[place] == (200 - first) / 7
        assert found.mean[place] == pytest.approx(sum(mine.values()) / len(mine), rel=1e-12)
        if rest:
            assert found.repeat_mean[place] == pytest.approx(sum(mine[day] for day in rest) / len(rest), rel=1e-12)
    gaps = [after - before for mine in days.values() for before, after in pairwise(sorted(mine))]
    known = merge(*arrays(*orders)).upto(200)
    assert median_gap(known) == (statistics.median(gaps) / 7 if gaps else None)
