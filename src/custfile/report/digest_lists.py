"""The lists of a digest: who came and went, changed class, was visited, complained; promises, deals, commits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from custfile.analysis.digest import ACROSS, DOWN, UP, News, broken, touched
from custfile.analysis.funnel import LOST as LOST_DEAL
from custfile.analysis.funnel import WON
from custfile.analysis.rankings.ranked import money
from custfile.language import Label, say
from custfile.model.choices import OUTCOMES, TICKETS
from custfile.model.table import Column, Table
from custfile.report.digest_figures import BROKEN, LOST, NEW
from custfile.report.page import Cell, Grid, Section, Tone
from custfile.report.roll import NAME, OWNER, in_charge, named
from custfile.report.wording import excerpt

_CLASSES: Final = Label("Changes of class", "级别变动", "級別變動")
_READ: Final = Label(
    "Classes as worked out on both days, with what changed them.",
    "按期初和期末两日分别计算，并列出变动原因。",
    "依期初與期末兩日分別計算，並列出變動原因。",
)
_DIRECTIONS: Final = {
    UP: Label("up", "升级", "升級"),
    DOWN: Label("down", "降级", "降級"),
    ACROSS: Label("other", "变更", "變更"),
}
_TONES: Final[Mapping[str, Tone]] = {UP: "good", DOWN: "bad", ACROSS: ""}
_AGAINST: Final = Label("Visits against the plan", "拜访计划完成情况", "拜訪計畫完成情況")
_TICKETS: Final = Label("Tickets that came in", "新增工单明细", "新增案件明細")
_DEALS: Final = Label("Deals won and lost", "成交与失败的商机", "成交與失敗的商機")
_ARCHIVE: Final = Label("Changes of the files", "档案变更", "檔案變更")
_COMMITS: Final = Label("Commits", "变更记录", "變更紀錄")
_NO_GIT: Final = Label(
    "The archive is not under git: what was changed in the files cannot be told.",
    "档案未用 git 管理，无法列出文件的变更。",
    "檔案未以 git 管理，無法列出檔案的變更。",
)
_NO_COMMIT: Final = Label("No file was changed.", "期间没有文件变更。", "期間沒有檔案變更。")
_FIRST: Final = Label("The first {n} of {all}", "共{all}条，列出前{n}条", "共{all}筆，列出前{n}筆")

_DAY: Final = Column("day", Label("Day", "日期", "日期"), "day")
_PERSON: Final = Column("person", OWNER.label)
_WHAT: Final = Column("what", Label("What", "事项", "事項"))
_REASON: Final = Column("reason", Label("Reason", "原因", "原因"))
_MOST: Final = 30


class Lists:
    """The lists of ``news``; ``people`` are the names of the team."""

    def __init__(self, news: News, people: Mapping[str, str]) -> None:
        self._news = news
        self._people = people

    def sections(self) -> Iterator[Section]:
        """Yield those that have anything, and what git knows."""
        yield from self._customers()
        yield from self._moved()
        yield from self._against()
        yield from self._broken()
        yield from self._tickets()
        yield from self._deals()
        yield from self._commits()

    def _customers(self) -> Iterator[Grid]:
        facts, period = self._news.facts, self._news.period
        customers = facts.book.customers
        for title, chosen, reasons in (
            (NEW, facts.came(period), None),
            (LOST, facts.went(period), self._news.endings),
        ):
            found = customers[chosen]
            told = zip(found["id"], found["name"], found["owner"], strict=True)
            rows = [
                (
                    named(identity, name),
                    self._person(owner if isinstance(owner, str) else None),
                    *([reasons.get(identity)] if reasons is not None else []),
                )
                for identity, name, owner in told
            ]
            columns = (NAME, _PERSON, *([_REASON] if reasons is not None else []))
            yield from _listed(title, Table("customers", columns, rows))

    def _moved(self) -> Iterator[Grid]:
        told = self._news.moved
        order = (UP, DOWN, ACROSS)
        pairs = sorted(zip(told.rows, self._news.directions, strict=True), key=lambda each: order.index(each[1]))
        rows = [
            (named(identity, name), Cell(say(_DIRECTIONS[way]), tone=_TONES[way]), scheme, was, now, cause)
            for (scheme, identity, name, was, now, cause), way in pairs
        ]
        known = {column.key: column for column in told.columns}
        columns = (
            NAME, Column("way", Label("Change", "变动", "變動")), known["scheme"], known["before"], known["now"],
            known["cause"],
        )  # fmt: skip
        yield from _listed(_CLASSES, Table("classes", columns, rows), _READ)

    def _against(self) -> Iterator[Grid]:
        states = defaultdict[str, Counter[str]](Counter)
        for each in self._news.facts.outcomes:
            if self._news.period.holds(each.planned.date):
                states[each.planned.by][each.state] += 1
        rows = [
            (self._person(person), sum(own.values()), own["done"], own["late"], own["missed"], own["open"])
            for person, own in sorted(states.items(), key=lambda each: (self._person(each[0]), each[0]))
        ]
        if rows:
            columns = (
                _PERSON,
                Column("planned", Label("Planned", "计划", "計畫"), "count"),
                Column("done", Label("Done", "已完成", "已完成"), "count"),
                Column("late", Label("Done late", "延迟完成", "延遲完成"), "count"),
                Column("missed", Label("Missed", "未完成", "未完成"), "count"),
                Column("open", Label("Not reported yet", "待报告", "待回報"), "count"),
            )
            yield Grid(title=say(_AGAINST), table=Table("plan", columns, rows))

    def _broken(self) -> Iterator[Grid]:
        period = self._news.period
        found = [each for each in self._news.facts.promises if period.holds(each.due) and broken(each, period.upto)]
        found.sort(key=lambda each: (each.due, each.customer, each.what))
        rows = [
            (named(each.customer, each.name), each.what, each.due, each.done, self._person(each.person))
            for each in found
        ]
        columns = (
            NAME, _WHAT, Column("due", Label("Due", "期限", "期限"), "day"),
            Column("done", Label("Done", "完成日", "完成日"), "day"), _PERSON,
        )  # fmt: skip
        yield from _listed(BROKEN, Table("promises", columns, rows))

    def _tickets(self) -> Iterator[Grid]:
        found = [each for each in self._news.facts.tickets if self._news.period.holds(each.day)]
        found.sort(key=lambda each: (each.day, each.customer, each.number, each.what))
        rows = [
            (
                each.day, named(each.customer, each.name), each.type, Cell(each.what, each.number),
                each.closed, self._person(each.person),
            )
            for each in found
        ]  # fmt: skip
        columns = (
            _DAY, NAME, Column("type", Label("Type", "类型", "類型"), names=TICKETS), _WHAT,
            Column("closed", Label("Closed", "结案日", "結案日"), "day"), _PERSON,
        )  # fmt: skip
        yield from _listed(_TICKETS, Table("tickets", columns, rows))

    def _deals(self) -> Iterator[Grid]:
        found = [
            each
            for each in self._news.facts.deals
            if each.stage in (WON, LOST_DEAL) and self._news.period.holds(each.since)
        ]
        found.sort(key=lambda each: (each.since, each.customer, each.number))
        rows = [
            (
                each.since, named(each.customer, each.name), Cell(each.product, each.number),
                each.stage, money(each.cents), each.reason,
            )
            for each in found
        ]  # fmt: skip
        columns = (
            _DAY, NAME, Column("deal", Label("Deal", "商机", "商機")),
            Column("outcome", Label("Outcome", "结果", "結果"), names=OUTCOMES),
            Column("amount", Label("Amount", "金额", "金額"), "money"), _REASON,
        )  # fmt: skip
        yield from _listed(_DEALS, Table("deals", columns, rows))

    def _commits(self) -> Iterator[Section]:
        told = self._news.commits
        if not told:
            yield Section(title=say(_ARCHIVE), note=say(_NO_GIT if told is None else _NO_COMMIT))
            return
        who = Column("author", Label("By", "提交人", "提交人"))
        columns = (
            who,
            Column("commits", _COMMITS, "count"),
            Column("added", Label("Files added", "新增档案", "新增檔案"), "count"),
            Column("changed", Label("Changed", "修改", "修改"), "count"),
            Column("removed", Label("Removed", "删除", "刪除"), "count"),
        )
        yield Grid(title=say(_ARCHIVE), table=Table("authors", columns, [tuple(each) for each in touched(told)]))
        rows = [(each.day, each.author, Cell(each.subject, each.number), len(each.files)) for each in told]
        listed = (_DAY, who, _WHAT, Column("files", Label("Files", "文件数", "檔案數"), "count"))
        yield from _listed(_COMMITS, Table("commits", listed, rows))

    def _person(self, person: str | None) -> str:
        return in_charge(self._people, person)


def _listed(title: Label, table: Table, note: Label | None = None) -> Iterator[Grid]:
    """Yield the first rows of ``table``, if it has any."""
    if table.rows:
        told = (say(note) if note else "", excerpt(_FIRST, min(_MOST, len(table.rows)), len(table.rows)))
        yield Grid(title=say(title), note=" ".join(filter(None, told)), table=replace(table, rows=table.rows[:_MOST]))
