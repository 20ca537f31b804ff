"""Credit and aging: who owes what since when, how each customer pays, what is excused, and what caps its grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import pandas as pd

from custfile.analysis.book import day_of
from custfile.analysis.credit.aging import columns as aging_columns
from custfile.analysis.credit.cells import cells
from custfile.analysis.credit.limit import FLAGS
from custfile.analysis.credit.rules import CAP_LABELS, CAPS, REASONS, Rules, rules
from custfile.analysis.credit.survey import Survey, survey
from custfile.analysis.rankings.credit_explained import PAY_INDEX
from custfile.analysis.rankings.credit_items import EXCUSES
from custfile.analysis.rankings.ranked import Fact
from custfile.language import Label, _, say, spoken
from custfile.model.table import Column, Table
from custfile.report.credit_rating import CAP, data, rating
from custfile.report.figures import Figures
from custfile.report.origin import Origin, basis, internal
from custfile.report.page import Cell, Chart, Grid, Report, Section, Series, Tile, Tiles, Tone
from custfile.report.roll import NAME, Roll, left_out, places
from custfile.report.source import Source
from custfile.report.wording import joined

_TITLE: Final = Label("Credit and aging", "信用与账龄", "信用與帳齡")
_SUBTITLE: Final = Label(
    "What customers owe, since when, and how they pay", "客户欠多少、欠多久、付款如何", "客戶欠多少、欠多久、付款如何"
)
_NOBODY: Final = Label(
    "Nobody buys on credit or owes anything.", "没有赊销客户，也没有欠款。", "沒有賒銷客戶，也沒有欠款。"
)
_OTHERS: Final = Label("no order on credit, nothing owed", "无赊销、无欠款", "無賒銷、無欠款")
_OPEN: Final = Label("Open", "未收金额", "未收金額")
_OF_CUSTOMERS: Final = Label("customers: {n}", "{n}位客户", "{n}位客戶")
_OVERDUE: Final = Label("Overdue", "逾期金额", "逾期金額")
_OF_OPEN: Final = Label("{share} of what is open", "占未收的{share}", "占未收的{share}")
_DSO: Final = Label("DSO, 90 days", "应收周转天数（DSO）", "應收週轉天數（DSO）")
_BEST: Final = Label("best possible: {best}", "最佳可能：{best}", "最佳可能：{best}")
_OVER: Final = Label("Over their limit", "超过信用额度", "超過信用額度")
_NEAR: Final = Label("over 80%: {n}", "超过80%：{n}位", "超過80%：{n}位")
_POOR: Final = Label("Grade D or E", "信用 D、E 级", "信用 D、E 級")
_AGING: Final = Label("Aging", "账龄", "帳齡")
_CHART: Final = Label("Open amounts by age", "未收金额按账龄", "未收金額依帳齡")
_LARGEST: Final = Label("The {n} most overdue customers", "逾期最多的{n}位客户", "逾期最多的{n}位客戶")
_EXCUSED: Final = Label("Excused delays", "免责的延迟", "免責的延遲")
_CAPPED: Final = Label("What caps the index", "指数的上限", "指數的上限")
_BASIS: Final = Label("How it was rated", "评级依据", "評等依據")
_TOTAL: Final = Label("Total", "合计", "合計")
_NO_EFFECT: Final = Label("makes no difference", "不影响", "不影響")

_EXCUSED_COLUMNS: Final = (
    NAME,
    Column("order", Label("Order", "订单", "訂單")),
    Column("due", Label("Due", "到期日", "到期日"), "day"),
    Column("paid", Label("Paid", "付款日", "付款日"), "day"),
    Column("late", Label("Days late", "逾期天数", "逾期天數"), "count"),
    Column("amount", Label("Amount", "金额", "金額"), "money"),
    Column("reason", Label("Reason", "原因", "原因"), names=REASONS),
    Column("excuse", Label("How it counts", "如何计入", "如何計入"), names=EXCUSES),
)
_CAPPED_COLUMNS: Final = (
    NAME,
    CAP,
    Column("items", Label("Because of", "所因", "原因")),
    Column("uncapped", Label("Without it", "不计上限", "不計上限"), "score"),
    PAY_INDEX,
)
_DRAWN: Final = 15


def credit(found: Survey, judging: Rules, facts: Sequence[Fact], roll: Roll, origin: Origin) -> Report:
    """Return the report of ``found``, judged by the rules ``judging``, which the ``facts`` say in words."""
    listed = _records(found.customers)
    sections = list(_Pages(found, judging, facts, roll, origin).sections()) if listed else [Section(note=say(_NOBODY))]
    return internal(
        "credit",
        say(_TITLE),
        say(_SUBTITLE),
        sections,
        left_out(origin, (_OTHERS, found.others)),
        data=data(listed, judging, roll),
        empty=not listed,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the chosen customers."""
    figures, judging = source.figures, rules(source.settings, {})
    known = {figures.book.customers["id"].iloc[who] for who in places(figures, source.chosen)}
    roll = Roll(figures, source.catalog, source.level, Figures(spoken(), source.origin.currency))
    return credit(survey(figures.book, judging, known), judging, source.ranked("credit").facts, roll, source.origin)


