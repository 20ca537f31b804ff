"""Orders expected of a customer who has not left yet, without loss of digits."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import betainc, hyp2f1  # type: ignore[import-untyped]

from custfile.analysis.models.histories import Real

_NEAR_ONE: Final = 2e-3
_NODES: Final = (-2, -1, 1, 2)
_BLOCK: Final = 256
_ENOUGH: Final = 1e-14


def orders_while_alive(a: float, b: Real, s: Real, tau: Real) -> Real:
    """Return E[(1 - (1 + p tau)^-s) / p] over p ~ Beta(a, b): the orders of a time ``tau`` from somebody still there.

    Orders come at a rate ~ Gamma(s, 1), each is the last one with probability p. The arrays have one shape.

    The closed form is C/(a-1) (1 - (1-z)^(a-1) 2F1(C-s, a-1; C; z)), C = a+b-1, z = tau/(1+tau): Fader, Hardie & Lee
    2005 (10) after Euler's transformation, which keeps 2F1 from overflowing. Two weak spots are left. Near a = 1 it is
    0/0, but the expectation is smooth in a, so there a cubic through four values beside it is taken. And where scipy's 2F1
    gives no number (s or a of many hundreds, s - a whole and z near 1) the sum takes its place.
    """
    if abs(a - 1) >= _NEAR_ONE:
        return _closed(a, b, s, tau)
    place = (a - 1) / _NEAR_ONE
    value = np.zeros(np.shape(tau))
    for node in _NODES:
        others = [other for other in _NODES if other != node]
        weight = np.prod([(place - other) / (node - other) for other in others])
        value += weight * _closed(1 + node * _NEAR_ONE, b, s, tau)
    return value


def _closed(a: float, b: Real, s: Real, tau: Real) -> Real:
    c, z = a + b - 1, tau / (1 + tau)
    with np.errstate(over="ignore", invalid="ignore"):
        value: Real = c / (a - 1) * (1 - (1 - z) ** (a - 1) * hyp2f1(c - s, a - 1, c, z))
    lost = ~np.isfinite(value)
    if lost.any():
        value[lost] = summed(a, b[lost], s[lost], tau[lost])
    return value


def summed(a: float, b: Real, s: Real, tau: Real) -> Real:
    """Return the same expectation as a sum of positive terms: slow where ``s * tau`` is large, but never wrong.

    With N ~ negative binomial(s, z) opportunities to order in the time, (1 - q^N)/p orders are expected, q = 1 - p, which
    is the sum over j of P(N > j) E[q^j]; P(N > j) is the regularised incomplete beta function I_z(j + 1, s), and
    E[q^j] = b (b+1) … (b+j-1) / ((a+b) … (a+b+j-1)).
    """
    z, total, kept, start = (tau / (1 + tau))[:, None], np.zeros(len(tau)), np.ones((len(tau), 1)), 0
    while True:
        j = np.arange(start, start + _BLOCK)
        shares = kept * np.cumprod((b[:, None] + j) / (a + b[:, None] + j), axis=1)
        terms = betainc(j + 1, s[:, None], z) * np.hstack([kept, shares[:, :-1]])
        total += terms.sum(axis=1)
        if (terms[:, -1] * (1 + tau) <= _ENOUGH * total).all():
            return total
        kept, start = shares[:, -1:], start + _BLOCK
