"""Classified customers as tables: the classes with their weight, two schemes crossed, each customer with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import numpy as np

from custfile.analysis.book import Mask, Whole, total
from custfile.analysis.classes.placing import Placed, Way
from custfile.analysis.figures import Figures
from custfile.analysis.rankings.explained import about
from custfile.analysis.rankings.ranked import AS_OF, ID, NAME, money
from custfile.language import Label
from custfile.model.names import NO_NAMES
from custfile.model.table import Column, Table

AMOUNT: Final = "amount_12m"
CLASS: Final = Label("Class", "类别", "類別")
CUSTOMERS: Final = Label("Customers", "客户数", "客戶數")
REASON: Final = Label("Reason", "原因", "原因")
SCHEME: Final = Label("Scheme", "分类", "分類")
_MONEY: Final = Label("Amount, 12 months", "近12个月金额", "近12個月金額")
_CLASSES: Final = Label("Classes", "类别", "類別")
_TOTAL: Final = Label("Total", "合计", "合計")
_INDENT: Final = "  "


def scheme_label(placed: Placed) -> Label:
    """Return what the scheme is called."""
    return (placed.scheme.labels or NO_NAMES).label(placed.scheme.id)


def summary(schemes: Sequence[Placed], figures: Figures, members: Mask) -> Table:
    """Return the classes of ``schemes`` as trees, one after the other, with those of ``members`` that are in each.

    Each class has its customers, their share, their net amount of the last 12 months, and its share. A class below another
    has a slash in its name (``intermediary/retailer``), and its customers are counted in both. A class that the data has and
    the settings have not is there, too; nobody is left over.
    """
    rows = [row for placed in schemes for row in _weights(placed, figures, members)]
    columns = (
        Column("scheme", SCHEME, names={placed.scheme.id: scheme_label(placed) for placed in schemes}),
        Column("class", CLASS, names={key: label for placed in schemes for key, label in _indented(placed).items()}),
        Column("customers", CUSTOMERS, "count"),
        Column("share", Label("Share", "占比", "占比"), "share"),
        Column("amount", _MONEY, "money"),
        Column("amount_share", Label("Share of amount", "金额占比", "金額占比"), "share"),
    )
    return Table("classes", columns, rows, ((AS_OF, figures.book.as_of.isoformat()),))


def listing(placed: Placed, figures: Figures, members: Mask) -> Table:
    """Return each of ``members`` with its class and the reason, class by class, then by id."""
    ids, names = figures.book.customers["id"].tolist(), figures.book.customers["name"].tolist()
    order = {way: number for number, way in enumerate(placed.nodes)}
    place = np.array([order[way] for way in placed.leaves], dtype=np.int64)[placed.at]
    sorted_ = [who for who in np.argsort(place, kind="stable").tolist() if members[who]]
    rows = [(key(placed.way(who)), ids[who], names[who], placed.reason(who)) for who in sorted_]
    columns = (Column("class", CLASS, names=full_labels(placed)), ID, NAME, Column("reason", REASON))
    return Table(placed.scheme.id, columns, rows, ((AS_OF, figures.book.as_of.isoformat()),))


def cross(down: Placed, across: Placed, figures: Figures, members: Mask) -> list[Table]:
    """Return how many of ``members`` are in each class of ``down`` and of ``across``, and their amounts of 12 months."""
    counts = Table(
        "customers", _columns(down, across, "count"),
        list(_crossed(down, across, np.ones(figures.size, dtype=np.int64), members, int)),
        ((AS_OF, figures.book.as_of.isoformat()),), CUSTOMERS,
    )  # fmt: skip
    amounts = _crossed(down, across, _cents(figures), members, money)
    return [counts, Table("amount", _columns(down, across, "money"), list(amounts), (), _MONEY)]


def explained(schemes: Sequence[Placed], who: int, figures: Figures) -> Table:
    """Return for the customer ``who`` what was considered in each of ``schemes``, and what decided."""
    rows = [
        (placed.scheme.id, key(way), "yes" if fits else "no", reason)
        for placed in schemes
        for way, fits, reason in placed.considered(who)
    ]
    called = dict[str, Label]()
    for placed in schemes:
        called |= full_labels(placed, (way for way, _fits, _reason in placed.considered(who)))
    columns = (
        Column("scheme", SCHEME, names={placed.scheme.id: scheme_label(placed) for placed in schemes}),
        Column("class", CLASS, names=called),
        Column("fits", Label("Fits", "是否符合", "是否符合"), names=_YES),
        Column("reason", REASON),
    )
    facts = ((AS_OF, figures.book.as_of.isoformat()),)
    return Table("explained", columns, rows, facts, about(_CLASSES, figures.book, who))


_YES: Final = {"yes": Label("yes", "是", "是"), "no": Label("no", "否", "否")}


def key(way: Way) -> str:
    """Return the class of a tree as filters and JSON write it."""
    return "/".join(way)


def full_labels(placed: Placed, ways: Iterable[Way] | None = None) -> Mapping[str, Label]:
    """Return what the classes ``ways`` are called, after those above them; all when absent."""
    wanted = placed.nodes if ways is None else ways
    return {key(way): _joined([placed.called[word] for word in way]) for way in wanted}


def _joined(labels: Sequence[Label]) -> Label:
    return Label(*(" / ".join(names) for names in zip(*labels, strict=True)))


def _indented(placed: Placed) -> Mapping[str, Label]:
    return {
        key(way): Label(*(_INDENT * (len(way) - 1) + name for name in placed.called[way[-1]])) for way in placed.nodes
    }


def _weights(placed: Placed, figures: Figures, members: Mask) -> Iterator[tuple[Any, ...]]:
    among, amounts = members.astype(np.int64), _cents(figures) * members
    size, whole = int(among.sum()), int(amounts.sum())
    counted, summed = _by_node(placed, among), _by_node(placed, amounts)
    for way in placed.nodes:
        share = counted[way] / size if size else 0.0
        of_amount = summed[way] / whole if whole > 0 else 0.0
        yield placed.scheme.id, key(way), counted[way], share, money(summed[way]), of_amount


def _by_node(placed: Placed, values: Whole) -> Mapping[Way, int]:
    """Return the sum of ``values`` over the customers of each class, those below it included."""
    sums = dict.fromkeys(placed.nodes, 0)
    for way, value in zip(placed.leaves, total(placed.at, values, len(placed.leaves)).tolist(), strict=True):
        for depth in range(1, len(way) + 1):
            sums[way[:depth]] += value
    return sums


def _cents(figures: Figures) -> Whole:
    return figures.array(AMOUNT).astype(np.int64)


def _crossed(
    down: Placed, across: Placed, values: Whole, members: Mask, shown: Callable[[int], int | Decimal | None]
) -> Iterator[tuple[Any, ...]]:
    rows, columns = _ends(down), _ends(across)
    row = np.array([rows.index(way) for way in down.leaves], dtype=np.int64)[down.at]
    column = np.array([columns.index(way) for way in across.leaves], dtype=np.int64)[across.at]
    cells = total((row * len(columns) + column)[members], values[members], len(rows) * len(columns))
    grid = cells.reshape(len(rows), len(columns))
    for way, sums in zip(rows, grid.tolist(), strict=True):
        yield (key(way), *map(shown, sums), shown(sum(sums)))
    sums = grid.sum(axis=0).tolist()
    yield ("total", *map(shown, sums), shown(sum(sums)))


def _columns(down: Placed, across: Placed, kind: Any) -> list[Column]:
    names = full_labels(across)
    return [
        Column("class", scheme_label(down), names={**full_labels(down), "total": _TOTAL}),
        *(Column(key(way), names[key(way)], kind) for way in _ends(across)),
        Column("total", _TOTAL, kind),
    ]


def _ends(placed: Placed) -> list[Way]:
    """Return the classes that are not divided further, in the order of the tree."""
    above = {way[:-1] for way in placed.nodes}
    return [way for way in placed.nodes if way not in above or way in placed.leaves]
