"""The RFM matrix: customers and their money by recency and frequency, the segments, and the best customers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from custfile.analysis.rankings.rfm import summary
from custfile.language import Label, say, spoken
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.page import (
    INTERNAL,
    Amount,
    Cell,
    Grid,
    Heat,
    Matrix,
    Origin,
    Pairs,
    Report,
    Section,
    Tile,
    Tiles,
)
from custfile.report.source import Source

_TITLE: Final = Label("RFM analysis", "RFM 分析", "RFM 分析")
_SUBTITLE: Final = Label(
    "How recently, how often and for how much customers order",
    "客户最近何时订货、多久订一次、金额多少",
    "客戶最近何時訂貨、多常訂貨、金額多少",
)
_NOBODY: Final = Label("No customer has an order yet.", "还没有客户下过订单。", "還沒有客戶下過訂單。")
_MATRIX: Final = Label("Recency and frequency", "最近购买与购买频率", "最近購買與購買頻率")
_READ: Final = Label(
    "Each field: customers and their net amount. The darker, the more money. R 5 ordered most recently, F 5 most often.",
    "每格：客户数和净销售额，颜色越深金额越高。R 5 最近刚买，F 5 买得最勤。",
    "每格：客戶數與淨銷售額，顏色越深金額越高。R 5 最近剛買，F 5 買得最勤。",
)
_SEGMENTS: Final = Label("Segments", "客户分群", "客戶分群")
_BEST: Final = Label("Best customers", "排名最前的客户", "排名最前的客戶")
_FIRST: Final = Label("The first {n} of {all}", "共{all}位，列出前{n}位", "共{all}位，列出前{n}位")
_BASIS: Final = Label("How it was scored", "评分依据", "評分依據")

_SCORED: Final = Label("Customers scored", "计入客户", "計入客戶")
_AMOUNT: Final = Label("Net amount", "净销售额", "淨銷售額")
_MEAN: Final = Label("A customer", "平均每位客户", "平均每位客戶")
_PARETO: Final = Label("Share of the top 20%", "前两成客户的贡献", "前兩成客戶的貢獻")
_IN_WINDOW: Final = Label("in the window", "统计期内", "統計期間內")

_LEVELS: Final = range(1, 6)
_BEST_COLUMNS: Final = ("rank", "name", "cell", "score", "segment", "last_order", "frequency", "monetary")
_BEST_SHOWN: Final = 20
_DARKEST: Final = 4


def rfm(ranking: Table, segments: Table, origin: Origin) -> Report:
    """Return the report of ``ranking`` (a row a customer, best first) and ``segments``, as the RFM ranking makes them.

    What ``ranking`` says of its window, cut points and customers left out is shown as it is.
    """
    people = [_Row(ranking, row) for row in ranking.rows]
    return Report(
        name="rfm",
        title=say(_TITLE),
        subtitle=say(_SUBTITLE),
        facts=list(origin.facts()),
        sections=list(_sections(people, ranking, segments, origin)) if people else [Section(note=say(_NOBODY))],
        language=spoken(),
        archive=origin.archive,
        currency=origin.currency,
        footnote=say(INTERNAL),
        data=ranking,
        empty=not people,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the chosen customers; all of them are scored."""
    ranked = source.ranked("rfm").only(source.chosen)
    return rfm(ranked.table(), summary(ranked), source.origin)


class _Row(dict[str, Any]):
    """A row of a table by the keys of its columns."""

    def __init__(self, table: Table, row: tuple[Any, ...]) -> None:
        super().__init__(zip((column.key for column in table.columns), row, strict=True))


def _sections(people: Sequence[_Row], ranking: Table, segments: Table, origin: Origin) -> Iterator[Section]:
    yield _tiles(people, origin.currency)
    yield _matrix(people, ranking, origin.currency)
    if segments.rows:
        yield Grid(title=say(_SEGMENTS), table=segments)
    yield _best(people, ranking)
    facts = [(say(label), fact) for label, fact in ranking.facts if fact != origin.as_of.isoformat()]
    yield Pairs(title=say(_BASIS), entries=facts)


def _tiles(people: Sequence[_Row], currency: str | None) -> Tiles:
    money = sorted((row["monetary"] for row in people), reverse=True)
    total = sum(money, Decimal(0))
    top = sum(money[: -(-len(money) // 5)], Decimal(0))
    figures = Figures(spoken(), currency)
    return Tiles(
        entries=(
            Tile(say(_SCORED), len(people)),
            Tile(say(_AMOUNT), figures.short_money(Amount(total, currency)), say(_IN_WINDOW)),
            Tile(say(_MEAN), figures.short_money(Amount(total / len(people), currency)), say(_IN_WINDOW)),
            Tile(say(_PARETO), figures.share(float(top / total)) if total > 0 else None),
        )
    )


def _matrix(people: Sequence[_Row], ranking: Table, currency: str | None) -> Matrix:
    members: defaultdict[tuple[int, int], list[_Row]] = defaultdict(list)
    for row in people:
        members[row["r"], row["f"]].append(row)
    most = max(_money(rows) for rows in members.values())
    return Matrix(
        title=say(_MATRIX),
        note=say(_READ),
        corner="R \N{MULTIPLICATION SIGN} F",
        rows=[f"R {r}" for r in reversed(_LEVELS)],
        columns=[f"F {f}" for f in _LEVELS],
        fields=[[_heat(members[r, f], most, ranking, currency) for f in _LEVELS] for r in reversed(_LEVELS)],
    )


def _heat(rows: Sequence[_Row], most: Decimal, ranking: Table, currency: str | None) -> Heat:
    """Intensity is the field's money in quarters of the richest field's, at least 1 where there is anybody."""
    money = _money(rows)
    quarters = int((_DARKEST * max(money, Decimal(0)) / most).to_integral_value("ROUND_CEILING")) if most > 0 else 0
    return Heat(len(rows), Amount(money, currency), max(quarters, 1) if rows else 0, _segment(rows, ranking))


def _money(rows: Sequence[_Row]) -> Decimal:
    return sum((row["monetary"] for row in rows), Decimal(0))


def _segment(rows: Sequence[_Row], ranking: Table) -> str:
    """Return the segment of a field when all its customers are in one; some tables look at M too."""
    found = Counter(row["segment"] for row in rows)
    key = next(iter(found), None)
    if len(found) != 1 or key is None:
        return ""
    names = next(column.names for column in ranking.columns if column.key == "segment")
    return say(names[key]) if key in names else str(key)


def _best(people: Sequence[_Row], ranking: Table) -> Grid:
    known = {column.key: column for column in ranking.columns}
    columns: list[Column] = [known[key] for key in _BEST_COLUMNS]
    rows = []
    for row in people[:_BEST_SHOWN]:
        told = {**row, "name": Cell(row["name"], row["id"], customer=row["id"])}
        rows.append(tuple(told[column.key] for column in columns))
    note = say(_FIRST).format(n=len(rows), all=len(people)) if len(people) > len(rows) else ""
    return Grid(title=say(_BEST), note=note, table=Table("best", columns, rows))
