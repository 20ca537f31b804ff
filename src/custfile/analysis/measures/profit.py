"""Measures of what customers contribute to profit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from numpy.typing import NDArray

from custfile.analysis.figures import Figures
from custfile.analysis.measures import measure
from custfile.analysis.profit import contribution


def measures(figures: Figures, names: Collection[str]) -> Mapping[str, NDArray[Any]]:
    """Return ``profit`` (cents) and ``margin`` (of revenue) of the last months, NaN where costs are not known."""
    found = {name: measure(name) for name in names}
    spans = {each.months for each in found.values() if each}
    made = {months: contribution(figures.book, figures.settings, months) for months in spans}
    return {
        name: made[each.months].profit if name.startswith("profit") else made[each.months].margin
        for name, each in found.items()
        if each
    }
