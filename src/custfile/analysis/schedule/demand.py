"""What visits a month needs, before anybody's time is asked for: by duty, and by the contact-frequency table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from custfile.analysis.schedule.board import Window, Worker
from custfile.analysis.schedule.frequency import due_in, interval, least_gap
from custfile.analysis.schedule.fulfilment import Made
from custfile.language import SEMICOLON, _, say
from custfile.model.month import Month
from custfile.model.plan import PlannedVisit
from custfile.model.schedule import Contact

_RANKS: Final = ("promise", "next", "revisit")
"""What is placed first; the lines of the table come after."""

_OVERDUE_DAYS: Final = 6
"""How far what is overdue may be spread from the first day on."""


class Account(NamedTuple):
    """A customer: who looks after it, and its line of the contact-frequency table, if any, with the line's place in it."""

    id: str
    name: str
    owner: str | None
    contact: Contact | None = None
    line: int = 0


class Duty(NamedTuple):
    """Something due on a day: of which customer, whose, of what kind (``revisit``, ``next``, ``promise``), and why."""

    customer: str
    person: str | None
    day: date
    kind: str
    why: str
    purpose: str | None = None
    channel: str | None = None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What a proposal is made from, as of ``as_of``.

    ``made`` are visits that took place, of this month and the last one before it of each customer and person; ``fixed``
    appointments from ``as_of`` on; ``planned`` the visits of all plans that are still to be made. ``gone`` are people who
    have left; ``closed`` those whose plan of the month is submitted or approved: nothing is added to it. ``only`` is whose
    visits are wanted, everybody's when absent. ``workers`` have their working days of the month from ``as_of`` on.
    """

    month: Month
    as_of: date
    workers: Mapping[str, Worker]
    gone: Collection[str]
    accounts: Mapping[str, Account]
    duties: Sequence[Duty] = ()
    made: Sequence[Made] = ()
    fixed: Sequence[Made] = ()
    planned: Sequence[PlannedVisit] = ()
    closed: Collection[str] = ()
    only: str | None = None


@dataclass(frozen=True)
class Want:
    """One visit that is wanted; what comes first by ``rank`` and ``window`` is placed first."""

    rank: int
    window: Window
    account: Account
    person: str
    why: str
    purpose: str | None
    channel: str | None
    gap: int

    @property
    def order(self) -> tuple[int, date, str, str]:
        return self.rank, self.window.first, self.account.id, self.person


@dataclass
class Pair:
    """One person and one customer: what is due, and what has been and will be done about it."""

    duties: list[Duty] = field(default_factory=list)
    made: list[date] = field(default_factory=list)
    coming: set[date] = field(default_factory=set)


def pairs(now: Situation) -> dict[tuple[str, str | None], Pair]:
    """Return whom the month may concern: each customer with something due or in the table, with who has to go there."""
    found: dict[tuple[str, str | None], Pair] = defaultdict(Pair)
    for duty in now.duties:
        found[duty.customer, duty.person].duties.append(duty)
    for account in now.accounts.values():
        if account.contact is not None:
            found[account.id, account.owner]  # with nothing due, it begins empty
    for made in now.made:
        if (made.customer, made.person) in found:
            found[made.customer, made.person].made.append(made.day)
    known = [*(Made(each.customer, each.by, each.date) for each in now.planned), *now.fixed]
    for customer, person, day in known:
        if day >= now.as_of and (customer, person) in found:
            found[customer, person].coming.add(day)
    return {pair: each for pair, each in found.items() if now.only in (None, pair[1])}


def wants(account: Account, person: str | None, pair: Pair, now: Situation) -> tuple[list[Want], str]:
    """Return the visits that the pair still needs, or none and why (of ``SATISFIED``, or nothing to tell)."""
    contact = account.contact if person == account.owner else None
    gap = least_gap(contact)
    groups = _unserved(list(_grouped(pair.duties, gap)), pair.coming, now.month)
    first = max(now.month.start, now.as_of)
    dated = [_dated(group, first, account, person or "", gap) for group in groups]
    if contact is None or not contact.visits:
        return dated, ""
    last = max((day for day in (*pair.made, *pair.coming) if day < now.month.start), default=None)
    due = due_in(contact.visits, last, now.month)
    served = sum(map(now.month.holds, pair.coming.union(pair.made))) + len(dated)
    missing = max(0, due - served)
    more = [
        _by_table(window, account, person or "", gap) for window in _windows(missing, contact, last, first, now.month)
    ]
    return [*dated, *more], "" if dated or more else "visited" if due else "later"


def _grouped(duties: Iterable[Duty], gap: int) -> Iterator[list[Duty]]:
    """Yield what falls due within ``gap`` days: one visit serves it."""
    group: list[Duty] = []
    for duty in sorted(duties, key=lambda duty: (duty.day, duty.kind, duty.why)):
        if group and (duty.day - group[0].day).days >= gap:
            yield group
            group = []
        group.append(duty)
    if group:
        yield group


def _unserved(groups: list[list[Duty]], coming: set[date], month: Month) -> list[list[Duty]]:
    """Return ``groups`` without those that visits to come serve, each of the month the nearest one."""
    days = sorted(coming)
    if any(day < month.start for day in days):
        groups = [group for group in groups if group[0].day >= month.start]
    for day in filter(month.holds, days):
        nearest = min(groups, key=lambda group: abs((group[0].day - day).days), default=None)
        groups = [group for group in groups if group is not nearest]
    return groups


def _dated(group: Sequence[Duty], first: date, account: Account, person: str, gap: int) -> Want:
    lead = min(group, key=lambda duty: _RANKS.index(duty.kind))
    day = group[0].day
    window = Window(day, day) if day >= first else Window(first, first + timedelta(_OVERDUE_DAYS))
    whys = say(SEMICOLON).join(dict.fromkeys(duty.why for duty in group))
    return Want(_RANKS.index(lead.kind), window, account, person, whys, lead.purpose, lead.channel, gap)


def _by_table(window: Window, account: Account, person: str, gap: int) -> Want:
    contact = account.contact
    assert contact is not None
    why = _("{id}: {visits} a month").format(id=contact.id, visits=f"{contact.visits.normalize():f}")
    return Want(len(_RANKS) + account.line, window, account, person, why, contact.purpose, contact.channel, gap)


def _windows(visits: int, contact: Contact, last: date | None, first: date, month: Month) -> list[Window]:
    """Return the stretches in which ``visits`` go, one after the other, when the interval since the ``last`` is over."""
    if not visits:
        return []
    ready = first if last is None else last + timedelta(interval(contact.visits))
    start = max(first, min(ready, month.end))
    days = (month.end - start).days + 1
    edges = [start + timedelta(days * each // visits) for each in range(visits + 1)]
    return [Window(begin, max(begin, end - timedelta(1))) for begin, end in pairwise(edges)]
