"""RFM scores: recency (R), frequency (F) and monetary value (M) as 1 to 5, the segment, and the order of the ranking.

What is measured is told in ``measures``. Scores that a rule sets do not shape the cut points:

- No order in the window: F = 1 and M = 1, flagged ``idle``; F compares the customers with an order in it.
- Net amount of the window not above zero: M = 1, flagged ``loss``; M compares the customers with a positive one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.analysis.rankings.cuts import Cuts, Edge, Method, Whole, Yardstick, fixed_cuts, yardstick
from custfile.analysis.rankings.measures import measure
from custfile.analysis.rankings.segments import TABLES, SegmentTable

CENTS: Final = 100


@dataclass(frozen=True)
class RfmOptions:
    """How to rank: the settings under ``ranking.rfm``.

    ``window_months``: of F and M, ``None`` for all time. The cut points of the fixed method are four and rise:
    ``recency`` in days (5 up to the first), ``frequency`` in orders (5 from the last on), ``monetary`` in currency
    (5 from the last on; without them the fixed method does not score M).
    ``weights``: of R, F and M in the score. ``edge``: ``plus-one`` cuts quantiles as the R package rfm does.

    Raises ``ValueError`` for unknown segments, cut points that do not rise, a negative weight, or R and F both without
    weight (M may turn out not to be scored).
    """

    as_of: date
    window_months: int | None = 24
    method: Method = "auto"
    segments: str = "rf25"
    recency: Sequence[int] = (30, 90, 180, 365)
    frequency: Sequence[int] = (2, 3, 6, 12)
    monetary: Sequence[Decimal] | None = None
    weights: tuple[float, float, float] = (1, 1, 1)
    edge: Edge = "exact"
    fixed: Mapping[str, Cuts | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.segments not in TABLES:
            raise ValueError(f"no segment table {self.segments}, only {', '.join(TABLES)}")
        if min(self.weights) < 0 or not any(self.weights[:2]):
            raise ValueError(f"weights must not be negative and R or F must have one, not {self.weights}")
        fixed = {
            "r": fixed_cuts(self.recency, upto=True),
            "f": fixed_cuts(self.frequency, upto=False),
            "m": fixed_cuts(self.monetary, upto=False),
        }
        object.__setattr__(self, "fixed", fixed)

    @property
    def segment_table(self) -> SegmentTable:
        """The segment table in force."""
        return TABLES[self.segments]


class Means(NamedTuple):
    """The archive's means: recency in days, frequency in orders, monetary value in currency, to two places."""

    recency: Decimal
    frequency: Decimal
    monetary: Decimal


@dataclass(frozen=True)
class RfmResult:
    """The scored customers and what the scores rest on.

    ``customers``: one row each, best first: ``rank`` (from 1), ``id``, ``name``, ``last`` (day), ``recency`` (days),
    ``frequency`` (orders), ``monetary`` (net, in cents), ``r``, ``f``, ``m`` (1–5; ``m`` is 0 when M is not scored), ``score``,
    ``segment`` (its key; ``None`` when the segment table needs M and M is not scored), ``idle`` and ``loss`` (flags).
    ``yardsticks``: how each letter was scored. ``left_out``: number of customers without RFM, by reason;
    ``scored``: number of those with.
    """

    options: RfmOptions
    customers: pd.DataFrame
    yardsticks: Mapping[str, Yardstick]
    left_out: Mapping[str, int]
    scored: int

    def only(self, ids: Collection[str]) -> RfmResult:
        """Return the result with the customers ``ids`` alone; scores and ranks stay those among all."""
        return replace(self, customers=self.customers[self.customers["id"].isin(list(ids))].reset_index(drop=True))

    @property
    def segmented(self) -> bool:
        """Whether the segment table has all the letters it needs."""
        return _segmentable(self.options.segment_table, self.yardsticks["m"].scored)

    @property
    def means(self) -> Means | None:
        """The means that tell high from low, ``None`` without customers."""
        if self.customers.empty:
            return None
        number = len(self.customers)
        days, orders, cents = (Decimal(int(self.customers[name].sum())) / number for name in _MEASURES)
        return Means(*(round(mean, 2) for mean in (days, orders, cents / CENTS)))


