"""Which colour of the style sheet a series has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from custfile.report.page import Series

_SHADES: Final = ("accent", "shade-2", "shade-3", "shade-4")


def paints(series: Sequence[Series]) -> list[str]:
    """Return the colour of each series: that of its tone, else the next shade of the accent."""
    found, shades = list[str](), 0
    for each in series:
        found.append({"": _SHADES[shades % len(_SHADES)], "blank": "line"}.get(each.tone, each.tone))
        shades += not each.tone
    return found
