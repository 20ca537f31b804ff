"""What to do first: how urgent a thing due is, and the arithmetic of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import prod
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


def weighed(items: Iterable[Item], as_of: date, factors: Sequence[Factor] = ()) -> list[Weighed]:
    """Return ``items`` with the most urgent first.

    Urgency is (1 + days late) × the product of the factors that hold. What is not due yet has none, and comes last, by its
    day. Equals stand by day, customer, kind and rule, so that the order of files decides nothing.
    """
    found = [_weighed(item, as_of, factors) for item in items]
    return sorted(found, key=lambda each: (-each.urgency, each.item.day, *_place(each.item)))


def _weighed(item: Item, as_of: date, factors: Sequence[Factor]) -> Weighed:
    late = days_late(item, as_of)
    holding = [factor for factor in factors if item.id in factor.ids]
    urgency = (1 + late) * prod((factor.times for factor in holding), start=Decimal(1)) if late >= 0 else Decimal(0)
    return Weighed(item, late, holding, urgency)


def _place(item: Item) -> tuple[str, str, str, str]:
    return item.id, item.kind, item.rule, item.about


def arithmetic(told: Weighed) -> str:
    """Return how the urgency of a thing came about, such as ``(1 + 16) × 2 (open complaint) = 34``."""
    if told.late < 0:
        return _("not due yet")
    factors = "".join(f" × {written(factor.times, 'quantity')} ({factor.why})" for factor in told.factors)
    return f"(1 + {told.late}){factors} = {written(told.urgency, 'quantity')}"
