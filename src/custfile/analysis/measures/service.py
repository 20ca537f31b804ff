"""Measures of how customers are looked after: visits, complaints, days on file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.analysis.book import Book, Mask, Real, Whole, number, window
from custfile.analysis.figures import Figures
from custfile.analysis.measures import measure


def measures(figures: Figures, names: Collection[str]) -> Mapping[str, NDArray[Any]]:
    """Return the measures ``names`` of this group, one value for each customer.

    ``visits`` and ``complaints`` of the last months, ``complaints_open`` (not settled by the as-of date), all 0 without any;
    ``days_since_visit`` (NaN when never visited), ``days_on_file`` (NaN when the file does not say when it was made).
    """
    return {name: _value(figures.book, name) for name in names}


def _value(book: Book, name: str) -> NDArray[Any]:
    if name == "days_on_file":
        return number(book.as_of) - book.customers["made"].to_numpy()
    if name == "days_since_visit":
        return number(book.as_of) - _latest(book)
    complaint = (book.tickets["type"] == "complaint").to_numpy()
    if name == "complaints_open":
        return _number(book, book.tickets, complaint & book.tickets["closed"].isna().to_numpy())
    found = measure(name)
    months = found.months if found else None
    if name.startswith("complaints"):
        return _number(book, book.tickets, complaint & window(book, book.tickets["day"].to_numpy(), months))
    return _number(book, book.visits, window(book, book.visits["day"].to_numpy(), months))


def _number(book: Book, events: pd.DataFrame, rows: Mask) -> Whole:
    return np.bincount(events["who"].to_numpy()[rows], minlength=len(book.customers)).astype(np.int64)


def _latest(book: Book) -> Real:
    days = np.full(len(book.customers), -np.inf)
    np.maximum.at(days, book.visits["who"].to_numpy(), book.visits["day"].to_numpy())
    return np.where(np.isfinite(days), days, np.nan)
