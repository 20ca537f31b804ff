"""How far the figures of a small archive can be trusted: other parameters that its orders allow."""

from __future__ import annotations

from typing import Final

import numpy as np

from custfile.analysis.models.beta_geometric import Parameters
from custfile.analysis.models.fitting import Fit, Point, log_posterior
from custfile.analysis.models.histories import Histories, Real

_TRIED: Final = 1000
_KEPT: Final = 100
_SEED: Final = 1
_TAILS: Final = 5
_WIDER: Final = 1.2
_FLATTEST: Final = 0.1
_STEP: Final = 1e-4
LOW, HIGH = 0.1, 0.9
"""The range printed: 80 % of what is credible."""


def plausible(found: Fit, seen: Histories) -> list[Parameters]:
    """Return 100 parameters that are equally credible after the histories ``seen``, always the same ones.

    ``found`` is a fit with a prior. A thousand points are drawn around its optimum, from Student's t with 5 degrees of freedom
    as wide as the posterior's curvature says (Laplace), and a bit wider. Points are then kept in proportion to posterior /
    density drawn from (sampling-importance resampling, Rubin 1988), which mends what is not normal about a small archive.
    What a figure is under these parameters says how well the archive pins it down. What a single customer does scatters more.
    """
    random = np.random.default_rng(_SEED)
    normal = random.standard_normal((_TRIED, 4)) * np.sqrt(_TAILS / random.chisquare(_TAILS, _TRIED))[:, None]
    points = found.point.axes + _WIDER * normal @ _spread(found, seen).T
    weights = np.array([_log_weight(found, seen, axes) for axes in points])
    weights += (_TAILS + 4) / 2 * np.log1p((normal**2).sum(axis=1) / _TAILS)
    shares = np.cumsum(np.exp(weights - weights.max()))
    steps = (np.arange(_KEPT) + 0.5) / _KEPT * shares[-1]
    return [Point(points[place]).parameters for place in np.searchsorted(shares, steps)]


def between(figures: Real) -> tuple[Real, Real]:
    """Return the 10 % and the 90 % quantile over the first axis: one row for each of the plausible parameters."""
    low, high = np.quantile(figures, (LOW, HIGH), axis=0)
    return low, high


def _log_weight(found: Fit, seen: Histories, axes: Real) -> float:
    """Return the log-posterior's density along the axes; the prior's is by r, alpha and kappa, hence the Jacobian."""
    if axes[3] < 0 or np.abs(axes).max() > Point.FARTHEST:
        return -np.inf
    value, _ = log_posterior(found.model, seen, found.prior, Point(axes))
    return value + float(axes[[0, 1, 3]].sum())


def _spread(found: Fit, seen: Histories) -> Real:
    """Return the root of the inverse curvature at the optimum; a direction the data says little about gets a wide one."""
    curvature = np.empty((4, 4))
    for axis, step in enumerate(np.eye(4) * _STEP):
        _, ahead = log_posterior(found.model, seen, found.prior, Point(found.point.axes + step))
        _, behind = log_posterior(found.model, seen, found.prior, Point(found.point.axes - step))
        curvature[axis] = (behind - ahead) / (2 * _STEP)
    values, vectors = np.linalg.eigh((curvature + curvature.T) / 2)
    root: Real = vectors / np.sqrt(np.maximum(values, _FLATTEST))
    return root
