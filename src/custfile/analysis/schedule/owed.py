"""What a customer has not paid, order by order: the matching of ``analysis.credit``, for one file, without numpy.

Equal to ``credit.matching.match`` to the cent, which a property test proves; read there how money settles claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from custfile.model.customer import Customer
from custfile.model.events import Order, Payment
from custfile.model.settings import Settings


class Claim(NamedTuple):
    """An order on credit and what is still open of it, in cents of ``currency``."""

    order: Order
    due: date
    currency: str | None
    open: int


_Money = list[tuple[date, int]]


def open_claims(record: Customer, settings: Settings) -> list[Claim]:
    """Return the orders of ``record`` that are past being paid at once and not fully paid, the earliest due first.

    An order that was written off is not asked for.
    """
    account = _Account(record, settings)
    claims = account.claims()
    if not claims:
        return []
    paid = account.paid()
    return [
        claim._replace(open=rest)
        for position, rest in _rests(claims, *paid)
        if rest > 0 and (claim := claims[position]).order.written_off is None
    ]


class _Account:
    """The orders and payments of one customer."""

    def __init__(self, record: Customer, settings: Settings) -> None:
        self.record = record
        self.rates = settings.exchange
        self.main = settings.currency
        self.usual = record.terms.currency if record.terms and record.terms.currency else settings.currency
        self.days = record.terms.payment_days if record.terms else None

    def claims(self) -> dict[int, Claim]:
        """Return the orders on credit by their position in the file; nothing of them is paid yet."""
        found = {}
        for position, order in enumerate(self.record.orders):
            due = self._due(order)
            if due is not None and _sells(order):
                found[position] = Claim(order, due, order.currency or self.usual, _cents(order.amount))
        return found

    def _due(self, order: Order) -> date | None:
        if order.due is not None or not self.days:
            return order.due
        try:
            return order.date + timedelta(self.days)
        except OverflowError:
            return date.max

    def paid(self) -> tuple[dict[int, int], dict[str | None, _Money]]:
        """Return what each order got of the money that names it, and the pools: the rest of all money by currency."""
        orders = self.record.orders
        places = {order.no: place for place, order in reversed(list(enumerate(orders))) if order.no is not None}
        named: dict[int, _Money] = defaultdict(list)
        pools: dict[str | None, _Money] = defaultdict(list)
        for payment in self.record.payments:
            place = places.get(payment.order) if payment.order is not None else None
            worth = None if place is None or not _sells(orders[place]) else self._in_currency_of(orders[place], payment)
            if place is None or worth is None:
                pools[payment.currency or self.usual].append((payment.date, _cents(payment.amount)))
            else:
                named[place].append((payment.date, worth))
        direct = {}
        for place, money in named.items():
            owed, currency = _cents(orders[place].amount), orders[place].currency or self.usual
            direct[place] = min(max(sum(map(itemgetter(1), money)), 0), owed)
            pools[currency] += _excess(money, owed)
        for order in orders:
            if order.amount < 0 and order.status != "cancelled":
                pools[order.currency or self.usual].append((order.date, -_cents(order.amount)))
        return direct, pools

    def _in_currency_of(self, order: Order, payment: Payment) -> int | None:
        """Return what ``payment`` is worth in the currency of ``order``; ``None`` without the rates to say so."""
        theirs, ours = order.currency or self.usual, payment.currency or self.usual
        if theirs == ours:
            return _cents(payment.amount)
        own, base = _cents(order.amount), self._worth(order.amount, theirs, order.date)
        received = self._worth(payment.amount, ours, payment.date)
        if base is None or received is None:
            return None
        return (2 * own * received + base) // (2 * base) if base else 0

    def _worth(self, amount: Decimal, currency: str | None, day: date) -> int | None:
        known = currency is None or currency == self.main
        return _cents(amount) if known else self.rates.cents(amount, str(currency), day)


def _sells(order: Order) -> bool:
    return order.amount > 0 and order.status not in ("cancelled", "returned")


def _cents(amount: Decimal) -> int:
    return int((amount * 100).to_integral_value())


def _by_day(money: _Money) -> _Money:
    return sorted(money, key=lambda each: (each[0], -each[1]))


def _standing(amounts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the levels between which each amount still stands; a negative one takes back the last, else those to come."""
    levels = list(accumulate(amounts))
    lowest = list(accumulate(reversed(levels), min))[::-1]
    for amount, level, to_come in zip(amounts, levels, lowest, strict=True):
        begin = max(level - amount, 0)
        yield begin, max(to_come, begin) if amount > 0 else begin


def _lasting(amounts: Sequence[int]) -> list[int]:
    """Return what neither was given back nor took back: of a refund for which there was no money, with a minus."""
    kept = [end - begin for begin, end in _standing(amounts)]
    back = [end - begin for begin, end in _standing([-amount for amount in amounts])]
    return [ours - theirs for ours, theirs in zip(kept, back, strict=True)]


def _excess(money: _Money, owed: int) -> Iterator[tuple[date, int]]:
    """Yield what the money that names an order leaves for the pool: paid too much, or given back without money for it."""
    money = _by_day(money)
    amounts = [amount for _day, amount in money]
    for (day, _amount), (begin, end), lasts in zip(money, _standing(amounts), _lasting(amounts), strict=True):
        left = lasts - (min(end, owed) - min(begin, owed))
        if left:
            yield day, left


def _rests(
    claims: dict[int, Claim], direct: dict[int, int], pools: dict[str | None, _Money]
) -> Iterator[tuple[int, int]]:
    """Yield what the pools leave open of each claim, the earliest due first."""
    ready = {currency: _stands(money) for currency, money in pools.items()}
    taken: dict[str | None, int] = defaultdict(int)
    for position, claim in sorted(claims.items(), key=lambda each: (_precedence(each[1]), each[0])):
        lost, owing = claim.order.written_off, claim.open - direct.get(position, 0)
        money = ready.get(claim.currency, [])
        had = sum(amount for day, amount in money if lost is None or day <= lost)
        takes = min(max(had - taken[claim.currency], 0), owing)
        taken[claim.currency] += takes
        yield position, owing - takes


def _stands(money: _Money) -> _Money:
    ordered = _by_day(money)
    lasts = _lasting([amount for _day, amount in ordered])
    return [(day, amount) for (day, _amount), amount in zip(ordered, lasts, strict=True) if amount > 0]


def _precedence(claim: Claim) -> tuple[date, date, int, date, str]:
    order = claim.order
    return claim.due, order.date, -claim.open, order.written_off or date.max, order.unpaid_reason or ""
