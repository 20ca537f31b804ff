"""What customers bought: net amounts, quantities and the rhythm of their orders, one figure each for all customers.

An order that counts and has an amount above zero is a purchase. A credit note, which is a line with a negative amount,
lowers amount and quantity and is no purchase, whether or not it says ``returned``. A returned order's own amount counts
nowhere, nor does anything cancelled or later than the as-of date. An order of amount 0, a sample or a gift, adds no quantity.
"""

from __future__ import annotations

import numpy as np

from custfile.analysis.book import COUNTS, RETURNED, Book, Mask, Real, Whole, number, total, window

_MILLIONTHS = 10**6


def counting(book: Book) -> Mask:
    """Return which orders count in sums: purchases and credit notes."""
    state, cents = book.orders["state"].to_numpy(), book.orders["cents"].to_numpy()
    rows: Mask = (state == COUNTS) | ((state == RETURNED) & (cents < 0))
    return rows


def buying(book: Book) -> Mask:
    """Return which orders are purchases."""
    rows: Mask = (book.orders["state"].to_numpy() == COUNTS) & (book.orders["cents"].to_numpy() > 0)
    return rows


def dealt(book: Book) -> Mask:
    """Return which customers ever had an order that was not cancelled, kept or given back, up to the as-of date."""
    orders = book.orders
    had = np.zeros(len(book.customers), dtype=np.bool_)
    had[orders["who"].to_numpy()[orders["state"].isin([COUNTS, RETURNED]).to_numpy()]] = True
    return had


def amount(book: Book, months: int | None, ending: int = 0) -> Whole:
    """Return the net amount of each customer in cents: 0 when there is no order."""
    return _sum(book, book.orders["cents"].to_numpy(), counting(book) & _inside(book, months, ending))


def orders(book: Book, months: int | None, ending: int = 0) -> Whole:
    """Return the number of purchases of each customer."""
    return _sum(book, np.ones(len(book.orders), dtype=np.int64), buying(book) & _inside(book, months, ending))


def quantity(book: Book, months: int | None, ending: int = 0) -> Real:
    """Return the quantity of each customer: 0 when there is no order, NaN when orders are and none tells a quantity.

    A credit note's quantity is taken off, however it is signed. Sums are made in whole millionths, which is as fine as files
    can say, so that the order of the rows cannot matter.
    """
    told = quantities(book)
    rows = counting(book) & _inside(book, months, ending) & (book.orders["cents"].to_numpy() != 0)
    known = rows & ~np.isnan(told)
    sums = _sum(book, np.rint(np.nan_to_num(told) * _MILLIONTHS).astype(np.int64), known) / _MILLIONTHS
    ones = np.ones(len(told), dtype=np.int64)
    return np.where((_sum(book, ones, rows) > 0) & (_sum(book, ones, known) == 0), np.nan, sums)


def quantities(book: Book) -> Real:
    """Return the quantity that each order adds: NaN where none is told, not above zero for a credit note."""
    told = book.quantities
    return np.where(book.orders["cents"].to_numpy() < 0, -np.abs(told), told)


def growth(now: Whole | Real, before: Whole | Real) -> Real:
    """Return now / before - 1: NaN where there was nothing before, or less."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(before > 0, now / before - 1, np.nan)


def first_day(book: Book) -> Real:
    """Return the day of each customer's first purchase, NaN when there is none."""
    days = np.full(len(book.customers), np.inf)
    rows = buying(book)
    np.minimum.at(days, book.orders["who"].to_numpy()[rows], book.orders["day"].to_numpy()[rows])
    return np.where(np.isfinite(days), days, np.nan)


def last_day(book: Book) -> Real:
    """Return the day of each customer's last purchase, NaN when there is none."""
    days = np.full(len(book.customers), -np.inf)
    rows = buying(book)
    np.maximum.at(days, book.orders["who"].to_numpy()[rows], book.orders["day"].to_numpy()[rows])
    return np.where(np.isfinite(days), days, np.nan)


def gap_days(book: Book) -> Real:
    """Return the median of the days between one purchase and the next, same-day ones as one; NaN with fewer than two days."""
    rows = buying(book)
    who, day = book.orders["who"].to_numpy()[rows], book.orders["day"].to_numpy()[rows]
    if not len(who):
        return np.full(len(book.customers), np.nan)
    span = int(day.max() - day.min()) + 1
    dates = np.sort(who * span + day - day.min())
    owner, ahead = dates // span, np.diff(dates)
    later = (owner[1:] == owner[:-1]) & (ahead > 0)
    gaps = np.sort(owner[1:][later] * span + ahead[later]) % span
    return _medians(gaps, np.bincount(owner[1:][later], minlength=len(book.customers)))


def _medians(ascending: Whole, sizes: Whole) -> Real:
    """Return the median of each group; the groups stand one behind the other, each ascending. NaN for an empty one."""
    medians = np.full(len(sizes), np.nan)
    some = sizes > 0
    starts = (np.cumsum(sizes) - sizes)[some]
    low, high = starts + (sizes[some] - 1) // 2, starts + sizes[some] // 2
    medians[some] = (ascending[low] + ascending[high]) / 2
    return medians


def days_since(book: Book, days: Real) -> Real:
    """Return how many days before the as-of date each of ``days`` is."""
    return number(book.as_of) - days


def _inside(book: Book, months: int | None, ending: int) -> Mask:
    return window(book, book.orders["day"].to_numpy(), months, ending=ending)


def _sum(book: Book, values: Whole, rows: Mask) -> Whole:
    return total(book.orders["who"].to_numpy()[rows], values[rows], len(book.customers))
