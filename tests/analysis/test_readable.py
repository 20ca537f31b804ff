"""Reasons for readers who write no filters: labels, values as they are written, comparisons in words. As of 2026-11-20."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from books import made
from schemes import figures, scheme, told

from custfile.analysis.classes.changes import changes
from custfile.language import speaking
from custfile.model.settings import Kind, Settings
from custfile.model.names import Names

AS_OF = date(2026, 11, 20)
SETTINGS = Settings(name="A", kinds=[Kind(id="company", labels=Names(en="Company", zh_CN="公司", zh_TW="公司"))])
ORDER = {"date": date(2025, 11, 15), "amount": "79960"}


def reason(when: str, *customers: dict[str, Any], language: str = "en") -> str:
    """Return why the first of ``customers`` is in the class that ``when`` makes, or in the other one."""
    level = {"classes": [{"id": "in", "when": when}, {"id": "out"}], "default": "out"}
    placed = figures(made(AS_OF, told(list(customers))), scheme(level), settings=SETTINGS).placed("s")
    with speaking(language):
        return str(placed.readable.reason(0))


@pytest.mark.parametrize(
    ("when", "language", "sentence"),
    [
        ("days_since_first <= 365", "en", "days since first order: 370 (more than 365)"),
        ("days_since_first <= 365", "zh_CN", "距首单天数：370（超过365）"),
        ("days_since_first > 365", "zh_TW", "距首單天數：370（超過365）"),
        ("orders = 0", "en", "orders: 1 (not 0)"),
        ("orders = 1", "zh_CN", "历来订单数：1"),
        ("amount_24m >= 5万", "en", "net amount of orders, 24 months: 79,960.00 (at least 50,000)"),
        ("amount_24m < 5万", "zh_CN", "净订货金额（24个月）：79,960.00（不低于50,000）"),
        ("amount_12m < 5万 or orders > 2", "zh_CN", "净订货金额（12个月）：0.00（低于50,000）"),
        ("last_order < today-1y", "en", "last order: 2025-11-15 (before 2025-11-20)"),
        ("last_order >= today-1y", "zh_TW", "最近訂單：2025-11-15（早於2025-11-20）"),
        ("kind in (company, individual)", "en", "Kind: Company"),
        ("kind != company", "zh_CN", "客户类别：公司"),
        ("industry ~ 酒", "zh_TW", "行業：美容（不含「酒」）"),
        ("growth_12m > 30%", "en", "growth against the period before, 12 months: -100.0% (at most 30.0%)"),
    ],
)
def test_a_comparison_is_told_in_words(when: str, language: str, sentence: str) -> None:
    assert reason(when, {"kind": "company", "industry": "美容", "orders": [ORDER]}, language=language) == sentence
