"""Customers by the net amount of their orders over one or two years, the largest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from custfile.analysis import sales
from custfile.analysis.book import Book
from custfile.analysis.rankings.period import asked
from custfile.analysis.rankings.ranked import Ranked
from custfile.analysis.rankings.volume import Volume
from custfile.language import Label, _
from custfile.model.settings import Settings
from custfile.model.table import Column

AMOUNT: Final = Volume(
    Column("amount", Label("Net amount", "净订货金额", "淨訂購金額"), "money"),
    sales.amount,
    lambda book: book.orders["cents"].to_numpy().astype(float),
    lambda: _("net amount, then number of orders, then id"),
    Label("no amount", "无金额", "無金額"),
)


def rank(book: Book, settings: Settings, told: Mapping[str, Any]) -> Ranked:
    """Rank by net amount; ``told["months"]``: length of the window, 12 when absent, 0 for all time."""
    return AMOUNT.rank(book, asked(told))
