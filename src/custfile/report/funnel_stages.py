"""The stages of the funnel: the deals and the money in each, what they may bring, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from custfile.analysis.funnel import Deal, Forecast, Level
from custfile.analysis.rankings.ranked import money
from custfile.language import Label, say, spoken
from custfile.model.choices import OUTCOMES
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.origin import Origin
from custfile.report.page import Chart, Grid, Series, Tile, Tiles

FORECAST: Final = Label("Forecast", "预测", "預測")
_STAGES: Final = Label("By stage", "各阶段", "各階段")
_MONTHS: Final = Label("When they should close", "预计成交时间", "預計成交時間")
_NO_DAY: Final = Label("no date given", "未填日期", "未填日期")
_PAST: Final = Label("overdue", "已过期", "已過期")
_LOW: Final = Label("Low", "保守", "保守")
_LIKELY: Final = Label("Likely", "预期", "預期")
_HIGH: Final = Label("High", "乐观", "樂觀")
_SUM: Final = Label("All", "合计", "合計")
_ALT: Final = Label(
    "Money in open deals by stage: {told}.", "各阶段在谈商机金额：{told}。", "各階段進行中商機的金額：{told}。"
)
_READ: Final = Label(
    "Win rates come from the settings. Reached counts the deals begun in the last 12 months that came at least to this stage; "
    "the files do not say where lost deals stood, so it is a minimum.",
    "成交率取自设置。“到达此阶段”按近12个月新增商机计算；失败的商机止于哪一阶段未记录，故为最低数。",
    "成交率取自設定。「到達此階段」按近12個月新增商機計算；失敗的商機止於哪一階段未記錄，故為最低數。",
)
_FORMULA: Final = Label(
    "Likely: win rate × amount, summed over the open deals. Low and high: ∓1.2816 × √Σ p(1−p)·a², the range of four in five "
    "outcomes if each deal is won or lost by itself.",
    "预期：各在谈商机的成交率×金额之和。保守与乐观：∓1.2816×√Σ p(1−p)·a²；若各商机互不影响，五次中有四次落在此区间。",
    "預期：各進行中商機的成交率×金額之和。保守與樂觀：∓1.2816×√Σ p(1−p)·a²；若各商機互不影響，五次中有四次落在此區間。",
)
_UNPRICED: Final = Label(
    " Deals without an amount, which are not in it: {n}.",
    "另有{n}个商机未填金额，未计入。",
    "另有{n}個商機未填金額，未計入。",
)

DEALS: Final = Column("deals", Label("Deals", "商机数", "商機數"), "count")
AMOUNT: Final = Column("amount", Label("Amount", "金额", "金額"), "money")
WEIGHTED: Final = Column("weighted", Label("Likely", "预期金额", "預期金額"), "money")


class Stages:
    """The stages whose win rates are ``rates``, called as ``names`` says, on the day of ``origin``."""

    def __init__(self, rates: Mapping[str, float], names: Mapping[str, Label], origin: Origin) -> None:
        self._rates = rates
        self._names = {**{stage: _with_id(stage, names.get(stage)) for stage in rates}, **OUTCOMES}
        self._figures = Figures(spoken(), origin.currency)
        self.as_of = origin.as_of
        self.column = Column("stage", Label("Stage", "阶段", "階段"), names=self._names)

    def weighted(self, deal: Deal) -> Decimal | None:
        """Return what an open deal is expected to bring; ``None`` without an amount."""
        return None if deal.cents is None else money(round(deal.cents * self._rates[deal.stage]))

    def likely(self, deals: Iterable[Deal]) -> Decimal:
        """Return what open deals are expected to bring together."""
        return sum((amount for deal in deals if (amount := self.weighted(deal)) is not None), Decimal())

    def chart(self, found: Sequence[Level]) -> Chart:
        """Return the money at each stage."""
        told = ", ".join(
            f"{say(self._names[each.stage])} {self._figures.short_money(amount(each.cents))}" for each in found
        )
        return Chart(
            title=say(_STAGES),
            shape="bars",
            marks=[say(self._names[each.stage]) for each in found],
            series=[Series(say(AMOUNT.label), [each.cents / 100 for each in found])],
            alt=say(_ALT).format(told=told),
            unit="money",
        )

    def table(self, found: Sequence[Level]) -> Grid:
        """Return the deals of each stage, and of all."""
        columns = (
            self.column,
            Column("rate", Label("Win rate", "成交率", "成交率"), "share"),
            DEALS,
            AMOUNT,
            WEIGHTED,
            Column("age", Label("Median days in stage", "停留天数中位数", "停留天數中位數"), "quantity"),
            Column("oldest", Label("Longest", "最长天数", "最久天數"), "count"),
            Column("reached", Label("Reached", "到达此阶段", "到達此階段"), "count"),
            Column("share", Label("Share of those begun", "占新增商机", "占新增商機"), "share"),
        )
        rows: list[tuple[Any, ...]] = [
            (
                each.stage, each.rate, each.deals, money(each.cents), money(each.likely), each.age, each.oldest,
                each.reached, each.reached / each.begun if each.begun else None,
            )
            for each in found
        ]  # fmt: skip
        number, cents, likely = (sum(sums) for sums in zip(*((e.deals, e.cents, e.likely) for e in found), strict=True))
        rows.append((say(_SUM), None, number, money(cents), money(likely), None, None, None, None))
        return Grid(note=say(_READ), table=Table("stages", columns, rows))

    def forecast(self, sums: Forecast) -> Tiles:
        """Return the forecast with its range, and how it is made."""
        note = say(_FORMULA)
        if sums.unpriced:
            note += say(_UNPRICED).format(n=sums.unpriced)
        told = ((_LOW, sums.low), (_LIKELY, sums.likely), (_HIGH, sums.high))
        entries = [Tile(say(label), self._figures.money(amount(cents))) for label, cents in told]
        return Tiles(title=say(FORECAST), note=note, entries=entries)

    def months(self, listed: Sequence[Deal]) -> Iterator[Grid]:
        """Yield when the open deals ``listed`` should close."""
        groups = defaultdict[str, list[Deal]](list)
        for each in sorted(listed, key=lambda deal: deal.expected or date.max):
            groups[self._month(each.expected)].append(each)
        rows = [(month, len(own), summed(own), self.likely(own)) for month, own in groups.items()]
        if rows:
            column = Column("month", Label("Month", "月份", "月份"))
            yield Grid(title=say(_MONTHS), table=Table("months", (column, DEALS, AMOUNT, WEIGHTED), rows))

    def _month(self, day: date | None) -> str:
        if day is None:
            return say(_NO_DAY)
        return say(_PAST) if day < self.as_of else self._figures.month(day)


def summed(deals: Iterable[Deal]) -> Decimal:
    """Return the amount of ``deals`` together."""
    return amount(sum(each.cents or 0 for each in deals))


def amount(cents: int) -> Decimal:
    """Return ``cents`` as an amount of the archive's currency."""
    return Decimal(cents).scaleb(-2)


def _with_id(stage: str, name: Label | None) -> Label:
    return Label(*(each if each == stage else f"{stage} {each}" for each in name or [stage] * 3))
