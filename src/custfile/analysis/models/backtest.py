"""The back-test: a model fitted to the first part of the orders foretells the second, and is held against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from custfile.analysis.models.beta_geometric import BetaGeometric
from custfile.analysis.models.fitting import Fit, Prior, fit
from custfile.analysis.models.histories import WEEK, Purchases, Real, Whole, customers, median_gap

LAST_GROUP: Final = 7
"""Customers with so many repeat orders, or more, are one group."""


@dataclass(frozen=True)
class Backtest:
    """What was foretold from the orders up to ``split``, and what came until ``end`` (days).

    ``groups``: repeat orders before the split, 0 to 7, 7 being 7 and more; for each the number of ``customers`` and the mean
    orders a customer ``predicted`` and ``actual``, NaN in an empty group. ``ratio``: orders predicted / actual, all together
    (NaN when none came). ``error``: the mean distance of predicted and actual. ``correlation``: of the two over customers,
    NaN when one of them is always the same.
    """

    split: int
    end: int
    fit: Fit
    groups: Whole
    customers: Whole
    predicted: Real
    actual: Real
    ratio: float
    error: float
    correlation: float


def backtest(purchases: Purchases, model: BetaGeometric, split: int, end: int, *, prior: bool = True) -> Backtest:
    """Fit ``model`` to what was known at the end of the day ``split`` and compare with the purchases up to ``end``.

    Later customers do not count. Raises ``ValueError`` when nobody had bought by ``split``, or ``end`` is not after it.
    """
    known = purchases.upto(split)
    seen = customers(known, split)
    if not len(seen.who) or end <= split:
        raise ValueError("a back-test needs purchases before the split and days after it")
    found = fit(model, seen.histories, Prior.of_gap(median_gap(known)) if prior else None)
    predicted = model.expected(found.parameters, seen.histories, (end - split) / WEEK)
    size = int(max(purchases.who.max(), seen.who.max())) + 1
    actual = np.bincount(purchases.after(split).upto(end).who, minlength=size)[seen.who].astype(np.float64)
    group = np.minimum(seen.histories.x, LAST_GROUP)
    sizes = np.bincount(group, minlength=LAST_GROUP + 1)
    with np.errstate(invalid="ignore", divide="ignore"):  # an empty group has no mean
        means = [np.bincount(group, figures, LAST_GROUP + 1) / sizes for figures in (predicted, actual)]
        ratio = float(np.divide(predicted.sum(), actual.sum())) if actual.any() else float("nan")
    error = float(np.abs(predicted - actual).mean())
    together = _correlation(predicted, actual)
    return Backtest(split, end, found, np.arange(LAST_GROUP + 1), sizes, means[0], means[1], ratio, error, together)


def _correlation(one: Real, other: Real) -> float:
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])
