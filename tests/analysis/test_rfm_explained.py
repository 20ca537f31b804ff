"""The arithmetic of one customer: every order and its part, cut points, score, segment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from dealings import bought, rank

from custfile.language import Label, speak
from custfile.model.ranking import Grading
from custfile.model.table import Table

CUTS = [Decimal(p) for p in (100, 200, 300, 400)]
LINES = [
    bought("A", "2023-12-31", 700),
    bought("A", "2025-06-01", 250),
    bought("A", "2025-12-02", 200),
    ("A", "2025-12-10", -5_000, "delivered"),
    ("A", "2025-12-11", 9_900, "returned"),
    ("A", "2025-12-12", 8_800, "cancelled"),
    bought("A", "2026-01-02", 999),
]

DAYS = [date.fromisoformat(line[1]) for line in LINES]


def explained(lines: Sequence[Any] = LINES, **options: Any) -> dict[str, Table]:
    """Return the tables about A, by name."""
    ranked = rank("AB", lines, **({"method": "fixed", "monetary": CUTS} | options))
    return {table.name: table for table in ranked.explain("A")}


def test_every_order_counts_or_says_why_not() -> None:
    assert [row[1:] for row in explained()["rfm_orders"].rows] == [
        (DAYS[0], Decimal("700.00"), "no", "", "before the window"),
        (DAYS[1], Decimal("250.00"), "yes", "F, M", ""),
        (DAYS[2], Decimal("200.00"), "yes", "R, F, M", "the last order"),
        (DAYS[3], Decimal("-50.00"), "yes", "M", "credit note: lowers M only"),
        (DAYS[4], Decimal("99.00"), "yes", "", "returned"),
        (DAYS[5], Decimal("88.00"), "yes", "", "cancelled"),
        (DAYS[6], Decimal("999.00"), "no", "", "later than the as-of date"),
    ]
    assert [row[0] for row in explained()["rfm_orders"].rows] == [f"A.yaml:{line}" for line in range(1, 8)]


def test_a_gift_is_no_purchase() -> None:
    tables = explained([*LINES, ("A", "2025-12-20", 0, "delivered")])
    assert tables["rfm_orders"].rows[-2][3:] == ("yes", "", "amount 0: no purchase")


def test_the_letters_and_the_sum() -> None:
    # R 30 days: 5; F 2 orders: 2; M 250 + 200 - 50 = 400: 5; (2 * 5 + 1 * 2 + 1 * 5) / 4 = 4.25
    tables = explained(weights=[2, 1, 1])
    assert [row[1:] for row in tables["rfm_letters"].rows] == [
        ("30 days", "fixed: 5: ≤ 30; 4: ≤ 90; 3: ≤ 180; 2: ≤ 365; 1: > 365", "5", "2"),
        ("2 orders", "fixed: 1: < 2; 2: < 3; 3: < 6; 4: < 12; 5: ≥ 12", "2", "1"),
        ("400.00", "fixed: 1: < 100.00; 2: < 200.00; 3: < 300.00; 4: < 400.00; 5: ≥ 400.00", "5", "1"),
    ]
    assert tables["rfm_result"].rows == [
        ("score", "(2 × 5 + 1 × 2 + 1 × 5) / 4 = 4.25"),
        ("segment", "Potential loyalist: R 4-5 F 2-3"),
        ("rank", "1 of 1"),
    ]


def test_d_is_explained_field_by_field() -> None:
    # 1 * 4 and 3 * 2: (4 + 6) / 4 = 2.5; (5 + 2 + 5 + 2 * 2.5) / 5 = 3.4
    graded = [
        Grading(source="characteristics.staff", cuts=[Decimal(cut) for cut in (10, 50, 100, 500)]),
        Grading(source="industry", words={"美容": "2"}, weight=3),
    ]
    fields = {"A": {"characteristics.staff": 120, "industry": "美容"}}
    tables = explained(demographics=graded, weights=[1, 1, 1, 2], fields=fields)
    assert tables["rfm_demographics"].rows == [
        ("characteristics.staff", "120", "1: < 10; 2: < 50; 3: < 100; 4: < 500; 5: ≥ 500", "4.0", "1"),
        ("industry", "美容", "美容: 2", "2.0", "3"),
    ]
    assert tables["rfm_letters"].rows[-1][2:] == ("", "2.5", "2")
    assert tables["rfm_result"].rows[0][1] == "(1 × 5 + 1 × 2 + 1 × 5 + 2 × 2.5) / 5 = 3.40"


def test_what_is_missing_is_left_out_of_the_sum() -> None:
    tables = explained(monetary=[], demographics=[Grading(source="industry", words={"美容": "2"})], weights=[1, 1, 1, 1],
                       fields={"A": {"industry": "零售"}})  # fmt: skip
    assert [row[3] for row in tables["rfm_letters"].rows] == ["5", "2", "–", "–"]
    assert tables["rfm_result"].rows[0][1] == "(1 × 5 + 1 × 2) / 2 = 3.50"


def test_rules_that_set_a_score_are_named() -> None:
    idle = explained([bought("A", "2020-01-01")])
    assert [row[2] for row in idle["rfm_letters"].rows][1:] == ["1: no order in the window"] * 2
    assert idle["rfm_orders"].rows[0][4:] == ("R", "the last order; before the window")
    loss = explained([bought("A", "2025-12-02"), ("A", "2025-12-03", -10_000, "delivered")])
    assert loss["rfm_letters"].rows[2][1:4] == ("0.00", "1: net amount not above zero", "1")


def test_the_eight_classes_are_explained_by_the_means() -> None:
    # A: 30 days, 2 orders, 400; B: 61 days, 1 order, 100: means 45.50, 1.50, 250
    tables = explained([*LINES, bought("B", "2025-11-01")], segments="rfm8")
    assert tables["rfm_result"].rows[1][1] == (
        "Important, valuable: R high (30, mean 45.50), F high (2, mean 1.50), M high (400.00, mean 250.00)"
    )


def test_a_customer_without_orders_that_count() -> None:
    tables = explained([("A", "2025-12-02", -100, "delivered"), ("A", "2020-12-02", -100, "delivered")])
    assert [row[5] for row in tables["rfm_orders"].rows] == ["before the window", "credit note: lowers M only"]
    assert tables["rfm_result"].rows == [("rank", "none: there is no order that counts")]
    assert explained([])["rfm_orders"].rows == []


def test_nobody_of_that_id() -> None:
    with pytest.raises(KeyError):
        rank("A", []).explain("X")


def test_it_speaks_chinese() -> None:
    speak("zh_CN")
    tables = explained()
    assert tables["rfm_orders"].rows[3][5] == "红字：只减 M"
    assert [tables["rfm_result"].columns[0].names[row[0]].zh_CN for row in tables["rfm_result"].rows] == [
        "得分", "客户分群", "名次"
    ]  # fmt: skip
    assert tables["rfm_letters"].rows[0][2].startswith("固定分界：5: ≤ 30;")
    speak("en")


def test_it_begins_with_who_is_meant_and_the_result() -> None:
    first, *_rest = rank("AB", LINES, method="fixed", monetary=CUTS).explain("A")
    assert first.title == Label("RFM: A 客户 A", "RFM 分析：A 客户 A", "RFM 分析：A 客户 A")
    assert first.name == "rfm_result" and first.facts[0][1] == "2026-01-01"
