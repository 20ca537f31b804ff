"""How fast money comes in: days sales outstanding three ways, the best possible, days delinquent, collection effectiveness.

With AR what is open, S the credit sales of the last N days (orders with a due date; credit notes with one lower them), N = 90:

- DSO = AR / S x N; also with N = 365.
- DSO by count-back: walk back from the day over the sales, day by day, until they make up AR; this suits lumpy sales.
- Best possible DSO = what of AR is not due yet / S x N. Average days delinquent (ADD) = DSO - best possible DSO.
- Collection effectiveness index (CEI) = (AR0 + S - AR) / (AR0 + S - not due yet) x 100, with AR0 what was open N days before.
  100: all that could be collected was. What was written off is no longer open, so it flatters the CEI.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from custfile.analysis.book import COUNTS, Book, Mask, Real, Whole, total
from custfile.analysis.credit.levels import firsts, running
from custfile.analysis.credit.matching import Matched, match
from custfile.analysis.credit.money import OPEN
from custfile.language import Label
from custfile.model.table import Column

PERIOD: Final = 90
YEAR: Final = 365
COLUMNS: Final = (
    Column("dso", Label("DSO (90 days)", "应收账款周转天数DSO（90天）", "應收帳款週轉天數DSO（90天）"), "score"),
    Column("dso_year", Label("DSO (365 days)", "DSO（365天）", "DSO（365天）"), "score"),
    Column("dso_back", Label("DSO by count-back", "DSO（倒推法）", "DSO（倒推法）"), "score"),
    Column("dso_best", Label("Best possible DSO", "最佳可能DSO", "最佳可能DSO"), "score"),
    Column("delinquent", Label("Average days delinquent", "平均拖欠天数ADD", "平均拖欠天數ADD"), "score"),
    Column("effectiveness", Label("Collection effectiveness", "催收有效性指数CEI", "催收有效性指數CEI"), "score"),
)


def collection(book: Book, matched: Matched, group: Whole, size: int) -> pd.DataFrame:
    """Return the figures of each of ``size`` groups of customers; ``group``: that of each customer, -1 when of none.

    Columns as in ``COLUMNS``: days, the last a percentage; NaN where there is nothing to divide by, or the sales never make up
    what is open. ``matched`` is of the as-of date.
    """
    day = matched.day
    orders = book.orders
    sells = (orders["state"].to_numpy() == COUNTS) & ~np.isnan(book.details["due"].to_numpy())
    sells &= group[orders["who"].to_numpy()] >= 0
    sold_by, sold_on, cents = (orders[name].to_numpy()[sells] for name in ("who", "day", "cents"))
    mine = group[sold_by]
    quarter, year = (total(mine[sold_on > day - days], cents[sold_on > day - days], size) for days in (PERIOD, YEAR))
    due_later = matched.portions["due"].to_numpy() >= day
    now, before = _open(matched, group, size), _open(match(book, day - PERIOD), group, size)
    current = _open(matched, group, size, due_later)
    best = days_outstanding(current, quarter, PERIOD)
    simple = days_outstanding(now, quarter, PERIOD)
    found = (
        simple,
        days_outstanding(now, year, YEAR),
        counted_back(now, mine, day - sold_on, cents),
        best,
        simple - best,
        100 * _ratio(before + quarter - now, before + quarter - current),
    )
    return pd.DataFrame({column.key: values for column, values in zip(COLUMNS, found, strict=True)})


def days_outstanding(receivables: Whole, sales: Whole, days: int) -> Real:
    """Return ``receivables`` / ``sales`` x ``days``: the days of sales that are outstanding."""
    return _ratio(receivables, sales) * days


def counted_back(receivables: Whole, group: Whole, ago: Whole, sales: Whole) -> Real:
    """Return how many days one has to walk back until the sales make up the ``receivables`` of each group.

    ``sales`` of ``group`` so many days ``ago`` (0: the day itself, which is then the first of them). Of the day that is reached
    the part counts that is still needed. 0 where nothing is open; NaN where the sales do not suffice.
    """
    days = np.where(receivables == 0, 0.0, np.nan)
    place = np.lexsort((ago, group))
    group, ago, sales = group[place], ago[place], sales[place]
    begins = np.flatnonzero(firsts(group) | firsts(ago))
    if not len(begins):
        return days
    group, ago, sales = group[begins], ago[begins], np.add.reduceat(sales, begins)
    upto = running(group, sales)
    enough = np.flatnonzero((upto >= receivables[group]) & (receivables[group] > 0))
    reached = enough[firsts(group[enough])]
    needed = sales[reached] - (upto[reached] - receivables[group[reached]])
    days[group[reached]] = ago[reached] + needed / sales[reached]
    return days


def _open(matched: Matched, group: Whole, size: int, among: Mask | None = None) -> Whole:
    portions = matched.portions
    mine = group[portions["who"].to_numpy()]
    rows = (portions["kind"].to_numpy() == OPEN) & (mine >= 0)
    rows = rows if among is None else rows & among
    return total(mine[rows], portions["base"].to_numpy()[rows], size)


def _ratio(part: Whole, whole: Whole) -> Real:
    ratio = np.full(len(part), np.nan)
    np.divide(part, whole, out=ratio, where=whole > 0)
    return ratio
