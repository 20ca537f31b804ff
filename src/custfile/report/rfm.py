"""The RFM matrix: customers and their money by recency and frequency, the segments, and the best customers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from custfile.analysis.rankings.movement import MOVES, moved, shifts
from custfile.analysis.rankings.ranked import Ranked
from custfile.analysis.rankings.rfm import summary
from custfile.language import Label, say, spoken
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.origin import Origin, basis, internal
from custfile.report.page import Amount, Cell, Grid, Heat, Matrix, Report, Section, Tile, Tiles, Tone
from custfile.report.period import compared_with
from custfile.report.roll import NAME, named
from custfile.report.source import Source
from custfile.report.wording import excerpt, joined

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
_MOVEMENT: Final = Label("Movement since {day}", "{day}以来的变动", "{day}以來的變動")
_STAYED: Final = Label("Nobody has come to another segment.", "没有客户变更分群。", "沒有客戶變更分群。")
_MOVERS: Final = Label("Who has moved", "变动的客户", "變動的客戶")
_NO_SEGMENT: Final = Label("none", "无", "無")
_BASIS: Final = Label("How it was scored", "评分依据", "評分依據")

_SCORED: Final = Label("Customers scored", "计入客户", "計入客戶")
_AMOUNT: Final = Label("Net amount", "净销售额", "淨銷售額")
_MEAN: Final = Label("A customer", "平均每位客户", "平均每位客戶")
_PARETO: Final = Label("Share of the top 20%", "前两成客户的贡献", "前兩成客戶的貢獻")
_IN_WINDOW: Final = Label("in the window", "统计期内", "統計期間內")

_LEVELS: Final = range(1, 6)
_BEST_COLUMNS: Final = ("rank", "name", "cell", "score", "segment", "last_order", "frequency", "monetary")
_BEST_SHOWN: Final = 20
_TONES: Final[dict[str, Tone]] = {"up": "good", "down": "bad", "new": "good", "gone": "bad"}


class Movement(NamedTuple):
    """What has moved since the day ``since``: ``moves`` (a row a customer) and on what ``basis`` the days compare."""

    since: date
    moves: Table
    basis: str


_DARKEST: Final = 4


def rfm(ranking: Table, segments: Table, origin: Origin, movement: Movement | None = None) -> Report:
    """Return the report of ``ranking`` (a row a customer, best first) and ``segments``, as the RFM ranking makes them.

    What ``ranking`` says of its window, cut points and customers left out is shown as it is.
    """
    people = [_Row(ranking, row) for row in ranking.rows]
    sections = list(_sections(people, ranking, segments, origin, movement)) if people else [Section(note=say(_NOBODY))]
    return internal(
        "rfm",
        say(_TITLE),
        say(_SUBTITLE),
        sections,
        origin,
        data=ranking,
        empty=not people,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the chosen customers, against a month ago unless ``--since`` says else; all are scored."""
    ranked, day = source.ranked("rfm").only(source.chosen), compared_with(source)
    moves = movement(source.at(day).ranked("rfm").only(source.chosen), ranked, day)
    return rfm(ranked.table(), summary(ranked), source.origin, moves)


def movement(before: Ranked, now: Ranked, since: date) -> Movement:
    """Return what has moved between the RFM rankings ``before``, of the day ``since``, and ``now``."""
    return Movement(since, moved(before, now), shifts(before, now).facts[-1][1])


class _Row(dict[str, Any]):
    """A row of a table by the keys of its columns."""

    def __init__(self, table: Table, row: tuple[Any, ...]) -> None:
        super().__init__(zip((column.key for column in table.columns), row, strict=True))


def _sections(
    people: Sequence[_Row], ranking: Table, segments: Table, origin: Origin, movement: Movement | None
) -> Iterator[Section]:
    yield _tiles(people, origin.currency)
    yield _matrix(people, ranking, origin.currency)
    if segments.rows:
        yield Grid(title=say(_SEGMENTS), table=segments)
    if movement is not None:
        yield from _moved(people, movement, Figures(spoken(), origin.currency))
    yield _best(people, ranking)
    yield basis(_BASIS, ranking.facts, origin)


