"""The composite score as a measure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from numpy.typing import NDArray

from custfile.analysis.criteria import composite, months_of, terms_of
from custfile.analysis.figures import Figures
from custfile.analysis.weights import weights


def measures(figures: Figures, names: Collection[str]) -> Mapping[str, NDArray[Any]]:
    """Return ``composite`` (0–100, NaN when nothing is known) by the settings.

    Raises ``Misused`` when the weights come from comparisons that contradict each other.
    """
    terms = terms_of(figures.settings)
    shares, _origin = weights(terms)
    return {"composite": composite(figures, months_of(terms), shares)}
