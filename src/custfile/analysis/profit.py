"""What customers contribute to profit: revenue, less its cost, less what it costs to serve them.

- Revenue and cost: of the orders in the window that count, whose cost is known: the cost told, else by the settings' margin.
  A purchase without either is left out. A credit note without either lowers the revenue in full, since nothing is known
  to have come back.
- Cost to serve, each part only if the settings ask for it: visits in the window (the cost told, else that of the settings,
  if it was one in person), and interest on money of these orders that came after its due date, or has not come yet:
  amount × days late / 365 × rate. What a credit note settled was never late, and what was written off is late up to that day.

Each cost is rounded to a cent per order (half to even), so that an explanation adds up. An order written off keeps its
revenue: that the money is lost is a matter of credit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from custfile.analysis.book import Book, Mask, Real, Whole, number, total, window
from custfile.analysis.credit.matching import match
from custfile.analysis.sales import buying, counting
from custfile.model.ranking import ProfitSettings
from custfile.model.settings import Settings

_YEAR: Final = 365
_VISIT: Final = "visit"


@dataclass(frozen=True)
class Contribution:
    """Of each customer in the window, in cents: ``revenue`` and ``cost`` of its orders, ``visits`` and ``interest``.

    ``known`` counts the purchases in these figures, ``unknown`` those left out for want of a cost. ``active``: whether there
    is an order or credit note in the window. ``rated``: whether the figures say anything: some cost is known of the customer
    at all, and of the window's purchases, if there are any.
    """

    revenue: Whole
    cost: Whole
    visits: Whole
    interest: Whole
    known: Whole
    unknown: Whole
    active: Mask
    rated: Mask

    @property
    def served(self) -> Whole:
        """The cost to serve."""
        return self.visits + self.interest

    @property
    def profit(self) -> Real:
        """Revenue less all costs, in cents; NaN when not rated."""
        return np.where(self.rated, self.revenue - self.cost - self.served, np.nan)

    @property
    def margin(self) -> Real:
        """Profit / revenue (1: all of it); NaN when not rated or when there is no revenue."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.revenue > 0, self.profit / self.revenue, np.nan)


def asked(settings: Settings) -> ProfitSettings:
    """Return what the settings say of profit."""
    return (settings.ranking.profit if settings.ranking else None) or ProfitSettings()


def contribution(book: Book, settings: Settings, months: int | None) -> Contribution:
    """Return what each customer contributed in the last ``months``."""
    terms, size = asked(settings), len(book.customers)
    who, cents = book.orders["who"].to_numpy(), book.orders["cents"].to_numpy()
    costs = order_costs(book, terms)
    inside, buys = counting(book) & window(book, book.orders["day"].to_numpy(), months), buying(book)
    known = inside & ~np.isnan(costs)
    notes = inside & np.isnan(costs) & (cents < 0)

    def number_of(orders: Mask) -> Whole:
        return np.bincount(who[orders], minlength=size).astype(np.int64)

    unknown = number_of(inside & buys & ~known)
    told, ever = number_of(known), number_of(counting(book) & ~np.isnan(costs)) > 0
    return Contribution(
        revenue=total(who[known | notes], cents[known | notes], size),
        cost=total(who[known], costs[known].astype(np.int64), size),
        visits=_visits(book, terms, months),
        interest=total(who[known], order_interest(book, terms)[known], size),
        known=number_of(known & buys),
        unknown=unknown,
        active=number_of(known | notes) + unknown > 0,
        rated=ever & ((told > 0) | (unknown == 0)),
    )


def _visits(book: Book, terms: ProfitSettings, months: int | None) -> Whole:
    """Return what the visits to each customer cost; they are not even read unless the settings ask for it."""
    if terms.visit_cost is None:
        return np.zeros(len(book.customers), dtype=np.int64)
    rows = window(book, book.visits["day"].to_numpy(), months)
    return total(book.visits["who"].to_numpy()[rows], visit_costs(book, terms)[rows], len(book.customers))


def order_costs(book: Book, terms: ProfitSettings) -> Real:
    """Return what each order cost in whole cents: told, else amount × (1 - margin), else NaN."""
    told: Real = np.rint(book.details["cost"].to_numpy())
    if terms.margin is None:
        return told
    usual = np.rint(book.orders["cents"].to_numpy() * float(1 - terms.margin))
    return np.where(np.isnan(told), usual, told)


def visit_costs(book: Book, terms: ProfitSettings) -> Whole:
    """Return what each visit cost in whole cents: told, else as the settings say; 0 when they do not ask for it.

    Calls, messages and the like cost only what is told of them.
    """
    if terms.visit_cost is None:
        return np.zeros(len(book.visits), dtype=np.int64)
    told = book.visits["cost"].to_numpy()
    usual = np.where(in_person(book), float(terms.visit_cost * 100), 0.0)
    return np.rint(np.where(np.isnan(told), usual, told)).astype(np.int64)


def in_person(book: Book) -> Mask:
    """Return which visits are visits: those whose channel says so, or that tell none."""
    channels = book.visits["channel"]
    there: Mask = ((channels == _VISIT) | channels.isna()).to_numpy(dtype=np.bool_)
    return there


def order_interest(book: Book, terms: ProfitSettings) -> Whole:
    """Return the interest on the late money of each order in whole cents; 0 when the settings do not ask for it."""
    if terms.interest is None:
        return np.zeros(len(book.orders), dtype=np.int64)
    return np.rint(late_cent_days(book) * float(terms.interest) / _YEAR).astype(np.int64)


def late_cent_days(book: Book) -> Whole:
    """Return the sum of cents × days after the due date over the parts of each order, as they were paid or are still open."""
    portions = match(book).portions
    order, due, paid = (portions[name].to_numpy() for name in ("order", "due", "paid"))
    lost = book.details["written_off"].to_numpy()[order]
    upto = np.where(~np.isnan(paid), paid, np.where(np.isnan(lost), number(book.as_of), lost))
    late = np.maximum(np.nan_to_num(upto - due), 0).astype(np.int64)
    late[portions["note"].to_numpy() >= 0] = 0
    return total(order, portions["base"].to_numpy() * late, len(book.orders))
