"""The back-test: what it counts, and how well CDNOW's year was foretold."""

from __future__ import annotations

import numpy as np
import pytest
from simulated import CALIBRATED, ENDED, cdnow_purchases

from custfile.analysis.models.backtest import backtest
from custfile.analysis.models.beta_geometric import BG, MBG
from custfile.analysis.models.histories import Purchases, merge


def bought(*rows: tuple[int, int]) -> Purchases:
    who, day = np.array(rows, dtype=np.int64).T
    return merge(who, day, np.full(len(rows), 100, dtype=np.int64))


def test_cdnow() -> None:
    """Of the 2,357 customers 1,411 did not come again in 39 weeks; held out: 1,882 orders."""
    found = backtest(cdnow_purchases(), BG, CALIBRATED, ENDED, prior=False)
    assert found.customers.tolist() == [1411, 439, 214, 100, 62, 38, 29, 64]
    assert found.actual @ found.customers == pytest.approx(1882)
    assert found.fit.parameters == pytest.approx((0.2426, 4.4136, 0.7929, 2.4259), abs=5e-5)
    assert found.ratio == pytest.approx(found.predicted @ found.customers / 1882)
    assert 0.85 < found.ratio < 1 and found.correlation > 0.6 and found.error < 0.8
    assert (np.diff(found.predicted) > 0).all() and (np.diff(found.actual) > 0).all()


def test_by_hand() -> None:
    """Known by day 100: customer 0 (two repeats), 5 (none). Then 0 orders on two days, 5 on one, 9 is new, day 201 is late."""
    rows = [(0, 10), (0, 40), (0, 70), (5, 60), (0, 120), (0, 120), (0, 130), (5, 200), (5, 201), (9, 150)]
    found = backtest(bought(*rows), MBG, 100, 200)
    assert found.customers.tolist() == [1, 0, 1, 0, 0, 0, 0, 0]
    assert found.actual[[0, 2]].tolist() == [1, 2] and np.isnan(found.actual[1]) and np.isnan(found.predicted[1])
    few, many = found.predicted[[0, 2]]
    assert found.ratio == pytest.approx((few + many) / 3)
    assert found.error == pytest.approx((abs(few - 1) + abs(many - 2)) / 2)
    assert found.correlation == pytest.approx(1)


def test_only_the_past_is_used() -> None:
    rows = [(who, 3 * who + 20 * number) for who in range(40) for number in range(1 + who % 6)]
    later = [(who, 300 + who) for who in range(40)]
    one, other = backtest(bought(*rows), MBG, 250, 400), backtest(bought(*rows, *later), MBG, 250, 400)
    assert one.fit.parameters == other.fit.parameters
    assert one.predicted == pytest.approx(other.predicted, nan_ok=True)
    assert np.isnan(one.ratio) and other.ratio > 0


def test_what_it_cannot_do() -> None:
    with pytest.raises(ValueError, match="before the split"):
        backtest(bought((1, 50)), MBG, 40, 60)
    with pytest.raises(ValueError, match="after it"):
        backtest(bought((1, 50)), MBG, 60, 60)
