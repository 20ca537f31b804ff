"""The sales funnel and the forecast: deals by stage, what they may bring, what lies still, what was won and lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from custfile.analysis.funnel import (
    LOST,
    STUCK,
    WON,
    Deal,
    Forecast,
    Level,
    deals,
    ended,
    forecast,
    levels,
    open_deals,
    still,
)
from custfile.language import Label, say, spoken
from custfile.model.choices import OUTCOMES
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.page import (
    INTERNAL,
    Amount,
    Cell,
    Chart,
    Grid,
    Origin,
    Report,
    Section,
    Series,
    Tile,
    Tiles,
)
from custfile.report.source import Source

_TITLE: Final = Label("Funnel and forecast", "销售漏斗与预测", "銷售漏斗與預測")
_SUBTITLE: Final = Label(
    "The open deals, and what they may bring", "在谈商机，以及可望带来的金额", "進行中的商機，以及可望帶來的金額"
)
_NOTHING: Final = Label("There is no deal on file.", "档案里还没有商机。", "檔案裡還沒有商機。")
_NO_FUNNEL: Final = Label(
    "The settings have no funnel; its stages and win rates are told there.",
    "设置中没有销售漏斗；请在设置中写明阶段和成交率。",
    "設定中沒有銷售漏斗；請在設定中寫明階段與成交率。",
)
_STAGES: Final = Label("By stage", "各阶段", "各階段")
_FORECAST: Final = Label("Forecast", "预测", "預測")
_STILL: Final = Label("Lying still", "停滞商机", "停滯商機")
_MONTHS: Final = Label("When they should close", "预计成交时间", "預計成交時間")
_PEOPLE: Final = Label("By person", "按负责人", "依負責人")
_ENDED: Final = Label("Won and lost in the last 12 months", "近12个月成交与失败", "近12個月成交與失敗")
_REASONS: Final = Label("Why deals were lost", "失败原因", "失敗原因")
_OPEN: Final = Label("Open deals", "在谈商机", "進行中的商機")
_UNTOLD: Final = Label("not told", "未说明", "未說明")
_NO_DAY: Final = Label("no day told", "未填日期", "未填日期")
_PAST: Final = Label("overdue", "已过期", "已過期")
_LOW: Final = Label("Low", "保守", "保守")
_LIKELY: Final = Label("Likely", "预期", "預期")
_HIGH: Final = Label("High", "乐观", "樂觀")
_SUM: Final = Label("All", "合计", "合計")
_RATE: Final = Label("Won of those closed", "实际成交率", "實際成交率")
_WON_LOST: Final = Label(
    "last 12 months: {won} won, {lost} lost", "近12个月成交{won}个，失败{lost}个", "近12個月成交{won}個，失敗{lost}個"
)
_ALT: Final = Label(
    "Money in open deals by stage: {told}.", "各阶段在谈商机金额：{told}。", "各階段進行中商機的金額：{told}。"
)
_UNCLEAR: Final = Label(
    "deals whose stage on this day is not in the files: {n}",
    "{n}个商机，档案里没有其当日所处阶段",
    "{n}個商機，檔案裡沒有其當日所處階段",
)
_READ: Final = Label(
    "Win rates are those of the settings. Of the deals begun in the last 12 months so many came at least to the stage; where "
    "lost ones stood is not in the files, so these are the fewest.",
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
_LIES_STILL: Final = Label(
    "More than {n} days in one stage, or expected to be closed by now.",
    "在同一阶段超过{n}天，或预计成交日已过。",
    "在同一階段超過{n}天，或預計成交日已過。",
)
_LATEST: Final = Label("The latest {n} of {all}", "共{all}个，列出最近{n}个", "共{all}個，列出最近{n}個")
_NO_OWNER: Final = Label("Nobody in charge", "无负责人", "無負責人")

_PERSON: Final = Column("person", Label("In charge", "负责人", "負責人"))
_NAME: Final = Column("name", Label("Customer", "客户", "客戶"))
_PRODUCT: Final = Column("product", Label("Deal", "商机", "商機"))
_DEALS: Final = Column("deals", Label("Deals", "商机数", "商機數"), "count")
_AMOUNT: Final = Column("amount", Label("Amount", "金额", "金額"), "money")
_WEIGHTED: Final = Column("weighted", Label("Likely", "预期金额", "預期金額"), "money")
_EXPECTED: Final = Column("expected", Label("Expected", "预计成交", "預計成交"), "day")
_AGE: Final = Column("days", Label("Days in stage", "停留天数", "停留天數"), "count")
_REASON: Final = Column("reason", Label("Reason", "原因", "原因"))
_MOST: Final = 20
_YES: Final = {"yes": Label("yes", "是", "是")}


def funnel(
    known: Sequence[Deal],
    rates: Mapping[str, float],
    names: Mapping[str, Label],
    people: Mapping[str, str],
    origin: Origin,
) -> Report:
    """Return the report of the deals ``known``; ``rates`` are the win rates by stage, ``names`` what stages are called."""
    teller = _Teller(rates, names, people, origin)
    listed = open_deals(known, rates)
    unclear = sum(not deal.stage for deal in known)
    left = say(_UNCLEAR).format(n=unclear)
    return Report(
        name="funnel",
        title=say(_TITLE),
        subtitle=say(_SUBTITLE),
        facts=list((replace(origin, left_out=left) if unclear else origin).facts()),
        sections=list(teller.sections(known, listed)),
        language=spoken(),
        archive=origin.archive,
        currency=origin.currency,
        footnote=say(INTERNAL),
        data=teller.data(listed),
        empty=not known,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the deals of the chosen customers."""
    book, settings = source.figures.book, source.settings
    rows = zip(book.customers["id"].tolist(), *book.fields(["name", "owner", "terms.currency", "deals"]), strict=True)
    known = [
        deal
        for identity, name, owner, currency, told in rows
        if told and identity in source.chosen
        for deal in deals(identity, name, owner, told, currency or settings.currency, settings.exchange, source.as_of)
    ]
    rates = {stage.id: float(stage.rate) for stage in settings.funnel}
    names = {stage: Label(*label) for stage, label in source.catalog["stages"].items()}
    return funnel(known, rates, names, source.catalog["people"], source.origin)


