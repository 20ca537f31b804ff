"""Measures of what a person expects of customers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from custfile.analysis.figures import Figures
from custfile.analysis.prospects import outlook


def measures(figures: Figures, names: Collection[str]) -> Mapping[str, NDArray[Any]]:
    """Return ``prospect`` (1–5, NaN when not judged or stale) and ``prospect_age`` (days since it was judged, or NaN)."""
    found = outlook(figures.book, figures.settings)
    return {"prospect": np.where(found.stale, np.nan, found.grade), "prospect_age": found.age}
