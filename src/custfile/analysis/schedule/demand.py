"""What visits a month needs, before anybody's time is asked for: by duty, and by the contact-frequency table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from custfile.analysis.schedule.board import Apart, Window, Worker
from custfile.analysis.schedule.frequency import due_in, interval, least_gap
from custfile.analysis.schedule.fulfilment import Made
from custfile.analysis.schedule.stretches import free, not_before, stretches
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

    @property
    def first(self) -> date:
        """The first day of the month that can be planned."""
        return max(self.month.start, self.as_of)


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
    apart: Apart

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
    groups = _unserved(pair, gap, now.first, now.month)
    dated = [_dated(group, now.first, account, person or "", gap) for group in groups]
    if contact is None or not contact.visits:
        return dated, ""
    due = due_in(contact.visits, _last(pair, now.month.start), now.month)
    served = sum(map(now.month.holds, pair.coming.union(pair.made))) + len(dated)
    windows = _windows(max(0, due - served), account, pair, dated, now)
    more = [_by_table(window, account, person or "", gap) for window in windows]
    return [*dated, *more], "" if dated or more else "visited" if due else "later"


def _grouped(duties: Iterable[Duty], gap: int, first: date = date.min) -> Iterator[list[Duty]]:
    """Yield what falls due within ``gap`` days: one visit serves it. What is due before ``first`` can be served then."""
    group: list[Duty] = []
    for duty in sorted(duties, key=lambda duty: (duty.day, duty.kind, duty.why)):
        if group and (duty.day - max(group[0].day, first)).days >= gap:
            yield group
            group = []
        group.append(duty)
    if group:
        yield group


def _unserved(pair: Pair, gap: int, first: date, month: Month) -> list[list[Duty]]:
    """Return what is due, in groups, without those that visits to come serve, each of the month the nearest one."""
    days, duties = sorted(pair.coming), pair.duties
    if any(day < month.start for day in days):
        # by their own days: what falls due soon after what is served is served with it
        duties = [duty for group in _grouped(duties, gap) if group[0].day >= month.start for duty in group]
    groups = list(_grouped(duties, gap, first))
    for day in filter(month.holds, days):
        nearest = min(groups, key=lambda group: abs((group[0].day - day).days), default=None)
        groups = [group for group in groups if group is not nearest]
    return groups


def _dated(group: Sequence[Duty], first: date, account: Account, person: str, gap: int) -> Want:
    ranked = sorted(group, key=lambda duty: _RANKS.index(duty.kind))
    lead, purpose = ranked[0], next((duty.purpose for duty in ranked if duty.purpose), None)
    day = group[0].day
    window = Window(day, day) if day >= first else Window(first, first + timedelta(_OVERDUE_DAYS))
    whys = say(SEMICOLON).join(dict.fromkeys(duty.why for duty in group))
    return Want(_RANKS.index(lead.kind), window, account, person, whys, purpose, lead.channel, Apart(gap))


def _by_table(window: Window, account: Account, person: str, gap: int) -> Want:
    contact = account.contact
    assert contact is not None
    why = _("{id}: {visits} a month").format(id=contact.id, visits=f"{contact.visits.normalize():f}")
    apart = Apart(gap, interval(contact.visits))
    return Want(len(_RANKS) + account.line, window, account, person, why, contact.purpose, contact.channel, apart)


def _windows(visits: int, account: Account, pair: Pair, dated: Sequence[Want], now: Situation) -> list[Window]:
    """Return the stretches of the owner's days that no visit to come is in, when the interval since the last is over."""
    assert account.contact is not None
    worker = now.workers.get(account.owner or "")
    known = [*filter(now.month.holds, pair.coming), *(want.window.first for want in dated)]
    parts = stretches(visits + len(known), worker.days if worker and worker.days else [now.first])
    last = _last(pair, now.first)
    ready = now.first if last is None else last + timedelta(interval(account.contact.visits))
    return not_before(min(ready, now.month.end), free(parts, known))


def _last(pair: Pair, before: date) -> date | None:
    return max((day for day in (*pair.made, *pair.coming) if day < before), default=None)
