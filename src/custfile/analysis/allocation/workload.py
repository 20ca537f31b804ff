"""How much everybody has to look after, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from custfile.analysis.allocation.tables import AS_OF
from custfile.language import Label
from custfile.model.names import NO_NAMES
from custfile.model.settings import Settings
from custfile.model.table import Column, Table

NOBODY: Final = "nobody"
TOTAL: Final = "total"
_WORDS: Final = {
    NOBODY: Label("Nobody", "无负责人", "無負責人"),
    TOTAL: Label("Total", "合计", "合計"),
}
_MONTH: Final = Label("Month", "月份", "月份")
_COUNTS: Final = (
    Column("visits", Label("Visits", "本月拜访", "本月拜訪"), "count"),
    Column("visits_3m", Label("in 3 months", "近三月", "近三月"), "count"),
    Column("planned", Label("Planned", "已计划", "已計畫"), "count"),
    Column("promises", Label("Promises", "承诺", "承諾"), "count"),
    Column("promises_late", Label("of these late", "其中逾期", "其中逾期"), "count"),
    Column("tickets", Label("Tickets", "工单", "案件"), "count"),
    Column("due", Label("Due today", "今日待办", "今日待辦"), "count"),
    Column("late", Label("Overdue", "逾期待办", "逾期待辦"), "count"),
    Column("deals", Label("Deals", "商机", "商機"), "count"),
    Column("amount", Label("Deal amount", "商机金额", "商機金額"), "money"),
    Column("loans", Label("Borrowed", "借阅", "借閱"), "count"),
)


@dataclass
class Load:
    """What a person has to look after: counts, and ``amount``, the cents of the open deals.

    ``classes`` are the files by class of the contact table; ``visits`` those of the month, ``planned`` the visits that the
    month's plan and appointments ask for; ``due`` falls on the day, ``late`` fell before.
    """

    files: int = 0
    advises: int = 0
    visits: int = 0
    visits_3m: int = 0
    planned: int = 0
    promises: int = 0
    promises_late: int = 0
    tickets: int = 0
    due: int = 0
    late: int = 0
    deals: int = 0
    amount: int = 0
    loans: int = 0
    classes: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether there is anything to hand over; visits made are history."""
        return any((self.files, self.advises, self.planned, self.promises, self.tickets, self.deals, self.loans,
                    self.due, self.late))  # fmt: skip


def workload(
    loads: Mapping[str | None, Load], settings: Settings, as_of: date, month: str, chosen: Sequence[str] = ()
) -> Table:
    """Return ``loads`` (by id, ``None`` for what nobody holds) in the order of the team, those who left behind it, and
    the totals. ``chosen`` are the only people shown, if any.

    Who has left by ``as_of`` is shown only as long as there is something left to hand over.
    """
    names = {person.id: Label(person.name, person.name, person.name) for person in settings.team} | _WORDS
    classes = [
        Column(f"class_{each.id}", (each.labels or NO_NAMES).label(each.id), "count") for each in settings.contact
    ]
    columns = (
        Column("person", Label("Person", "人员", "人員"), names=names),
        Column("left", Label("Left", "离职日", "離職日"), "day"),
        Column("files", Label("Files", "档案", "檔案"), "count"),
        *classes,
        Column("advises", Label("Advises", "协同", "協同"), "count"),
        *_COUNTS,
    )
    shown = [(person, loads.get(person, Load())) for person in _people(loads, settings, as_of)]
    shown = [(person, load) for person, load in shown if not chosen or person in chosen]
    rows = [_row(person, load, settings) for person, load in shown]
    if rows and not chosen:
        rows.append(_row(TOTAL, _sum([load for _person, load in shown]), settings))
    return Table("workload", columns, rows, ((AS_OF, as_of.isoformat()), (_MONTH, month)))


def leavers(loads: Mapping[str | None, Load], settings: Settings, as_of: date) -> list[str]:
    """Return who has left by ``as_of`` and still holds something."""
    gone = [person for person in settings.team if person.left is not None and person.left <= as_of]
    return [person.id for person in gone if person.id in loads and loads[person.id].holds]


def _people(loads: Mapping[str | None, Load], settings: Settings, as_of: date) -> Iterator[str | None]:
    there = [person for person in settings.team if person.left is None or person.left > as_of]
    yield from (person.id for person in there if person.joined is None or person.joined <= as_of)
    yield from leavers(loads, settings, as_of)
    yield from sorted(person for person in loads if person is not None and settings.person(person) is None)
    if None in loads:
        yield None


def _row(person: str | None, load: Load, settings: Settings) -> tuple[Any, ...]:
    known = settings.person(person)
    return (
        NOBODY if person is None else person,
        known.left if known else None,
        load.files,
        *(load.classes.get(each.id, 0) for each in settings.contact),
        load.advises,
        *(
            Decimal(load.amount).scaleb(-2) if column.kind == "money" else getattr(load, column.key)
            for column in _COUNTS
        ),
    )


def _sum(loads: Sequence[Load]) -> Load:
    total = Load()
    for load in loads:
        for each in fields(Load):
            if each.name != "classes":
                setattr(total, each.name, getattr(total, each.name) + getattr(load, each.name))
        for name, number in load.classes.items():
            total.classes[name] = total.classes.get(name, 0) + number
    return total
