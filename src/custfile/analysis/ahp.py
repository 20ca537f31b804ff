"""Weights from comparisons in pairs: the analytic hierarchy process (Saaty, 1990, "How to make a decision").

Plain Python on purpose: ten criteria at most, and the same figures to the last bit on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, log
from typing import Final, NamedTuple, TypeAlias

Matrix: TypeAlias = Sequence[Sequence[float]]
"""``matrix[i][j]``: how many times as important ``i`` is as ``j``; positive, and ``matrix[j][i]`` its reciprocal."""

MOST: Final = 10
"""Criteria that people can compare, and that Saaty's table of random indices knows."""

TOLERABLE: Final = 0.10
"""The highest consistency ratio that Saaty accepts."""

_RANDOM: Final = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
_EXACT: Final = 1e-15
_ROUNDS: Final = 10_000


@dataclass(frozen=True)
class Judgement:
    """What a matrix says: ``weights`` (sum 1), its principal eigenvalue, and how far it contradicts itself.

    ``index`` is CI = (eigenvalue - n) / (n - 1); ``random`` RI, the mean CI of random matrices of that size;
    ``ratio`` CR = CI / RI, 0 for one or two criteria, which cannot contradict each other.
    """

    weights: tuple[float, ...]
    eigenvalue: float
    index: float
    random: float
    ratio: float

    @property
    def consistent(self) -> bool:
        """Whether the comparisons agree well enough to be used."""
        return self.ratio <= TOLERABLE


class Doubt(NamedTuple):
    """A comparison that the others contradict: ``more`` was ``told`` to be so many times ``less``, they make it ``implied``."""

    more: int
    less: int
    told: float
    implied: float


def judge(matrix: Matrix) -> Judgement:
    """Return the principal eigenvector of ``matrix`` as weights, and its consistency.

    Raises ``ValueError`` for a matrix that is empty, not square, larger than ``MOST``, not positive or not reciprocal.
    """
    size = _size(matrix)
    weights = _eigenvector(matrix)
    products = [sum(cell * weight for cell, weight in zip(row, weights, strict=True)) for row in matrix]
    eigenvalue = sum(product / weight for product, weight in zip(products, weights, strict=True)) / size
    index = max(eigenvalue - size, 0.0) / (size - 1) if size > 1 else 0.0
    random = _RANDOM[size - 1]
    return Judgement(tuple(weights), eigenvalue, index, random, index / random if random else 0.0)


def doubts(matrix: Matrix, most: int = 3) -> list[Doubt]:
    """Return the comparisons that disagree most with all the others, the worst first.

    The others imply of ``i`` and ``j`` the geometric mean of ``matrix[i][k] * matrix[k][j]`` over every third ``k``.
    """
    size = _size(matrix)
    if size < 3:
        return []
    logs = [[log(cell) for cell in row] for row in matrix]
    sums = [sum(row) for row in logs]
    found = []
    for i, j in combinations(range(size), 2):
        implied = (sums[i] - sums[j] - 2 * logs[i][j]) / (size - 2)
        more, less, sign = (i, j, 1) if logs[i][j] >= 0 else (j, i, -1)
        found.append((abs(logs[i][j] - implied), Doubt(more, less, matrix[more][less], exp(sign * implied))))
    worst = sorted(found, key=lambda each: (-round(each[0], 9), each[1].more, each[1].less))
    return [doubt for gap, doubt in worst[:most] if gap > _EXACT]


def _size(matrix: Matrix) -> int:
    size = len(matrix)
    if not 1 <= size <= MOST or any(len(row) != size for row in matrix):
        raise ValueError(f"a matrix of comparisons is square, of 1 to {MOST} criteria")
    if any(
        not matrix[i][j] > 0 or abs(matrix[i][j] * matrix[j][i] - 1) > 1e-9 for i in range(size) for j in range(size)
    ):
        raise ValueError("a matrix of comparisons is positive and reciprocal")
    return size


def _eigenvector(matrix: Matrix) -> list[float]:
    """Multiply until nothing changes: a positive matrix has one positive eigenvector, which this leads to (Perron)."""
    weights = [1 / len(matrix)] * len(matrix)
    for _round in range(_ROUNDS):
        products = [sum(cell * weight for cell, weight in zip(row, weights, strict=True)) for row in matrix]
        total = sum(products)
        before, weights = weights, [product / total for product in products]
        if max(abs(new - old) for new, old in zip(weights, before, strict=True)) < _EXACT:
            break
    return weights
