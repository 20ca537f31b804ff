"""What one customer bought month by month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np

from custfile.analysis.book import Book, number, total
from custfile.analysis.sales import counting


def by_month(book: Book, who: int, months: int = 12) -> list[tuple[date, Decimal]]:
    """Return the first day of each of the last ``months`` calendar months and the net amount of the customer in it.

    The last month is that of the as-of date, as far as it has come.
    """
    firsts = (np.datetime64(book.as_of, "M") - np.arange(months)[::-1]).astype("datetime64[D]")
    days = [day.item() for day in firsts]
    rows = np.flatnonzero(counting(book) & (book.orders["who"].to_numpy() == who))
    day, cents = (book.orders[name].to_numpy()[rows] for name in ("day", "cents"))
    place = np.searchsorted([number(first) for first in days], day, "right") - 1
    sums = total(place[place >= 0], cents[place >= 0], months)
    return list(zip(days, (Decimal(amount).scaleb(-2) for amount in sums.tolist()), strict=True))
