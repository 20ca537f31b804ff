"""What a person expects of customers, and for how long that holds."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from custfile.analysis.book import Book, Mask, Real, number, window
from custfile.model.settings import Settings

MONTHS: Final = 12
"""How long a judgement holds when the settings do not say."""


class Outlook(NamedTuple):
    """The judgement of each customer: ``grade`` 1–5 and ``age`` in days, NaN when not judged, and whether it is ``stale``."""

    grade: Real
    age: Real
    stale: Mask


def months(settings: Settings) -> int | None:
    """Return for how many months a judgement holds; ``None`` (0 in the settings) for ever."""
    told = settings.ranking.prospects.months if settings.ranking and settings.ranking.prospects else None
    return (MONTHS if told is None else told) or None


def outlook(book: Book, settings: Settings) -> Outlook:
    """Return what is expected of each customer; one judged on the as-of date or in the months before it is not stale."""
    day, grade = book.customers["prospect_day"].to_numpy(), book.customers["prospect"].to_numpy()
    judged = ~np.isnan(grade) & (day <= number(book.as_of))
    return Outlook(
        np.where(judged, grade, np.nan),
        np.where(judged, number(book.as_of) - day, np.nan),
        judged & ~window(book, day, months(settings)),
    )
