"""Handing over: what of a customer's file somebody holds, and the edits that give it to somebody else.

History stays as it was: who made a visit, took an order or received a ticket. A next date set on a visit is a duty, and
follows the file's owner. A loan is custody of the paper file: the giver's ends on the day, and one of the taker's begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from custfile.language import Label
from custfile.model.agenda import Agenda, Memo, Task
from custfile.model.customer import Customer
from custfile.model.edit import Append, Edit, Put, Remove, Value
from custfile.model.holding import ADVISOR, APPOINTMENT, HOLDINGS, LOAN, OWNER, Held, held
from custfile.model.plan import Plan, PlannedVisit
from custfile.model.validate import Gaps

NEXT: Final = "next"
PLANNED: Final = "planned"
TASK: Final = "task"
MEMO: Final = "memo"
KINDS: Final[Mapping[str, Label]] = {
    **HOLDINGS,
    NEXT: Label("next date", "约定日期", "約定日期"),
    PLANNED: Label("planned visit", "计划拜访", "計畫拜訪"),
    TASK: Label("task", "任务", "任務"),
    MEMO: Label("memo", "备忘", "備忘"),
}
"""What can be handed over, in the order of the list to sign."""


@dataclass(frozen=True)
class Line:
    """One thing that is handed over: its kind, its day if it has one, and what it is about."""

    kind: str
    day: date | None = None
    about: str = ""


@dataclass(frozen=True)
class Handing:
    """What is handed over of one customer: to whom (``None``: nobody yet), what, and how many papers its register has."""

    id: str
    name: str
    region: str | None
    taker: str | None
    lines: Sequence[Line]
    papers: int = 0


def in_order(found: Sequence[Line]) -> list[Line]:
    """Return ``found`` in the order of ``KINDS``, then of days."""
    order = list(KINDS)
    return sorted(found, key=lambda line: (order.index(line.kind), line.day or date.max, line.about))


def handed(record: Customer, giver: str, since: date) -> list[Held]:
    """Return what ``giver`` holds of ``record``; of appointments those from the day ``since`` on."""
    mine = (each for each in held(record) if each.person == giver)
    return [each for each in mine if each.kind != APPOINTMENT or each.item.date >= since]


def lines(record: Customer, giver: str, things: Sequence[Held]) -> list[Line]:
    """Return a line for each of ``things``, and for the next date that ``giver`` set, when the file itself is handed over."""
    found = [_line(each) for each in things]
    if record.ended is not None or not {OWNER, ADVISOR} & {each.kind for each in things}:
        return in_order(found)
    mine = [visit for visit in record.visits if (visit.by or record.owner) == giver]
    latest = max(mine, key=lambda visit: visit.date, default=None)
    if latest is not None and latest.next is not None:
        found.append(Line(NEXT, latest.next, latest.outcome or latest.note or ""))
    return in_order(found)


def _line(thing: Held) -> Line:
    item = thing.item
    if item is None:
        return Line(thing.kind)
    due = item.date if thing.kind == APPOINTMENT else getattr(item, "due", None) or getattr(item, "expected", None)
    keys = ("whom",) if thing.kind == APPOINTMENT else ("no", "what", "product", "purpose")
    about = " ".join(filter(None, (getattr(item, key, None) for key in keys)))
    return Line(
        thing.kind, due, " · ".join(filter(None, (about, getattr(item, "stage", None), getattr(item, "note", None))))
    )


def edits(
    record: Customer, data: Mapping[str, Any], things: Sequence[Held], giver: str, taker: str, day: date
) -> list[Edit]:
    """Return the edits that give ``things`` of ``record`` to ``taker`` on ``day``; ``data`` is what the file says."""
    gaps = Gaps(data)
    made: list[Edit] = []
    for each in things:
        place = gaps.in_file(each.place[:-1])
        if each.kind == LOAN and each.item.date <= day:
            made += [Put((*place, "returned"), day), Append(("loans",), _loan(each.item, taker, day))]
        elif each.kind != ADVISOR and each.named:
            made.append(Put((*place, each.place[-1]), taker))
    kinds = {each.kind for each in things}
    if kinds & {OWNER, ADVISOR}:
        made += _advisors(record, gaps, taker if OWNER in kinds else record.owner, giver, taker)
    return made


def _loan(loan: Any, taker: str, day: date) -> Value:
    """Return the loan of ``taker`` that goes on where ``loan`` ends; what was overdue has to be back the same day."""
    told = {"date": day, "by": taker, "purpose": loan.purpose, "due": loan.due and max(loan.due, day)}
    return {key: value for key, value in told.items() if value is not None}


def _advisors(record: Customer, gaps: Gaps, owner: str | None, giver: str, taker: str) -> Sequence[Edit]:
    """Return the edits that make ``taker`` an advisor for ``giver``, but not twice, nor beside owning the file."""
    puts, gone, placed = list[Edit](), list[Edit](), owner == taker
    for number, each in enumerate(record.advisors):
        if each in (giver, taker):
            place = gaps.in_file(("advisors", number))
            if placed:
                gone.insert(0, Remove(place))
            elif each == giver:
                puts.append(Put(place, taker))
            placed = True
    return [Remove(("advisors",))] if gone and len(gone) == len(record.advisors) else [*puts, *gone]


def owned(data: Mapping[str, Any], owner: str) -> list[Edit]:
    """Return the edits that make ``owner`` that of the file that says ``data``, and nobody's advisor beside it."""
    advisors = data.get("advisors", [])
    gone = [Remove(("advisors", at)) for at, each in enumerate(advisors) if each == owner]
    return [Put(("owner",), owner), *([Remove(("advisors",))] if gone and len(gone) == len(advisors) else gone[::-1])]


