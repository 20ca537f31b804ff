"""Who sleeps, line by line: its silence against its own rhythm, its worth, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from custfile.language import Label, say
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.page import Cell, Grid, Value
from custfile.report.roll import ID, NAME, OWNER, PHONE, bare, named

_LIST: Final = Label("Whom to win back", "挽回名单", "挽回名單")
_STATES: Final = {"late": Label("late", "逾期未购", "逾期未購"), "lapsed": Label("lapsed", "疑似流失", "疑似流失")}
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

VALUE: Final = Column("value", Label("Amount of the last year", "最后一年金额", "最後一年金額"), "money")
_STATE: Final = Column("state", Label("State", "状态", "狀態"), names=_STATES)
_SILENT: Final = Column("silent", Label("Silent", "静默", "靜默"))
_LAST: Final = Column("last_order", Label("Last order", "最近订单", "最近訂單"), "day")
_CONTACT: Final = Column("last_visit", Label("Last contact", "最近联络", "最近聯絡"), "day")
_ACTION: Final = Column("action", Label("Suggested action", "建议做法", "建議做法"), names=_ACTIONS)
_COLUMNS: Final = (NAME, VALUE, _STATE, _SILENT, _LAST, _CONTACT, PHONE, OWNER, _ACTION)
_DATA: Final = (
    ID,
    NAME,
    OWNER,
    PHONE,
    VALUE,
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
_LONG_OVERDUE: Final = 60


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
    def state(self) -> str:
        """How far it is gone: ``late``, or ``lapsed``."""
        return "lapsed" if self.lapsed else "late"

    @property
    def gaps(self) -> float:
        """How many of its gaps it is silent."""
        return self.silent / self.gap

    @property
    def unseen(self) -> bool:
        """Whether nobody has been in touch since its last order."""
        return self.last_visit is None or self.last_visit <= self.last_order

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


def whom(listed: Sequence[Sleeper], figures: Figures) -> Grid:
    """Return the list of whom to win back."""
    most = max(listed[0].value, Decimal(1))
    rows = [_row(each, most, figures) for each in listed]
    return Grid(title=say(_LIST), table=Table("sleeping", _COLUMNS, rows))


def _row(each: Sleeper, most: Decimal, figures: Figures) -> tuple[Any, ...]:
    note = say(_TIMES if each.own else _TIMES_USUAL).format(
        times=times(each, figures), gap=figures.days(round(each.gap))
    )
    return (
        named(each.id, each.name),
        Cell(each.value, bar=float(max(each.value, Decimal(0)) / most)),
        Cell(each.state, tone="bad" if each.lapsed else "warn"),
        Cell(figures.days(each.silent), note),
        each.last_order,
        Cell(each.last_visit, tone="warn" if each.unseen else ""),
        each.phone,
        each.owner,
        each.action,
    )


def times(each: Sleeper, figures: Figures) -> str:
    """Return how many of its gaps a customer is silent, in words."""
    return figures.number(Decimal(str(round(each.gaps, 1))))


def data(listed: Sequence[Sleeper]) -> Table:
    """Return the list for programs."""
    return Table("sleeping", _DATA, [_datum(each) for each in listed])


def _datum(each: Sleeper) -> tuple[Any, ...]:
    return (
        each.id,
        each.name,
        each.owner or None,
        bare(each.phone),
        each.value,
        each.state,
        each.silent,
        round(each.gap, 1),
        round(each.gaps, 2),
        "own" if each.own else "all",
        each.last_order,
        each.last_visit,
        each.action,
    )
