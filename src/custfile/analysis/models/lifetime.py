"""Customer lifetime value: what the orders of the coming months are worth today."""

from __future__ import annotations

from typing import Final

import numpy as np

from custfile.analysis.models.beta_geometric import BetaGeometric, Parameters
from custfile.analysis.models.histories import WEEK, Histories, Real

MONTH: Final = 365.25 / 12 / WEEK
"""Weeks in a month."""


def orders_by_month(model: BetaGeometric, parameters: Parameters, seen: Histories, months: int) -> Real:
    """Return the orders expected in each of the coming ``months``: a row a month, a column a customer.

    ``parameters`` and ``seen`` are in weeks.
    """
    upto = [model.expected(parameters, seen, month * MONTH) for month in range(1, months + 1)]
    return np.diff(np.array(upto), axis=0, prepend=0.0)


def discount_factors(months: int, yearly: float) -> Real:
    """Return what one unit at the end of each of the coming ``months`` is worth today; ``yearly`` rate as a share."""
    return (1 + yearly) ** (-np.arange(1, months + 1) / 12)


def lifetime_value(by_month: Real, factors: Real, order_value: Real, margin: Real) -> Real:
    """Return sum(orders of the month × its discount factor) × value of an order × margin (share), in the value's unit."""
    return factors @ by_month * order_value * margin
