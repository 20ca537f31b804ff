"""A wall of late revisits, stretched over the coming working days by what each person can do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, groupby, islice, repeat
from typing import Any, Final, NamedTuple

from custfile.analysis.schedule.agenda import Entry
from custfile.analysis.schedule.due import AS_OF, Item
from custfile.analysis.schedule.duty import KINDS, NEVER, REVISIT
from custfile.analysis.schedule.urgency import Weighed
from custfile.language import Label, _, count
from custfile.model.table import Column, Table

SPREADABLE: Final = (REVISIT, NEVER)
"""What nobody has agreed a day for with the customer, so that we may choose one."""

_SOON: Final = timedelta(days=6)
"""How far off the first day a meeting may always be for a late revisit to wait for it: nobody goes twice in a week."""


class Shift(NamedTuple):
    """What one person can do: so many visits on each of the working ``days``, which rise."""

    capacity: int
    days: Sequence[date]


class Placed(NamedTuple):
    """A late revisit and the day that is proposed for it."""

    told: Weighed
    day: date


class Spread(NamedTuple):
    """The proposal, day by day, and what no day was found for: nobody's, or of who cannot do all within the days given."""

    placed: Sequence[Placed]
    left: Sequence[Weighed]


def spread(
    late: Iterable[Weighed], coming: Iterable[Item], shifts: Mapping[str, Shift], meetings: Sequence[Entry] = ()
) -> Spread:
    """Give each of the ``late`` revisits the first day on which its person has time, the most urgent first.

    What one person owes one customer takes one visit and gets one day. What falls due on the days anyway (``coming``), and
    the ``meetings`` with customers that take place on them, come before it; a customer whom the person meets anyway before
    the wall is done, or within a week, is seen on that day. ``shifts`` are by person.
    """
    visits, taken, met = _visits(late), _taken(coming, meetings), _first_meetings(meetings)
    wall = Counter(person for (_customer, person), _visit in visits)
    rooms = {person: _Room(shift, taken[person], wall[person]) for person, shift in shifts.items() if shift.days}
    placed: list[Placed] = []
    left: list[Weighed] = []
    for (customer, person), visit in visits:
        room = rooms.get(person or "")
        day = room.take(met.get((customer, person))) if room else None
        if day is None:
            left += visit
        else:
            placed += [Placed(told, day) for told in visit]
    return Spread(sorted(placed, key=lambda each: (each.day, each.told.item.person or "")), left)


class _Room:
    """Where one person has time for a ``wall`` of so many visits, beside what is ``taken``."""

    def __init__(self, shift: Shift, taken: Counter[date], wall: int) -> None:
        places = (repeat(day, shift.capacity - taken[day]) for day in shift.days)
        free = list(islice(chain.from_iterable(places), wall))
        self._free = iter(free)
        soon = min(shift.days[0] + _SOON, shift.days[-1])  # who leaves this week meets nobody after it
        self._last = max([soon, *free])

    def take(self, met: date | None) -> date | None:
        """Return the day on which the customer is ``met`` anyway, unless that is far off, else the next free place."""
        if met is not None and met <= self._last:
            return met  # the meeting has its place already
        return next(self._free, None)


def _taken(coming: Iterable[Item], meetings: Iterable[Entry]) -> defaultdict[str | None, Counter[date]]:
    """Return how many customers each person sees on each day; one who is met on the day that something is due is one."""
    seen = {(item.person, item.id, item.day) for item in coming}
    seen |= {(meeting.person, meeting.id, meeting.day) for meeting in meetings}
    taken: defaultdict[str | None, Counter[date]] = defaultdict(Counter)
    for person, _customer, day in seen:
        taken[person][day] += 1
    return taken


def _first_meetings(meetings: Iterable[Entry]) -> dict[tuple[str, str | None], date]:
    """Return when each customer is first met, by customer and person."""
    latest_first = sorted(meetings, key=lambda meeting: meeting.day, reverse=True)
    return {(meeting.id, meeting.person): meeting.day for meeting in latest_first}


def _visits(late: Iterable[Weighed]) -> list[tuple[tuple[str, str | None], list[Weighed]]]:
    """Return what is late by customer and person, the visit with the most urgent thing first."""
    visits: dict[tuple[str, str | None], list[Weighed]] = {}
    for told in late:
        visits.setdefault((told.item.id, told.item.person), []).append(told)
    return sorted(visits.items(), key=lambda visit: -max(told.urgency for told in visit[1]))


def spread_table(proposal: Spread, as_of: date, catalog: Mapping[str, Any]) -> Table:
    """Return the proposal as a table: the new day of each revisit, and how many each person gets."""
    people = {person: Label(name, name, name) for person, name in catalog["people"].items()}
    rules = {name: Label(*rule["label"]) for name, rule in catalog["rules"].items()}
    columns = (
        Column("to", Label("New day", "新日期", "新日期"), "day"),
        Column("person", Label("Who", "负责人", "負責人"), names=people),
        Column("id", Label("Id", "编号", "編號")),
        Column("name", Label("Name", "名称", "名稱")),
        Column("rule", Label("Rule", "规则", "規則"), names={**rules, NEVER: KINDS[NEVER]}),
        Column("day", Label("Was due", "原到期", "原到期"), "day"),
        Column("late", Label("Days late", "逾期天数", "逾期天數"), "count"),
        Column("urgency", Label("Urgency", "紧急程度", "緊急程度"), "quantity"),
    )
    rows = [
        (day, item.person, item.id, item.name, item.rule or item.kind, item.day, told.late, told.urgency)
        for told, day in proposal.placed
        for item in (told.item,)
    ]
    return Table("spread", columns, rows, [(AS_OF, as_of.isoformat()), *_facts(proposal, people)])


def _facts(proposal: Spread, people: Mapping[str, Label]) -> Iterable[tuple[Label, str]]:
    mine = sorted(proposal.placed, key=lambda each: each.told.item.person or "")
    for person, group in groupby(mine, key=lambda each: each.told.item.person or ""):
        visits = {(told.item.id, day) for told, day in group}
        days = [day for _customer, day in visits]
        number = count("{n} visit", "{n} visits", len(visits))
        sentence = _("{visits}, {first} to {last}").format(visits=number, first=min(days), last=max(days))
        yield people.get(person, Label(person, person, person)), sentence
    if proposal.left:
        customers = len({told.item.id for told in proposal.left})
        sentence = count("{n} customer; nobody has time", "{n} customers; nobody has time", customers)
        yield Label("Not placed", "未安排", "未安排"), sentence
