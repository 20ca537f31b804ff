"""Whole amounts laid end to end, group by group: running sums, what still stands of them, and where two rows of them meet."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.analysis.book import Mask, Whole, total

Exact: TypeAlias = NDArray[Any]
"""Whole numbers: int64 where all sums fit, else Python's own."""

_ROOM: Final = 2.0**62


def exactly(amounts: Whole, times: float = 1.0) -> Exact:
    """Return ``amounts`` as whole numbers whose sum, taken ``times``, cannot overflow."""
    return amounts if np.abs(amounts).sum(dtype=np.float64) * times < _ROOM else amounts.astype(object)


def exact_total(who: Whole, amounts: Exact, size: int) -> Exact:
    """Return the sum of ``amounts`` for each of ``size`` customers, in whole numbers of any size."""
    if amounts.dtype != object:
        return total(who, amounts, size)
    sums = np.zeros(size, dtype=object)
    np.add.at(sums, who, amounts)
    return sums


def sorted_by(key: Whole, *ties: NDArray[Any]) -> Whole:
    """Return the positions in the order of ``key``; equals by ``ties`` in turn, then as they stand.

    Only what is equal is looked at twice: days that stand in order already cost next to nothing.
    """
    place = np.argsort(key, kind="stable")
    same = key[place[1:]] == key[place[:-1]]
    if same.any():
        tied = np.flatnonzero(np.append(False, same) | np.append(same, False))
        rows = np.sort(place[tied])
        place[tied] = rows[np.lexsort((*(tie[rows] for tie in reversed(ties)), key[rows]))]
    return place


def firsts(group: Whole) -> Mask:
    """Return which positions begin a group; equal groups stand together."""
    return np.append(True, group[1:] != group[:-1])[: len(group)]


def running(group: Whole, amounts: Whole) -> Whole:
    """Return the sum of ``amounts`` so far within each group."""
    sums = np.cumsum(amounts)
    begins = np.flatnonzero(firsts(group))
    lengths = np.diff(np.append(begins, len(group)))
    return sums - np.repeat(sums[begins] - amounts[begins], lengths)


def standing(group: Whole, amounts: Whole) -> tuple[Whole, Whole]:
    """Return the levels between which each positive amount still stands in the end.

    A negative amount takes back the last ones that stand; where there are none, those to come. What stands of a group lies end
    to end from 0 up. Of other amounts nothing stands: both levels are equal.
    """
    after = running(group, amounts)
    lowest = _lowest_to_come(group, after) if (amounts < 0).any() else after
    begin = np.maximum(after - amounts, 0)
    return begin, np.where(amounts > 0, np.maximum(lowest, begin), begin)


def _lowest_to_come(group: Whole, levels: Whole) -> Whole:
    backwards = pd.Series(levels[::-1]).groupby(group[::-1], sort=False).cummin()
    return backwards.to_numpy(dtype=np.int64)[::-1]


def meet(group: Whole, amounts: Whole, others_group: Whole, others: Whole) -> tuple[Whole, Whole, Whole]:
    """Lay the ``amounts`` of each group end to end and the ``others`` beside them; return which two meet, and over how much.

    Groups rise, amounts are positive. Three arrays: position in ``amounts``, position in ``others``, the amount in common.
    """
    common = np.intersect1d(group, others_group)
    left, right = np.flatnonzero(np.isin(group, common)), np.flatnonzero(np.isin(others_group, common))
    if not len(common):
        return left, right, left
    room = float(amounts[left].sum(dtype=np.float64) + others[right].sum(dtype=np.float64)) >= _ROOM
    ours = amounts[left].astype(object if room else np.int64)
    theirs = others[right].astype(object if room else np.int64)
    begins = np.flatnonzero(firsts(group[left])), np.flatnonzero(firsts(others_group[right]))
    wide = np.maximum(np.add.reduceat(ours, begins[0]), np.add.reduceat(theirs, begins[1]))
    shift = np.cumsum(wide) - wide
    our_begin = _placed(ours, begins[0], shift)
    their_begin = _placed(theirs, begins[1], shift)
    points = np.sort(np.concatenate((our_begin, their_begin)), kind="stable")
    points = points[firsts(points)]
    i = np.searchsorted(our_begin, points, "right") - 1
    j = np.searchsorted(their_begin, points, "right") - 1
    length = np.minimum(our_begin[i] + ours[i], their_begin[j] + theirs[j]) - points
    found = np.flatnonzero(length > 0)
    return left[i[found]], right[j[found]], length[found].astype(np.int64)


def _placed(amounts: Exact, begins: Whole, shift: Exact) -> Exact:
    """Return where each amount begins when every group begins at its ``shift``."""
    before: Exact = np.cumsum(amounts) - amounts
    lengths = np.diff(np.append(begins, len(amounts)))
    shifts: Exact = np.repeat(shift - before[begins], lengths)
    return before + shifts


def prorated(worth: Whole, whole: Whole, part: Whole) -> Whole:
    """Return ``worth`` x ``part`` / ``whole`` to the nearest whole number, halves up; 0 where ``whole`` is 0."""
    result = np.where(worth == whole, part, 0)
    rows = np.flatnonzero((worth != whole) & (whole != 0))
    if len(rows):
        most = 3.0 * float(np.abs(worth[rows]).max()) * max(float(np.abs(part[rows]).max()), 1.0)
        kind = np.int64 if most + float(np.abs(whole[rows]).max()) < _ROOM else object
        a, b, c = (values[rows].astype(kind) for values in (worth, whole, part))
        result[rows] = (2 * a * c + b) // (2 * b)
    return result
