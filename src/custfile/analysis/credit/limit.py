"""Credit limits: the one on file, the one to suggest, and how much of it is used.

Suggested = average monthly purchases of 12 months x (terms / 30 + 1) x the factor of the grade. Terms are the customer's
payment days, else the mean of its own orders in that year, by amount. A customer who is not rated is suggested none. What is
open counts from the day of the order, whether or not it was delivered; so open orders are in it already.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.analysis.book import Book, Real, Whole, total, window
from custfile.analysis.credit.matching import Matched
from custfile.analysis.sales import amount
from custfile.language import Label

FACTORS: Final = {"A": 1.5, "B": 1.25, "C": 1.0, "D": 0.5, "E": 0.0}
HIGH: Final = 0.8
_MONTHS: Final = 12

FLAGS: Final = (
    None,
    Label("over 80 % of the limit", "超过额度80%", "超過額度80%"),
    Label("over the limit", "超过额度", "超過額度"),
)


def limits(book: Book, matched: Matched, grade: NDArray[Any], owed: Whole) -> pd.DataFrame:
    """Return the limit of each customer: ``grade`` is its letter, ``owed`` what is open in cents.

    Columns, NaN where there is none: ``monthly`` (cents), ``terms`` (days), ``factor``, ``suggested`` (cents), ``limit`` (the
    one on file, else the suggested one), ``utilisation`` (``owed`` / ``limit``; infinite when nothing may be owed and
    something is), ``flag`` (place in ``FLAGS``).
    """
    monthly = np.maximum(amount(book, _MONTHS), 0) / _MONTHS
    told = book.customers["payment_days"].to_numpy()
    terms = np.where(np.isnan(told), _own_terms(book, matched), told)
    factor = np.array([FACTORS.get(letter, np.nan) for letter in grade.tolist()], dtype=np.float64)
    suggested = np.round(monthly * (terms / 30 + 1) * factor)
    on_file = book.customers["limit"].to_numpy()
    limit = np.where(np.isnan(on_file), suggested, on_file)
    use = utilisation(owed, limit)
    flag = np.select([use > 1, use > HIGH], [2, 1], 0)
    columns = {"monthly": np.round(monthly), "terms": terms, "factor": factor, "suggested": suggested}
    return pd.DataFrame(columns | {"limit": limit, "utilisation": use, "flag": flag})


def utilisation(owed: Whole, limit: Real) -> Real:
    """Return ``owed`` / ``limit``; NaN without a limit, 0 where nothing is owed."""
    use = np.where(np.isnan(limit), np.nan, np.where(owed > 0, np.inf, 0.0))
    np.divide(owed, limit, out=use, where=limit > 0)
    return use


def _own_terms(book: Book, matched: Matched) -> Real:
    """Return the mean days from order to due date of each customer's claims in the year, by amount; NaN without any."""
    claims = matched.claims
    day = book.orders["day"].to_numpy()[claims]
    rows = window(book, day, _MONTHS)
    claims, day = claims[rows], day[rows]
    who, cents = book.orders["who"].to_numpy()[claims], book.orders["cents"].to_numpy()[claims]
    days = (book.details["due"].to_numpy()[claims] - day).astype(np.int64)
    size = len(book.customers)
    terms = np.full(size, np.nan)
    weight = total(who, cents, size)
    np.divide(total(who, cents * days, size), weight, out=terms, where=weight > 0)
    return terms
