"""The master list: every customer at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.tables import day, from_day
from custfile.language import Label
from custfile.model.table import Column, Table

_COLUMNS: Final = (
    ("id", Label("Id", "编号", "編號")),
    ("name", Label("Name", "名称", "名稱")),
    ("kind", Label("Kind", "类别", "類別")),
    ("owner", Label("Owner", "负责人", "負責人")),
    ("region", Label("Region", "区域", "區域")),
    ("phone", Label("Phone", "电话", "電話")),
    ("last_visit", Label("Last visit", "最近拜访", "最近拜訪")),
    ("last_order", Label("Last order", "最近订单", "最近訂單")),
)
_DAYS: Final = ("last_visit", "last_order")
_SQL: Final = """
select c.id, c.name, c.kind, c.owner, c.region, c.phone,
  (select max(day) from visits v where v.file = c.file and v.day <= ?1),
  (select max(day) from orders o where o.file = c.file and o.day <= ?1 and o.cents > 0
     and coalesce(o.status, '') not in ('cancelled', 'returned'))
from customers c where (c.made is null or c.made <= ?1) {sql} order by c.id
"""


def master_list(index: Index, as_of: date, chosen: Filters) -> Table:
    """Return the customers that ``chosen`` lets through, in the order of their ids, as known on ``as_of``."""
    names: Mapping[str, Mapping[str, Label]] = {
        "kind": {kind: Label(*label) for kind, label in index.catalog["kinds"].items()},
        "owner": {person: Label(name, name, name) for person, name in index.catalog["people"].items()},
    }
    columns = [Column(key, label, "day" if key in _DAYS else "text", names.get(key, {})) for key, label in _COLUMNS]
    found = index.iterate(_SQL.format(sql=chosen.sql), day(as_of), *chosen.parameters)
    return Table("list", columns, [(*row[:6], _date(row[6]), _date(row[7])) for row in found])


def ids(index: Index, chosen: Filters) -> set[str]:
    """Return the ids of the customers that ``chosen`` lets through."""
    found = index.iterate(f"select c.id from customers c where 1 {chosen.sql}", *chosen.parameters)
    return {identity for (identity,) in found}


def _date(value: Any) -> date | None:
    return None if value is None else from_day(value)
