"""The pools: money that is for no order in particular settles what is open, the earliest due date first."""

from __future__ import annotations

import numpy as np

from custfile.analysis.book import Real, Whole
from custfile.analysis.credit.levels import meet, running, sorted_by
from custfile.analysis.credit.money import (
    AT_ONCE,
    CREDITED,
    NONE,
    PAID,
    SPAN,
    Money,
    Orders,
    Parts,
    by_day,
    dated,
    lasting,
)


def from_pool(orders: Orders, claims: Whole, owing: Whole, pool: Money) -> tuple[Parts, Money, Money]:
    """Settle ``claims`` from the pools; ``owing``: what is open of each order, by row.

    Return what of them is settled, and the money that is left over and that was given back.
    """
    pools = int(max(orders.currency.max(initial=0), pool.currency.max(initial=0))) + 1
    money = pool.at(by_day(pool.who * pools + pool.currency, pool))
    group = money.who * pools + money.currency
    lasts = lasting(group, money.own)
    rows = np.flatnonzero(lasts > 0)
    claims = _due_first(orders, claims[np.isin(orders.who[claims], money.who[rows])], pools)
    key = orders.who[claims] * pools + orders.currency[claims]
    takes = _takes(key, owing[claims], orders.lost[claims], dated(group[rows], money.day[rows]), lasts[rows])
    some = np.flatnonzero(takes)
    i, j, own = meet(key[some], takes[some], group[rows], lasts[rows])
    source = rows[j]
    order = claims[some[i]]
    kind = np.where(money.note[source] >= 0, CREDITED, np.where(np.isnan(orders.due[order]), AT_ONCE, PAID))
    parts = Parts(order, money.payment[source], money.note[source], kind, own)
    left = lasts.copy()
    np.subtract.at(left, source, own)
    return parts, money.some(left), money.some(money.own - lasts)


def _due_first(orders: Orders, claims: Whole, pools: int) -> Whole:
    due = np.where(np.isnan(orders.due), orders.day, orders.due)
    key = dated(orders.who[claims] * pools + orders.currency[claims], due[claims])
    ties = (orders.day, -orders.own, -orders.cents, orders.lost, orders.reason)
    return claims[sorted_by(key, *(values[claims] for values in ties))]


def _takes(key: Whole, owing: Whole, lost: Real, money_key: Whole, stands: Whole) -> Whole:
    """Return what each claim may take from its pool: all of it, or as much as the pool had on the day it was written off.

    Claims rise by ``key``; ``money_key`` is pool and day of the amounts that stand.
    """
    given_up = np.flatnonzero(~np.isnan(lost))
    if not len(given_up):
        return owing
    takes, begins = owing.copy(), running(key, owing) - owing
    level = running(money_key // SPAN, stands)
    upto = np.searchsorted(money_key, dated(key[given_up], lost[given_up]), "right") - 1
    pool, missing = NONE, 0  # of this pool, what earlier claims do not take and later ones therefore begin sooner
    for i, at in zip(given_up.tolist(), upto.tolist(), strict=True):
        if key[i] != pool:
            pool, missing = int(key[i]), 0
        had = int(level[at]) if at >= 0 and money_key[at] // SPAN == pool else 0
        takes[i] = min(max(had - (int(begins[i]) - missing), 0), int(owing[i]))
        missing += int(owing[i] - takes[i])
    return takes
