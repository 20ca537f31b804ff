"""Customers by the quantity they ordered over one or two years, the largest first.

Quantities of different products are added as they stand, so the ranking says little where units differ.
"""

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

QUANTITY: Final = Volume(
    Column("quantity", Label("Quantity", "数量", "數量"), "quantity"),
    sales.quantity,
    sales.quantities,
    lambda: _("quantity, then net amount, then number of orders, then id"),
    Label("no order tells a quantity", "订单均未填数量", "訂單均未填數量"),
    Column("unknown", Label("Orders without quantity", "无数量订单", "無數量訂單"), "count"),
)


def rank(book: Book, settings: Settings, told: Mapping[str, Any]) -> Ranked:
    """Rank by quantity; ``told["months"]``: length of the window, 12 when absent, 0 for all time."""
    return QUANTITY.rank(book, asked(told))
