"""The book: what every figure of a day is computed from, as frames whose rows are counted, not named.

Days are whole numbers, counted from 1970-01-01; a day that may be absent is a float, NaN when it is. Money is in cents
of the archive's currency unless it says otherwise. Only what is known on the as-of date is in the book, but for orders
and payments, which are all there and have a ``state``: an explanation has to name those that do not count, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.language import Label

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Mask = NDArray[np.bool_]

COUNTS: Final = 0
RETURNED: Final = 1
CANCELLED: Final = 2
FUTURE: Final = 3
STATES: Final = {
    COUNTS: Label("counts", "计入", "計入"),
    RETURNED: Label("returned", "退货", "退貨"),
    CANCELLED: Label("cancelled", "已取消", "已取消"),
    FUTURE: Label("later than the as-of date", "晚于统计日", "晚於統計日"),
}
"""What becomes of an order or payment: a returned order's own amount counts nowhere; cancelled and future ones never."""

_EPOCH: Final = date(1970, 1, 1).toordinal()
_EVER: Final = 12 * date.max.year
"""Months of the whole calendar."""


class Book(Protocol):
    """The firm's dealings as known on a day."""

    @property
    def as_of(self) -> date:
        """The day."""

    @property
    def currency(self) -> str | None:
        """The archive's currency, which ``cents`` are in."""

    @property
    def customers(self) -> pd.DataFrame:
        """The customers known on the day, by id; a row's position is what ``who`` names elsewhere.

        Columns: ``id``, ``name``, ``kind``, ``owner``, ``region`` (text or ``None``); ``made``, ``ended``, ``insolvent``
        (days, float); ``limit`` (cents, float), ``payment_days`` (float); ``prospect`` (1-5, float), ``prospect_day``
        (day, float), ``prospect_by``.
        """

    @property
    def orders(self) -> pd.DataFrame:
        """Every order: ``who``, ``day``, ``cents`` (negative: credit note), ``state``; all whole numbers.

        The rows of a customer stand together, in the order of its file.
        """

    @property
    def details(self) -> pd.DataFrame:
        """More of each order, row by row as ``orders`` has them.

        Columns: ``own_cents`` (cents in the order's own currency, int), ``currency`` (code, int; equal codes, equal
        currencies), ``due`` (day, float: as told, else by the customer's payment days, NaN when paid at once),
        ``written_off`` (day, float; NaN when later than the as-of date), ``cost`` (cents, float), ``reason`` (why it is
        late: text or ``None``, categorical).
        """

    @property
    def quantities(self) -> Real:
        """The quantity that each order tells, row by row as ``orders`` has them; NaN when it tells none."""

    @property
    def payments(self) -> pd.DataFrame:
        """Every payment: ``who``, ``day``, ``cents`` (negative: refund), ``state`` (int), ``own_cents``, ``currency`` as
        ``details`` has them, ``order`` (row of the order it names, -1 when none or unknown), ``reason`` (categorical).
        """

    @property
    def visits(self) -> pd.DataFrame:
        """Visits and other contacts up to the day.

        Columns: ``who``, ``day`` (int), ``cost`` (cents, float), ``minutes`` (float), ``channel`` (categorical; NaN: not told).
        """

    @property
    def tickets(self) -> pd.DataFrame:
        """Tickets up to the day: ``who``, ``day`` (int), ``type`` (categorical), ``answered``, ``closed`` (days, float)."""

    def fields(self, paths: Sequence[str]) -> list[Sequence[Any]]:
        """Return, for each of ``paths``, what each customer's file says under it: a typed value, or ``None``.

        A dotted path that leads through a list (``contacts.phone``) gives the list of what is told. A list of texts is one, a
        part of the file a mapping, a list of records a list of them. Each file is read once for all paths. Raises
        ``KeyError`` with the path that no customer's file can have.
        """

    def named(self, rows: Sequence[int]) -> list[str]:
        """Return what the orders at ``rows`` are called: their numbers, else file and line."""


def number(day: date) -> int:
    """Return ``day`` as a whole number."""
    return day.toordinal() - _EPOCH


def day_of(number: float) -> date:
    """Return the day that ``number`` counts."""
    return date.fromordinal(int(number) + _EPOCH)


def months_before(day: date, months: int) -> int:
    """Return the number of the same day ``months`` earlier, or of the last day of that month when it is shorter.

    Nothing is earlier than the first day of the calendar.
    """
    month = np.datetime64(day, "M") - min(months, _EVER)
    last = int(((month + 1).astype("datetime64[D]") - 1).astype(np.int64))
    return max(min(int(month.astype("datetime64[D]").astype(np.int64)) + day.day - 1, last), number(date.min))


def window(book: Book, days: Whole | Real, months: int | None, *, ending: int = 0) -> Mask:
    """Return which ``days`` lie in ``(as-of - months, as-of]``; ``ending`` moves both ends that many months back.

    ``months`` ``None`` leaves the beginning open.
    """
    upto = days <= months_before(book.as_of, ending)
    return upto if months is None else upto & (days > months_before(book.as_of, ending + months))


def total(who: Whole, amounts: Whole, size: int) -> Whole:
    """Return the sum of ``amounts`` for each of ``size`` customers, in whole cents; floats take no part."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, who, amounts)
    return sums
