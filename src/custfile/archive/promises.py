"""Promises of all customers, from the index: open, late, kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.tables import day, from_day
from custfile.language import Label
from custfile.model.table import Column, Table

STATES: Final = {
    "late": Label("late", "逾期", "逾期"),
    "open": Label("open", "未完成", "未完成"),
    "kept": Label("kept", "已完成", "已完成"),
    "kept_late": Label("kept late", "逾期完成", "逾期完成"),
}
_AS_OF: Final = Label("As of", "截至", "截至")
_SQL: Final = """
select coalesce(p.by, c.owner), p.due, p.day, p.done, c.id, c.name, c.phone, p.what
from promises p join customers c using (file) where p.day <= ?1 {sql}
order by coalesce(p.by, c.owner), coalesce(p.due, p.day), c.id, p.line
"""


def promises(index: Index, as_of: date, chosen: Filters, person: str | None, wanted: set[str]) -> Table:
    """Return the promises in one of the states ``wanted`` on ``as_of``, person by person, the earliest due first.

    ``person`` is an id of the team, ``None`` for all. A promise without a day of its own is due on the day it was made; it is
    late from the next day on.
    """
    names = {who: Label(name, name, name) for who, name in index.catalog["people"].items()}
    columns = (
        Column("person", Label("Who", "负责人", "負責人"), names=names),
        Column("state", Label("State", "状态", "狀態"), names=STATES),
        Column("due", Label("Due", "期限", "期限"), "day"),
        Column("late", Label("Days late", "逾期天数", "逾期天數"), "count"),
        Column("id", Label("Id", "编号", "編號")),
        Column("name", Label("Name", "名称", "名稱")),
        Column("phone", Label("Phone", "电话", "電話")),
        Column("what", Label("Promise", "承诺", "承諾")),
        Column("made", Label("Made", "承诺日", "承諾日"), "day"),
        Column("done", Label("Done", "完成日", "完成日"), "day"),
    )
    found = index.iterate(_SQL.format(sql=chosen.sql), day(as_of), *chosen.parameters)
    rows = [row for row in _rows(found, as_of) if row[1] in wanted and person in (None, row[0])]
    return Table("promises", columns, rows, ((_AS_OF, as_of.isoformat()),))


def _rows(found: Iterator[tuple[Any, ...]], as_of: date) -> Iterator[tuple[Any, ...]]:
    for person, due, made, done, identity, name, phone, what in found:
        deadline = from_day(made if due is None else due)
        kept = from_day(done) if done is not None and from_day(done) <= as_of else None
        late = ((kept or as_of) - deadline).days
        state = ("kept_late" if late > 0 else "kept") if kept else ("late" if late > 0 else "open")
        yield person, state, deadline, late, identity, name, phone, what, from_day(made), kept
