"""Recency, frequency, age and value of each customer: what the models are fitted to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
Real: TypeAlias = NDArray[np.float64]

WEEK: Final = 7.0
"""Days in the models' unit of time."""


@dataclass(frozen=True)
class Histories:
    """One row for each history of a customer that has bought.

    ``x``: repeat orders. ``tx``: time from the first order to the last, 0 without a repeat order. ``T``: time from the
    first order to the day of the count. Times are in weeks, but any unit will do that is used throughout.
    """

    x: Whole
    tx: Real
    T: Real

    def __len__(self) -> int:
        return len(self.x)

    @property
    def repeating(self) -> int:
        """How many customers have a repeat order."""
        return int((self.x > 0).sum())


@dataclass(frozen=True)
class Purchases:
    """The days on which customers bought, same-day orders of a customer merged, by customer and then by day.

    ``who``: the customer. ``day``: a whole number. ``cents``: what was bought that day.
    """

    who: Whole
    day: Whole
    cents: Whole

    def upto(self, day: int) -> Purchases:
        """Return the purchases that were known at the end of ``day``."""
        return self._only(self.day <= day)

    def after(self, day: int) -> Purchases:
        """Return the purchases later than ``day``."""
        return self._only(self.day > day)

    def _only(self, rows: NDArray[np.bool_]) -> Purchases:
        return Purchases(self.who[rows], self.day[rows], self.cents[rows])


@dataclass(frozen=True)
class Customers:
    """Those who bought, by ``who``, as known at the end of a day.

    ``orders``: purchases, one a day. ``first``, ``last``: days. ``mean``: mean cents of a purchase; ``repeat_mean``:
    without the first one, NaN when there is no other. ``histories``: what the models take, row by row.
    """

    who: Whole
    orders: Whole
    first: Whole
    last: Whole
    mean: Real
    repeat_mean: Real
    histories: Histories


def merge(who: Whole, day: Whole, cents: Whole) -> Purchases:
    """Return orders that count, in any order, as purchases; three arrays of the same length."""
    if not len(who):
        return Purchases(who, day, cents)
    start = day.min()
    key = who * (day.max() - start + 1) + day - start
    place = np.argsort(key, kind="stable")
    begins = np.flatnonzero(np.diff(key[place], prepend=-1))
    return Purchases(who[place][begins], day[place][begins], np.add.reduceat(cents[place], begins))


def customers(purchases: Purchases, as_of: int) -> Customers:
    """Return what each customer did up to the end of the day ``as_of``."""
    known = purchases.upto(as_of)
    begins = np.flatnonzero(np.diff(known.who, prepend=-1))
    orders = np.diff(begins, append=len(known.who))
    first, last = known.day[begins], known.day[begins + orders - 1]
    totals = np.add.reduceat(known.cents, begins) if len(begins) else known.cents
    repeats = orders - 1
    with np.errstate(invalid="ignore"):  # 0 / 0 is NaN: no repeat order
        repeat_mean = (totals - known.cents[begins]) / repeats
    return Customers(
        known.who[begins],
        orders,
        first,
        last,
        totals / orders,
        repeat_mean,
        Histories(repeats, (last - first) / WEEK, (as_of - first) / WEEK),
    )


def median_gap(purchases: Purchases) -> float | None:
    """Return the median weeks between a customer's purchases, over all of them; ``None`` when nobody came again."""
    days = np.diff(purchases.day)[np.diff(purchases.who) == 0]
    return float(np.median(days)) / WEEK if len(days) else None
