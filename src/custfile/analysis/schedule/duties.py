"""What a customer's file asks of us next: revisits by rule, next dates set on visits, open promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from custfile.model.customer import Customer
from custfile.model.events import Order, Visit
from custfile.model.schedule import RevisitRule
from custfile.model.settings import Settings

REVISIT: Final = "revisit"
NEXT: Final = "next"
PROMISE: Final = "promise"


@dataclass(frozen=True)
class Duty:
    """Something to do: on which day, of what kind, by whom (an id of the team or ``None``).

    ``rule`` and ``step`` name the revisit rule and which of its steps (from 1; beyond its days: the cadence);
    ``since`` is the day it counts from; ``about`` is what was promised or noted.
    """

    day: date
    kind: str
    person: str | None
    rule: str = ""
    step: int = 0
    since: date | None = None
    about: str = ""


def known_on(record: Customer, as_of: date) -> Customer:
    """Return ``record`` as it stood at the end of ``as_of``: later events have not happened yet."""
    return replace(
        record,
        orders=[order for order in record.orders if order.date <= as_of],
        visits=[visit for visit in record.visits if visit.date <= as_of],
        promises=[
            replace(promise, done=None) if promise.done and promise.done > as_of else promise
            for promise in record.promises
            if promise.date <= as_of
        ],
        ended=record.ended if record.ended and record.ended.date <= as_of else None,
    )


def settled(record: Customer) -> date:
    """Return the last day on which something happened that duties depend on; from then on they stay the same."""
    days = [*(order.date for order in record.orders), *(visit.date for visit in record.visits)]
    days += [day for promise in record.promises for day in (promise.date, promise.done) if day]
    days += [record.ended.date] if record.ended else []
    return max(days, default=date.min)


def duties(record: Customer, settings: Settings) -> list[Duty]:
    """Return what ``record`` asks for next, whatever the day: one duty a rule, a next date, a promise.

    A customer with whom trade has ended is not revisited; what was promised still holds.
    """
    if record.ended is not None:
        return list(_promises(record))
    return [*_revisits(record, settings), *_next(record), *_promises(record)]


def bought(orders: Sequence[Order]) -> list[date]:
    """Return the days of the orders that count as purchases, in order of time."""
    return sorted(order.date for order in orders if order.status not in ("cancelled", "returned") and order.amount > 0)


def _revisits(record: Customer, settings: Settings) -> Iterator[Duty]:
    purchases = bought(record.orders)
    for rule in settings.revisits:
        start = _start(rule, record, purchases)
        fits = (rule.bought is None or rule.bought == bool(purchases)) and (not rule.kinds or record.kind in rule.kinds)
        if start is not None and fits:
            yield from _steps(rule, start, record, settings)


def _start(rule: RevisitRule, record: Customer, purchases: Sequence[date]) -> date | None:
    if rule.counted_from == "first_order":
        return purchases[0] if purchases else None
    if rule.counted_from == "last_order":
        return purchases[-1] if purchases else None
    return record.collected.date if record.collected else None


def _steps(rule: RevisitRule, start: date, record: Customer, settings: Settings) -> Iterator[Duty]:
    """Yield the rule's next step: each visit fulfils one, and the gap to the next counts from the real day.

    A visit on the day that the rule counts from is how it began, not a revisit.
    """
    days = sorted(
        {visit.date for visit in record.visits if visit.date > start and _does(visit, rule, record, settings)}
    )
    done = len(days)
    last = days[-1] if days else start
    if done < len(rule.days):
        due = last + timedelta(rule.days[done] - (rule.days[done - 1] if done else 0))
    elif rule.every is not None:
        due = rule.every.after(last)
    else:
        return
    yield Duty(due, REVISIT, responsible(rule, record, settings), rule.id, done + 1, last)


def _does(visit: Visit, rule: RevisitRule, record: Customer, settings: Settings) -> bool:
    """A visit fulfils a rule when who went has the rule's role; one by nobody in particular was the owner's."""
    if rule.role is None:
        return True
    person = settings.person(visit.by or record.owner)
    return person is None or person.role == rule.role


def responsible(rule: RevisitRule, record: Customer, settings: Settings) -> str | None:
    """Return who has to fulfil ``rule``: the owner or an advisor of its role, else the only one who has it."""
    if rule.role is None:
        return record.owner
    having = [person.id for person in settings.team if person.role == rule.role and person.left is None]
    own = [person for person in (record.owner, *record.advisors) if person in having]
    return own[0] if own else having[0] if len(having) == 1 else record.owner


def _next(record: Customer) -> Iterator[Duty]:
    """The next date that a person set stands until that person has been in touch again."""
    latest = {visit.by or record.owner: visit for visit in sorted(record.visits, key=lambda visit: visit.date)}
    for person, visit in latest.items():
        if visit.next is not None:
            yield Duty(visit.next, NEXT, person, since=visit.date, about=visit.outcome or visit.note or "")


def _promises(record: Customer) -> Iterator[Duty]:
    for promise in record.promises:
        if promise.done is None:
            day = promise.due or promise.date
            yield Duty(day, PROMISE, promise.by or record.owner, since=promise.date, about=promise.what)
