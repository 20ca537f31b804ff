"""Contact frequency: how many visits a month a class of customers is due, and how far apart."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from custfile.model.month import Month
from custfile.model.schedule import Contact

_MONTH: Final = 30
_WEEK: Final = 7


def interval(visits: Decimal) -> int:
    """Return the days from one visit to the next at so many ``visits`` a month: 2 is 15, 0.5 is 60; at least 1."""
    return max(1, int(_MONTH / visits))


def least_gap(contact: Contact | None) -> int:
    """Return how many days apart one person's visits to a customer must be: a week, less where the table asks for more.

    Half the interval of the customer's line, such as 3 days at 4 visits a month.
    """
    if contact is None or not contact.visits:
        return _WEEK
    return min(_WEEK, max(1, interval(contact.visits) // 2))


def due_in(visits: Decimal, last: date | None, month: Month) -> int:
    """Return how many visits are due in ``month`` at so many ``visits`` a month, the ``last`` before it being known.

    A whole number is due each month. Of a fraction the interval since the last visit decides: at 0.5 a month a customer
    who was visited on 2026-11-20 is due again from 2027-01-19 on, so none in December.
    """
    whole = int(visits.to_integral_value(ROUND_FLOOR)), int(visits.to_integral_value(ROUND_CEILING))
    gap = interval(visits)
    first = month.start if last is None else max(month.start, last + timedelta(gap))
    falling = max(0, (month.end - first).days // gap + 1)
    return min(max(falling, whole[0]), whole[1])
