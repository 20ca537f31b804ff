"""The list to sign when files change hands: what goes to whom, customer by customer, and who has signed for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from custfile.changes.handover import KINDS, Handing, Line
from custfile.language import Label, say
from custfile.model.table import Column, Table
from custfile.report.origin import Origin, internal
from custfile.report.page import BLANK, Grid, Report, Section, Tile, Tiles
from custfile.report.roll import NAME, named
from custfile.report.source import Source

_TITLE: Final = Label("Handover", "档案移交清单", "檔案移交清單")
_FROM: Final = Label("Handed over by {name}", "移交人：{name}", "移交人：{name}")
_TO: Final = Label("To {name}", "接收人：{name}", "接收人：{name}")
_OPEN: Final = Label("Not given to anybody yet", "尚未指定接收人", "尚未指定接收人")
_COUNTED: Final = Label("Customers: {n}", "{n}位客户", "{n}位客戶")
_NOTHING: Final = Label("There is nothing to hand over.", "没有需要移交的内容。", "沒有需要移交的內容。")
_TASKS: Final = Label("Tasks without a customer", "与客户无关的任务", "與客戶無關的任務")
_SIGNED: Final = Label("Signatures", "签字", "簽名")
_COMPLETE: Final = Label(
    "With the files go all papers of their registers; borrowed files change the borrower on this day.",
    "档案连同目录所列文件一并移交；借出的档案自当日起改由接收人借阅。",
    "檔案連同目錄所列文件一併移交；借出的檔案自當日起改由接收人借閱。",
)
_GIVER: Final = Label("Given by", "移交人", "移交人")
_TAKER: Final = Label("Taken over by", "接收人", "接收人")
_MANAGER: Final = Label("Witnessed by the manager", "监交主管", "監交主管")

_COUNTS: Final = {
    "owner": Label("Files", "档案", "檔案"),
    "advisor": Label("Files advised", "协同", "協同"),
    "appointment": Label("Appointments", "预约", "預約"),
    "promise": Label("Promises", "承诺", "承諾"),
    "deal": Label("Deals", "商机", "商機"),
    "ticket": Label("Tickets", "工单", "案件"),
    "loan": Label("Borrowed files", "借出的档案", "借出的檔案"),
    "next": Label("Next dates", "约定日期", "約定日期"),
    "planned": Label("Planned visits", "计划拜访", "計畫拜訪"),
    "task": Label("Tasks", "任务", "任務"),
}
_DAY: Final = Column("day", Label("Day", "日期", "日期"))
_TAKEN: Final = Column("taken", Label("Taken over", "已接收", "已接收"))
_COLUMNS: Final = (
    NAME,
    Column("what", Label("What", "事项", "事項"), names=KINDS),
    _DAY,
    Column("about", Label("About", "内容", "內容")),
    Column("papers", Label("Papers", "文件数", "文件數"), "count"),
    _TAKEN,
)
_TASK_COLUMNS: Final = (Column("task", Label("Task", "任务", "任務")), _DAY, Column("taker", _TAKER), _TAKEN)
_LINES: Final = (
    Column("role", Label("Role", "身份", "身分")),
    Column("who", Label("Name", "姓名", "姓名")),
    Column("signed_on", Label("Date", "日期", "日期")),
    Column("signature", Label("Signature", "签名", "簽名")),
)


def handover(
    giver: str, handings: Iterable[Handing], tasks: Sequence[Line], taker: str | None, origin: Origin,
    catalog: Mapping[str, Any],
) -> Report:  # fmt: skip
    """Return the list to sign of what goes from ``giver`` (an id of the team): ``handings`` by taker, then ``tasks``.

    ``taker`` has the tasks, if anybody. ``catalog`` names the people.
    """
    people: Mapping[str, str] = catalog["people"]
    listed = sorted(handings, key=lambda each: (each.taker is None, each.taker or "", each.id))
    takers = list(dict.fromkeys(filter(None, (*(each.taker for each in listed), taker if tasks else None))))
    sections: list[Section] = [_tiles(listed, tasks)] if listed or tasks else [Section(note=say(_NOTHING))]
    for who, group in groupby(listed, key=lambda each: each.taker):
        sections.append(_taken(people.get(who, who) if who else None, list(group)))
    if tasks:
        whose = people.get(taker, taker) if taker else say(_OPEN)
        rows = [(line.about, line.day, whose, BLANK) for line in tasks]
        sections.append(Grid(title=say(_TASKS), table=Table("tasks", _TASK_COLUMNS, rows)))
    if takers:
        sections.append(_signatures(people.get(giver, giver), [people.get(each, each) for each in takers]))
    return internal(
        "handover",
        say(_TITLE),
        say(_FROM).format(name=people.get(giver, giver)),
        sections,
        origin,
        empty=not (listed or tasks),
    )


def make(source: Source, subject: str) -> Report:
    """Return the list of what the person ``subject`` holds, given to nobody yet."""
    handings, tasks = source.held(subject)
    return handover(subject, handings, tasks, None, source.origin, source.catalog)


def _tiles(handings: Sequence[Handing], tasks: Sequence[Line]) -> Tiles:
    counted = Counter(line.kind for each in handings for line in each.lines) + Counter(line.kind for line in tasks)
    return Tiles(
        entries=tuple(
            Tile(say(_COUNTS.get(kind, label)), counted[kind]) for kind, label in KINDS.items() if counted[kind]
        )
    )


def _taken(name: str | None, handings: Sequence[Handing]) -> Grid:
    rows = [row for each in handings for row in _rows(each)]
    title = say(_TO).format(name=name) if name else say(_OPEN)
    return Grid(title=title, note=say(_COUNTED).format(n=len(handings)), table=Table("handover", _COLUMNS, rows))


def _rows(handing: Handing) -> Iterator[tuple[Any, ...]]:
    """Yield one row a thing; whose it is stands in the first."""
    for position, line in enumerate(handing.lines):
        told = (line.kind, line.day, line.about)
        if position:
            yield (None, *told, None, None)
        else:
            yield named(handing.id, handing.name, handing.region), *told, handing.papers or None, BLANK


def _signatures(giver: str, takers: Sequence[str]) -> Grid:
    rows = [
        (say(_GIVER), giver, BLANK, BLANK),
        *((say(_TAKER), taker, BLANK, BLANK) for taker in takers),
        (say(_MANAGER), BLANK, BLANK, BLANK),
    ]
    return Grid(title=say(_SIGNED), note=say(_COMPLETE), table=Table("signatures", _LINES, rows))
