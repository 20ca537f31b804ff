"""The team's agenda of a period, gathered from the index: appointments, plans, tickets, tasks, memos, the work list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeVar

from custfile.analysis.schedule.agenda import (
    APPOINTMENT,
    MEMO,
    TASK,
    VISIT,
    Conflict,
    Entry,
    conflicts,
    one_meeting,
)
from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.duty import CARE, LOAN, NEXT, PAPER, PROMISE, REPORT, REVISIT
from custfile.archive.agenda_file import agenda
from custfile.archive.index import Index
from custfile.archive.plans import plans
from custfile.archive.tables import day, from_day
from custfile.archive.tickets import as_scheduled, ticket_entries
from custfile.archive.worklist import due_items
from custfile.model.edit import Append
from custfile.model.schedule import CalendarSettings
from custfile.model.structure import structure

FROM_WORK_LIST: Final = (REVISIT, NEXT, PROMISE, CARE)
"""What of the work list stands in the agenda on its day."""

VISIT_MINUTES: Final = 60
_NEW: Final = "new"
_APPOINTMENTS: Final = """
select a.day, row_number() over (partition by a.file, a.day order by a.line, a.rowid), coalesce(a.by, c.owner), a.time,
a.minutes, a.purpose, a.whom, a.note, c.id, c.name, coalesce(a.place, c.address, c.region), a.cancelled
from appointments a join customers c using (file) where a.day between ? and ?
"""
_CALLED: Final = """
select id, name, coalesce(address, region) from customers where id in (select value from json_each(?)) group by id
"""
T = TypeVar("T")


@dataclass(frozen=True)
class Diary:
    """The agenda of everybody, as known on ``as_of``."""

    index: Index
    as_of: date

    def meetings(self, begin: date, end: date) -> list[Entry]:
        """Return what may collide from ``begin`` to ``end``, both included: appointments, planned visits, tickets, tasks."""
        fixed = [*self._appointments(begin, end), *self._planned(begin, end)]
        return [*one_meeting(fixed), *ticket_entries(self.index, self.as_of, begin, end), *self._tasks(begin, end)]

    def memos(self, begin: date, end: date) -> Iterator[Entry]:
        """Yield the memos of the period: on the day to be reminded, else on the day they were written."""
        for memo, number in numbered(agenda(self.index).memos, lambda memo: memo.date):
            at = memo.on or memo.date
            if begin <= at <= end and memo.date <= self.as_of:
                yield Entry(at, MEMO, f"{memo.date} {number}", memo.by, what=memo.text, to=tuple(memo.to))

    def due(self, end: date) -> Iterator[Entry]:
        """Yield what the work list asks for up to ``end``, each on its day, however late; care dates from today on."""
        for item in due_items(self.index, end, self.as_of):
            if item.kind in FROM_WORK_LIST and item.day <= end:
                yield listed(item, self.index.catalog)

    def conflicts(self, entries: list[Entry]) -> list[Conflict]:
        """Return what of ``entries`` cannot all happen, by the working days of the settings."""
        return conflicts(entries, self._off)

    def appointment(self, identity: str, name: str, made: Append) -> Entry:
        """Return the appointment with the customer ``identity`` that is about to be ``made``."""
        said: Any = made.item
        time, long = said.get("time"), self._long(said.get("time"), said.get("minutes"))
        who, why = said.get("by"), said.get("purpose")
        return Entry(said["date"], APPOINTMENT, _NEW, who, _start(time), long, why, id=identity, name=name)

    def task(self, made: Append) -> Entry:
        """Return the task with a day that is about to be ``made``."""
        said: Any = made.item
        time, long = said.get("time"), self._long(said.get("time"), said.get("minutes"))
        return Entry(said["due"], TASK, _NEW, said.get("by"), _start(time), long, what=said["what"])

    @cached_property
    def calendar(self) -> CalendarSettings:
        """The working days and hours of the settings."""
        return structure(CalendarSettings, self.index.settings_data.get("calendar", {}))

    @cached_property
    def minutes(self) -> int:
        """How long something takes when nobody says: minutes."""
        told = self.calendar.visit_minutes
        return VISIT_MINUTES if told is None else told

    @cached_property
    def _off(self) -> Callable[[date], str | None]:
        """Say of a day whether nobody works on it: the holiday's name, or nothing for a weekend; ``None`` of a working day."""
        from custfile.analysis.schedule.calendar import WorkCalendar  # late: only days with visits are asked about

        working = WorkCalendar(self.calendar)
        return lambda at: None if working.is_working(at) else working.holiday(at) or ""

    def _appointments(self, begin: date, end: date) -> Iterator[Entry]:
        for row in self.index.iterate(_APPOINTMENTS, day(begin), day(end)):
            at, number, person, time, minutes, purpose, whom, note, identity, name, place, cancelled = row
            what = ", ".join(filter(None, (whom, note)))
            off = cancelled is not None and from_day(cancelled) <= self.as_of
            yield Entry(
                from_day(at), APPOINTMENT, f"{from_day(at)} {number}", person, _start(time), self._long(time, minutes),
                purpose, what, identity, name, place or "", cancelled=off,
            )  # fmt: skip

    def _planned(self, begin: date, end: date) -> Iterator[Entry]:
        """Yield the visits that the plans name, whatever their state; of a customer that there is not, ``check`` tells."""
        visits = [visit for plan in plans(self.index).values() for visit in plan.visits if begin <= visit.date <= end]
        rows = self.index.rows(_CALLED, json.dumps([visit.customer for visit in visits])) if visits else []
        called = {identity: (name, place or "") for identity, name, place in rows}
        known = [visit for visit in visits if visit.customer in called]
        for visit, number in numbered(known, lambda visit: (visit.customer, visit.date)):
            name, place = called[visit.customer]
            what = ", ".join(filter(None, (visit.why, visit.note, visit.bring)))
            yield Entry(
                visit.date, VISIT, f"{visit.date} {number}", visit.by, _start(visit.time), self._long(visit.time, None),
                visit.purpose, what, visit.customer, name, place,
            )  # fmt: skip

    def _tasks(self, begin: date, end: date) -> Iterator[Entry]:
        """Yield the open tasks: on their day; those that are late, or have no day, on the day that we look."""
        for task, number in numbered(agenda(self.index).tasks, lambda task: task.date):
            known = task.date <= self.as_of and not (task.done and task.done <= self.as_of)
            own = task.due or task.date
            at = own if task.due and task.due >= self.as_of else self.as_of
            time = task.time if at == task.due else None
            if known and begin <= at <= end:
                yield Entry(
                    at, TASK, f"{task.date} {number}", task.by, _start(time), self._long(time, task.minutes),
                    what=f"{task.what} ({task.note})" if task.note else task.what, dated=own if own != at else None,
                )  # fmt: skip

    def _long(self, time: str | None, minutes: Any) -> int:
        return 0 if time is None else self.minutes if minutes is None else int(minutes)


