"""The classes by amount: how many customers each has and what they bring, who has changed class, and the whole list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from custfile.language import Label, say
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.page import Cell, Grid, Section
from custfile.report.roll import ID, NAME, OWNER, named

_CLASSES: Final = Label("Classes", "各类客户", "各類客戶")
_CHANGES: Final = Label("Changes of class", "类别变动", "類別變動")
_COMPARED: Final = Label(
    "Against {day}, by the amounts and the bounds of that day",
    "对比{day}，按当日的金额和界限",
    "與{day}相比，依當日的金額與界限",
)
_NO_CHANGE: Final = Label("Nobody has changed class since {day}.", "{day}以来无人变更类别。", "{day}以來無人變更類別。")
_EVERYBODY: Final = Label("All customers with purchases", "全部有购买的客户", "全部有購買的客戶")
_NOT_YET: Final = Label("not on file", "当时未建档", "當時未建檔")

_SHARE: Final = Column("share", Label("Share", "占比", "占比"), "share")
_CUMULATIVE: Final = Column("cumulative", Label("Cumulative", "累计占比", "累計占比"), "share")
_CLASS: Final = Column("class", Label("Class", "类别", "類別"))
_BEFORE: Final = Column("class_before", Label("Class before", "原类别", "原類別"))
_AMOUNT_BEFORE: Final = Column("amount_before", Label("Amount before", "原金额", "原金額"), "money")
_RANK: Final = Column("rank", Label("Rank", "名次", "名次"), "count")


class Line(NamedTuple):
    """One customer: its amount, the share of all and that of all down to it, its class, and how that was before.

    ``cumulative`` and ``share`` are among all customers, 0 to 1, ``None`` when there is nothing above zero. Before:
    ``None`` when it was not on file.
    """

    id: str
    name: str
    owner: str
    amount: Decimal
    share: float | None
    cumulative: float | None
    word: str
    before: str | None
    amount_before: Decimal | None


class Basis(NamedTuple):
    """What the classes go by: the amount's label, the scheme's, and the classes, best first, with their bounds in words."""

    amount: Label
    scheme: Label
    classes: Mapping[str, Label]
    bounds: Mapping[str, str]


def weights(lines: Sequence[Line], basis: Basis) -> Grid:
    """Return how many customers each class has, and how much they bring."""
    number, sums = Counter(line.word for line in lines), defaultdict[str, Decimal](Decimal)
    total = sum(line.amount for line in lines if line.amount > 0)
    for line in lines:
        sums[line.word] += line.amount
    columns = (
        _named(_CLASS, basis),
        Column("bounds", Label("Bounds", "界限", "界限")),
        Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
        Column("share_of_customers", Label("Share of customers", "客户占比", "客戶占比"), "share"),
        Column("amount", basis.amount, "money"),
        Column("share", Label("Share of amount", "金额占比", "金額占比"), "share"),
    )
    rows = []
    for word in (word for word in basis.classes if number[word]):
        share = float(max(sums[word], Decimal(0)) / total)
        part = number[word] / len(lines)
        rows.append(
            (word, basis.bounds.get(word, ""), number[word], Cell(part, bar=part), sums[word], Cell(share, bar=share))
        )
    return Grid(title=say(_CLASSES), note=say(basis.scheme), table=Table("classes", columns, rows))


def changes(lines: Sequence[Line], basis: Basis, since: date, figures: Figures) -> Iterator[Section]:
    """Yield who has come to another class; who was not on file before has, when it has bought something."""
    order = {word: place for place, word in enumerate(basis.classes)}
    moved = [line for line in lines if line.word != line.before and (line.before is not None or line.amount > 0)]
    moved.sort(key=lambda line: (-abs(line.amount - (line.amount_before or 0)), line.id))
    if not moved:
        yield Section(title=say(_CHANGES), note=say(_NO_CHANGE).format(day=figures.day(since)))
        return
    columns = (
        NAME,
        _named(_BEFORE, basis),
        _named(_CLASS, basis),
        _AMOUNT_BEFORE,
        Column("amount", basis.amount, "money"),
    )
    rows: list[tuple[Any, ...]] = []
    for line in moved:
        better = line.before is None or order.get(line.word, 0) < order.get(line.before, 0)
        tone = Cell(line.word, tone="good" if better else "bad")
        before = line.before or Cell(say(_NOT_YET), tone="muted")
        rows.append((named(line.id, line.name), before, tone, line.amount_before, line.amount))
    note = say(_COMPARED).format(day=figures.day(since))
    yield Grid(title=say(_CHANGES), note=note, table=Table("changes", columns, rows))


def everybody(listed: Sequence[Line], basis: Basis) -> Grid:
    """Return the customers ``listed``, the largest first."""
    columns = (
        _RANK, NAME, OWNER, _named(_CLASS, basis), Column("amount", basis.amount, "money"), _SHARE, _CUMULATIVE,
    )  # fmt: skip
    rows = [
        (
            rank,
            named(line.id, line.name),
            line.owner,
            line.word,
            Cell(line.amount, bar=float(line.amount / listed[0].amount)),
            line.share,
            Cell(line.cumulative, bar=line.cumulative),
        )
        for rank, line in enumerate(listed, 1)
    ]
    return Grid(title=say(_EVERYBODY), table=Table("abc", columns, rows))


def _named(column: Column, basis: Basis) -> Column:
    return replace(column, names=basis.classes)


def data(listed: Sequence[Line], basis: Basis) -> Table:
    """Return the same for programs."""
    amount = Column("amount", basis.amount, "money")
    columns = (
        _RANK, ID, NAME, OWNER, _named(_CLASS, basis), amount, _SHARE, _CUMULATIVE, _named(_BEFORE, basis), _AMOUNT_BEFORE,
    )  # fmt: skip
    rows = [
        (
            rank, line.id, line.name, line.owner or None, line.word, line.amount, line.share, line.cumulative, line.before,
            line.amount_before,
        )
        for rank, line in enumerate(listed, 1)
    ]  # fmt: skip
    return Table("abc", columns, rows)
