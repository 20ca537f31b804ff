"""Reasons for readers who write no filters: labels, values as they are written, comparisons in words. As of 2026-11-20."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest
from books import Made, made
from schemes import figures, scheme

from custfile.analysis.classes.changes import changes
from custfile.analysis.figures import Figures
from custfile.language import speaking
from custfile.model.names import Names
from custfile.model.settings import Kind, Settings

AS_OF = date(2026, 11, 20)
SETTINGS = Settings(name="A", kinds=[Kind(id="company", labels=Names(en="Company", zh_CN="公司", zh_TW="公司"))])
FILES = {"kind": "company", "industry": "美容", "ended.date": None, "bank.account": "6222 0000"}


def known(*levels: dict[str, Any], day: date = AS_OF) -> Figures:
    """Return the figures of C1, with one order of 79,960 on 2025-11-15, and of C2 with one of 20,040 in a year's time."""
    book: Made = made(
        day,
        [{"id": "C1", **FILES}, {"id": "C2", **FILES, "kind": "guest", "industry": None}],
        [
            {"of": "C1", "day": date(2025, 11, 15), "amount": 79_960},
            {"of": "C2", "day": date(2026, 11, 15), "amount": 20_040},
        ],
    )
    return figures(book, scheme(*levels), settings=SETTINGS)


def reason(*levels: dict[str, Any], language: str = "en", who: int = 0) -> str:
    """Return why the customer ``who`` is in its classes."""
    with speaking(language):
        return str(known(*levels).placed("s").readable.reason(who))


@pytest.mark.parametrize(
    ("when", "language", "sentence"),
    [
        ("days_since_first <= 365", "en", "days since first order: 370 (more than 365)"),
        ("days_since_first <= 365", "zh_CN", "距首单天数：370（超过365）"),
        ("days_since_first > 365", "zh_TW", "距首單天數：370（超過365）"),
        ("orders = 0", "en", "orders of all time: 1 (not 0)"),
        ("orders = 1", "zh_CN", "历来订单数：1"),
        ("amount_24m >= 5万", "en", "net amount of orders, 24 months: 79,960.00 (at least 50,000)"),
        ("amount_24m < 5万", "zh_CN", "净订货金额（24个月）：79,960.00（不低于50,000）"),
        ("growth_12m > 30%", "en", "growth against the period before, 12 months: -100.0% (at most 30.0%)"),
        ("last_order < today-1y", "en", "last order: 2025-11-15 (before 2025-11-20)"),
        ("last_order >= today-1y", "zh_TW", "最近訂單：2025-11-15（早於2025-11-20）"),
        ("kind in (company)", "en", "Kind: Company"),
        ("not kind = company", "zh_CN", "类别：公司"),
        ("industry ~ 酒", "zh_TW", "行業別：美容（不含「酒」）"),
        ("credit <= D", "zh_CN", "信用等级：N"),
        ("ended.date <= today", "en", "Date (Ended): (not told)"),
        ("bank.account = 1", "en", "Account (Bank account): ****"),
        ("orders > 1 and amount < 10", "zh_CN", "历来订单数：1（不超过1）；历来金额：79,960.00（不低于10）"),
    ],
)
def test_a_comparison_is_told_in_words(when: str, language: str, sentence: str) -> None:
    level = {"classes": [{"id": "in", "when": when}, {"id": "out"}], "default": "out"}
    assert reason(level, language=language) == sentence


def test_levels_by_words_cuts_and_shares() -> None:
    kinds = {"source": "kind"}
    assert reason(kinds, language="zh_CN") == "类别：公司"
    cuts = {"source": "amount", "cuts": [50_000], "classes": [{"id": "large"}, {"id": "small"}]}
    assert reason(kinds, cuts) == "Kind: Company; amount of all time: 79,960.00 (at least 50,000)"
    assert reason(cuts, who=1, language="zh_TW") == "歷來金額：20,040.00（低於50,000）"
    shares: dict[str, Any] = {"source": "amount", "pareto": ["0.8"], "classes": [{"id": "large"}, {"id": "small"}]}
    # 79,960 of 100,000 come before the second customer
    assert reason(shares, who=1) == "amount of all time: 20,040.00; larger customers have 80.0% of all"


def test_the_names_of_filters_stay_where_they_are_asked_for() -> None:
    level = {"classes": [{"id": "in", "when": "days_since_first <= 365"}, {"id": "out"}], "default": "out"}
    placed = known(level).placed("s")
    assert (placed.reason(0), placed.readable.reason(0)) == (
        "days_since_first 370, not <= 365", "days since first order: 370 (more than 365)"
    )  # fmt: skip
    assert [each.word for each in placed.readable.decisions[0].steps(0)] == ["in", "out"]


@pytest.mark.parametrize(
    ("language", "causes"),
    [
        ("en", ["days since last order: 350 → 370"]),
        ("zh_CN", ["距最近订单天数：350 → 370"]),
    ],
)
def test_a_change_is_told_by_labels(language: str, causes: Sequence[str]) -> None:
    level = {"classes": [{"id": "gone", "when": "days_since_order > 365"}, {"id": "here"}], "default": "here"}
    before, now = known(level, day=date(2026, 10, 31)), known(level)
    with speaking(language):
        moved = changes(["s"], before, now, np.array([True, True]), readable=True)
    assert [row[-1] for row in moved.rows] == causes
