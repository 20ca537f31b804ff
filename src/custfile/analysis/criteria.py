"""The criteria of the composite for every customer: what each is, its points, and the weighted score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from custfile.analysis import sales
from custfile.analysis.book import Mask, Real
from custfile.analysis.composite import coverage, percentile, profit_points, score, stretched
from custfile.analysis.figures import Figures
from custfile.analysis.profit import contribution
from custfile.analysis.prospects import outlook
from custfile.analysis.weights import CRITERIA
from custfile.model.ranking import CompositeSettings
from custfile.model.settings import Settings

_MONTHS: Final = 12


@dataclass(frozen=True)
class Criteria:
    """The criteria of all customers, by id.

    ``values``: a column a criterion, as it is found: mean score 1–5, pay index, cents, cents, grade 1–5, NaN when missing.
    ``points``: the same as 0–100. ``dealt``: who ever had an order; the others are potential customers, who have neither
    amount nor profit. ``stale``: whose prospects were judged too long ago to count.
    """

    values: pd.DataFrame
    points: Real
    dealt: Mask
    stale: Mask

    def rated(self, weights: Sequence[float]) -> Mask:
        """Return who has points for something that weighs."""
        known: Mask = coverage(self.points, weights) > 0
        return known


def terms_of(settings: Settings) -> CompositeSettings:
    """Return what the settings say of the composite."""
    return (settings.ranking.composite if settings.ranking else None) or CompositeSettings()


def months_of(terms: CompositeSettings) -> int | None:
    """Return the window of amount and profit; ``None`` (0 in the settings) for all time."""
    return (_MONTHS if terms.months is None else terms.months) or None


def with_money(settings: Settings) -> bool:
    """Return whether the RFM part holds M, or is RF alone, so that money counts once only."""
    return terms_of(settings).money is not False


def criteria(figures: Figures, months: int | None) -> Criteria:
    """Return the criteria of each customer; amount and profit of the last ``months``.

    RFM is the mean score, or that of R and F alone; credit the pay index as it is; amount and profit are percentiles among
    the customers with orders, a loss-maker's not above 20; prospects count while they are not stale.
    """
    book, settings = figures.book, figures.settings
    dealt, judged = sales.dealt(book), outlook(book, settings)
    values = pd.DataFrame(
        {
            "rfm": _recency_and_frequency(figures, money=with_money(settings)),
            "credit": figures.array("pay_index"),
            "amount": np.where(dealt, sales.amount(book, months), np.nan),
            "profit": np.where(dealt, contribution(book, settings, months).profit, np.nan),
            "prospects": np.where(judged.stale, np.nan, judged.grade),
        },
        columns=list(CRITERIA),
        dtype=np.float64,
    )
    return Criteria(values, _points(values), dealt, judged.stale)


def composite(figures: Figures, months: int | None, weights: Sequence[float]) -> Real:
    """Return the composite score of each customer, NaN when nothing is known of it that weighs."""
    found = criteria(figures, months)
    return np.where(found.rated(weights), score(found.points, weights), np.nan)


def _recency_and_frequency(figures: Figures, *, money: bool) -> Real:
    wanted = ("rfm", "r", "f")
    if money:
        return figures.array("rfm", wanted)
    mean: Real = (figures.array("r", wanted) + figures.array("f", wanted)) / 2
    return mean


def _points(values: pd.DataFrame) -> Real:
    column = {name: values[name].to_numpy() for name in values}
    return np.column_stack(
        [
            stretched(column["rfm"]),
            np.clip(column["credit"], 0, 100),
            percentile(column["amount"]),
            profit_points(column["profit"]),
            stretched(column["prospects"]),
        ]
    )
