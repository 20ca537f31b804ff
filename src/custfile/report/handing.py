"""What is handed over as one table: a row a thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from custfile.changes.handover import KINDS, Handing, Line
from custfile.language import Label
from custfile.model.table import Column, Table

_GIVER: Final = Label("Given by", "移交人", "移交人")
_TAKER: Final = Label("Taken over by", "接收人", "接收人")
_WHY: Final = Column("why", Label("Why", "原因", "原因"))


def handing(
    giver: str,
    handings: Iterable[Handing],
    tasks: Sequence[Line],
    taker: str | None,
    people: Mapping[str, str],
    reasons: Mapping[str, str],
) -> Table:
    """Return what goes from ``giver``; ``reasons`` say, by the customer's id, why it goes to its taker."""
    names = {person: Label(name, name, name) for person, name in people.items()}
    columns = (
        Column("id", Label("Id", "编号", "編號")),
        Column("name", Label("Name", "名称", "名稱")),
        Column("what", Label("What", "事项", "事項"), names=KINDS),
        Column("day", Label("Day", "日期", "日期"), "day"),
        Column("about", Label("About", "内容", "內容")),
        Column("taker", _TAKER, names=names),
        *((_WHY,) if reasons else ()),
    )
    rows = [
        (each.id, each.name, line.kind, line.day, line.about, each.taker, *_reason(each.id, reasons, first=not at))
        for each in handings
        for at, line in enumerate(each.lines)
    ]
    rows += [("", "", line.kind, line.day, line.about, taker, *_reason("", reasons, first=False)) for line in tasks]
    return Table("handover", columns, rows, ((_GIVER, people.get(giver, giver)),))


def _reason(identity: str, reasons: Mapping[str, str], *, first: bool) -> tuple[str, ...]:
    """Return why the customer goes to its taker; once is enough."""
    return (reasons.get(identity, "") if first else "",) if reasons else ()
