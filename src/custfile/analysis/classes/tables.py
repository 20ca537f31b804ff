"""Classified customers as tables: the classes with their weight, and each customer with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from dateutil.relativedelta import relativedelta

from custfile.analysis.classes.scheme import Placed, Scheme
from custfile.analysis.ledger import Ledger
from custfile.language import Label
from custfile.model.settings import Settings
from custfile.model.table import Column, Table

AS_OF: Final = Label("As of", "截至", "截至")
_CLASS: Final = Label("Class", "类别", "類別")


def summary(schemes: Iterable[Scheme], ledgers: Sequence[Ledger], settings: Settings, as_of: date) -> Table:
    """Return, for each class of ``schemes``: customers, their share, net amount of the last 12 months, its share.

    A class that the data has and the settings have not is listed too; no customer is left over.
    """
    schemes = list(schemes)
    opens = as_of - relativedelta(months=12)
    amounts = [sum(sale.cents for sale in ledger.sales if sale.day > opens and not sale.returned) for ledger in ledgers]
    rows: list[tuple[str, str, int, float, Decimal, float]] = []
    names: dict[str, Label] = {}
    for scheme in schemes:
        placed = scheme.place(ledgers, settings, as_of)
        known = scheme.classes(settings)
        names.update(known)
        words = [*known, *sorted({place.word for place in placed} - set(known))]
        rows += [(scheme.name, word, *_weight(word, placed, amounts)) for word in words]
    columns = (
        Column("scheme", Label("Scheme", "分类", "分類"), names={scheme.name: scheme.label for scheme in schemes}),
        Column("class", _CLASS, names=names),
        Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
        Column("share", Label("Share", "占比", "占比"), "share"),
        Column("amount", Label("Amount, 12 months", "近12个月金额", "近12個月金額"), "money"),
        Column("amount_share", Label("Share of amount", "金额占比", "金額占比"), "share"),
    )
    return Table("classes", columns, rows, ((AS_OF, as_of.isoformat()),))


def _weight(word: str, placed: Sequence[Placed], amounts: Sequence[int]) -> tuple[int, float, Decimal, float]:
    mine = [cents for place, cents in zip(placed, amounts, strict=True) if place.word == word]
    total = sum(amounts)
    share = len(mine) / len(placed) if placed else 0.0
    return len(mine), share, Decimal(sum(mine)).scaleb(-2), sum(mine) / total if total > 0 else 0.0


def listing(scheme: Scheme, ledgers: Sequence[Ledger], settings: Settings, as_of: date) -> Table:
    """Return each customer with its class and the reason, class by class."""
    placed = scheme.place(ledgers, settings, as_of)
    known: Mapping[str, Label] = scheme.classes(settings)
    order = {word: place for place, word in enumerate(known)}
    rows = [(place.word, ledger.id, ledger.name, place.reason) for place, ledger in zip(placed, ledgers, strict=True)]
    rows.sort(key=lambda row: (order.get(row[0], len(order)), row[1]))
    columns = (
        Column("class", _CLASS, names=known),
        Column("id", Label("Id", "编号", "編號")),
        Column("name", Label("Name", "名称", "名稱")),
        Column("reason", Label("Reason", "原因", "原因")),
    )
    return Table(scheme.name, columns, rows, ((AS_OF, as_of.isoformat()),))
