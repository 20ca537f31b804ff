"""Measures of what customers bought: amounts, orders, quantities, growth, and the rhythm of their orders."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from numpy.typing import NDArray

from custfile.analysis.book import Book, Real
from custfile.analysis.figures import Figures
from custfile.analysis.measures import measure
from custfile.analysis.sales import amount, days_since, first_day, gap_days, growth, last_day, orders, quantity


def measures(figures: Figures, names: Collection[str]) -> Mapping[str, NDArray[Any]]:
    """Return the measures ``names`` of this group, one value for each customer.

    ``amount`` (net cents, 0 without orders), ``orders`` (purchases) and ``quantity`` (NaN when no order tells one) over all
    time or the last months; ``growth`` of the amount against as many months before (NaN when there was none);
    ``first_order``, ``last_order``, ``days_since_first``, ``days_since_order`` (of purchases); ``gap_days`` (median days
    between purchases, NaN below two days with one); ``gaps_silent`` = ``days_since_order`` / ``gap_days``.
    """
    return {name: _value(figures.book, name) for name in names}


def _value(book: Book, name: str) -> NDArray[Any]:
    found = measure(name)
    months = found.months if found else None
    return _SUMS[name.removesuffix(f"_{months}m")](book, months) if name not in _DAYS else _DAYS[name](book)


def _growth(book: Book, months: int | None) -> Real:
    return growth(amount(book, months), amount(book, months, ending=months or 0))


_SUMS: Final[Mapping[str, Callable[[Book, int | None], NDArray[Any]]]] = {
    "amount": amount,
    "orders": orders,
    "quantity": quantity,
    "growth": _growth,
}
_DAYS: Final[Mapping[str, Callable[[Book], Real]]] = {
    "first_order": first_day,
    "last_order": last_day,
    "days_since_first": lambda book: days_since(book, first_day(book)),
    "days_since_order": lambda book: days_since(book, last_day(book)),
    "gap_days": gap_days,
    "gaps_silent": lambda book: days_since(book, last_day(book)) / gap_days(book),
}
