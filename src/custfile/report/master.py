"""The master list: every customer on a line, from its classes to how complete its file is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from custfile.analysis.classes.placing import Placed
from custfile.analysis.classes.tables import key, scheme_label
from custfile.analysis.credit.aging import aging
from custfile.analysis.credit.matching import match
from custfile.analysis.schedule.duty import NEVER, NEXT, REVISIT
from custfile.language import Label, say, spoken
from custfile.model.scheme import UNKNOWN
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.origin import Origin, internal
from custfile.report.page import Cell, Grid, Report, Section, Tile, Tiles, Value
from custfile.report.roll import ID, NAME, OWNER, PHONE, REGION, Roll, bare, left_out, named, places
from custfile.report.source import Source

_TITLE: Final = Label("Master list", "客户总表", "客戶總表")
_NOBODY: Final = Label("No customer fits.", "没有符合条件的客户。", "沒有符合條件的客戶。")
_LATER: Final = Label("on file only after this day", "当日尚未建档", "當日尚未建檔")
_COUNTED: Final = Label("Customers", "客户", "客戶")
_WITHOUT_OWNER: Final = Label("{n} without anybody in charge", "{n}位无负责人", "{n}位無負責人")
_YEAR: Final = Label("Amount, 12 months", "近12个月金额", "近12個月金額")
_BALANCE: Final = Label("Balance", "余额", "餘額")
_MEAN: Final = Label("Mean completeness", "平均完整度", "平均完整度")
_LATE: Final = Label("Visits overdue", "拜访已逾期", "拜訪已逾期")
_OWED: Final = Label("what they owe us", "客户欠款", "客戶欠款")

_CLASSES: Final = Column("classes", Label("Classes", "分类", "分類"))
_WHO: Final = Column("owner", Label("In charge, region", "负责人、区域", "負責人、區域"))
_FIGURES: Final = (
    Column("last_visit", Label("Last visit", "上次拜访", "上次拜訪"), "day"),
    Column("next_visit", Label("Next visit", "下次拜访", "下次拜訪"), "day"),
    Column("amount", _YEAR, "money"),
    Column("balance", _BALANCE, "money"),
    Column("completeness", Label("Complete", "完整度", "完整度"), "share"),
)
_VISITS: Final = (REVISIT, NEXT, NEVER)
_AHEAD: Final = timedelta(days=366)
_POOR: Final = 0.5


class Entry(NamedTuple):
    """One customer. ``classes``: its class in each scheme, as the column of the scheme names it."""

    id: str
    name: str
    classes: Sequence[str]
    owner: str
    region: str
    phone: Value | Cell
    last_visit: date | None
    next_visit: date | None
    amount: Decimal
    balance: Decimal
    completeness: float


def master(entries: Sequence[Entry], schemes: Sequence[Column], origin: Origin) -> Report:
    """Return the list of ``entries``, by id; ``schemes``: a column for each of their classes, which names them."""
    listed = sorted(entries, key=lambda entry: entry.id)
    columns = (NAME, _CLASSES, _WHO, PHONE, *_FIGURES)
    most = max((entry.amount for entry in listed), default=Decimal(0))
    table = Table("master", columns, [_row(entry, schemes, most, origin.as_of) for entry in listed])
    sections: list[Section] = [_tiles(listed, origin), Grid(table=table)]
    return internal(
        "master",
        say(_TITLE),
        "",
        sections if listed else [Section(note=say(_NOBODY))],
        origin,
        data=_data(listed, schemes),
        empty=not listed,
    )


def make(source: Source, subject: str) -> Report:
    """Return the list of the chosen customers."""
    known = places(source.figures, source.chosen)
    placed = [source.figures.placed(scheme) for scheme in source.usual]
    origin = left_out(source.origin, (_LATER, len(source.chosen) - len(known)))
    return master(list(_entries(source, known, placed)), [_scheme(each) for each in placed], origin)


def _entries(source: Source, known: Sequence[int], placed: Sequence[Placed]) -> Iterator[Entry]:
    figures, visits, ahead = source.figures, source.last_visits(), _ahead(source)
    roll = Roll(figures, source.catalog, source.level, Figures(spoken(), source.origin.currency))
    amounts, complete = figures.column("amount_12m"), figures.column("completeness")
    balances = aging(match(figures.book), figures.size)["balance"].tolist()
    for who in known:
        identity = roll.id(who)
        yield Entry(
            identity,
            roll.name(who),
            [key(each.way(who)) for each in placed],
            roll.owner(who),
            roll.region(who),
            roll.phone(who),
            visits.get(identity),
            ahead.get(identity),
            amounts[who],
            Decimal(balances[who]).scaleb(-2),
            complete[who],
        )


def _ahead(source: Source) -> dict[str, date]:
    """Return the first day on which each customer is to be seen or called."""
    days: dict[str, date] = {}
    for item in source.due(source.as_of + _AHEAD):
        if item.kind in _VISITS:
            days[item.id] = min(item.day, days.get(item.id, item.day))
    return days


def _scheme(placed: Placed) -> Column:
    """Return the column of a scheme; a class is called by its own name, without those above it."""
    names = {key(way): placed.called[way[-1]] for way in {*placed.nodes, *placed.leaves} if way}
    return Column(placed.scheme.id, scheme_label(placed), names=names)


def _tiles(listed: Sequence[Entry], origin: Origin) -> Tiles:
    figures, alone = Figures(spoken(), origin.currency), sum(not entry.owner for entry in listed)
    late = sum(entry.next_visit is not None and entry.next_visit < origin.as_of for entry in listed)
    mean = sum(entry.completeness for entry in listed) / len(listed) if listed else 0.0
    return Tiles(
        entries=(
            Tile(say(_COUNTED), len(listed), say(_WITHOUT_OWNER).format(n=alone) if alone else ""),
            Tile(say(_YEAR), _total((entry.amount for entry in listed), figures)),
            Tile(say(_BALANCE), _total((entry.balance for entry in listed), figures), say(_OWED)),
            Tile(say(_LATE), late, tone="warn" if late else "good"),
            Tile(say(_MEAN), figures.share(Decimal(round(mean, 3)).quantize(Decimal("0.001")))),
        )
    )


def _total(amounts: Iterable[Decimal], figures: Figures) -> str:
    return figures.short_money(sum(amounts, Decimal(0)))


def _row(entry: Entry, schemes: Sequence[Column], most: Decimal, as_of: date) -> tuple[Any, ...]:
    words = zip(schemes, entry.classes, strict=True)
    classes = " · ".join(say(column.names[word]) for column, word in words if word.rpartition("/")[2] != UNKNOWN)
    late = entry.next_visit is not None and entry.next_visit < as_of
    return (
        named(entry.id, entry.name),
        classes,
        Cell(entry.owner, entry.region),
        entry.phone,
        entry.last_visit,
        Cell(entry.next_visit, tone="bad" if late else ""),
        Cell(entry.amount, bar=float(entry.amount / most) if most > 0 else 0.0, tone="" if entry.amount else "muted"),
        Cell(entry.balance or None),
        Cell(entry.completeness, bar=entry.completeness, tone="warn" if entry.completeness < _POOR else ""),
    )


def _data(listed: Sequence[Entry], schemes: Sequence[Column]) -> Table:
    """Return the list for programs: an own column for each scheme."""
    rows = [
        (
            entry.id,
            entry.name,
            *entry.classes,
            entry.owner or None,
            entry.region or None,
            bare(entry.phone),
            entry.last_visit,
            entry.next_visit,
            entry.amount,
            entry.balance,
            entry.completeness,
        )
        for entry in listed
    ]
    return Table("master", (ID, NAME, *schemes, OWNER, REGION, PHONE, *_FIGURES), rows)
