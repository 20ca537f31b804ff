"""What to do first: how urgent a thing due is, and the arithmetic of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Final, NamedTuple

from custfile.analysis.schedule.due import Item, days_late
from custfile.language import _
from custfile.model.table import written

COMPLAINT: Final = Decimal(2)
"""Times as urgent at a customer with an open complaint, unless the settings say more."""


class Factor(NamedTuple):
    """What makes things more urgent: why, how many times, and at which customers (ids)."""

    why: str
    times: Decimal
    ids: Collection[str]


class Weighed(NamedTuple):
    """A thing due, the days it is late (below 0: still to come), the factors that hold, and what they come to."""

    item: Item
    late: int
    factors: Sequence[Factor]
    urgency: Decimal


_NONE: Final = Decimal(0)
_PLACE: Final = attrgetter("day", "id", "kind", "rule", "about")
_URGENCY: Final = attrgetter("urgency")


def weighed(items: Iterable[Item], as_of: date, factors: Sequence[Factor] = ()) -> list[Weighed]:
    """Return ``items`` with the most urgent first.

    Urgency is (1 + days late) × the product of the factors that hold. What is not due yet has none, and comes last, by its
    day. Equals stand by day, customer, kind and rule, so that the order of files decides nothing.
    """
    holding = cache(lambda identity: [factor for factor in factors if identity in factor.ids])
    found = [_weighed(item, as_of, holding(item.id)) for item in sorted(items, key=_PLACE)]
    return sorted(found, key=_URGENCY, reverse=True)  # what is equally urgent stays in its order


def _weighed(item: Item, as_of: date, holding: Sequence[Factor]) -> Weighed:
    late = days_late(item, as_of)
    if late < 0:
        return Weighed(item, late, holding, _NONE)
    urgency = Decimal(1 + late)
    for factor in holding:
        urgency *= factor.times
    return Weighed(item, late, holding, urgency)


def arithmetic(told: Weighed) -> str:
    """Return how the urgency of a thing came about, such as ``(1 + 16) × 2 (open complaint) = 34``."""
    if told.late < 0:
        return _("not due yet")
    factors = "".join(f" × {written(factor.times, 'quantity')} ({factor.why})" for factor in told.factors)
    return f"(1 + {told.late}){factors} = {written(told.urgency, 'quantity')}"
