"""Grading: how what a file says, or a measure, becomes points of 1 to 5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import numpy as np

from custfile.analysis.book import Real
from custfile.model.ranking import Grading

_SAID: Final = {True: ("yes", "true"), False: ("no", "false")}


def grades(grading: Grading, values: Sequence[Any]) -> Real:
    """Return the points of each of ``values``, 1 to 5; NaN where it is absent or the grading knows nothing of it.

    A word that ``words`` has gets its points. Any other number is held against the four borders: 1 below the first, 5
    from the last on; when a small value is a good one, 5 up to the first and 1 above the last. A list of values has the
    mean of its own points.
    """
    if any(isinstance(value, list) for value in values):
        return np.array([_several(grading, value) for value in values], dtype=np.float64)
    by_word = _by_word(grading)
    points = np.array(
        [np.nan if _is_record(value) else by_word.get(value, np.nan) for value in values], dtype=np.float64
    )
    if not grading.cuts:
        return points
    return np.where(np.isnan(points), _banded(grading, values), points)


def mean_points(gradings: Sequence[Grading], points: Sequence[Real], size: int) -> Real:
    """Return the mean of each customer's ``points``, an array a grading, by the gradings' weights.

    What is NaN takes no part; where all are, the mean is NaN. ``size`` is the number of customers.
    """
    weights = [1 if grading.weight is None else grading.weight for grading in gradings]
    total, weight = np.zeros(size), np.zeros(size)
    for share, column in zip(weights, points, strict=True):
        known = ~np.isnan(column)
        total[known] += share * column[known]
        weight[known] += share
    means: Real = np.divide(total, weight, out=np.full(size, np.nan), where=weight > 0)
    return means


def _several(grading: Grading, value: Any) -> float:
    points = grades(grading, value if isinstance(value, list) else [value])
    known = points[~np.isnan(points)]
    return float(known.mean()) if len(known) else np.nan


def _by_word(grading: Grading) -> Mapping[Any, float]:
    """Return the points by value: of the words as they are typed, and of the numbers and yes and no that they mean."""
    points: dict[Any, float] = {word: float(given) for word, given in grading.words.items()}
    for word, given in grading.words.items():
        number = _number(word)
        if number is not None:
            points[number] = float(given)
    for value, words in _SAID.items():
        given = next((grading.words[word] for word in words if word in grading.words), None)
        if given is not None:
            points[value] = float(given)
    return points


def _number(word: str) -> Decimal | None:
    try:
        number = Decimal(word)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_record(value: Any) -> bool:
    return isinstance(value, Mapping)


def _banded(grading: Grading, values: Sequence[Any]) -> Real:
    numbers = np.array([float(value) if _is_number(value) else np.nan for value in values])
    borders = np.array([float(border) for border in grading.cuts])
    points = (
        5.0 - np.searchsorted(borders, numbers, side="left")
        if grading.falling
        else 1.0 + np.searchsorted(borders, numbers, side="right")
    )
    return np.where(np.isnan(numbers), np.nan, points)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
