"""Fitting a model to histories: maximum likelihood, or maximum a posteriori, which stays sane in small archives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.special import expit, log_expit  # type: ignore[import-untyped]

from custfile.analysis.models.beta_geometric import BetaGeometric, Parameters
from custfile.analysis.models.histories import Histories, Real

_USUAL_GAP: Final = 5.0
_USUAL_ALPHA: Final = 10.0
_TOLERANCE: Final = 1e-12
_SLOPE: Final = 1e-7


@dataclass(frozen=True)
class Prior:
    """What is believed before any order is seen: pymc-marketing's defaults.

    r ~ Weibull(2, 1); alpha ~ Weibull(2, ``alpha_scale``); a = phi kappa, b = (1 - phi) kappa with phi ~ U(0, 1) and
    kappa ~ Pareto(1, 1), so that a + b is at least 1.
    """

    alpha_scale: float = _USUAL_ALPHA

    @classmethod
    def of_gap(cls, gap: float | None) -> Prior:
        """Return the prior for customers with the median ``gap`` between orders, ``None`` when nobody came again.

        The default scale is 10 weeks, made for shops whose customers come every 5; where they come every 20, it is 40.
        Being tied to the gap, the prior does not depend on the unit of time.
        """
        return cls(_USUAL_ALPHA if gap is None else _USUAL_ALPHA * gap / _USUAL_GAP)

    def log_density(self, point: Point) -> tuple[float, Real]:
        """Return the log density of (r, alpha, logit phi, kappa) up to a constant, and its slope along the point's axes.

        What is uniform in phi is not in its logit, whose density falls off at both ends: so the optimum is never at phi = 0,
        even when everybody known has come again.
        """
        r, alpha, phi, kappa = point.natural
        fast, slow = r**2, (alpha / self.alpha_scale) ** 2
        loyalty = log_expit(point.axes[2]) + log_expit(-point.axes[2])
        value = np.log(r) - fast + np.log(alpha) - slow + loyalty - 2 * np.log(kappa)
        return float(value), np.array([1 - 2 * fast, 1 - 2 * slow, 1 - 2 * phi, -2.0])


@dataclass(frozen=True)
class Point:
    """Parameters as the optimiser moves them: ln r, ln alpha, logit phi, ln kappa."""

    FARTHEST: ClassVar[float] = 16.0
    """Bounds of each axis, against overflow where there is no optimum."""

    axes: Real

    @property
    def natural(self) -> tuple[float, float, float, float]:
        """r, alpha, phi = a/(a+b), kappa = a+b."""
        r, alpha, kappa = np.exp(self.axes[[0, 1, 3]])
        return float(r), float(alpha), float(expit(self.axes[2])), float(kappa)

    @property
    def parameters(self) -> Parameters:
        """The same, as the models take them."""
        r, alpha, _, kappa = self.natural
        return Parameters(r, alpha, float(kappa * expit(self.axes[2])), float(kappa * expit(-self.axes[2])))

    def slope(self, by: tuple[float, float, float, float]) -> Real:
        """Return the slope along the axes of what has the derivatives ``by`` r, alpha, a and b."""
        r, alpha, a, b = self.parameters
        along_phi = a * b / (a + b) * (by[2] - by[3])
        return np.array([r * by[0], alpha * by[1], along_phi, a * by[2] + b * by[3]])


@dataclass(frozen=True)
class Fit:
    """The result. ``log_likelihood``: of all histories together; ``settled``: whether the optimiser says it is done."""

    model: BetaGeometric
    parameters: Parameters
    log_likelihood: float
    settled: bool
    point: Point
    prior: Prior | None


def fit(model: BetaGeometric, seen: Histories, prior: Prior | None = None) -> Fit:
    """Return the most likely parameters of at least one history; with a ``prior``, the most credible ones."""
    start = np.array([0.0, np.log((prior or Prior()).alpha_scale), -1.0, 1.0])
    lowest = -Point.FARTHEST if prior is None else 0.0

    def loss(axes: Real) -> tuple[float, Real]:
        """The mean, so that tolerances hold for any number of customers."""
        value, slope = log_posterior(model, seen, prior, Point(axes))
        return -value / len(seen), -slope / len(seen)

    found = minimize(
        loss,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(-Point.FARTHEST, Point.FARTHEST)] * 3 + [(lowest, Point.FARTHEST)],
        options={"ftol": _TOLERANCE, "gtol": _SLOPE},
    )
    point = Point(found.x)
    likelihood = float(model.log_likelihood(point.parameters, seen).sum())
    return Fit(model, point.parameters, likelihood, bool(found.success), point, prior)


def log_posterior(model: BetaGeometric, seen: Histories, prior: Prior | None, point: Point) -> tuple[float, Real]:
    """Return the log-posterior up to a constant, the log-likelihood without a ``prior``, and its slope along the axes."""
    value = float(model.log_likelihood(point.parameters, seen).sum())
    slope = point.slope(model.gradient(point.parameters, seen))
    if prior is None:
        return value, slope
    before, along = prior.log_density(point)
    return value + before, slope + along
