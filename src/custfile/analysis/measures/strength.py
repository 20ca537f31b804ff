"""The measure of sales strength."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from numpy.typing import NDArray

from custfile.analysis.figures import Figures
from custfile.analysis.strength.scoring import scored


def measures(figures: Figures, names: Collection[str]) -> Mapping[str, NDArray[Any]]:
    """Return ``strength``: the score of 0 to 100 by the form in force, NaN for who is not rated."""
    return {"strength": scored(figures).score}
