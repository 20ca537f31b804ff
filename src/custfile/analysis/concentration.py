"""How much of a total hangs on few customers: the share of the largest, and the Herfindahl–Hirschman index."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def largest(size: int, percent: int) -> int:
    """Return how many customers the top ``percent`` of ``size`` are: rounded up, so that there is always one of some."""
    return -(-size * percent // 100)


def top_share(amounts: Sequence[Decimal], percent: int) -> float | None:
    """Return the share (0–1) that the largest ``percent`` of customers have; ``None`` when nobody has anything.

    Amounts not above zero do not count, nor do the customers that have them.
    """
    some = sorted((amount for amount in amounts if amount > 0), reverse=True)
    return float(sum(some[: largest(len(some), percent)]) / sum(some)) if some else None


def herfindahl(amounts: Sequence[Decimal]) -> float | None:
    """Return the sum of the squares of the shares: from 1/n when n customers have the same, to 1 when one has all.

    Its inverse is the number of customers of equal size that would be as concentrated (Adelman 1969). ``None`` when nobody
    has anything. Hirschman 1945 (whose index is its root), Herfindahl 1950.
    """
    some = [amount for amount in amounts if amount > 0]
    total = sum(some)
    return float(sum(amount * amount for amount in some) / (total * total)) if some else None
