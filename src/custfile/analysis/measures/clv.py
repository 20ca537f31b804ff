"""Measures of what customers are still likely to bring."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from custfile.analysis.clv import asked, outlook
from custfile.analysis.figures import Figures


def measures(figures: Figures, names: Collection[str]) -> Mapping[str, NDArray[Any]]:
    """Return ``p_alive``, ``buys_again``, ``expected_orders`` and ``clv`` (cents), over the horizon of the settings.

    NaN of customers who never bought, and of all in an archive that is too small for a model.
    """
    found = outlook(figures.book, asked(figures.settings))
    values = {name: np.full(figures.size, np.nan) for name in ("p_alive", "buys_again", "expected_orders", "clv")}
    if found.modelled is not None:
        modelled, who = found.modelled, found.customers.who
        told = (modelled.alive, modelled.buys, modelled.expected, modelled.value)
        for column, figure in zip(values.values(), told, strict=True):
            column[who] = figure
    return values
