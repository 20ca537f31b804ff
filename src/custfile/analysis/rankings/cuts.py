"""Cut points: how the values of one letter become scores of 1 to 5, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Method: TypeAlias = Literal["auto", "quantile", "fixed"]
"""``quantile``: fifths of the customers; ``fixed``: cut points of the settings; ``auto``: as the values allow."""

Edge: TypeAlias = Literal["exact", "plus-one"]
"""Where a quantile cuts: at the quantile, or one unit above it as the R package rfm does."""

Whole: TypeAlias = NDArray[np.int64]

ENOUGH_CUSTOMERS: Final = 25
ENOUGH_VALUES: Final = 5
MIDDLE: Final = 3


@dataclass(frozen=True)
class Cuts:
    """Four rising points between five bands.

    ``upto``: a value equal to a point belongs to the band below it (``value <= point``), else to the one above
    (``value < point`` stays below). Raises ``ValueError`` when the points are not four or fall.
    """

    points: tuple[Decimal, ...]
    upto: bool

    def __post_init__(self) -> None:
        if len(self.points) != 4 or list(self.points) != sorted(self.points):
            raise ValueError(f"four rising cut points are needed, not {', '.join(map(str, self.points))}")

    def bands(self, values: Whole, scale: int = 1) -> Whole:
        """Return 0–4 for each value; ``values`` are whole multiples of 1/``scale`` of the points' unit.

        No rounding takes part: a whole value exceeds a point exactly when it exceeds the last whole value below it.
        """
        return np.searchsorted(np.array([self._last_below(point * scale) for point in self.points]), values)

    def between(self, scale: int = 1, *, upto: bool) -> tuple[Decimal, ...]:
        """Return the points, in multiples of 1/``scale``, that part the same values when read ``upto`` or not."""
        beyond = 0 if upto else 1
        return tuple(Decimal(self._last_below(point * scale) + beyond) / scale for point in self.points)

    def _last_below(self, point: Decimal) -> int:
        if self.upto:
            return int(point.to_integral_value(ROUND_FLOOR))
        return int(point.to_integral_value(ROUND_CEILING)) - 1


@dataclass(frozen=True)
class Yardstick:
    """How one letter is scored. ``cuts`` are absent when all values tie (quantile) or none are set (fixed)."""

    method: Literal["quantile", "fixed"]
    cuts: Cuts | None
    scale: int = 1

    @property
    def scored(self) -> bool:
        """Whether the letter has scores at all; fixed without cut points has none."""
        return self.method == "quantile" or self.cuts is not None

    @property
    def spread(self) -> bool:
        """Whether the values differ; quantiles of values that are all equal say nothing."""
        return self.cuts is not None or not self.scored

    def scores(self, values: Whole) -> Whole:
        """Return 1 (small) to 5 (large) for each value; 3 without spread, 0 when the letter is not scored."""
        if self.cuts is None:
            return np.full(len(values), MIDDLE if self.scored else 0, dtype=np.int64)
        return self.cuts.bands(values, self.scale) + 1


def quintiles(values: Whole, scale: int = 1, edge: Edge = "exact") -> Cuts:
    """Return the 20, 40, 60 and 80 % quantiles (type 7, numpy's ``linear``) of at least one value.

    With h = k (n - 1) / 5 the quantile is x[h] interpolated; in whole numbers, five times that is
    5 x[⌊h⌋] + (k (n - 1) mod 5) (x[⌊h⌋ + 1] - x[⌊h⌋]), so that no rounding error decides a tie.
    ``plus-one`` is the R package's rule ``value < quantile + 1`` (in the letter's unit).
    """
    ordered = np.sort(values)
    points = [_quintile(ordered, number) / (5 * scale) for number in range(1, 5)]
    return Cuts(tuple(points), upto=True) if edge == "exact" else Cuts(tuple(q + 1 for q in points), upto=False)


def _quintile(ordered: Whole, number: int) -> Decimal:
    """Return five times the quantile ``number``/5."""
    below, rest = divmod(number * (len(ordered) - 1), 5)
    low, high = int(ordered[below]), int(ordered[min(below + 1, len(ordered) - 1)])
    return Decimal(5 * low + rest * (high - low))


def yardstick(values: Whole, method: Method, fixed: Cuts | None, scale: int = 1, edge: Edge = "exact") -> Yardstick:
    """Choose how to score ``values``: whole multiples of 1/``scale`` of a unit, one per customer to compare.

    ``auto`` takes quantiles from 25 customers and 5 different values on, else the ``fixed`` cut points.
    """
    if method == "fixed" or (method == "auto" and not _enough(values)):
        return Yardstick("fixed", fixed, scale)
    tied = len(values) == 0 or values.min() == values.max()
    return Yardstick("quantile", None if tied else quintiles(values, scale, edge), scale)


def _enough(values: Whole) -> bool:
    return len(values) >= ENOUGH_CUSTOMERS and len(np.unique(values)) >= ENOUGH_VALUES


def fixed_cuts(points: Sequence[Decimal | int] | None, *, upto: bool) -> Cuts | None:
    """Return the cut points of the settings, ``None`` when there are none."""
    return Cuts(tuple(Decimal(point) for point in points), upto) if points else None
