"""Measures of how customers pay and what they owe."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from numpy.typing import NDArray

from custfile.analysis.credit.rules import rules
from custfile.analysis.credit.standing import standing
from custfile.analysis.figures import Figures

_COLUMNS: Final = {
    "pay_index": "pay_index",
    "credit": "grade",
    "open_amount": "open",
    "overdue": "overdue",
    "days_overdue": "days_overdue",
    "days_late": "days_late",
    "on_time": "on_time",
}


def measures(figures: Figures, names: Collection[str]) -> Mapping[str, NDArray[Any]]:
    """Return all measures of this group, whatever ``names`` are wanted: they come from one computation.

    ``pay_index`` (NaN when not rated), ``credit`` (A to E, N when not rated), ``open_amount`` and ``overdue`` (cents, 0 when
    nothing is), ``days_overdue`` (of the oldest open item, 0 when none is), ``days_late`` (mean) and ``on_time`` (NaN when
    nothing fell due in the window), ``utilisation`` (NaN without a limit, infinite above a limit of 0).
    """
    found = standing(figures.book, rules(figures.settings, {}))
    told = {name: found.judged.customers[column].to_numpy() for name, column in _COLUMNS.items()}
    return told | {"utilisation": found.limits["utilisation"].to_numpy()}
