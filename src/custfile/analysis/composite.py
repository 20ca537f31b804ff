"""The composite's arithmetic on plain arrays: points of 0 to 100 under weights, with what is missing.

``points`` has a row a customer and a column a criterion, NaN where a customer has none. Sums go column by column: a matrix
product may round equal rows differently, and equal customers have to tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np

from custfile.analysis.book import Real, Whole

MIDDLE: Final = 50.0
"""The points that stand for what is missing."""

LOSS_CAP: Final = 20.0
"""The most points for profit that a loss-maker gets."""

SWING: Final = 0.2
"""How far each weight is moved, up and down, to see how firm a rank is."""

_PLACES: Final = 9
_NOTHING: Final = 1e-12


def percentile(values: Real) -> Real:
    """Return the mid-rank percentile (0–100) of each value among those that are not NaN.

    100 × (how many are smaller + half of those that are equal, itself among them) / all: 50 for one alone, or when all tie.
    """
    known = ~np.isnan(values)
    ascending = np.sort(values[known])
    smaller = np.searchsorted(ascending, values[known], side="left")
    upto = np.searchsorted(ascending, values[known], side="right")
    places = np.full(len(values), np.nan)
    places[known] = 100 * (smaller + upto) / (2 * max(len(ascending), 1))
    return places


def stretched(grades: Real) -> Real:
    """Return grades of 1–5 as points of 0–100."""
    return (grades - 1) / 4 * 100


def profit_points(contribution: Real) -> Real:
    """Return the percentile of each ``contribution`` to profit; one below zero has ``LOSS_CAP`` at the most."""
    places = percentile(contribution)
    return np.where(contribution < 0, np.minimum(places, LOSS_CAP), places)


def coverage(points: Real, weights: Sequence[float]) -> Real:
    """Return the weight (0–1) of what each customer has points for."""
    present = ~np.isnan(points)
    share = np.zeros(len(points))
    for column, weight in enumerate(weights):
        share += weight * present[:, column]
    return np.round(share, _PLACES)


def score(points: Real, weights: Sequence[float]) -> Real:
    """Return c × (weighted mean of what is present) + (1 - c) × 50, with c the weight that is present.

    That is 50 plus the sum of weight × (points - 50), so that a missing criterion pulls neither up nor down.
    """
    return _weighed(_beyond(points), weights)


def _beyond(points: Real) -> Real:
    """Return a row a criterion: how far above the middle each customer's points are, 0 where it has none."""
    return np.nan_to_num(np.ascontiguousarray(points.T) - MIDDLE)


def _weighed(beyond: Real, weights: Sequence[float]) -> Real:
    result = np.full(beyond.shape[1], MIDDLE)
    for row, weight in zip(beyond, weights, strict=True):
        result += weight * row
    return np.round(result, _PLACES)


def places(scores: Real) -> Whole:
    """Return the place of each score, the highest 1; equal ones in the order they stand in."""
    order = np.argsort(-scores, kind="stable")
    place = np.empty(len(scores), dtype=np.int64)
    place[order] = np.arange(1, len(scores) + 1)
    return place


def rank_range(points: Real, weights: Sequence[float]) -> tuple[Whole, Whole]:
    """Return the best and the worst place of each customer when every weight is moved by ``SWING``, up or down.

    All corners are tried, 2 for each weight, as they are and made to sum 1 again; between the corners nothing is looked at.
    Customers stand in the order that settles ties.
    """
    beyond = _beyond(points)
    best = worst = places(_weighed(beyond, weights))
    moving = [column for column, weight in enumerate(weights) if weight > 0]
    for corner in product((1 - SWING, 1 + SWING), repeat=len(moving)):
        moved = list(weights)
        for column, factor in zip(moving, corner, strict=True):
            moved[column] *= factor
        total = sum(moved)
        place = places(_weighed(beyond, [weight / total for weight in moved]))
        best, worst = np.minimum(best, place), np.maximum(worst, place)
    return best, worst


def entropy_weights(points: Real) -> list[float] | None:
    """Return the weights that the spread of the data would give (Shannon's entropy), or ``None`` when nothing is spread.

    Of a criterion with shares p = points / sum, over the n customers that have it: 1 + sum(p ln p) / ln n, made to sum 1.
    They change with every customer and reward dispersion, not importance: information, never used.
    """
    spread = []
    for column in points.T:
        known = np.sort(column[~np.isnan(column)])
        total = known.sum()
        if len(known) < 2 or total <= 0:
            spread.append(0.0)
            continue
        shares = known[known > 0] / total
        spread.append(max(1 + float((shares * np.log(shares)).sum()) / float(np.log(len(known))), 0.0))
    total = sum(spread)
    return [each / total for each in spread] if total > _NOTHING else None
