"""The work list as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from custfile.analysis.schedule.due import AS_OF, reason, topic
from custfile.analysis.schedule.duty import KINDS
from custfile.analysis.schedule.urgency import Weighed, arithmetic
from custfile.language import Label
from custfile.model.table import Column, Table

_COLUMNS: Final = (
    Column("day", Label("Due", "到期", "到期"), "day"),
    Column("late", Label("Days late", "逾期天数", "逾期天數"), "count"),
    Column("id", Label("Id", "编号", "編號")),
    Column("name", Label("Name", "名称", "名稱")),
    Column("kind", Label("What", "事项", "事項"), names=KINDS),
    Column("person", Label("Who", "负责人", "負責人")),
    Column("phone", Label("Phone", "电话", "電話")),
    Column("about", Label("About", "内容", "內容")),
)
_ESCALATED: Final = Column("escalated", Label("Told to", "上报", "上報"))
_WHY: Final = (
    Column("why", Label("Why", "原因", "原因")),
    Column("urgency", Label("Urgency", "紧急程度", "緊急程度"), "quantity"),
    Column("sum", Label("Reckoning", "算法", "算法")),
)


def due_table(listed: Sequence[Weighed], as_of: date, catalog: Mapping[str, Any], *, why: bool = False) -> Table:
    """Return the work list as it is ``listed``; ``catalog`` names people and rules.

    ``why`` adds the reason and the arithmetic of each line. Where rules escalate, a column names who is told of it.
    """
    escalates = any(rule["escalate"] for rule in catalog["rules"].values())
    rows = [_cells(each, catalog, escalates, why) for each in listed]
    groups = {each.item.escalated for each in listed}
    return Table("due", _columns(catalog, groups, escalates, why), rows, ((AS_OF, as_of.isoformat()),))


def _cells(told: Weighed, catalog: Mapping[str, Any], escalates: bool, why: bool) -> tuple[Any, ...]:
    item = told.item
    about = topic(item, catalog)
    cells: tuple[Any, ...] = (item.day, told.late, item.id, item.name, item.kind, item.person, item.phone, about)
    if escalates:
        cells += (_joined(item.escalated) or None,)
    if why:
        cells += (reason(item, catalog), told.urgency, arithmetic(told))
    return cells


def _columns(
    catalog: Mapping[str, Any], groups: Iterable[tuple[str, ...]], escalates: bool, why: bool
) -> Sequence[Column]:
    people: Mapping[str, str] = catalog["people"]
    names = {person: Label(name, name, name) for person, name in people.items()}
    together = {group: _joined([people.get(person, person) for person in group]) for group in groups}
    told = {_joined(group): Label(name, name, name) for group, name in together.items()}
    named = [replace(column, names=names) if column.key == "person" else column for column in _COLUMNS]
    return [*named, *([replace(_ESCALATED, names=told)] if escalates else []), *(_WHY if why else ())]


def _joined(words: Sequence[str]) -> str:
    return ", ".join(words)
