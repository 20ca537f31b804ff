"""Gamma-Gamma: what a customer's next order is worth (Fader, Hardie & Lee 2005; Fader & Hardie 2013)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.special import gammaln, psi  # type: ignore[import-untyped]

from custfile.analysis.models.histories import Real, Whole

CORRELATED: Final = 0.3
"""From here on the model's assumption is in doubt, that worth and frequency of orders have nothing to do with each other."""

_USUAL_REGULARITY: Final = 4.0
_USUAL_PSEUDO_ORDERS: Final = 1.0
_FARTHEST: Final = 12.0
_TOLERANCE: Final = 1e-12
_SLOPE: Final = 1e-7


@dataclass(frozen=True)
class OrderValues:
    """Worths of orders scatter about each customer's own mean, and these about the mean of all.

    ``regularity``: the model's p; the coefficient of variation of a customer's orders is 1/sqrt(p). ``pseudo_orders``:
    k = (q-1)/p. ``mean``: of all customers, in the unit of the values. ``correlation``: of mean value and number of orders,
    NaN when there are too few or one of them is always the same.
    """

    regularity: float
    pseudo_orders: float
    mean: float
    log_likelihood: float
    correlation: float

    @property
    def p(self) -> float:
        """The first parameter as the literature has it."""
        return self.regularity

    @property
    def q(self) -> float:
        """The second; above 1, else there is no mean."""
        return 1 + self.pseudo_orders * self.regularity

    @property
    def gamma(self) -> float:
        """The third, in the unit of the values."""
        return self.mean * self.pseudo_orders

    def expected(self, orders: Whole, mean: Real) -> Real:
        """Return p(gamma + n z)/(pn+q-1): the customer's ``mean`` of ``orders``, drawn to that of all as by k more orders.

        Without orders it is the mean of all, and ``mean`` may be NaN.
        """
        own = np.where(orders > 0, mean, 0.0) * orders
        return (self.pseudo_orders * self.mean + own) / (self.pseudo_orders + orders)


def fit_values(orders: Whole, mean: Real, *, prior: bool = True) -> OrderValues:
    """Return the model for customers with the ``mean`` of so many ``orders``; both above zero, at least one customer.

    With ``prior``, p is drawn to 4 and k to 1, each log-normal with sigma 1 (our choice): hundreds of customers outweigh it,
    and a handful does not run away. Without, it is maximum likelihood.
    """
    unit = float(mean.mean())
    seen = _Seen.of(orders, mean / unit)
    found = minimize(
        lambda axes: _loss(axes, seen, prior),
        np.array([np.log(_USUAL_REGULARITY), np.log(_USUAL_PSEUDO_ORDERS), 0.0]),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-_FARTHEST, _FARTHEST)] * 3,
        options={"ftol": _TOLERANCE, "gtol": _SLOPE},
    )
    p, k, centre = (float(value) for value in np.exp(found.x))
    likelihood = -_loss(found.x, seen, False)[0] * len(orders) - len(orders) * np.log(unit)
    return OrderValues(p, k, centre * unit, float(likelihood), _correlation(orders, mean))


class _Seen(NamedTuple):
    """What the likelihood asks of the customers again and again: gamma functions are slow, so each count has them once.

    ``counts``: the different numbers of orders, ``place``: which of them is each customer's. ``orders`` and ``sums``: how many
    values, and their sum; ``log_sums`` and ``log_mean``: logarithms of their sum and mean.
    """

    counts: Whole
    place: Whole
    orders: Whole
    sums: Real
    log_sums: Real
    log_mean: Real

    @classmethod
    def of(cls, orders: Whole, mean: Real) -> _Seen:
        """Return what is seen of customers with the ``mean`` of so many ``orders``."""
        counts, place = np.unique(orders, return_inverse=True)
        sums = orders * mean
        return cls(counts, place, orders, sums, np.log(sums), np.log(mean))


def _loss(axes: Real, seen: _Seen, prior: bool) -> tuple[float, Real]:
    """Return minus the mean log-posterior at (ln p, ln k, ln mean) and its slope."""
    value, slope = _log_likelihood(axes, seen)
    if prior:
        away = axes[:2] - np.log([_USUAL_REGULARITY, _USUAL_PSEUDO_ORDERS])
        value, slope = value - float((away**2).sum()) / 2, slope - np.append(away, 0.0)
    return -value / len(seen.orders), -slope / len(seen.orders)


def _log_likelihood(axes: Real, seen: _Seen) -> tuple[float, Real]:
    """Return the sum over customers of the log-density of z, the mean of n orders, and its slope along the axes."""
    p, k, centre = np.exp(axes)
    q, gamma = 1 + k * p, centre * k
    own, all_values = p * seen.counts, gamma + seen.sums
    both, shape = np.log(all_values), (own + q)[seen.place]
    value = (gammaln(own + q) - gammaln(own) - gammaln(q) + q * np.log(gamma))[seen.place] - seen.log_mean
    value += own[seen.place] * seen.log_sums - shape * both
    by_p = (seen.orders * ((psi(own + q) - psi(own))[seen.place] + seen.log_sums - both)).sum()
    by_q = ((psi(own + q) - psi(q) + np.log(gamma))[seen.place] - both).sum()
    by_gamma = (q / gamma - shape / all_values).sum()
    slope = np.array([p * by_p + k * p * by_q, k * p * by_q + gamma * by_gamma, gamma * by_gamma])
    return float(value.sum()), slope


def _correlation(orders: Whole, mean: Real) -> float:
    if len(orders) < 3 or np.ptp(orders) == 0 or np.ptp(mean) == 0:
        return float("nan")
    return float(np.corrcoef(orders, mean)[0, 1])
