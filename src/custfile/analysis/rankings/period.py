"""The window of a ranking and the period before it: which months, in words, and what they make of each order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np

from custfile.analysis.book import CANCELLED, COUNTS, FUTURE, RETURNED, STATES, Book, Whole, day_of, months_before
from custfile.analysis.sales import counting
from custfile.language import Label, _, count

YEAR: Final = 12
WINDOW: Final = Label("Window", "统计期", "統計期間")
BEFORE: Final = Label("Period before", "上期", "前期")

FATES: Final = {
    "counts": STATES[COUNTS],
    "before": Label("in the period before", "属于上期", "屬於前期"),
    "earlier": Label("before the window", "早于统计期", "早於統計期間"),
    "returned": STATES[RETURNED],
    "cancelled": STATES[CANCELLED],
    "future": STATES[FUTURE],
    "nothing": Label("amount 0: no purchase", "金额为零，不算购买", "金額為零，不算購買"),
}
"""What becomes of an order: it counts, or why it does not."""


def asked(told: Mapping[str, Any], usual: int | None = YEAR) -> int | None:
    """Return the months of the window: told on the command line, else ``usual``; ``None`` for all time, told as 0."""
    months = told.get("months")
    return (usual if months is None else months) or None


def said(as_of: date, months: int | None, ending: int = 0) -> str:
    """Return the window of ``months`` up to ``as_of`` in words; ``ending`` moves it that many months back."""
    closes = day_of(months_before(as_of, ending))
    if months is None:
        return _("all orders up to {as_of}").format(as_of=closes)
    opens = day_of(months_before(as_of, ending + months))
    return _("after {opens}, up to {as_of} ({months})").format(
        opens=opens, as_of=closes, months=count("{n} month", "{n} months", months)
    )


def fates(book: Book, rows: Whole, months: int | None, *, before: bool = True) -> Sequence[str]:
    """Return which of ``FATES`` each of the orders at ``rows`` has; ``before``: does the period before count, too?"""
    state, day, cents = (book.orders[name].to_numpy()[rows] for name in ("state", "day", "cents"))
    opens = -np.inf if months is None else months_before(book.as_of, months)
    earlier = -np.inf if months is None else months_before(book.as_of, 2 * months) if before else opens
    gift = (cents == 0) & (day > earlier)
    conditions = [state == CANCELLED, state == FUTURE, ~counting(book)[rows], gift, day > opens, day > earlier]
    words = ["cancelled", "future", "returned", "nothing", "counts", "before"]
    return [str(word) for word in np.select(conditions, words, "earlier")]
