"""The work list: what is due, for whom, why, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from custfile.language import Label, _
from custfile.model.table import Column, Table

REVISIT: Final = "revisit"
KINDS: Final = {
    "revisit": Label("revisit", "回访", "回訪"),
    "next": Label("next date", "约定日期", "約定日期"),
    "promise": Label("promise", "承诺", "承諾"),
}
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
_WHY: Final = Column("why", Label("Why", "原因", "原因"))
AS_OF: Final = Label("As of", "截至", "截至")


class Item(NamedTuple):
    """One thing due: the customer, and the duty of its file. ``person`` is an id of the team."""

    id: str
    name: str
    phone: str | None
    owner: str | None
    day: date
    kind: str
    person: str | None
    rule: str
    step: int
    since: date | None
    about: str


def due_table(items: Iterable[Item], as_of: date, catalog: Mapping[str, Any], *, why: bool = False) -> Table:
    """Return the work list of ``items``, the latest first; ``catalog`` names people and rules."""
    rows = [
        (
            item.day, (as_of - item.day).days, item.id, item.name, item.kind, item.person,
            item.phone, topic(item, catalog), *((reason(item, catalog),) if why else ()),
        )
        for item in sorted(items, key=lambda item: (item.day, item.id, item.kind, item.rule))
    ]  # fmt: skip
    return Table("due", columns(catalog, why=why), rows, ((AS_OF, as_of.isoformat()),))


def columns(catalog: Mapping[str, Any], *, why: bool) -> Sequence[Column]:
    """Return the columns of the work list; ``why`` adds the reason."""
    people = {person: Label(name, name, name) for person, name in catalog["people"].items()}
    named = [replace(column, names=people) if column.key == "person" else column for column in _COLUMNS]
    return [*named, *((_WHY,) if why else ())]


def topic(item: Item, catalog: Mapping[str, Any]) -> str:
    """Return what to talk about: what was promised or noted, or what the rule says."""
    rule = catalog["rules"].get(item.rule)
    return item.about or (rule["talk"] or "" if rule else "")


def reason(item: Item, catalog: Mapping[str, Any]) -> str:
    """Return why ``item`` is due, with the rule's name and the day it counts from."""
    if item.kind == "promise":
        return _("promised on {since}").format(since=item.since)
    if item.kind == "next":
        return _("next date set on the visit of {since}").format(since=item.since)
    rule = catalog["rules"][item.rule]
    return _("rule {rule}: {step} after {since}").format(rule=item.rule, step=_step(item, rule), since=item.since)


def _step(item: Item, rule: Mapping[str, Any]) -> str:
    days: Sequence[int] = rule["days"]
    if item.step > len(days):
        return _("every {n} days").format(n=rule["every"])
    gap = days[item.step - 1] - (days[item.step - 2] if item.step > 1 else 0)
    return _("step {step} of {steps}, {n} days").format(step=item.step, steps=len(days), n=gap)
