"""What is matched: the orders that exist on a day, the money, and the parts that one settles of the other."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from custfile.analysis.book import COUNTS, RETURNED, Book, Mask, Real, Whole
from custfile.analysis.credit.levels import prorated, sorted_by, standing
from custfile.language import Label

PAID: Final = 0
CREDITED: Final = 1
AT_ONCE: Final = 2
OPEN: Final = 3
WRITTEN_OFF: Final = 4
KINDS: Final = {
    "paid": Label("paid", "已付", "已付"),
    "credited": Label("settled by a credit note", "以贷项冲抵", "以折讓單沖抵"),
    "at_once": Label("paid at once", "即时付款", "即時付款"),
    "open": Label("open", "未付", "未付"),
    "written_off": Label("written off", "坏账核销", "呆帳沖銷"),
}
"""What became of a part of an order, by the numbers above."""

UNAPPLIED: Final = 0
GIVEN_BACK: Final = 1
NONE: Final = -1


class Money(NamedTuple):
    """Money and the row it came by, in the currency of what it may settle; ``base`` is its worth in the archive's."""

    who: Whole
    currency: Whole
    day: Whole
    own: Whole
    base: Whole
    payment: Whole
    note: Whole
    reason: Whole

    def at(self, rows: Any) -> Money:
        """Return the money at ``rows``."""
        return Money(*(values[rows] for values in self))

    def some(self, own: Whole) -> Money:
        """Return ``own`` of each amount where that is not nothing, and as much of its worth."""
        rows = np.flatnonzero(own)
        chosen = self.at(rows)
        return chosen._replace(own=own[rows], base=prorated(chosen.base, chosen.own, own[rows]))


class Orders(NamedTuple):
    """All orders, row by row, as known on a day.

    ``sells``: it exists and asks for money; ``credits``: it is a credit note; ``lost``: the day it was written off, NaN if not.
    """

    who: Whole
    day: Whole
    currency: Whole
    own: Whole
    cents: Whole
    due: Real
    lost: Real
    reason: Whole
    sells: Mask
    credits: Mask

    @classmethod
    def of(cls, book: Book, upto: int) -> Orders:
        """Return the orders of ``book`` as known at the end of the day ``upto``."""
        orders, details = book.orders, book.details
        day, state, own = orders["day"].to_numpy(), orders["state"].to_numpy(), details["own_cents"].to_numpy()
        lost = details["written_off"].to_numpy()
        known = day <= upto
        return cls(
            orders["who"].to_numpy(),
            day,
            details["currency"].to_numpy(),
            own,
            orders["cents"].to_numpy(),
            details["due"].to_numpy(),
            np.where(lost <= upto, lost, np.nan),
            ranks(details["reason"]),
            known & (state == COUNTS) & (own > 0),
            known & ((state == COUNTS) | (state == RETURNED)) & (own < 0),
        )


class Parts(NamedTuple):
    """Parts of orders, by row: ``own`` cents of each, settled by a ``payment``, a credit ``note``, or nothing (-1)."""

    order: Whole
    payment: Whole
    note: Whole
    kind: Whole
    own: Whole


def notes(orders: Orders) -> Money:
    """Return the money that credit notes are."""
    rows = np.flatnonzero(orders.credits)
    none = np.full(len(rows), NONE)
    who, currency, day, own, cents = (
        values[rows] for values in (orders.who, orders.currency, orders.day, orders.own, orders.cents)
    )
    return Money(who, currency, day, -own, -cents, none, rows, none)


def joined(*parts: Money) -> Money:
    """Return the money of all ``parts``."""
    return Money(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def by_day(group: Whole, money: Money) -> Whole:
    """Return the positions by group and day; on one day what came stands before what was given back."""
    return sorted_by(dated(group, money.day), -money.own, -money.base, money.note < 0, money.reason)


SPAN: Final = 1 << 23
"""More days than there are in the calendar: a group and a day are one number."""


def dated(group: Whole, day: Whole | Real) -> Whole:
    """Return group and day as one number, which rises by group, then by day."""
    return group * SPAN + (day.astype(np.int64) + SPAN // 4)


def lasting(group: Whole, own: Whole) -> Whole:
    """Return what neither was given back nor took back: of a refund for which there was no money, with a minus."""
    begin, end = standing(group, own)
    if not (own < 0).any():
        return end - begin
    refund_begin, refund_end = standing(group, -own)
    return (end - begin) - (refund_end - refund_begin)


def ranks(words: pd.Series[Any]) -> Whole:
    """Return the place of each of ``words`` (categories) in the order of the alphabet, -1 where there is none."""
    order = np.append(np.argsort(np.argsort(words.cat.categories.to_numpy().astype(str))), -1)
    return order[words.cat.codes.to_numpy()].astype(np.int64)
