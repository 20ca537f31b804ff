"""Sleeping customers: who has fallen silent by its own rhythm, what it was worth, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from custfile.analysis.book import day_of
from custfile.analysis.classes.by_borders import shares
from custfile.analysis.models.footing import GAPS_NEED, LAPSED, LATE
from custfile.analysis.sleeping import sleeping
from custfile.language import Label, _, say, spoken
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.page import (
    INTERNAL,
    Amount,
    Cell,
    Chart,
    Grid,
    Origin,
    Pairs,
    Report,
    Section,
    Series,
    Tile,
    Tiles,
    Value,
)
from custfile.report.roll import ID, NAME, OWNER, PHONE, Roll, bare, left_out, named, places
from custfile.report.source import Source

_TITLE: Final = Label("Sleeping customers", "沉睡客户", "沉睡客戶")
_SUBTITLE: Final = Label(
    "Silent for more than twice their own rhythm, the most valuable first",
    "静默超过自身购买间隔两倍的客户，价值高的在前",
    "靜默超過自身購買間隔兩倍的客戶，價值高的在前",
)
_NOBODY: Final = Label("No customer sleeps.", "没有沉睡客户。", "沒有沉睡客戶。")
_NEVER: Final = Label("never bought", "从未购买", "從未購買")
_ENDED: Final = Label("trade has stopped", "已停止交易", "已停止交易")
_UNKNOWN: Final = Label("rhythm not known", "购买节奏不明", "購買節奏不明")
_SLEEP: Final = Label("Sleeping", "沉睡客户", "沉睡客戶")
_STATES: Final = {"late": Label("late", "逾期未购", "逾期未購"), "lapsed": Label("lapsed", "疑似流失", "疑似流失")}
_OF_LAPSED: Final = Label("{n} of them lapsed", "其中{n}位疑似流失", "其中{n}位疑似流失")
_WORTH: Final = Label("Worth a year", "年价值", "年價值")
_LAST_YEAR: Final = Label("amount of their last year", "各自最后一年的金额", "各自最後一年的金額")
_FEW: Final = Label("Bring 80% of it", "占其八成", "占其八成")
_CUSTOMERS: Final = Label("customers", "位客户", "位客戶")
_UNSEEN: Final = Label("Not seen since", "之后未联络", "之後未聯絡")
_AFTER: Final = Label("no contact after the last order", "最近订单之后没有拜访或联络", "最近訂單之後沒有拜訪或聯絡")
_CHART: Final = Label("Value and silence", "价值与静默", "價值與靜默")
_READ: Final = Label(
    "To the left: still easy to win back. At the top: most worth it.",
    "越靠左越容易挽回，越靠上越值得挽回。",
    "越靠左越容易挽回，越靠上越值得挽回。",
)
_LIST: Final = Label("Whom to win back", "挽回名单", "挽回名單")
_RULE: Final = Label("How it was judged", "判断依据", "判斷依據")
_TIMES: Final = Label("{times} × {gap}", "{gap}的{times}倍", "{gap}的{times}倍")
_TIMES_USUAL: Final = Label(
    "{times} × {gap}, the gap of all", "{gap}（全体间隔）的{times}倍", "{gap}（全體間隔）的{times}倍"
)
_ACTIONS: Final = {
    "complaint": Label("Settle the open complaint first", "先处理未结投诉", "先處理未結客訴"),
    "money": Label("Clear up the overdue money first", "先理清逾期货款", "先釐清逾期帳款"),
    "call": Label("Call and ask for a date", "致电约时间", "致電約時間"),
    "remind": Label("Remind: message or call", "发消息或致电提醒", "傳訊息或致電提醒"),
    "visit": Label("Visit: ask why, bring an offer", "登门拜访，问明原因，带上方案", "登門拜訪，問明原因，帶上方案"),
    "offer": Label("Write with an offer", "寄送优惠方案", "寄送優惠方案"),
}

_VALUE: Final = Column("value", Label("Amount of the last year", "最后一年金额", "最後一年金額"), "money")
_STATE: Final = Column("state", Label("State", "状态", "狀態"), names=_STATES)
_SILENT: Final = Column("silent", Label("Silent", "静默", "靜默"))
_LAST: Final = Column("last_order", Label("Last order", "最近订单", "最近訂單"), "day")
_CONTACT: Final = Column("last_visit", Label("Last contact", "最近联络", "最近聯絡"), "day")
_ACTION: Final = Column("action", Label("Suggested action", "建议做法", "建議做法"), names=_ACTIONS)
_COLUMNS: Final = (NAME, _VALUE, _STATE, _SILENT, _LAST, _CONTACT, PHONE, OWNER, _ACTION)
_DATA: Final = (
    ID,
    NAME,
    OWNER,
    PHONE,
    _VALUE,
    _STATE,
    Column("silent_days", Label("Days silent", "静默天数", "靜默天數"), "count"),
    Column("gap_days", Label("Gap (days)", "间隔（天）", "間隔（天）"), "score"),
    Column("gaps_silent", Label("Silence in gaps", "静默为间隔的倍数", "靜默為間隔的倍數"), "score"),
    Column(
        "rhythm",
        Label("Gap of", "间隔来源", "間隔來源"),
        names={"own": Label("its own", "自身", "自身"), "all": Label("all customers", "全体", "全體")},
    ),
    _LAST,
    _CONTACT,
    _ACTION,
)
_MOST: Final = Decimal("0.8")
_LONG_OVERDUE: Final = 60
_DRAWN: Final = 3  # of fewer points the list says all


class Sleeper(NamedTuple):
    """One customer: its amount of the last year, its silence against the gap (days), and what is to be known.

    ``own``: the gap is its own. ``worthy``: it is one of the few that 80 % of the amount belong to.
    """

    id: str
    name: str
    owner: str
    phone: Value | Cell
    value: Decimal
    silent: int
    gap: float
    own: bool
    lapsed: bool
    last_order: date
    last_visit: date | None
    worthy: bool
    complaints: int
    days_overdue: int

    @property
    def action(self) -> str:
        """What to do: what stands between us first, then the more the more it is worth and the longer it is silent."""
        if self.complaints:
            return "complaint"
        if self.days_overdue > _LONG_OVERDUE:
            return "money"
        if self.lapsed:
            return "visit" if self.worthy else "offer"
        return "call" if self.worthy else "remind"


def wake(sleepers: Sequence[Sleeper], usual: float, origin: Origin) -> Report:
    """Return the report of ``sleepers``, the most valuable first; ``usual``: the median gap of all in days, maybe NaN."""
    listed = sorted(sleepers, key=lambda each: (-each.value, each.silent, each.id))
    figures = Figures(spoken(), origin.currency)
    return Report(
        name="sleeping",
        title=say(_TITLE),
        subtitle=say(_SUBTITLE),
        facts=list(origin.facts()),
        sections=list(_sections(listed, usual, figures)) if listed else [Section(note=say(_NOBODY))],
        language=spoken(),
        archive=origin.archive,
        currency=origin.currency,
        footnote=say(INTERNAL),
        data=Table("sleeping", _DATA, [_datum(each) for each in listed]),
        empty=not listed,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the chosen customers."""
    figures = source.figures
    found, chosen = sleeping(figures.book), set(places(figures, source.chosen))
    bands, _before = shares(found.frame["value"].to_numpy().astype(float), (_MOST,))
    roll = Roll(figures, source.catalog, source.level, Figures(spoken(), source.origin.currency))
    visits = source.last_visits()
    complaints, overdue = figures.column("complaints_open"), figures.column("days_overdue")
    sleepers = [
        Sleeper(
            roll.id(who),
            roll.name(who),
            roll.owner(who),
            roll.phone(who),
            Decimal(int(row["value"])).scaleb(-2),
            row["silent"],
            row["gap"],
            row["own"],
            row["lapsed"],
            day_of(row["last"]),
            visits.get(roll.id(who)),
            band == 0,
            complaints[who],
            overdue[who],
        )
        for row, band in zip(found.frame.to_dict("records"), bands.tolist(), strict=True)
        if (who := row["who"]) in chosen
    ]
    reasons = ((_NEVER, found.never), (_ENDED, found.ended), (_UNKNOWN, found.unknown))
    origin = left_out(source.origin, *((label, int(mask[sorted(chosen)].sum())) for label, mask in reasons))
    return wake(sleepers, found.usual, origin)


