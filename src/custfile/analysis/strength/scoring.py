"""Scoring by a form: the weighted mean of the points of what is told, and how much of the form that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from custfile.analysis.book import Real
from custfile.analysis.figures import Figures
from custfile.analysis.grading import grades, mean_points
from custfile.model.measures import measure
from custfile.model.naming import CLASS
from custfile.model.ranking import Grading
from custfile.model.strength import form

ENOUGH: Final = 0.5
"""The coverage from which a customer is rated."""

_PLACES: Final = 9
"""Decimals of a score: what differs beyond them ties."""


@dataclass(frozen=True, eq=False)
class Scored:
    """The scores of all customers.

    Of each item of the ``form``: what each customer's ``values`` are, and their ``points`` (1 to 5, NaN when missing).
    ``mean`` is that of the points told, by weight; ``coverage`` the share of the weight that is told; ``score`` is
    (mean - 1) / 4 x 100, NaN below half coverage.
    """

    form: Sequence[Grading]
    weights: Sequence[int]
    values: Sequence[Sequence[Any]]
    points: Sequence[Real]
    mean: Real
    coverage: Real
    score: Real


def scored(figures: Figures) -> Scored:
    """Score every customer. What is missing is no middle score: it lowers the coverage alone."""
    gradings = form(figures.settings)
    figures.read(
        [each.source for each in gradings if measure(each.source) is None and not each.source.startswith(CLASS)]
    )
    values = [figures.column(each.source) for each in gradings]
    points = [grades(grading, column) for grading, column in zip(gradings, values, strict=True)]
    weights = [1 if each.weight is None else each.weight for each in gradings]
    told = sum(
        (weight * ~np.isnan(column) for weight, column in zip(weights, points, strict=True)), np.zeros(figures.size)
    )
    coverage: Real = told / max(sum(weights), 1)
    mean = mean_points(gradings, points, figures.size)
    score = np.where(coverage >= ENOUGH, np.round((mean - 1) / 4 * 100, _PLACES), np.nan)
    return Scored(gradings, weights, values, points, mean, coverage, score)
