"""The agenda: what happens on which day, who is at it, and what cannot all happen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Final, NamedTuple

from custfile.language import Label

APPOINTMENT: Final = "appointment"
VISIT: Final = "visit"
SERVICE: Final = "service"
DEADLINE: Final = "deadline"
TASK: Final = "task"
MEMO: Final = "memo"
KINDS: Final = {
    APPOINTMENT: Label("appointment", "约见", "約見"),
    VISIT: Label("planned visit", "计划拜访", "計畫拜訪"),
    SERVICE: Label("service call", "上门服务", "到府服務"),
    DEADLINE: Label("ticket due", "工单到期", "案件到期"),
    TASK: Label("task", "任务", "任務"),
    MEMO: Label("memo", "备忘", "備忘"),
}
"""What stands in the agenda, beside what the work list asks for on its day."""

MEETINGS: Final = (APPOINTMENT, VISIT, SERVICE)
"""Somebody is at the customer's."""

DOUBLE_BOOKED: Final = "double_booked"
CUSTOMER_BUSY: Final = "customer_busy"
SAME_DAY: Final = "same_day"
DAY_OFF: Final = "day_off"
CONFLICTS: Final = {
    DOUBLE_BOOKED: Label("double-booked", "一人两处", "一人兩處"),
    CUSTOMER_BUSY: Label("customer busy", "客户已有约", "客戶已有約"),
    SAME_DAY: Label("two the same day", "同日两人", "同日兩人"),
    DAY_OFF: Label("day off", "非工作日", "非上班日"),
}


class Entry(NamedTuple):
    """Something in the agenda, shown on ``day``; ``dated`` is its own day where that is another one: it is late, or open.

    ``start`` counts minutes from midnight and is ``None`` for a thing of the whole day; ``minutes`` is how long it takes.
    ``person`` is who does it, and ``to`` whom a memo concerns, all when empty: ids of the team. ``id`` and ``name`` are
    the customer's. ``origin`` tells the entry from others of its customer and kind; it stays when time, person or words
    are edited. What was ``cancelled`` is kept only so that calendars hear of it.
    """

    day: date
    kind: str
    origin: str
    person: str | None = None
    start: int | None = None
    minutes: int = 0
    purpose: str | None = None
    what: str = ""
    id: str = ""
    name: str = ""
    place: str = ""
    to: tuple[str, ...] = ()
    dated: date | None = None
    cancelled: bool = False

    @property
    def end(self) -> int | None:
        """When it is over, in minutes from midnight; beyond 1440 it is on the next day."""
        return None if self.start is None else self.start + self.minutes

    @property
    def about(self) -> str:
        """What it is about, and its own day when that has passed or there is none."""
        late = self.dated is not None and self.dated < self.day
        return f"{self.what} ({self.dated})".strip() if late else self.what

    def concerns(self, person: str) -> bool:
        """Say whether it is for ``person``: memos and tasks for nobody in particular are for everybody."""
        if self.kind == MEMO:
            return not self.to or person in self.to
        return self.person == person or (self.kind == TASK and self.person is None)


class Conflict(NamedTuple):
    """Two entries that do not go together, or a ``first`` alone that does not go with its day, of which ``about`` tells."""

    kind: str
    first: Entry
    second: Entry | None = None
    about: str = ""

    def between(self) -> tuple[Entry, ...]:
        """Return the entries it is about."""
        return (self.first,) if self.second is None else (self.first, self.second)


def in_order(entry: Entry) -> tuple[object, ...]:
    """Return the key that entries are sorted by: the day, what has a time, then what has none."""
    return entry.day, entry.start is None, entry.start or 0, entry.person or "", entry.name, entry.kind, entry.origin


def one_meeting(entries: Iterable[Entry]) -> list[Entry]:
    """Return ``entries`` without the planned visits that an appointment of the day has fixed: they are one meeting."""
    found = list(entries)
    fixed = {_meeting(entry) for entry in found if entry.kind == APPOINTMENT and not entry.cancelled}
    return [entry for entry in found if entry.kind != VISIT or _meeting(entry) not in fixed]


def conflicts(entries: Iterable[Entry], off: Callable[[date], str | None]) -> list[Conflict]:
    """Return what cannot all happen, in order of time, each pair once. Times that only touch do not overlap.

    A person is in two places, a customer is met by different people at one time or on one day, or somebody goes on a
    day on which nobody works: ``off`` returns ``None`` for a working day, else the name of the holiday, or nothing.
    """
    going = sorted((entry for entry in entries if not entry.cancelled), key=in_order)
    found = [Conflict(DOUBLE_BOOKED, *pair) for pair in _overlapping(going, lambda entry: entry.person)]
    met = _overlapping(going, lambda entry: entry.id)
    busy = [Conflict(CUSTOMER_BUSY, *pair) for pair in met if _differ(*pair)]
    known = {_at_once(conflict.first, conflict.second) for conflict in busy if conflict.second}
    found += busy
    found += [Conflict(SAME_DAY, *pair) for pair in _same_day(going) if _at_once(*pair) not in known]
    found += _on_days_off(going, off)
    return sorted(found, key=lambda conflict: (in_order(conflict.first), tuple(CONFLICTS).index(conflict.kind)))


def _meeting(entry: Entry) -> tuple[object, ...]:
    return entry.day, entry.id, entry.person


def _differ(first: Entry, second: Entry) -> bool:
    """Say whether two people are at it; of whom nobody knows is not another one."""
    return None not in (first.person, second.person) and first.person != second.person


def _at_once(first: Entry, second: Entry) -> tuple[object, ...]:
    return first.day, first.id, frozenset((first.person, second.person))


def _overlapping(entries: Sequence[Entry], key: Callable[[Entry], Hashable]) -> Iterator[tuple[Entry, Entry]]:
    """Yield the pairs with one ``key`` whose times overlap; ``entries`` are in order."""
    running: dict[Hashable, list[tuple[int, int, Entry]]] = defaultdict(list)
    for entry in entries:
        if entry.start is None or not key(entry):
            continue
        begin = entry.day.toordinal() * 1440 + entry.start
        end = begin + entry.minutes
        still = running[key(entry)] = [each for each in running[key(entry)] if each[1] > begin]
        yield from ((other, entry) for began, _ended, other in still if began < end)
        still.append((begin, end, entry))


def _same_day(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield the first meetings of different people at one customer on one day."""
    firsts: dict[Hashable, dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        if entry.kind in MEETINGS and entry.id and entry.person is not None:
            firsts[entry.day, entry.id].setdefault(entry.person, entry)
    for each in firsts.values():
        yield from combinations(each.values(), 2)


def _on_days_off(entries: Iterable[Entry], off: Callable[[date], str | None]) -> Iterator[Conflict]:
    asked: dict[date, str | None] = {}
    for entry in entries:
        if entry.kind in MEETINGS:
            if entry.day not in asked:
                asked[entry.day] = off(entry.day)
            holiday = asked[entry.day]
            if holiday is not None:
                yield Conflict(DAY_OFF, entry, about=holiday)