class _Pages:
    """The sections of the report; a record is a row of the survey as a mapping."""

    def __init__(self, found: Survey, judging: Rules, facts: Sequence[Fact], roll: Roll, origin: Origin) -> None:
        self._found, self._facts, self._roll, self._origin = found, facts, roll, origin
        self._listed = _records(found.customers)
        self._figures = Figures(spoken(), origin.currency)
        self._aging = aging_columns(judging.buckets)

    def sections(self) -> Iterator[Section]:
        """Yield them."""
        yield self._tiles()
        if any(record["open"] > 0 for record in self._listed):
            yield self._chart()
        yield Grid(title=say(_AGING), table=Table("aging", [NAME, *self._aging], list(self._ages())))
        yield rating(self._listed, self._roll, self._figures)
        if len(self._found.capped):
            yield Grid(title=say(_CAPPED), table=Table("capped", _CAPPED_COLUMNS, list(self._caps())))
        if len(self._found.excused):
            yield Grid(title=say(_EXCUSED), table=Table("excused", _EXCUSED_COLUMNS, list(self._excuses())))
        yield basis(_BASIS, self._facts, self._origin)

    def _tiles(self) -> Tiles:
        owed, late = self._sum("open"), self._sum("overdue")
        flags = [FLAGS[int(record["flag"])] for record in self._listed]
        over, near = flags.count(FLAGS[2]), flags.count(FLAGS[1])
        poor = sum(record["grade"] in ("D", "E") for record in self._listed)
        dso, best = (self._days(self._found.rates[name]) for name in ("dso", "dso_best"))
        owing = sum(record["open"] > 0 for record in self._listed)
        part = say(_OF_OPEN).format(share=self._figures.share(float(late / owed))) if late else ""
        return Tiles(
            entries=(
                Tile(say(_OPEN), self._short(owed), say(_OF_CUSTOMERS).format(n=owing)),
                Tile(say(_OVERDUE), self._short(late), part, "bad" if late else "good"),
                Tile(say(_DSO), dso, say(_BEST).format(best=best) if best else ""),
                Tile(say(_OVER), over, say(_NEAR).format(n=near) if near else "", "bad" if over else ""),
                Tile(say(_POOR), poor, tone="bad" if poor else ""),
            )
        )

    def _sum(self, key: str) -> Decimal:
        return Decimal(sum(int(record[key]) for record in self._listed)).scaleb(-2)

    def _short(self, amount: Decimal) -> str:
        return self._figures.short_money(amount)

    def _days(self, value: float) -> str:
        return "" if value != value else self._figures.days(round(value))

    def _chart(self) -> Chart:
        """Return what the customers with the most overdue owe, by age; the older, the louder."""
        ranges = [column for column in self._aging if column.key == "current" or column.key.startswith("days_")]
        ranges = [column for column in ranges if column.kind == "money"]
        shown = [record for record in self._listed if record["open"] > 0][:_DRAWN]
        middle: list[Tone] = [""] * (len(ranges) - 3)
        tones: list[Tone] = ["muted", *middle, "warn", "bad"][-len(ranges) :]
        series = [
            Series(say(column.label), [float(record[column.key]) / 100 for record in shown], tone)
            for column, tone in zip(ranges, tones, strict=True)
        ]
        late, owed = self._short(self._sum("overdue")), self._short(self._sum("open"))
        return Chart(
            title=say(_CHART),
            note=say(_LARGEST).format(n=_DRAWN) if sum(record["open"] > 0 for record in self._listed) > _DRAWN else "",
            shape="stacked",
            marks=[self._roll.name(record["who"]) for record in shown],
            series=series,
            alt=_("{title}: {open} are open, {overdue} of it overdue.").format(
                title=say(_CHART), open=owed, overdue=late
            ),
            unit="money",
        )

    def _ages(self) -> Iterator[tuple[Any, ...]]:
        """Yield what each customer owes by age, and the sums."""
        some = [record for record in self._listed if record["open"] != 0 or record["unapplied"] != 0]
        for record in some:
            told = dict(zip((column.key for column in self._aging), cells(self._aging, record), strict=True))
            late = Cell(told["overdue"] or None, tone="bad")
            shown = {key: value or None for key, value in told.items()} | {"overdue": late, "balance": told["balance"]}
            yield self._name(record), *(shown[column.key] for column in self._aging)
        if len(some) > 1:
            sums = {column.key: self._sum(column.key) for column in self._aging if column.kind == "money"}
            yield say(_TOTAL), *(sums.get(column.key) for column in self._aging)

    def _name(self, record: Mapping[str, Any]) -> Cell:
        return self._roll.cell(record["who"])

    def _caps(self) -> Iterator[tuple[Any, ...]]:
        records = {record["who"]: record for record in self._listed}
        for row in _records(self._found.capped):
            record, cap = records[row["who"]], int(row["cap"])
            items = [self._item(*item) for item in row["items"]]
            index, uncapped = (None if record[key] != record[key] else record[key] for key in ("pay_index", "uncapped"))
            bites = uncapped is not None and uncapped > CAPS[cap]
            cell = Cell(say(CAP_LABELS[cap]), "" if bites else say(_NO_EFFECT))
            yield self._name(record), cell, joined(*items), uncapped, Cell(index, tone="bad" if bites else "")

    def _item(self, what: Any, late: int | None) -> str:
        return self._figures.shown(what) if late is None else f"{what} {self._figures.days(late)}"

    def _excuses(self) -> Iterator[tuple[Any, ...]]:
        for row in _records(self._found.excused):
            due, paid = (None if row[key] != row[key] else day_of(row[key]) for key in ("due", "paid"))
            amount = Decimal(int(row["base"])).scaleb(-2)
            reason = row["reason"] if isinstance(row["reason"], str) else None
            yield self._name(row), row["order"], due, paid, int(row["late"]), amount, reason, row["excuse"]


def _records(frame: pd.DataFrame) -> list[Mapping[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]
