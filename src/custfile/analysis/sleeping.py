"""Who has fallen silent, by the customer's own rhythm, and what a year of it was worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from custfile.analysis.book import Book, Mask, Real, Whole, total
from custfile.analysis.models.footing import GAPS_NEED, IS_LAPSED, LATE, standing
from custfile.analysis.sales import buying, counting, days_since, gap_days, last_day

YEAR: Final = 365


@dataclass(frozen=True)
class Sleeping:
    """Who sleeps among all customers, who does not count, and the gap of those without a rhythm.

    ``frame``: a row each for those silent for more than two gaps, the most valuable first, then the less silent, then by
    id: ``who`` (place in the book), ``last`` (day of the last purchase), ``silent`` (days since), ``gap`` (days), ``own`` (is
    the gap its own), ``gaps`` (``silent`` / ``gap``), ``lapsed`` (more than three gaps), ``value`` (cents).
    ``usual``: the median of all own gaps in days, NaN when nobody has one. ``never`` (bought nothing), ``ended`` (trade has
    stopped), ``unknown`` (no rhythm of its own, and none of others to go by): of each customer of the book.
    """

    frame: pd.DataFrame
    usual: float
    never: Mask
    ended: Mask
    unknown: Mask


def sleeping(book: Book) -> Sleeping:
    """Return who sleeps on the as-of date of ``book``.

    A customer with purchases on three days or more is measured by the median of its own days between them; one with fewer by
    the median of such gaps of all the others. ``value`` is its last good year: the net amount of the 365 days up to its last
    purchase, less what was credited since.
    """
    last, bought = last_day(book), _days_bought(book)
    never, ended = np.isnan(last), ~np.isnan(book.customers["ended"].to_numpy(dtype=np.float64))
    own = bought >= GAPS_NEED
    gaps = gap_days(book)
    usual = float(np.median(gaps[own])) if own.any() else np.nan
    gap = np.where(own, gaps, usual)
    silent = days_since(book, last)
    times = silent / gap
    unknown = ~never & ~ended & np.isnan(gap)
    rows = np.flatnonzero(~ended & (times > LATE))  # NaN is no more than anything
    state = standing(times, np.full(len(times), GAPS_NEED))
    frame = pd.DataFrame(
        {
            "who": rows,
            "last": last[rows].astype(np.int64),
            "silent": silent[rows].astype(np.int64),
            "gap": gap[rows],
            "own": own[rows],
            "gaps": times[rows],
            "lapsed": state[rows] == IS_LAPSED,
            "value": _last_year(book, last)[rows],
        }
    )
    order = np.lexsort((frame["who"], frame["silent"], -frame["value"]))  # who is in the order of the ids
    return Sleeping(frame.iloc[order].reset_index(drop=True), usual, never & ~ended, ended, unknown)


def _days_bought(book: Book) -> Whole:
    """Return on how many days each customer has bought something."""
    rows = buying(book)
    pairs = book.orders.loc[rows, ["who", "day"]].drop_duplicates()
    return np.bincount(pairs["who"].to_numpy(), minlength=len(book.customers)).astype(np.int64)


def _last_year(book: Book, last: Real) -> Whole:
    who, day, cents = (book.orders[name].to_numpy() for name in ("who", "day", "cents"))
    rows = counting(book) & (day > last[who] - YEAR)
    return total(who[rows], cents[rows], len(book.customers))
