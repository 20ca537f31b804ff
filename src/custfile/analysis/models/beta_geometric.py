"""MBG/NBD and BG/NBD: customers order at random until they leave, and may leave after any order.

A customer orders at a rate lambda ~ Gamma(r, alpha) and leaves with probability p ~ Beta(a, b) after each repeat order (BG:
Fader, Hardie & Lee 2005), or after each order, the first among them (MBG: Batislam, Denizel & Filiztekin 2007). All that
tells the two apart is how often a customer could have left by its last order but is known to have stayed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from scipy.special import expit, gammaln, psi  # type: ignore[import-untyped]

from custfile.analysis.models.histories import Histories, Real, Whole
from custfile.analysis.models.while_alive import orders_while_alive
from custfile.language import Label


class Parameters(NamedTuple):
    """What a firm's customers are like: their rates (``r``, ``alpha`` in units of time) and their loyalty (``a``, ``b``)."""

    r: float
    alpha: float
    a: float
    b: float


@dataclass(frozen=True)
class BetaGeometric:
    """One of the two models. ``first``: 1 when a customer may leave after its first order, else 0."""

    name: str
    label: Label
    first: int

    def log_likelihood(self, parameters: Parameters, seen: Histories) -> Real:
        """Return the log-likelihood of each history."""
        r, alpha, a, b = parameters
        left = self._log_odds_of_having_left(parameters, seen)
        counts = _by_count(seen.x, lambda x: gammaln(r + x) - gammaln(r) + _log_stayed(a, b, x + self.first))
        value: Real = counts + r * np.log(alpha) - (r + seen.x) * np.log(alpha + seen.T) + np.logaddexp(0, left)
        return value

    def gradient(self, parameters: Parameters, seen: Histories) -> tuple[float, float, float, float]:
        """Return the sums of the log-likelihoods' derivatives by r, alpha, a and b."""
        r, alpha, a, b = parameters
        left: Real = expit(self._log_odds_of_having_left(parameters, seen))
        silent = np.log1p((seen.T - seen.tx) / (alpha + seen.tx))
        n, s = seen.x + self.first, r + seen.x
        all_counts = _by_count(seen.x, lambda x: psi(a + b) - psi(a + b + x + self.first))
        chances = np.maximum(b + n - 1, b)  # with n = 0 nobody has left
        return (
            float((_by_count(seen.x, lambda x: psi(r + x) - psi(r)) - np.log1p(seen.T / alpha) + left * silent).sum()),
            float((r / alpha - s / (alpha + seen.T) + left * s * (1 / (alpha + seen.T) - 1 / (alpha + seen.tx))).sum()),
            float((all_counts + left / a).sum()),
            float((all_counts + _by_count(seen.x, lambda x: psi(b + x + self.first) - psi(b)) - left / chances).sum()),
        )

    def alive(self, parameters: Parameters, seen: Histories) -> Real:
        """Return the probability that each customer has not left."""
        odds: Real = expit(-self._log_odds_of_having_left(parameters, seen))
        return odds

    def buys_within(self, parameters: Parameters, seen: Histories, time: float) -> Real:
        """Return the probability of at least one order in the next ``time``: the customer is there and not too slow."""
        silence = (parameters.r + seen.x) * np.log1p(time / (parameters.alpha + seen.T))
        value: Real = self.alive(parameters, seen) * -np.expm1(-silence)
        return value

    def expected(self, parameters: Parameters, seen: Histories, time: float) -> Real:
        """Return how many orders are expected in the next ``time``."""
        r, alpha, a, b = parameters
        x = seen.x.astype(np.float64)
        value: Real = orders_while_alive(a, b + x + self.first, r + x, time / (alpha + seen.T))
        return self.alive(parameters, seen) * value

    def newcomer(self, parameters: Parameters, time: float) -> float:
        """Return how many repeat orders are expected in the first ``time`` of a customer who has just ordered first."""
        return float(
            self.expected(parameters, Histories(np.zeros(1, dtype=np.int64), np.zeros(1), np.zeros(1)), time)[0]
        )

    def _log_odds_of_having_left(self, parameters: Parameters, seen: Histories) -> Real:
        """Return ln(a/(b+n-1)) + (r+x) ln((alpha+T)/(alpha+tx)), n the times a customer could have left; never with n = 0."""
        r, alpha, a, b = parameters
        n = seen.x + self.first
        silence = (r + seen.x) * np.log1p((seen.T - seen.tx) / (alpha + seen.tx))
        return np.where(n > 0, np.log(a) - np.log(np.maximum(b + n - 1, b)) + silence, -np.inf)


MBG: Final = BetaGeometric("mbg", Label("MBG/NBD", "MBG/NBD", "MBG/NBD"), 1)
BG: Final = BetaGeometric("bg", Label("BG/NBD", "BG/NBD", "BG/NBD"), 0)
MODELS: Final[Mapping[str, BetaGeometric]] = {model.name: model for model in (MBG, BG)}


def _by_count(x: Whole, value: Callable[[Whole], Real]) -> Real:
    """Return ``value`` of each of ``x``, worked out once for each count: gamma functions are slow."""
    return value(np.arange(x.max(initial=0) + 1))[x]


def _log_stayed(a: float, b: float, n: Whole) -> Real:
    """Return ln E[(1-p)^n]."""
    value: Real = gammaln(b + n) - gammaln(b) + gammaln(a + b) - gammaln(a + b + n)
    return value
