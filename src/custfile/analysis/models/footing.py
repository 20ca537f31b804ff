"""What an archive is large enough for: models, models with a range, or the rule of the customer's own gap."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import numpy as np

from custfile.analysis.models.histories import Real, Whole

Footing: TypeAlias = Literal["gaps", "range", "full"]

FEW: Final = 30
"""Customers with a repeat order; below, a model's figures for one customer say more about the prior than about it."""
MANY: Final = 200
"""Up to here the figures are told with a range."""

LATE: Final = 2.0
LAPSED: Final = 3.0
"""A customer silent for more than so many of its own median gaps is late, or lapsed."""
GAPS_NEED: Final = 3
"""Days with a purchase from which a customer has a rhythm of its own."""

IN_RHYTHM, IS_LATE, IS_LAPSED, UNKNOWN = 0, 1, 2, -1


def footing(repeating: int) -> Footing:
    """Return what so many customers with a repeat order allow."""
    if repeating < FEW:
        return "gaps"
    return "range" if repeating <= MANY else "full"


def standing(gaps_silent: Real, orders: Whole) -> Whole:
    """Return how each customer stands: 0 in rhythm, 1 late, 2 lapsed, -1 when its ``orders`` are too few to say.

    ``gaps_silent``: days since the last purchase / own median days between purchases. ``orders``: days with a purchase.
    """
    silent = np.where(orders >= GAPS_NEED, gaps_silent, np.nan)
    return np.select([np.isnan(silent), silent > LAPSED, silent > LATE], [UNKNOWN, IS_LAPSED, IS_LATE], IN_RHYTHM)
