"""Recency, frequency and monetary value of each customer, taken from the orders.

What counts, for an as-of date and the window ``(as-of - months, as-of]``:

- Recency: days since the last order, over all time. Frequency: orders in the window, same-day orders one by one.
  Monetary value: their net sum.
- An order dated after the as-of date does not exist yet; a cancelled one nowhere.
- An order of amount 0, a sample or a gift, is no purchase, here as everywhere.
- A return lowers the monetary value, is no order for frequency and does not renew recency. It is either a line of its
  own with a negative amount (credit note), or the order itself with status ``returned``, whose amount then falls out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from custfile.analysis.book import COUNTS, RETURNED, Book, Mask, number, total, window

_NEVER: Final = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Roles:
    """What each order of the book is for: it is ``bought`` (renews recency), counts as ``often`` and for the ``sum``."""

    bought: Mask
    often: Mask
    summed: Mask
    inside: Mask


@dataclass(frozen=True)
class Purchases:
    """What the orders say.

    ``customers``: one row for each customer with an order, by id: ``who`` (its row in the book), ``id``, ``name``,
    ``last_order`` (day), ``recency`` (days), ``frequency`` (orders), ``monetary`` (net, in cents).
    ``left_out``: how many customers have none, by reason: ``no_order`` or ``only_returns``.
    """

    customers: pd.DataFrame
    left_out: Mapping[str, int]


def roles(book: Book, months: int | None) -> Roles:
    """Return what each order counts for, row by row; ``months`` is the length of the window, ``None`` without limit."""
    day, cents, state = (book.orders[name].to_numpy() for name in ("day", "cents", "state"))
    inside = window(book, day, months)
    bought = (state == COUNTS) & (cents > 0)
    lowers = ((state == COUNTS) | (state == RETURNED)) & (cents < 0)
    return Roles(bought, bought & inside, (bought | lowers) & inside, inside)


def purchases(book: Book, months: int | None) -> Purchases:
    """Measure every customer of the book; ``months`` as for ``roles``."""
    size, orders, counted = len(book.customers), book.orders, roles(book, months)
    who, day, cents = (orders[name].to_numpy(dtype=np.int64) for name in ("who", "day", "cents"))
    last = np.full(size, _NEVER)
    np.maximum.at(last, who[counted.bought], day[counted.bought])
    has_order = last != _NEVER
    dealt = np.zeros(size, dtype=bool)
    dealt[who[orders["state"].isin([COUNTS, RETURNED]).to_numpy()]] = True
    place = np.flatnonzero(has_order)
    frame = pd.DataFrame(
        {
            "who": place,
            "id": book.customers["id"].to_numpy()[place],
            "name": book.customers["name"].to_numpy()[place],
            "last_order": last[place],
            "recency": number(book.as_of) - last[place],
            "frequency": np.bincount(who[counted.often], minlength=size).astype(np.int64)[place],
            "monetary": total(who[counted.summed], cents[counted.summed], size)[place],
        }
    )
    only_returns = int((dealt & ~has_order).sum())
    return Purchases(frame, {"no_order": size - len(place) - only_returns, "only_returns": only_returns})