def _sections(listed: Sequence[Sleeper], usual: float, figures: Figures) -> Iterator[Section]:
    yield _tiles(listed, figures)
    if len(listed) >= _DRAWN:
        yield _chart(listed, figures)
    most = max(listed[0].value, Decimal(1))
    rows = [_row(each, most, figures) for each in listed]
    yield Grid(title=say(_LIST), table=Table("sleeping", _COLUMNS, rows))
    yield Pairs(title=say(_RULE), entries=list(_rules(usual, figures)))


def _tiles(listed: Sequence[Sleeper], figures: Figures) -> Tiles:
    lapsed, unseen = sum(each.lapsed for each in listed), sum(_unseen(each) for each in listed)
    value = figures.short_money(Amount(sum((each.value for each in listed), Decimal(0)), figures.currency))
    return Tiles(
        entries=(
            Tile(say(_SLEEP), len(listed), say(_OF_LAPSED).format(n=lapsed) if lapsed else ""),
            Tile(say(_WORTH), value, say(_LAST_YEAR)),
            Tile(say(_FEW), sum(each.worthy for each in listed), say(_CUSTOMERS)),
            Tile(say(_UNSEEN), unseen, say(_AFTER), "warn" if unseen else "good"),
        )
    )


def _unseen(each: Sleeper) -> bool:
    return each.last_visit is None or each.last_visit <= each.last_order