def listed(item: Item, catalog: Mapping[str, Any], today: date | None = None) -> Entry:
    """Return an item of the work list as an entry of its day, or of ``today`` when it is late; ``catalog`` knows the rules."""
    at = item.day if today is None else max(item.day, today)
    rule = catalog["rules"].get(item.rule) or {}
    what = item.about or rule.get("talk") or ""
    return Entry(
        at, item.kind, _identity(item), item.person, purpose=rule.get("purpose"), what=what, id=item.id, name=item.name,
        dated=item.day if item.day < at else None,
    )  # fmt: skip


def on_calendar(index: Index, items: Iterable[Item], today: date) -> Iterator[Entry]:
    """Yield ``items`` of the work list as the agenda knows them, each on its day and what is late ``today``."""
    return as_scheduled(index, today, ((item, listed(item, index.catalog, today)) for item in items))


def _identity(item: Item) -> str:
    """Return what stays the same when the day of ``item`` moves: its rule and step, since when, and what tells it apart.

    A care date is its day; who has to do it tells those things apart that each person has one of.
    """
    apart = {PROMISE: item.about, PAPER: item.about, CARE: str(item.day)}
    mine = item.person or "" if item.kind in (NEXT, LOAN, REPORT) else ""
    return f"{item.rule} {item.step} {item.since} {apart.get(item.kind, mine)}"


def numbered(items: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[T, int]]:
    """Yield each of ``items`` with its place, from 1, among those of the same ``key``."""
    seen: Counter[Hashable] = Counter()
    for item in items:
        seen[key(item)] += 1
        yield item, seen[key(item)]


def _start(time: str | None) -> int | None:
    if time is None:
        return None
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)
