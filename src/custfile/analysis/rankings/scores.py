"""RFM scores: recency (R), frequency (F) and monetary value (M) as 1 to 5, D apart, the weighted score and the segment.

What is measured is told in ``purchases``. Scores that a rule sets do not shape the cut points:

- No order in the window: F = 1 and M = 1, flagged ``idle``; F compares the customers with an order in it.
- Net amount of the window not above zero: M = 1, flagged ``loss``; M compares the customers with a positive one.

D is the mean of the graded fields of the file and never part of R, F or M. A customer of whom none is known has no D;
the score then goes over the other letters, flagged ``unknown`` when D has a weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.analysis.book import Book, Real, Whole
from custfile.analysis.grading import grades, mean_points
from custfile.analysis.rankings.cuts import Yardstick, yardstick
from custfile.analysis.rankings.purchases import purchases
from custfile.analysis.rankings.ranked import ordered
from custfile.analysis.rankings.rfm_options import RfmOptions
from custfile.model.segments import SegmentTable

CENTS: Final = 100
MEASURED: Final = ("recency", "frequency", "monetary")


class Means(NamedTuple):
    """The archive's means: recency in days, frequency in orders, monetary value in currency, to two places."""

    recency: Decimal
    frequency: Decimal
    monetary: Decimal


@dataclass(frozen=True)
class Scored:
    """The scored customers and what the scores rest on.

    ``frame``: one row each, best first: ``rank`` (from 1), the columns of ``purchases``, ``r``, ``f``, ``m`` (1–5; ``m`` is
    0 when M is not scored), ``d`` (1–5, NaN when not known), ``score``, ``segment`` (its key; ``None`` when the segment
    table needs M and M is not scored), and the flags ``idle``, ``loss`` and ``unknown``. The order is total: score,
    monetary value, recency, id.
    ``yardsticks``: how each of ``r``, ``f`` and ``m`` was scored. ``left_out``: number of customers without RFM, by reason.
    """

    as_of: date
    options: RfmOptions
    frame: pd.DataFrame
    yardsticks: Mapping[str, Yardstick]
    left_out: Mapping[str, int]

    @property
    def segmented(self) -> bool:
        """Whether the segment table has all the letters it needs."""
        return _segmentable(self.options.segments, self.yardsticks["m"].scored)

    @property
    def means(self) -> Means | None:
        """The means that tell high from low, ``None`` without customers."""
        if self.frame.empty:
            return None
        number = len(self.frame)
        days, orders, cents = (Decimal(int(self.frame[name].sum())) / number for name in MEASURED)
        return Means(*(round(mean, 2) for mean in (days, orders, cents / CENTS)))


def score(book: Book, options: RfmOptions) -> Scored:
    """Score every customer of the book that has an order.

    Quantiles compare all customers, so filter what comes out, not what goes in.
    """
    bought = purchases(book, options.months)
    frame = bought.customers
    recency, frequency, monetary = (frame[name].to_numpy() for name in MEASURED)
    sticks = {
        "r": yardstick(recency, options.method, options.fixed["r"], edge=options.edge),
        "f": yardstick(frequency[frequency > 0], options.method, options.fixed["f"], edge=options.edge),
        "m": yardstick(monetary[monetary > 0], options.method, options.fixed["m"], CENTS, options.edge),
    }
    frame["r"] = 6 - sticks["r"].scores(recency)
    frame["f"] = np.where(frequency > 0, sticks["f"].scores(frequency), 1)
    frame["m"] = np.where(monetary > 0, sticks["m"].scores(monetary), 1) if sticks["m"].scored else 0
    frame["d"] = demographic(book, options)[frame["who"].to_numpy()]
    frame["score"] = _weighted(frame, options.weights)
    frame["segment"] = _segments(frame, options.segments, sticks["m"].scored)
    frame["idle"] = frequency == 0
    frame["loss"] = (monetary < 0) | ((monetary == 0) & (frequency > 0))
    frame["unknown"] = frame["d"].isna() & bool(options.demographics and options.weights[3])
    ranked = ordered(frame, ("score", True), ("monetary", True), ("recency", False))
    return Scored(book.as_of, options, ranked, sticks, bought.left_out)


def demographic(book: Book, options: RfmOptions) -> Real:
    """Return D of each customer of the book: the mean of its graded fields, NaN where none is known."""
    columns = book.fields([grading.source for grading in options.demographics])
    points = [grades(grading, values) for grading, values in zip(options.demographics, columns, strict=True)]
    return mean_points(options.demographics, points, len(book.customers))


def _weighted(frame: pd.DataFrame, weights: tuple[float, float, float, float]) -> Real:
    """Return the weighted mean of the letters there are, rounded so that equal scores tie whatever their letters."""
    letters = np.nan_to_num(frame[["r", "f", "m", "d"]].to_numpy(dtype=np.float64))
    shares = np.where(letters > 0, weights, 0.0)
    means: Real = np.round((letters * shares).sum(axis=1) / shares.sum(axis=1), 9)
    return means


def _segments(frame: pd.DataFrame, table: SegmentTable, money_scored: bool) -> NDArray[np.object_]:
    if not _segmentable(table, money_scored):
        return np.full(len(frame), None, dtype=object)
    r, f, m = high_low(frame) if table.basis == "means" else tuple(frame[letter].to_numpy() for letter in "rfm")
    side = len(table.levels)
    cell = ((r - 1) * side + f - 1) * side + np.maximum(m, 1) - 1
    keys = np.array([segment.key for segment in table.segments], dtype=object)
    found: NDArray[np.object_] = keys[np.array(table.grid)[cell]]
    return found


def _segmentable(table: SegmentTable, money_scored: bool) -> bool:
    return money_scored or table.basis == "means" or not table.needs_money


def high_low(frame: pd.DataFrame) -> tuple[Whole, ...]:
    """Return 2 (better than the mean) or 1 for R, F and M, compared in whole numbers so that no mean is rounded."""
    number = max(len(frame), 1)
    recency, frequency, monetary = (frame[name].to_numpy() for name in MEASURED)
    recent = recency < -(-int(recency.sum()) // number)
    return tuple(
        1 + better.astype(np.int64)
        for better in (recent, frequency > frequency.sum() // number, monetary > monetary.sum() // number)
    )