def _chart(listed: Sequence[Sleeper], figures: Figures) -> Chart:
    axes = say(Label("Silence in gaps", "静默为间隔的倍数", "靜默為間隔的倍數")), say(_VALUE.label)
    alt = _("{title}: {first} was worth most, {value} in its last year, and is silent for {times} gaps.").format(
        title=say(_CHART),
        first=listed[0].name,
        value=figures.money(Amount(listed[0].value, figures.currency)),
        times=_times(listed[0], figures),
    )
    return Chart(
        title=say(_CHART),
        note=say(_READ),
        shape="scatter",
        marks=[each.name for each in listed],
        series=[
            Series(axes[0], [round(each.silent / each.gap, 2) for each in listed]),
            Series(axes[1], [float(each.value) for each in listed]),
        ],
        alt=alt,
        unit="money",
        axes=axes,
    )


def _times(each: Sleeper, figures: Figures) -> str:
    return figures.number(Decimal(str(round(each.silent / each.gap, 1))))


def _row(each: Sleeper, most: Decimal, figures: Figures) -> tuple[Any, ...]:
    note = say(_TIMES if each.own else _TIMES_USUAL).format(
        times=_times(each, figures), gap=figures.days(round(each.gap))
    )
    return (
        named(each.id, each.name),
        Cell(each.value, bar=float(max(each.value, Decimal(0)) / most)),
        Cell(_state(each), tone="bad" if each.lapsed else "warn"),
        Cell(figures.days(each.silent), note),
        each.last_order,
        Cell(each.last_visit, tone="warn" if _unseen(each) else ""),
        each.phone,
        each.owner,
        each.action,
    )


def _state(each: Sleeper) -> str:
    return "lapsed" if each.lapsed else "late"


def _rules(usual: float, figures: Figures) -> Iterator[tuple[str, str]]:
    late = _("silent for more than {late:g} own median gaps: late; more than {lapsed:g}: lapsed; from {n} orders on")
    yield say(Label("Rhythm", "购买节奏", "購買節奏")), late.format(late=LATE, lapsed=LAPSED, n=GAPS_NEED)
    if usual == usual:
        label = Label(
            "Gap of all, for those with fewer orders", "全体间隔（用于订单较少者）", "全體間隔（用於訂單較少者）"
        )
        yield say(label), figures.days(round(usual))
    label = Label("Order", "排序规则", "排序規則")
    rule = Label(
        "amount of the 365 days up to the last order, then the less silent, then id",
        "截至最近订单的365天金额，其次静默较短者，再次编号",
        "截至最近訂單的365天金額，其次靜默較短者，再次編號",
    )
    yield say(label), say(rule)


def _datum(each: Sleeper) -> tuple[Any, ...]:
    return (
        each.id,
        each.name,
        each.owner or None,
        bare(each.phone),
        each.value,
        _state(each),
        each.silent,
        round(each.gap, 1),
        round(each.silent / each.gap, 2),
        "own" if each.own else "all",
        each.last_order,
        each.last_visit,
        each.action,
    )