def planned(plan: Plan, giver: str, since: date) -> list[tuple[int, PlannedVisit]]:
    """Return the visits that ``giver`` has planned from the day ``since`` on, each with its place in ``plan``."""
    return [(at, visit) for at, visit in enumerate(plan.visits) if visit.by == giver and visit.date >= since]


def plan_edits(plan: Plan, data: Mapping[str, Any], takers: Mapping[int, str]) -> list[Edit]:
    """Return the edits that give the visits of ``plan`` at some places to their ``takers``.

    One who means to visit the same customer on the same day already does so once; sheets are history.
    """
    gaps = Gaps(data)
    mine = {(visit.by, visit.customer, visit.date) for visit in plan.visits}
    puts, gone = list[Edit](), list[Edit]()
    for at, taker in takers.items():
        visit, place = plan.visits[at], gaps.in_file(("visits", at))
        if (taker, visit.customer, visit.date) in mine:
            gone.insert(0, Remove(place))
        else:
            puts.append(Put((*place, "by"), taker))
    return [*puts, *gone]


def tasks(agenda: Agenda, giver: str) -> list[tuple[int, Task]]:
    """Return the open tasks of ``giver``, each with its place in ``agenda``."""
    return [(at, task) for at, task in enumerate(agenda.tasks) if task.by == giver and task.done is None]


def memos(agenda: Agenda, giver: str, since: date) -> list[tuple[int, Memo]]:
    """Return the memos that remind ``giver`` from ``since`` on, each with its place in ``agenda``."""
    return [
        (at, memo)
        for at, memo in enumerate(agenda.memos)
        if giver in memo.to and memo.on is not None and memo.on >= since
    ]


def agenda_edits(agenda: Agenda, data: Mapping[str, Any], giver: str, taker: str, since: date) -> list[Edit]:
    """Return the edits that give the open tasks of ``giver`` to ``taker``, and the memos that remind from ``since`` on."""
    gaps = Gaps(data)
    made: list[Edit] = [Put((*gaps.in_file(("tasks", at)), "by"), taker) for at, _task in tasks(agenda, giver)]
    for at, memo in memos(agenda, giver, since):
        to = list(dict.fromkeys(taker if each == giver else each for each in memo.to))
        made.append(Put((*gaps.in_file(("memos", at)), "to"), to))
    return made
