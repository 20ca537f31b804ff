"""Amounts in other currencies, by the dated rates of the settings."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from custfile.model.ranking import Rate


class Rates:
    """What other currencies are worth in the currency ``base``. A rate holds from its day until the next one's."""

    def __init__(self, base: str | None, rates: Sequence[Rate]) -> None:
        """Take the ``rates`` of the settings, in any order."""
        self.base = base
        self._days: dict[str, list[date]] = defaultdict(list)
        self._rates: dict[str, list[Decimal]] = defaultdict(list)
        for rate in sorted(rates, key=lambda rate: rate.date):
            self._days[rate.currency].append(rate.date)
            self._rates[rate.currency].append(rate.rate)

    def rate(self, currency: str | None, day: date) -> Decimal | None:
        """Return what one unit of ``currency`` is worth on ``day``, ``None`` when no rate was told for so early a day."""
        if currency is None or currency == self.base:
            return Decimal(1)
        place = bisect_right(self._days.get(currency, []), day)
        return self._rates[currency][place - 1] if place else None

    def cents(self, amount: Decimal, currency: str | None, day: date) -> int | None:
        """Return ``amount`` of ``currency`` in cents of the base, rounded once, half to even; ``None`` without a rate."""
        rate = self.rate(currency, day)
        return None if rate is None else int((100 * amount * rate).to_integral_value(ROUND_HALF_EVEN))