_MEASURES: Final = ("recency", "frequency", "monetary")


def score(customers: pd.DataFrame, orders: pd.DataFrame, options: RfmOptions) -> RfmResult:
    """Score and rank every customer that has an order.

    ``customers``: columns ``id`` (unique) and ``name``; ``orders``: columns ``customer``, ``date`` (datetime64),
    ``amount`` (int64, cents) and ``status``; rows in any order. Quantiles compare all customers given, so filter what
    comes out, not what goes in. The ranking is total: score, monetary value, recency, id.
    """
    measures = measure(customers, orders, options.as_of, options.window_months)
    frame = measures.customers
    recency, frequency, monetary = (frame[name].to_numpy() for name in _MEASURES)
    sticks = {
        "r": yardstick(recency, options.method, options.fixed["r"], edge=options.edge),
        "f": yardstick(frequency[frequency > 0], options.method, options.fixed["f"], edge=options.edge),
        "m": yardstick(monetary[monetary > 0], options.method, options.fixed["m"], CENTS, options.edge),
    }
    frame["r"] = 6 - sticks["r"].scores(recency)
    frame["f"] = np.where(frequency > 0, sticks["f"].scores(frequency), 1)
    frame["m"] = np.where(monetary > 0, sticks["m"].scores(monetary), 1) if sticks["m"].scored else 0
    frame["score"] = _weighted(frame, options.weights)
    frame["segment"] = _segments(frame, options.segment_table, sticks["m"].scored)
    frame["idle"] = frequency == 0
    frame["loss"] = (monetary < 0) | ((monetary == 0) & (frequency > 0))
    best_first = np.lexsort((recency, -monetary, -frame["score"].to_numpy()))
    ranked = frame.iloc[best_first].reset_index(drop=True)
    ranked.insert(0, "rank", np.arange(1, len(ranked) + 1))
    return RfmResult(options, ranked, sticks, measures.left_out, len(ranked))


def _weighted(frame: pd.DataFrame, weights: tuple[float, float, float]) -> NDArray[np.float64]:
    """Return the weighted mean of the scored letters, rounded so that equal scores tie whatever their letters."""
    letters = frame[["r", "f", "m"]].to_numpy(dtype=np.float64)
    shares = np.where(letters > 0, weights, 0.0)
    means: NDArray[np.float64] = np.round((letters * shares).sum(axis=1) / shares.sum(axis=1), 9)
    return means


def _segments(frame: pd.DataFrame, table: SegmentTable, money_scored: bool) -> NDArray[np.object_]:
    if not _segmentable(table, money_scored):
        return np.full(len(frame), None, dtype=object)
    r, f, m = _high_low(frame) if table.basis == "means" else tuple(frame[letter].to_numpy() for letter in "rfm")
    side = len(table.levels)
    cell = ((r - 1) * side + f - 1) * side + np.maximum(m, 1) - 1
    keys = np.array([segment.key for segment in table.segments], dtype=object)
    found: NDArray[np.object_] = keys[np.array(table.grid)[cell]]
    return found


def _segmentable(table: SegmentTable, money_scored: bool) -> bool:
    return money_scored or table.basis == "means" or not table.needs_money


def _high_low(frame: pd.DataFrame) -> tuple[Whole, ...]:
    """Return 2 (better than the mean) or 1 for R, F and M, compared in whole numbers so that no mean is rounded."""
    number = max(len(frame), 1)
    recency, frequency, monetary = (frame[name].to_numpy() for name in _MEASURES)
    recent = recency < -(-int(recency.sum()) // number)
    return tuple(
        1 + better.astype(np.int64)
        for better in (recent, frequency > frequency.sum() // number, monetary > monetary.sum() // number)
    )
