"""A plan as tables: contact frequency, each person's load, the visits, who is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from custfile.analysis.schedule.board import Worker
from custfile.analysis.schedule.demand import Situation
from custfile.analysis.schedule.fulfilment import STATES
from custfile.analysis.schedule.planning import REASONS, SATISFIED, Proposal
from custfile.language import Label, say
from custfile.model.choices import CHANNELS, PURPOSES
from custfile.model.month import Month
from custfile.model.names import NO_NAMES
from custfile.model.plan import STATUSES, PlannedVisit, Sheet
from custfile.model.schedule import Contact
from custfile.model.settings import Settings
from custfile.model.table import Column, Table

_PERSON: Final = Label("Who", "拜访人", "拜訪人")
_STATE: Final = Label("State", "状态", "狀態")
_ID: Final = Column("id", Label("Id", "编号", "編號"))
_NAME: Final = Column("name", Label("Name", "名称", "名稱"))
_MONTH: Final = Label("Month", "月份", "月份")
_AS_OF: Final = Label("As of", "截至", "截至")
_PLAN: Final = Label("Plan", "计划状态", "計畫狀態")
_ALL: Final = Label("all", "合计", "合計")
_PROPOSED: Final = {"new": Label("proposed", "新建议", "新建議"), **STATES}


@dataclass(frozen=True)
class Heading:
    """What every table of a plan says of itself: the facts above it, and how people are called."""

    facts: Sequence[tuple[Label, str]]
    people: Mapping[str, Label]

    @classmethod
    def of(cls, month: Month, as_of: date, settings: Settings, sheets: Iterable[Sheet]) -> Heading:
        """Return the heading of the plan of ``month``, with whose ``sheets`` are in which state."""
        people = {member.id: Label(member.name, member.name, member.name) for member in settings.team}
        told = [
            f"{say(people.get(sheet.by, Label(sheet.by, sheet.by, sheet.by)))} {say(STATUSES[sheet.status])}"
            for sheet in sheets
        ]
        facts = ((_MONTH, str(month)), (_AS_OF, as_of.isoformat()), *([(_PLAN, ", ".join(told))] if told else []))
        return cls(facts, people)

    def person(self, label: Label = _PERSON) -> Column:
        """Return the column of people."""
        return Column("person", label, names=self.people)


def frequency_table(now: Situation, contacts: Sequence[Contact], week: int, heading: Heading) -> Table:
    """Return the contact-frequency table: of each class the customers, the visits, the calls a week and a day.

    A day is a working day of the month from the as-of date on, a week has ``week`` of them. The last line is the sum, against
    the visits that those who look after these customers can make.
    """
    days = max((len(worker.days) for worker in now.workers.values()), default=0)
    mine = [each for each in now.accounts.values() if each.contact and now.only in (None, each.owner)]
    sizes = Counter(each.line for each in mine)
    rows = [
        _frequency(each.id, (each.labels or NO_NAMES).label(each.id), sizes[at], each.visits, week, days)
        for at, each in enumerate(contacts)
    ]
    visits = sum((row[4] for row in rows), Decimal())
    rows.append(("", say(_ALL), sum(sizes.values()), None, visits, *_pace(visits, week, days)))
    columns = (
        Column("class", Label("Class", "级别", "級別")),
        Column("label", Label("Name", "名称", "名稱")),
        Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
        Column("frequency", Label("Visits a month", "每月次数", "每月次數"), "quantity"),
        Column("visits", Label("Visits", "拜访次数", "拜訪次數"), "quantity"),
        Column("week", Label("Calls a week", "每周次数", "每週次數"), "score"),
        Column("day", Label("Calls a day", "每日次数", "每日次數"), "score"),
    )
    owners = {each.owner for each in mine if each.owner in now.workers}
    able = sum(_room(worker) for person, worker in now.workers.items() if person in owners)
    facts = (
        *heading.facts,
        (Label("Working days", "工作日", "工作日"), str(days)),
        (Label("Capacity", "可拜访次数", "可拜訪次數"), str(able)),
    )
    return Table("frequency", columns, rows, facts, Label("Contact frequency", "联系频率", "聯繫頻率"))


def _frequency(key: str, label: Label, size: int, each: Decimal, week: int, days: int) -> tuple[Any, ...]:
    visits = size * each
    return (key, say(label), size, each, visits, *_pace(visits, week, days))


def _pace(visits: Decimal, week: int, days: int) -> tuple[float | None, float | None]:
    daily = float(visits) / days if days else None
    return (None if daily is None else daily * week), daily


def _room(worker: Worker) -> int:
    return worker.capacity * len(worker.days)


def load_table(now: Situation, proposal: Proposal, heading: Heading) -> Table:
    """Return what each person should do and can: visits wanted, planned or appointed, proposed, left out; days, capacity."""
    known: set[tuple[str | None, str, date]] = {(visit.by, visit.customer, visit.date) for visit in now.planned}
    known |= {(fixed.person, fixed.customer, fixed.day) for fixed in now.fixed}
    planned = Counter(person for person, _customer, day in known if now.month.holds(day))
    added = Counter(visit.by for visit in proposal.visits)
    short = Counter[str | None]()
    for left in proposal.left:
        if left.reason not in SATISFIED:
            short[left.person] += left.visits
    people = [person for person in now.workers if proposal.wanted[person] or planned[person]]
    people += sorted(filter(None, set(short) - set(people)))
    rows = [
        (
            person, proposal.wanted[person], planned[person], added[person], short[person],
            len(now.workers[person].days) if person in now.workers else 0,
            now.workers[person].capacity if person in now.workers else 0,
            _room(now.workers[person]) if person in now.workers else 0,
        )
        for person in people
        if now.only in (None, person)
    ]  # fmt: skip
    columns = (
        heading.person(),
        Column("wanted", Label("Wanted", "应拜访", "應拜訪"), "count"),
        Column("planned", Label("Planned before", "已计划", "已計畫"), "count"),
        Column("proposed", Label("Proposed", "新建议", "新建議"), "count"),
        Column("left", Label("Left out", "未排入", "未排入"), "count"),
        Column("days", Label("Working days", "工作日", "工作日"), "count"),
        Column("capacity", Label("A day", "每日上限", "每日上限"), "count"),
        Column("room", Label("Capacity", "可拜访次数", "可拜訪次數"), "count"),
    )
    return Table("load", columns, rows, title=Label("Load", "工作量", "工作量"))


def visits_table(told: Iterable[tuple[str, PlannedVisit]], heading: Heading) -> Table:
    """Return visits, each with its state (``new`` or one of ``STATES``), by day."""
    ordered = sorted(told, key=lambda each: (each[1].date, each[1].time or "", each[1].by, each[1].customer))
    rows = [
        (
            each.date, each.time, each.by, state, each.customer, each.name, each.channel, each.purpose, each.why,
            each.bring, each.cost,
        )
        for state, each in ordered
    ]  # fmt: skip
    columns = (
        Column("day", Label("Day", "日期", "日期"), "day"),
        Column("time", Label("Time", "时间", "時間")),
        heading.person(),
        Column("state", _STATE, names=_PROPOSED),
        _ID,
        _NAME,
        Column("channel", Label("How", "方式", "方式"), names=CHANNELS),
        Column("purpose", Label("Purpose", "目的", "目的"), names=PURPOSES),
        Column("why", Label("Why", "缘由", "緣由")),
        Column("bring", Label("Bring", "携带", "攜帶")),
        Column("cost", Label("Cost", "费用", "費用"), "money"),
    )
    return Table("visits", columns, rows, heading.facts, Label("Visits", "拜访计划", "拜訪計畫"))


def left_table(proposal: Proposal, heading: Heading) -> Table:
    """Return who needs a visit and is not in the plan, and why; how many need none is a fact."""
    rows = [
        (each.customer, each.name, each.person, each.visits, each.reason, ", ".join(map(str, each.near)))
        for each in proposal.left
        if each.reason not in SATISFIED
    ]
    counts = Counter(each.reason for each in proposal.left)
    facts = [(REASONS[reason], str(counts[reason])) for reason in SATISFIED if counts[reason]]
    columns = (
        _ID,
        _NAME,
        heading.person(Label("Whose", "负责人", "負責人")),
        Column("visits", Label("Visits", "次数", "次數"), "count"),
        Column("reason", Label("Reason", "原因", "原因"), names=REASONS),
        Column("near", Label("Other visits", "其他拜访", "其他拜訪")),
    )
    return Table("left", columns, rows, facts, Label("Not placed", "未能安排", "未能安排"))
