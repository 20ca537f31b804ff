"""Claims against money: which part of which order was settled when, by what, and what is still open.

A claim is an order with a due date; an order without one was paid when it was made. Money settles it in two steps:

1. A payment goes to the order it names. A refund that names an order takes back the last money that came for it.
2. What is left goes into the pool of the customer and currency: payments that name no order, an unknown or a cancelled one,
   what was paid too much, and credit notes (orders with a negative amount). The pool settles what is open, the earliest due
   date first; a refund takes back its last money. An order written off takes no money of the pool that came later.
   The pool of a customer who never bought on credit is for the orders it paid at once, so that a return over the counter
   leaves nothing owed.

Equal dates are ordered by amount and reason, so that the order of lines in a file decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from custfile.analysis.book import COUNTS, Book, Whole, number
from custfile.analysis.credit.levels import prorated, running, standing
from custfile.analysis.credit.money import (
    AT_ONCE,
    GIVEN_BACK,
    NONE,
    OPEN,
    PAID,
    UNAPPLIED,
    WRITTEN_OFF,
    Money,
    Orders,
    Parts,
    by_day,
    joined,
    lasting,
    notes,
    ranks,
)
from custfile.analysis.credit.pool import from_pool


@dataclass(frozen=True)
class Matched:
    """What became of every claim and of all money by the end of ``day`` (a whole number).

    ``claims``: rows of the orders on credit. ``portions``: their parts, by row of the order and in the order in which they were
    settled, and those of other orders that payments name: ``who``, ``order`` (row), ``payment`` and ``note`` (rows, -1 when it
    was not that), ``kind``, ``own`` (cents of the order's currency), ``base`` (of the archive's), ``due`` and ``paid`` (days,
    NaN when there is none). ``rests``: money that settles nothing: ``who``, ``payment``, ``note``, ``kind`` (``UNAPPLIED``, or
    ``GIVEN_BACK`` by a refund, which itself counts with a minus), ``own``, ``base``.
    """

    day: int
    claims: Whole
    portions: pd.DataFrame
    rests: pd.DataFrame


def match(book: Book, upto: int | None = None) -> Matched:
    """Match the claims and the money of ``book`` as they were known on the day ``upto``, the as-of date when absent."""
    day = number(book.as_of) if upto is None else upto
    firm = Orders.of(book, day)
    named, target, free = _received(book, firm, day)
    direct, excess, given_back = _directly(firm, named, target)
    pool = joined(free, excess, notes(firm))
    owing = firm.own.copy()
    np.subtract.at(owing, direct.order, direct.own)
    claims = np.flatnonzero(firm.sells & ~np.isnan(firm.due))
    pooled, unapplied, pool_back = from_pool(firm, _taking(firm, claims, owing), owing, pool)
    np.subtract.at(owing, pooled.order, pooled.own)
    left = claims[owing[claims] > 0]
    kind = np.where(np.isnan(firm.lost[left]), OPEN, WRITTEN_OFF)
    nothing = np.full(len(left), NONE)
    portions = _portions(book, firm, [direct, pooled, Parts(left, nothing, nothing, kind, owing[left])])
    return Matched(day, claims, portions, _rests(unapplied, joined(given_back, pool_back)))


def _taking(orders: Orders, claims: Whole, owing: Whole) -> Whole:
    """Return the orders that the pools are for: what is open of the ``claims``; of customers without any, all others."""
    on_credit = np.zeros(orders.who.max(initial=-1) + 1, dtype=np.bool_)
    on_credit[orders.who[claims]] = True
    return np.flatnonzero(orders.sells & (owing > 0) & (~np.isnan(orders.due) | ~on_credit[orders.who]))


def _received(book: Book, orders: Orders, upto: int) -> tuple[Money, Whole, Money]:
    """Return the payments that name an order that asks for money, in its currency; the row of each; and the others."""
    frame = book.payments
    rows = np.flatnonzero((frame["state"].to_numpy() == COUNTS) & (frame["day"].to_numpy() <= upto))
    who, day, cents, own, currency, order = (
        frame[name].to_numpy()[rows] for name in ("who", "day", "cents", "own_cents", "currency", "order")
    )
    money = Money(who, currency, day, own, cents, rows, np.full(len(rows), NONE), ranks(frame["reason"])[rows])
    names = (order >= 0) & orders.sells[order] if len(orders.sells) else np.zeros(len(rows), dtype=bool)
    target = order[names]
    named, theirs = money.at(names), orders.currency[target]
    converted = prorated(orders.own[target], orders.cents[target], named.base)
    own = np.where(named.currency == theirs, named.own, converted)
    return named._replace(own=own, currency=theirs), target, money.at(~names)


def _directly(orders: Orders, named: Money, target: Whole) -> tuple[Parts, Money, Money]:
    """Return what each order gets of the money that names it, what of it goes into the pool, and what was given back."""
    place = by_day(target, named)
    money, order = named.at(place), target[place]
    begin, end = standing(order, money.own)
    lasts = lasting(order, money.own)
    owed = orders.own[order]
    used = np.minimum(end, owed) - np.minimum(begin, owed)
    rows = np.flatnonzero(used)
    kind = np.where(np.isnan(orders.due[order[rows]]), AT_ONCE, PAID)
    parts = Parts(order[rows], money.payment[rows], money.note[rows], kind, used[rows])
    return parts, money.some(lasts - used), money.some(money.own - lasts)


def _rests(unapplied: Money, given_back: Money) -> pd.DataFrame:
    money = joined(unapplied, given_back)
    kind = np.repeat([UNAPPLIED, GIVEN_BACK], [len(unapplied.own), len(given_back.own)])
    names = ("who", "payment", "note", "own", "base")
    return pd.DataFrame({"kind": kind} | {name: getattr(money, name) for name in names}, copy=False)


def _portions(book: Book, orders: Orders, parts: list[Parts]) -> pd.DataFrame:
    """Return the parts of all orders; their worth in the archive's currency sums up to the order's own, to the cent."""
    every = Parts(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    place = np.argsort(every.order, kind="stable")
    every = Parts(*(values[place] for values in every))
    order, payment, note = every.order, every.payment, every.note
    end = running(order, every.own)
    worth, whole = orders.cents[order], orders.own[order]
    paid = np.full(len(order), np.nan)
    paid[payment >= 0] = book.payments["day"].to_numpy()[payment[payment >= 0]]
    paid[note >= 0] = orders.day[note[note >= 0]]
    return pd.DataFrame(
        {
            "who": orders.who[order],
            **every._asdict(),
            "base": prorated(worth, whole, end) - prorated(worth, whole, end - every.own),
            "due": orders.due[order],
            "paid": paid,
        },
        copy=False,
    )