class _Teller:
    def __init__(
        self, rates: Mapping[str, float], names: Mapping[str, Label], people: Mapping[str, str], origin: Origin
    ) -> None:
        self._rates = rates
        self._names = {**{stage: _with_id(stage, names.get(stage)) for stage in rates}, **OUTCOMES}
        self._people = people
        self._as_of = origin.as_of
        self._figures = Figures(spoken(), origin.currency)
        self._currency = origin.currency
        self._stage = Column("stage", Label("Stage", "阶段", "階段"), names=self._names)

    def sections(self, known: Sequence[Deal], listed: Sequence[Deal]) -> Iterator[Section]:
        if not self._rates:
            yield Section(note=say(_NO_FUNNEL))
            return
        if not known:
            yield Section(note=say(_NOTHING))
            return
        found, sums = levels(known, self._rates, self._as_of), forecast(known, self._rates)
        won, lost = (ended(known, stage, self._as_of) for stage in (WON, LOST))
        yield self._tiles(listed, sums, len(won), len(lost))
        yield self._chart(found)
        yield self._levels(found)
        yield self._forecast(sums)
        yield from self._months(listed)
        yield from self._still(listed)
        if listed:
            yield self._by_person(listed, won)
            yield Grid(title=say(_OPEN), table=Table("deals", self._columns(), [self._row(each) for each in listed]))
        yield from self._ended(won, lost)

    def data(self, listed: Sequence[Deal]) -> Table:
        columns = (
            Column("id", Label("Id", "编号", "編號")), _NAME, Column("no", Label("Number", "商机编号", "商機編號")),
            _PRODUCT, self._stage, Column("since", Label("Since", "进入阶段日", "進入階段日"), "day"), _AGE, _AMOUNT, _WEIGHTED,
            _EXPECTED, replace(_PERSON, names={key: Label(*[name] * 3) for key, name in self._people.items()}),
            Column("still", Label("Lies still", "停滞", "停滯"), names=_YES),
        )  # fmt: skip
        rows = [
            (
                each.customer, each.name, each.number, each.product, each.stage, each.since, self._age(each),
                _money(each.cents), self._weighted(each), each.expected, each.person,
                "yes" if still(each, self._as_of) else None,
            )
            for each in listed
        ]  # fmt: skip
        return Table("funnel", columns, rows)

    def _tiles(self, listed: Sequence[Deal], sums: Forecast, won: int, lost: int) -> Tiles:
        total = sum(each.cents or 0 for each in listed)
        lying = sum(still(each, self._as_of) for each in listed)
        figures = self._figures
        span = f"{figures.short_money(self._amount(sums.low))} – {figures.short_money(self._amount(sums.high))}"
        told = say(_WON_LOST).format(won=won, lost=lost)
        return Tiles(
            entries=(
                Tile(say(_OPEN), len(listed), figures.short_money(self._amount(total))),
                Tile(say(_FORECAST), figures.short_money(self._amount(sums.likely)), span),
                Tile(say(_STILL), lying, "", "warn" if lying else "good"),
                Tile(say(_RATE), figures.share(won / (won + lost)) if won + lost else "–", told),
            )
        )

    def _chart(self, found: Sequence[Level]) -> Chart:
        told = ", ".join(
            f"{say(self._names[each.stage])} {self._figures.short_money(self._amount(each.cents))}" for each in found
        )
        return Chart(
            title=say(_STAGES),
            shape="bars",
            marks=[say(self._names[each.stage]) for each in found],
            series=[Series(say(_AMOUNT.label), [each.cents / 100 for each in found])],
            alt=say(_ALT).format(told=told),
            unit="money",
        )

    def _levels(self, found: Sequence[Level]) -> Grid:
        columns = (
            self._stage,
            Column("rate", Label("Win rate", "成交率", "成交率"), "share"),
            _DEALS,
            _AMOUNT,
            _WEIGHTED,
            Column("age", Label("Median days in stage", "停留天数中位数", "停留天數中位數"), "quantity"),
            Column("oldest", Label("Longest", "最长天数", "最久天數"), "count"),
            Column("reached", Label("Came so far", "到达此阶段", "到達此階段"), "count"),
            Column("share", Label("Share of those begun", "占新增商机", "占新增商機"), "share"),
        )
        rows: list[tuple[Any, ...]] = [
            (
                each.stage, each.rate, each.deals, _money(each.cents), _money(each.likely), each.age, each.oldest,
                each.reached, each.reached / each.begun if each.begun else None,
            )
            for each in found
        ]  # fmt: skip
        likely = sum((_money(each.likely) for each in found), Decimal())
        cents = sum((_money(each.cents) for each in found), Decimal())
        rows.append((say(_SUM), None, sum(each.deals for each in found), cents, likely, None, None, None, None))
        return Grid(note=say(_READ), table=Table("stages", columns, rows))

    def _forecast(self, sums: Forecast) -> Tiles:
        note = say(_FORMULA)
        if sums.unpriced:
            note += say(_UNPRICED).format(n=sums.unpriced)
        told = ((_LOW, sums.low), (_LIKELY, sums.likely), (_HIGH, sums.high))
        entries = [Tile(say(label), self._figures.money(self._amount(cents))) for label, cents in told]
        return Tiles(title=say(_FORECAST), note=note, entries=entries)

    def _months(self, listed: Sequence[Deal]) -> Iterator[Grid]:
        groups = defaultdict[str, list[Deal]](list)
        for each in sorted(listed, key=lambda deal: deal.expected or date.max):
            groups[self._month(each.expected)].append(each)
        rows = [
            (month, len(own), _money(sum(each.cents or 0 for each in own)), _total(map(self._weighted, own)))
            for month, own in groups.items()
        ]
        if rows:
            column = Column("month", Label("Month", "月份", "月份"))
            yield Grid(title=say(_MONTHS), table=Table("months", (column, _DEALS, _AMOUNT, _WEIGHTED), rows))

    def _month(self, day: date | None) -> str:
        if day is None:
            return say(_NO_DAY)
        return say(_PAST) if day < self._as_of else f"{day:%Y-%m}"

    def _still(self, listed: Sequence[Deal]) -> Iterator[Grid]:
        rows = [self._row(each) for each in listed if still(each, self._as_of)]
        if rows:
            note = say(_LIES_STILL).format(n=STUCK)
            yield Grid(title=say(_STILL), note=note, table=Table("still", self._columns(), rows))

    def _columns(self) -> Sequence[Column]:
        return (_NAME, _PRODUCT, self._stage, _AGE, _AMOUNT, _WEIGHTED, _EXPECTED, _PERSON)

    def _row(self, each: Deal) -> tuple[Any, ...]:
        late = each.expected is not None and each.expected < self._as_of
        age = self._age(each)
        return (
            Cell(each.name, each.customer, customer=each.customer),
            Cell(each.product, each.number),
            each.stage,
            Cell(age, tone="warn" if age > STUCK else ""),
            _money(each.cents),
            self._weighted(each),
            Cell(each.expected, tone="bad" if late else ""),
            self._person(each.person),
        )

    def _by_person(self, listed: Sequence[Deal], won: Sequence[Deal]) -> Grid:
        rows = []
        for person in sorted({each.person for each in (*listed, *won)}, key=lambda who: (who is None, who or "")):
            own, gained = ([each for each in found if each.person == person] for found in (listed, won))
            rows.append(
                (
                    self._person(person), len(own), _money(sum(each.cents or 0 for each in own)),
                    _total(map(self._weighted, own)), sum(still(each, self._as_of) for each in own), len(gained),
                    _money(sum(each.cents or 0 for each in gained)),
                )
            )  # fmt: skip
        columns = (
            _PERSON, _DEALS, _AMOUNT, _WEIGHTED, Column("still", _STILL, "count"),
            Column("won", Label("Won, 12 months", "成交（12个月）", "成交（12個月）"), "count"),
            Column("gained", Label("Amount won", "成交金额", "成交金額"), "money"),
        )  # fmt: skip
        return Grid(title=say(_PEOPLE), table=Table("people", columns, rows))

    def _ended(self, won: Sequence[Deal], lost: Sequence[Deal]) -> Iterator[Grid]:
        reasons = defaultdict[str, list[Deal]](list)
        for each in lost:
            reasons[each.reason or say(_UNTOLD)].append(each)
        if reasons:
            found = [(why, len(own), _money(sum(each.cents or 0 for each in own))) for why, own in reasons.items()]
            found.sort(key=lambda row: (-row[1], -row[2], row[0]))
            yield Grid(title=say(_REASONS), table=Table("reasons", (_REASON, _DEALS, _AMOUNT), found))
        both = sorted([*won, *lost], key=lambda each: (-each.since.toordinal(), each.customer, each.number))
        if both:
            columns = (
                Column("closed", Label("Closed", "结束日", "結束日"), "day"), _NAME, _PRODUCT,
                Column("outcome", Label("Outcome", "结果", "結果"), names=OUTCOMES), _AMOUNT, _REASON, _PERSON,
            )  # fmt: skip
            rows = [
                (
                    each.since, Cell(each.name, each.customer, customer=each.customer), Cell(each.product, each.number),
                    each.stage, _money(each.cents), each.reason, self._person(each.person),
                )
                for each in both[:_MOST]
            ]  # fmt: skip
            note = say(_LATEST).format(n=_MOST, all=len(both)) if len(both) > _MOST else ""
            yield Grid(title=say(_ENDED), note=note, table=Table("ended", columns, rows))

    def _age(self, each: Deal) -> int:
        return (self._as_of - each.since).days

    def _weighted(self, each: Deal) -> Decimal | None:
        return None if each.cents is None else _money(round(each.cents * self._rates[each.stage]))

    def _person(self, person: str | None) -> str:
        return self._people.get(person, person) if person else say(_NO_OWNER)

    def _amount(self, cents: int) -> Amount:
        return Amount(Decimal(cents).scaleb(-2), self._currency)


def _with_id(stage: str, name: Label | None) -> Label:
    return Label(*(each if each == stage else f"{stage} {each}" for each in name or [stage] * 3))


def _money(cents: int | None) -> Any:
    return None if cents is None else Decimal(cents).scaleb(-2)


def _total(amounts: Iterator[Decimal | None]) -> Decimal:
    return sum((each for each in amounts if each is not None), Decimal())
