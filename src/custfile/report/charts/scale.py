"""Round figures for an axis."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, log10
from typing import Final, NamedTuple

_STEPS: Final = (1.0, 2.0, 5.0, 10.0)  # a quarter would be rounded in 1.2萬
_NOTHING: Final = 1e-8  # what lies so near to 0 is not told from it


class Axis(NamedTuple):
    """An axis from ``low`` to ``high``, with its ``ticks``."""

    low: float
    high: float
    ticks: list[float]


def axis(values: Iterable[float], most: int, *, whole: bool = False) -> Axis:
    """Return an axis from 0 that holds all ``values``, with at most about so many round ticks; ``whole``: no fractions."""
    told = list(values)
    low, high = min(0.0, 0.0, *told), max(0.0, 0.0, *told)
    step = _step((high - low) / most if high - low > _NOTHING else 1.0)
    if whole:
        step = max(1.0, ceil(step))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    last = max(last, first + 1)
    ticks = [round(step * number, 10) for number in range(first, last + 1)]
    return Axis(ticks[0], ticks[-1], ticks)


def _step(least: float) -> float:
    """Return the smallest round step that is at least ``least``."""
    power = 10.0 ** floor(log10(least))
    return next(power * step for step in _STEPS if power * step >= least * (1 - 1e-9))
