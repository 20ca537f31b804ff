"""What happened in a week, a month or any other period: who came and went, what was done, and what was changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

import numpy as np

from custfile.analysis.classes.changes import changes
from custfile.analysis.classes.placing import prepare
from custfile.analysis.digest import (
    ACROSS,
    DOWN,
    UP,
    Commit,
    Counts,
    Facts,
    Period,
    broken,
    counts,
    direction,
    period_of,
    promises,
    touched,
)
from custfile.analysis.funnel import LOST, WON, deals
from custfile.analysis.rankings.ranked import money
from custfile.analysis.service import tickets
from custfile.language import Label, say, spoken
from custfile.model.choices import OUTCOMES, TICKETS
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.page import INTERNAL, Amount, Cell, Grid, Origin, Report, Section, Tile, Tiles, Tone
from custfile.report.source import Source

WEEK: Final = 7
"""Days of the period when nobody says how many."""

_TITLE: Final = Label("Digest", "动态简报", "動態簡報")
_WEEKLY: Final = Label("Weekly digest", "周报", "週報")
_MONTHLY: Final = Label("Monthly digest", "月报", "月報")
_SPAN: Final = Label("{first} to {last}", "{first}至{last}", "{first}至{last}")
_BEFORE: Final = Label("before: {value}", "上期{value}", "上期{value}")
_PLAN: Final = Label("plan: {done} of {planned}", "计划{planned}次，完成{done}次", "計畫{planned}次，完成{done}次")
_FIGURES: Final = Label("In figures", "各项数字", "各項數字")
_NEW: Final = Label("New customers", "新客户", "新客戶")
_LOST: Final = Label("Lost customers", "流失客户", "流失客戶")
_VISITS: Final = Label("Visits and calls", "拜访联系", "拜訪聯絡")
_PLANNED: Final = Label("Planned visits", "计划拜访", "計畫拜訪")
_DONE: Final = Label("Planned visits made", "按计划完成", "依計畫完成")
_ORDERS: Final = Label("Orders", "订单数", "訂單數")
_AMOUNT: Final = Label("Ordered, net", "净订货金额", "淨訂購金額")
_RECEIVED: Final = Label("Received", "收款", "收款")
_OPENED: Final = Label("Tickets opened", "新增工单", "新增案件")
_CLOSED: Final = Label("Tickets closed", "结案工单", "結案案件")
_COMPLAINTS: Final = Label("Complaints", "投诉", "客訴")
_KEPT: Final = Label("Promises kept", "兑现承诺", "兌現承諾")
_BROKEN: Final = Label("Promises not kept in time", "未按时兑现", "未準時兌現")
_WON: Final = Label("Deals won", "成交商机", "成交商機")
_WON_MONEY: Final = Label("Amount won", "成交金额", "成交金額")
_LOST_DEALS: Final = Label("Deals lost", "失败商机", "失敗商機")
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
_UPGRADED: Final = Label("Upgraded", "升级客户", "升級客戶")
_DOWNGRADED: Final = Label("Downgraded", "降级客户", "降級客戶")
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
_NOBODY: Final = Label("Nobody in charge", "无负责人", "無負責人")

_NAME: Final = Column("name", Label("Customer", "客户", "客戶"))
_DAY: Final = Column("day", Label("Day", "日期", "日期"), "day")
_PERSON: Final = Column("person", Label("In charge", "负责人", "負責人"))
_WHAT: Final = Column("what", Label("What", "事项", "事項"))
_REASON: Final = Column("reason", Label("Reason", "原因", "原因"))
_MOST: Final = 30
_SHORTEST, _LONGEST = 28, 31

_BAD_WHEN_MORE: Final = ("lost", "complaints", "broken", "lost_deals")
_ROWS: Final[Sequence[tuple[str, Label]]] = (
    ("new", _NEW), ("lost", _LOST), ("visits", _VISITS), ("planned", _PLANNED), ("done", _DONE), ("orders", _ORDERS),
    ("amount", _AMOUNT), ("received", _RECEIVED), ("opened", _OPENED), ("closed", _CLOSED), ("complaints", _COMPLAINTS),
    ("kept", _KEPT), ("broken", _BROKEN), ("won", _WON), ("won_cents", _WON_MONEY), ("lost_deals", _LOST_DEALS),
)  # fmt: skip
_TILES: Final = ("new", "lost", "visits", "amount", "received", "opened", "complaints", "kept")
_FIELDS: Final = ("name", "owner", "terms.currency", "ended.reason", "promises", "tickets", "deals")
_CENTS: Final = ("amount", "received", "won_cents")


@dataclass(frozen=True, kw_only=True)
class News:
    """What a digest tells: the ``facts``, who changed class (a row of ``changes`` and its direction), what was committed.

    ``endings`` are the reasons for which trade with customers ended, by id; ``commits`` is ``None`` without git.
    """

    period: Period
    facts: Facts
    moved: Table
    directions: Sequence[str]
    endings: Mapping[str, str]
    commits: Sequence[Commit] | None


def digest(news: News, people: Mapping[str, str], origin: Origin) -> Report:
    """Return the report of ``news``."""
    teller = _Teller(news, people, origin)
    now = counts(news.facts, news.period)
    figures = teller.figures
    first = figures.day(news.period.after + timedelta(1))
    return Report(
        name="digest",
        title=say(_title(news.period)),
        subtitle=say(_SPAN).format(first=first, last=figures.day(news.period.upto)),
        facts=list(origin.facts()),
        sections=list(teller.sections(now)),
        language=spoken(),
        archive=origin.archive,
        currency=origin.currency,
        footnote=say(INTERNAL),
        empty=not (any(now) or news.moved.rows or news.commits),
    )


def make(source: Source, subject: str) -> Report:
    """Return the digest of the chosen customers, of the last week if nobody tells a day or a number of days."""
    period = period_of(source.as_of, source.since, source.days or WEEK)
    figures, before = source.figures, source.at(period.after).figures
    book = figures.book
    ids = book.customers["id"].tolist()
    members = np.fromiter((identity in source.chosen for identity in ids), np.bool_, len(ids))
    columns = (dict(zip(_FIELDS, row, strict=True)) for row in zip(*book.fields(_FIELDS), strict=True))
    told = [
        ((identity, row["name"], row["owner"]), row)
        for identity, row in zip(ids, columns, strict=True)
        if identity in source.chosen
    ]
    settings, as_of = source.settings, source.as_of
    schemes = [scheme for scheme in source.usual if scheme in source.schemes]
    for each in (before, figures):
        prepare([source.schemes[scheme] for scheme in schemes], each)
    moved = changes(schemes, before, figures, members & np.isin(ids, list(before.position)))
    news = News(
        period=period,
        facts=Facts(
            book=book,
            members=members,
            outcomes=[each for each in source.outcomes() if each.planned.customer in source.chosen],
            tickets=[each for at, row in told for each in tickets(*at, row["tickets"] or (), as_of)],
            promises=[each for at, row in told for each in promises(*at, row["promises"] or (), as_of)],
            deals=[
                each
                for at, row in told
                for each in deals(
                    *at, row["deals"] or (), row["terms.currency"] or settings.currency, settings.exchange, as_of
                )
            ],
        ),
        moved=moved,
        directions=[direction(row[3], row[4], figures.placed(row[0])) for row in moved.rows],
        endings={at[0]: row["ended.reason"] for at, row in told if row["ended.reason"]},
        commits=source.commits(period.after),
    )
    return digest(news, source.catalog["people"], source.origin)


class _Teller:
    def __init__(self, news: News, people: Mapping[str, str], origin: Origin) -> None:
        self._news = news
        self._people = people
        self._currency = origin.currency
        self.figures = Figures(spoken(), origin.currency)

    def sections(self, now: Counts) -> Iterator[Section]:
        before = counts(self._news.facts, self._news.period.before)
        yield self._tiles(now, before)
        if any((*now, *before)):
            yield self._table(now, before)
        yield from self._customers()
        yield from self._moved()
        yield from self._against()
        yield from self._broken()
        yield from self._tickets()
        yield from self._deals()
        yield from self._commits()

    def _tiles(self, now: Counts, before: Counts) -> Tiles:
        labels = dict(_ROWS)
        entries = [self._tile(name, labels[name], now, before) for name in _TILES]
        moved = Counter(self._news.directions)
        entries[2:2] = [Tile(say(_UPGRADED), moved[UP]), Tile(say(_DOWNGRADED), moved[DOWN])]
        return Tiles(entries=entries)

    def _tile(self, name: str, label: Label, now: Counts, before: Counts) -> Tile:
        is_, was = getattr(now, name), getattr(before, name)
        note = say(_BEFORE).format(value=self._short(name, was))
        if name == "visits" and now.planned:
            note = f"{note} · {say(_PLAN).format(done=now.done, planned=now.planned)}"
        tone: Tone = ""
        if is_ != was:
            tone = "bad" if (is_ > was) == (name in _BAD_WHEN_MORE) else "good"
        return Tile(say(label), self._short(name, is_), note, "" if name == "opened" else tone)

    def _short(self, name: str, value: int) -> str:
        if name in _CENTS:
            return self.figures.short_money(Amount(Decimal(value).scaleb(-2), self._currency))
        return self.figures.number(value)

    def _table(self, now: Counts, before: Counts) -> Grid:
        rows = []
        for name, label in _ROWS:
            is_, was = getattr(now, name), getattr(before, name)
            if is_ == was == 0:
                continue
            change = f"{'+' if is_ > was else '−'}{self._full(name, abs(is_ - was))}" if is_ != was else ""
            rows.append((say(label), Cell(self._full(name, is_)), Cell(self._full(name, was)), Cell(change)))
        columns = (
            Column("figure", Label("Figure", "项目", "項目")),
            Column("now", Label("This period", "本期", "本期"), "count"),
            Column("before", Label("Period before", "上期", "上期"), "count"),
            Column("change", Label("Change", "增减", "增減"), "count"),
        )
        return Grid(title=say(_FIGURES), table=Table("figures", columns, rows), stacked=False)

    def _full(self, name: str, value: int) -> str:
        if name in _CENTS:
            return self.figures.money(Amount(Decimal(value).scaleb(-2), self._currency))
        return self.figures.number(value)

    def _customers(self) -> Iterator[Grid]:
        facts, period = self._news.facts, self._news.period
        customers = facts.book.customers
        for title, chosen, reasons in (
            (_NEW, facts.came(period), None),
            (_LOST, facts.went(period), self._news.endings),
        ):
            found = customers[chosen]
            told = zip(found["id"], found["name"], found["owner"], strict=True)
            rows = [
                (
                    Cell(name, identity, customer=identity),
                    self._person(owner if isinstance(owner, str) else None),
                    *([reasons.get(identity)] if reasons is not None else []),
                )
                for identity, name, owner in told
            ]
            if rows:
                columns = (_NAME, _PERSON, *([_REASON] if reasons is not None else []))
                yield Grid(title=say(title), note=_first(rows), table=Table("customers", columns, rows[:_MOST]))

    def _moved(self) -> Iterator[Grid]:
        told = self._news.moved
        order = (UP, DOWN, ACROSS)
        pairs = sorted(zip(told.rows, self._news.directions, strict=True), key=lambda each: order.index(each[1]))
        rows = [
            (
                Cell(name, identity, customer=identity), Cell(say(_DIRECTIONS[way]), tone=_TONES[way]), scheme, was, now,
                cause,
            )
            for (scheme, identity, name, was, now, cause), way in pairs
        ]  # fmt: skip
        if rows:
            known = {column.key: column for column in told.columns}
            columns = (
                _NAME, Column("way", Label("Change", "变动", "變動")), known["scheme"], known["before"], known["now"],
                known["cause"],
            )  # fmt: skip
            note = " ".join(filter(None, (say(_READ), _first(rows))))
            yield Grid(title=say(_CLASSES), note=note, table=Table("classes", columns, rows[:_MOST]))

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
            (
                Cell(each.name, each.customer, customer=each.customer), each.what, each.due, each.done,
                self._person(each.person),
            )
            for each in found
        ]  # fmt: skip
        if rows:
            columns = (
                _NAME, _WHAT, Column("due", Label("Due", "期限", "期限"), "day"),
                Column("done", Label("Done", "完成日", "完成日"), "day"), _PERSON,
            )  # fmt: skip
            yield Grid(title=say(_BROKEN), note=_first(rows), table=Table("promises", columns, rows[:_MOST]))

    def _tickets(self) -> Iterator[Grid]:
        found = [each for each in self._news.facts.tickets if self._news.period.holds(each.day)]
        found.sort(key=lambda each: (each.day, each.customer, each.number, each.what))
        rows = [
            (
                each.day, Cell(each.name, each.customer, customer=each.customer), each.type, Cell(each.what, each.number),
                each.closed, self._person(each.person),
            )
            for each in found
        ]  # fmt: skip
        if rows:
            columns = (
                _DAY, _NAME, Column("type", Label("Type", "类型", "類型"), names=TICKETS), _WHAT,
                Column("closed", Label("Closed", "结案日", "結案日"), "day"), _PERSON,
            )  # fmt: skip
            yield Grid(title=say(_TICKETS), note=_first(rows), table=Table("tickets", columns, rows[:_MOST]))

    def _deals(self) -> Iterator[Grid]:
        found = [
            each for each in self._news.facts.deals if each.stage in (WON, LOST) and self._news.period.holds(each.since)
        ]
        found.sort(key=lambda each: (each.since, each.customer, each.number))
        rows = [
            (
                each.since, Cell(each.name, each.customer, customer=each.customer), Cell(each.product, each.number),
                each.stage, money(each.cents), each.reason,
            )
            for each in found
        ]  # fmt: skip
        if rows:
            columns = (
                _DAY, _NAME, Column("deal", Label("Deal", "商机", "商機")),
                Column("outcome", Label("Outcome", "结果", "結果"), names=OUTCOMES),
                Column("amount", Label("Amount", "金额", "金額"), "money"), _REASON,
            )  # fmt: skip
            yield Grid(title=say(_DEALS), note=_first(rows), table=Table("deals", columns, rows[:_MOST]))

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
        yield Grid(title=say(_COMMITS), note=_first(rows), table=Table("commits", listed, rows[:_MOST]))

    def _person(self, person: str | None) -> str:
        return self._people.get(person, person) if person else say(_NOBODY)


def _title(period: Period) -> Label:
    """Return what a digest of so many days is called; a month has 28 to 31."""
    days = (period.upto - period.after).days
    return _WEEKLY if days == WEEK else _MONTHLY if _SHORTEST <= days <= _LONGEST else _TITLE


def _first(rows: Sequence[Any]) -> str:
    return say(_FIRST).format(n=_MOST, all=len(rows)) if len(rows) > _MOST else ""