def _tiles(people: Sequence[_Row], currency: str | None) -> Tiles:
    money = sorted((row["monetary"] for row in people), reverse=True)
    total = sum(money, Decimal(0))
    top = sum(money[: -(-len(money) // 5)], Decimal(0))
    figures = Figures(spoken(), currency)
    return Tiles(
        entries=(
            Tile(say(_SCORED), len(people)),
            Tile(say(_AMOUNT), figures.short_money(total), say(_IN_WINDOW)),
            Tile(say(_MEAN), figures.short_money(total / len(people)), say(_IN_WINDOW)),
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
        told = {**row, "name": named(row["id"], row["name"])}
        rows.append(tuple(told[column.key] for column in columns))
    note = excerpt(_FIRST, len(rows), len(people))
    return Grid(title=say(_BEST), note=note, table=Table("best", columns, rows))


def _moved(people: Sequence[_Row], movement: Movement, figures: Figures) -> Iterator[Section]:
    """Yield from which segment to which how many customers have come, and who they are, the largest first."""
    title = say(_MOVEMENT).format(day=figures.day(movement.since))
    moves = [_Row(movement.moves, row) for row in movement.moves.rows]
    counted = Counter(row["move"] for row in moves)
    told = " · ".join(f"{say(label)} {counted[move]}" for move, label in MOVES.items() if counted[move])
    note = joined(told, movement.basis)
    changed = [row for row in moves if row["segment"] != row["segment_before"]]
    if not changed:
        yield Section(title=title, note=f"{say(_STAYED)} {movement.basis}")
        return
    money = {row["id"]: row["monetary"] for row in people}
    changed.sort(key=lambda row: (-money.get(row["id"], Decimal(0)), row["id"]))
    names = next(column.names for column in movement.moves.columns if column.key == "segment")
    yield Grid(title=title, note=note, table=_flows(changed, money, names))
    part = excerpt(_FIRST, min(len(changed), _BEST_SHOWN), len(changed))
    yield Grid(title=say(_MOVERS), note=part, table=_movers(changed, money, names))


def _flows(changed: Sequence[_Row], money: Mapping[str, Decimal], names: Mapping[str, Label]) -> Table:
    flows: defaultdict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in changed:
        flows[row["segment_before"] or "", row["segment"] or ""].append(row)
    rows = [
        (*way, len(members), sum((money.get(row["id"], Decimal(0)) for row in members), Decimal(0)))
        for way, members in sorted(flows.items(), key=lambda flow: (-len(flow[1]), flow[0]))
    ]
    segments = _segments(names)
    columns = (
        *segments,
        Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
        Column("amount", _AMOUNT, "money"),
    )
    return Table("flows", columns, rows)


def _movers(changed: Sequence[_Row], money: Mapping[str, Decimal], names: Mapping[str, Label]) -> Table:
    columns = (
        NAME,
        *_segments(names),
        Column("score_before", Label("Score before", "原得分", "原分數"), "score"),
        Column("score", Label("Score now", "现得分", "現分數"), "score"),
        Column("move", Label("Movement", "变动", "變動"), names=MOVES),
        Column("amount", _AMOUNT, "money"),
    )
    rows = [
        (
            named(row["id"], row["name"]),
            row["segment_before"] or "",
            row["segment"] or "",
            row["score_before"],
            row["score"],
            Cell(row["move"], tone=_TONES.get(row["move"], "")),
            money.get(row["id"]),
        )
        for row in changed[:_BEST_SHOWN]
    ]
    return Table("movers", columns, rows)


def _segments(names: Mapping[str, Label]) -> tuple[Column, Column]:
    told = {**names, "": _NO_SEGMENT}
    before = Column("segment_before", Label("Segment before", "原分群", "原分群"), names=told)
    return before, replace(before, key="segment", label=Label("Segment now", "现分群", "現分群"))
