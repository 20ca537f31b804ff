"""Recency, frequency and monetary value of each customer, taken from the orders.

What counts, for an as-of date and the window ``(as-of - months, as-of]``:

- Recency: days since the last order, over all time. Frequency: orders in the window, same-day orders one by one.
  Monetary value: their net sum.
- An order dated after the as-of date does not exist yet; a cancelled one nowhere.
- A return lowers the monetary value, is no order for frequency and does not renew recency. It is either a line of its
  own with a negative amount (credit note), or the order itself with status ``returned``, whose amount then falls out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Measures:
    """What the orders say.

    ``customers``: one row for each customer with an order, by id, with the columns ``id``, ``name``, ``last`` (day),
    ``recency`` (days), ``frequency`` (orders) and ``monetary`` (net, in cents).
    ``left_out``: how many customers have none, by reason: ``no_order`` or ``only_returns``.
    """

    customers: pd.DataFrame
    left_out: Mapping[str, int]


def measure(customers: pd.DataFrame, orders: pd.DataFrame, as_of: date, months: int | None) -> Measures:
    """Measure every customer at ``as_of``; ``months`` is the length of the window, ``None`` without limit.

    ``customers``: columns ``id`` (unique) and ``name``. ``orders``: columns ``customer``, ``date`` (datetime64),
    ``amount`` (int64, cents) and ``status``. Rows may come in any order; orders of unknown customers and without a date
    are passed over.
    """
    roster = customers[["id", "name"]].sort_values("id", ignore_index=True)
    who = pd.Index(roster["id"]).get_indexer(orders["customer"])
    day = orders["date"].to_numpy().astype("datetime64[D]")
    amount = orders["amount"].to_numpy(dtype=np.int64)
    returned = orders["status"].isin(["returned"]).to_numpy()
    counts = (who >= 0) & (day <= np.datetime64(as_of, "D")) & ~orders["status"].isin(["cancelled"]).to_numpy()
    inside = counts if months is None else counts & (day > months_before(as_of, months))
    bought = counts & ~returned & (amount >= 0)

    last = _latest(who[bought], day[bought], len(roster))
    has_order = ~np.isnat(last)
    roster["last"] = last.astype("datetime64[s]")
    roster["recency"] = (np.datetime64(as_of, "D") - last).astype(np.int64)
    roster["frequency"] = np.bincount(who[bought & inside], minlength=len(roster)).astype(np.int64)
    roster["monetary"] = _total(who[inside], np.where(returned & (amount > 0), 0, amount)[inside], len(roster))
    only_returns = int((~has_order & (np.bincount(who[counts], minlength=len(roster)) > 0)).sum())
    left_out = {"no_order": int((~has_order).sum()) - only_returns, "only_returns": only_returns}
    return Measures(roster[has_order].reset_index(drop=True), left_out)


def months_before(day: date, months: int) -> np.datetime64:
    """Return the same day ``months`` earlier, or the last day of that month when it is shorter."""
    month = np.datetime64(day, "M") - months
    last = (month + 1).astype("datetime64[D]") - 1
    return min(month.astype("datetime64[D]") + (day.day - 1), last)


def _latest(who: NDArray[np.intp], day: NDArray[np.datetime64], size: int) -> NDArray[np.datetime64]:
    """Take the maximum over day numbers: on dates themselves numpy is ten times slower."""
    latest = np.full(size, NEVER.astype(np.int64))
    np.maximum.at(latest, who, day.astype(np.int64))
    return latest.astype("datetime64[D]")


def _total(who: NDArray[np.intp], amount: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Sum in whole cents; ``np.bincount`` would go through floats."""
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, who, amount)
    return total
