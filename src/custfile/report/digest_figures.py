"""The figures of a digest: those of a period beside those of the period before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from custfile.analysis.digest import DOWN, UP, Counts
from custfile.language import Label, say
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.page import Cell, Grid, Tile, Tiles, Tone
from custfile.report.wording import joined

BROKEN: Final = Label("Promises not kept in time", "未按时兑现", "未準時兌現")
LOST: Final = Label("Lost customers", "流失客户", "流失客戶")
NEW: Final = Label("New customers", "新客户", "新客戶")
_BEFORE: Final = Label("before: {value}", "上期{value}", "上期{value}")
_PLAN: Final = Label("plan: {done} of {planned}", "计划{planned}次，完成{done}次", "計畫{planned}次，完成{done}次")
_FIGURES: Final = Label("In figures", "各项数字", "各項數字")
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
_WON: Final = Label("Deals won", "成交商机", "成交商機")
_WON_MONEY: Final = Label("Amount won", "成交金额", "成交金額")
_LOST_DEALS: Final = Label("Deals lost", "失败商机", "失敗商機")
_UPGRADED: Final = Label("Upgraded", "升级客户", "升級客戶")
_DOWNGRADED: Final = Label("Downgraded", "降级客户", "降級客戶")

_BAD_WHEN_MORE: Final = ("lost", "complaints", "broken", "lost_deals")
_ROWS: Final[Sequence[tuple[str, Label]]] = (
    ("new", NEW), ("lost", LOST), ("visits", _VISITS), ("planned", _PLANNED), ("done", _DONE), ("orders", _ORDERS),
    ("amount", _AMOUNT), ("received", _RECEIVED), ("opened", _OPENED), ("closed", _CLOSED), ("complaints", _COMPLAINTS),
    ("kept", _KEPT), ("broken", BROKEN), ("won", _WON), ("won_cents", _WON_MONEY), ("lost_deals", _LOST_DEALS),
)  # fmt: skip
_TILES: Final = ("new", "lost", "visits", "amount", "received", "opened", "complaints", "kept")
_CENTS: Final = ("amount", "received", "won_cents")


class Comparison:
    """The counts of the period ``now`` against those of the period ``before``."""

    def __init__(self, now: Counts, before: Counts, figures: Figures) -> None:
        self._now, self._before = now, before
        self._figures = figures

    def tiles(self, directions: Sequence[str]) -> Tiles:
        """Return the most important figures; ``directions`` are those of the changes of class."""
        entries = [self._tile(name, label) for name, label in _ROWS if name in _TILES]
        moved = [Tile(say(label), directions.count(way)) for label, way in ((_UPGRADED, UP), (_DOWNGRADED, DOWN))]
        return Tiles(entries=[*entries[:2], *moved, *entries[2:]])

    def _tile(self, name: str, label: Label) -> Tile:
        is_, was = getattr(self._now, name), getattr(self._before, name)
        planned = name == "visits" and self._now.planned
        plan = say(_PLAN).format(done=self._now.done, planned=self._now.planned) if planned else ""
        note = joined(say(_BEFORE).format(value=self._short(name, was)), plan)
        tone: Tone = ""
        if is_ != was and name != "opened":
            tone = "bad" if (is_ > was) == (name in _BAD_WHEN_MORE) else "good"
        return Tile(say(label), self._short(name, is_), note, tone)

    def table(self) -> Iterator[Grid]:
        """Yield all figures with their change; none where nothing happened."""
        rows = []
        for name, label in _ROWS:
            is_, was = getattr(self._now, name), getattr(self._before, name)
            if is_ or was:
                change = f"{'+' if is_ > was else '−'}{self._full(name, abs(is_ - was))}" if is_ != was else ""
                rows.append((say(label), Cell(self._full(name, is_)), Cell(self._full(name, was)), Cell(change)))
        columns = (
            Column("figure", Label("Figure", "项目", "項目")),
            Column("now", Label("This period", "本期", "本期"), "count"),
            Column("before", Label("Period before", "上期", "上期"), "count"),
            Column("change", Label("Change", "增减", "增減"), "count"),
        )
        if rows:
            yield Grid(title=say(_FIGURES), table=Table("figures", columns, rows), stacked=False)

    def _short(self, name: str, value: int) -> str:
        figures = self._figures
        return figures.short_money(Decimal(value).scaleb(-2)) if name in _CENTS else figures.number(value)

    def _full(self, name: str, value: int) -> str:
        figures = self._figures
        return figures.money(Decimal(value).scaleb(-2)) if name in _CENTS else figures.number(value)
