"""The day a revisit rule counts from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from custfile.model.customer import Customer
from custfile.model.events import Order, Visit
from custfile.model.schedule import RevisitRule
from custfile.model.settings import Settings

MADE: Final = "made"
LAST_VISIT: Final = "last_visit"
CONTRACTS: Final = ("contract", "agreement")


def bought(orders: Sequence[Order]) -> list[date]:
    """Return the days of the orders that count as purchases, in order of time."""
    return sorted(order.date for order in orders if order.status not in ("cancelled", "returned") and order.amount > 0)


def anchor(rule: RevisitRule, record: Customer, purchases: Sequence[date], settings: Settings) -> date | None:
    """Return the day that ``rule`` counts from in ``record``; ``None`` when there is no such day (yet).

    ``purchases`` are the days of ``bought``. A visit by the rule's role begins ``last_visit``; each one after it is a
    step that begins anew. Of several days under a field's path the last one counts.
    """
    name = rule.counted_from or MADE
    if name == MADE:
        return record.collected.date if record.collected else None
    if name in ("first_order", "last_order"):
        return purchases[0 if name == "first_order" else -1] if purchases else None
    if name == LAST_VISIT:
        return min((visit.date for visit in record.visits if fulfils(visit, rule, record, settings)), default=None)
    return max(_days(name, record), default=None)


def _days(name: str, record: Customer) -> Iterable[date]:
    if name == "contract_end":
        return (paper.until for paper in record.documents if paper.type in CONTRACTS and paper.until)
    if name == "ticket_closed":
        return (ticket.closed for ticket in record.tickets if ticket.closed)
    return _told(record, _keys(name))


@cache
def _keys(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def _told(part: Any, keys: tuple[str, ...]) -> Iterator[date]:
    if part is None:
        return
    if isinstance(part, list):
        for item in part:
            yield from _told(item, keys)
    elif keys:
        yield from _told(getattr(part, keys[0], None), keys[1:])
    else:
        yield part


def fulfils(visit: Visit, rule: RevisitRule, record: Customer, settings: Settings) -> bool:
    """Say whether ``visit`` was for ``rule``: it names it, or names none and who went has the rule's role.

    A visit by nobody in particular was the owner's; one by somebody whose role is not known counts. What is counted from the
    last visit is begun anew by any visit of the role, whatever rule that was for.
    """
    if visit.rule is not None and rule.counted_from != LAST_VISIT:
        return visit.rule == rule.id
    if rule.role is None or visit.rule == rule.id:
        return True
    person = settings.person(visit.by or record.owner)
    return person is None or person.role == rule.role
