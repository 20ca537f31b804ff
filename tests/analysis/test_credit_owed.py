"""What is owed and how fast it comes in: aging, days sales outstanding, limits. By hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from accounts import AS_OF, Row
from books import Made, made

from custfile.analysis.credit.aging import aging, columns
from custfile.analysis.credit.collection import collection, counted_back, days_outstanding
from custfile.analysis.credit.limit import limits, utilisation
from custfile.analysis.credit.matching import match
from custfile.analysis.credit.overview import overview
from custfile.analysis.credit.rules import rules
from custfile.model.ranking import CreditSettings, Ranking
from custfile.model.settings import Settings

RULES = rules(Settings(name="x"), {})


def ago(days: int) -> date:
    return AS_OF - timedelta(days)


def sold(of: str, amount: float, made_ago: int, due_ago: int | None, **more: Any) -> Row:
    return {"of": of, "day": ago(made_ago), "amount": amount, "due": None if due_ago is None else ago(due_ago), **more}


def aged(book: Made, *buckets: int) -> list[dict[str, Any]]:
    frame = aging(match(book), len(book.customers), buckets or (30, 60, 90))
    return [
        {str(key): value / 100 if key != "days_overdue" else value for key, value in row.items() if value}
        for row in frame.to_dict("records")
    ]


def test_buckets_begin_the_day_after_the_due_date() -> None:
    days = (-1, 0, 1, 30, 31, 60, 61, 90, 91, 400)
    orders = [sold("A", 2**place, 500, late) for place, late in enumerate(days)]
    assert aged(made(AS_OF, ["A"], orders)) == [
        {
            "current": 3, "days_1_30": 12, "days_31_60": 48, "days_61_90": 192, "days_over_90": 768,
            "open": 1023, "overdue": 1020, "days_overdue": 400, "balance": 1023,
        }
    ]  # fmt: skip


def test_buckets_of_the_settings() -> None:
    orders = [sold("A", 1, 500, late) for late in (10, 100, 200)]
    assert aged(made(AS_OF, ["A"], orders), 90, 180)[0] | {"open": 0} == {
        "days_1_90": 1, "days_91_180": 1, "days_over_180": 1, "open": 0, "overdue": 3, "days_overdue": 200, "balance": 3
    }  # fmt: skip
    told = Settings(name="x", ranking=Ranking(credit=CreditSettings(aging=[60, 30, 30, 180])))
    assert rules(told, {}).buckets == (30, 60, 180)
    assert [column.key for column in columns((30, 60))][:4] == ["current", "days_1_30", "days_31_60", "days_over_60"]


def test_unapplied_money_stands_apart() -> None:
    """Too much was paid, given back without having come, or credited: open items do not shrink by it."""
    orders = [sold("A", 100, 60, 30), sold("B", 100, 60, 30, no="B"), sold("C", -40, 60, None)]
    payments = [{"of": "A", "day": ago(1), "amount": 130}, {"of": "B", "day": ago(1), "amount": -20}]
    assert aged(made(AS_OF, ["A", "B", "C"], orders, payments)) == [
        {"unapplied": 30, "balance": -30},
        {"days_1_30": 100, "open": 100, "overdue": 100, "days_overdue": 30, "unapplied": -20, "balance": 120},
        {"unapplied": 40, "balance": -40},
    ]


def test_what_is_written_off_is_not_open() -> None:
    assert aged(made(AS_OF, ["A"], [sold("A", 100, 60, 30, written_off=ago(0))])) == [{}]


def rates(book: Made, group: list[int] | None = None) -> dict[str, float]:
    """Return the figures of all customers together, or of the group 0, to hundredths."""
    found = collection(book, match(book), np.array(group or [0] * len(book.customers)), 1)
    return {str(key): round(float(value), 2) for key, value in found.iloc[0].items()}


def test_the_published_figure() -> None:
    """1.2 million receivable on 10 million of yearly sales are 43.8 days."""
    assert days_outstanding(np.array([1_200_000]), np.array([10_000_000]), 365).tolist() == pytest.approx([43.8])


def test_days_sales_outstanding() -> None:
    """Sales of 90 days: 100 + 200 + 600 = 900, of a year 1,600. Open: 200 not due yet, 600 overdue.

    DSO = 800 / 900 x 90 = 80, in a year 800 / 1600 x 365 = 182.5; best possible 200 / 900 x 90 = 20; ADD = 80 - 20 = 60.
    Count-back: the 200 of 5 days ago, then all 600 of 60 days ago: 61 days.
    CEI: 90 days ago 700 were open (of that day, paid 80 days ago): (700 + 900 - 800) / (700 + 900 - 200) x 100 = 57.14.
    """
    orders = [
        sold("A", 700, 90, 60, no="1"), sold("A", 100, 89, 59, no="2"), sold("A", 600, 60, 30, no="3"),
        sold("B", 200, 5, -25, no="4"),
        sold("B", 50, 10, None), sold("A", 999, 3, -27, status="cancelled"),
    ]  # fmt: skip
    payments = [
        {"of": "A", "day": ago(80), "amount": 700, "order": "1"},
        {"of": "A", "day": ago(50), "amount": 100, "order": "2"},
    ]
    book = made(AS_OF, ["A", "B"], orders, payments)
    assert rates(book) == {
        "dso": 80.0, "dso_year": 182.5, "dso_back": 61.0, "dso_best": 20.0, "delinquent": 60.0, "effectiveness": 57.14
    }  # fmt: skip
    assert rates(book, [-1, 0])["dso_back"] == 6.0  # customer B alone: its sale of 5 days ago is the sixth day
    by_customer = collection(book, match(book), np.array([0, 1]), 2)
    assert by_customer["dso_back"].tolist() == [61.0, 6.0]
    assert by_customer["dso"].round(2).tolist() == [77.14, 90.0]  # 600 / 700 x 90, 200 / 200 x 90


def test_counting_back_day_by_day() -> None:
    """Open 250: 100 of today (1 day), 100 of yesterday (2 days), 50 of the 200 of 9 days ago (9 days and a quarter)."""
    ago_, sales = np.array([9, 0, 1, 1]), np.array([200, 100, 60, 40])
    group = np.zeros(4, dtype=np.int64)
    assert counted_back(np.array([250]), group, ago_, sales).tolist() == [9.25]
    assert counted_back(np.array([100]), group, ago_, sales).tolist() == [1.0]
    assert counted_back(np.array([0]), group, ago_, sales).tolist() == [0.0]
    assert np.isnan(counted_back(np.array([401]), group, ago_, sales)).all()
    assert counted_back(np.array([0, 9]), group[:0], ago_[:0], sales[:0]).tolist() == pytest.approx(
        [0, np.nan], nan_ok=True
    )


def test_without_sales_there_are_no_days() -> None:
    assert np.isnan([*rates(made(AS_OF, ["A"])).values()]).tolist() == [True, True, False, True, True, True]
    old = rates(made(AS_OF, ["A"], [sold("A", 100, 700, 670)]))
    assert (old["dso_back"], old["effectiveness"]) == (700 + 1, 0.0)
    assert np.isnan([old["dso"], old["dso_year"]]).all()


def limited(customer: Row, orders: list[Row], grade: str = "A", owed: int = 0) -> dict[str, float]:
    book = made(AS_OF, [{"id": "A", **customer}], orders)
    frame = limits(book, match(book), np.array([grade], dtype=object), np.array([owed]))
    return {str(key): value for key, value in frame.iloc[0].items()}


@pytest.mark.parametrize(("grade", "suggested"), [("A", 3000), ("B", 2500), ("C", 2000), ("D", 1000), ("E", 0)])
def test_the_suggested_limit(grade: str, suggested: int) -> None:
    """12,000 in a year are 1,000 a month; 30 days are one month and one more: 2,000 x the factor of the grade."""
    row = limited(
        {"payment_days": 30}, [sold("A", 12_500, 100, 70), sold("A", -500, 50, None), sold("A", 99, 400, 370)], grade
    )
    assert (row["monthly"], row["suggested"], row["limit"]) == (1000_00, suggested * 100, suggested * 100)


def test_terms_are_those_of_the_orders_where_none_are_told() -> None:
    """100 at 60 days and 300 at 20 days: 30 days."""
    row = limited({}, [sold("A", 100, 100, 40), sold("A", 300, 100, 80), sold("A", 800, 90, None)])
    assert (row["terms"], row["suggested"]) == (30.0, 300_00)  # 1,200 / 12 x 2 x 1.5
    assert np.isnan(limited({}, [sold("A", 800, 90, None)])["suggested"])


def test_who_is_not_rated_is_suggested_no_limit() -> None:
    row = limited({"payment_days": 30}, [sold("A", 12_000, 100, 70)], "N", owed=100)
    assert np.isnan([row["suggested"], row["limit"], row["utilisation"]]).all()
    assert row["flag"] == 0


@pytest.mark.parametrize(
    ("owed", "use", "flag"), [(0, 0, 0), (800, 0.8, 0), (801, 0.801, 1), (1000, 1, 1), (1001, 1.001, 2)]
)
def test_the_limit_on_file_comes_first(owed: int, use: float, flag: int) -> None:
    row = limited({"limit": 1000, "payment_days": 30}, [sold("A", 12_000, 100, 70)], owed=owed * 100)
    assert (row["limit"], row["utilisation"], row["flag"], row["suggested"]) == (1000_00, use, flag, 3000_00)


def test_a_limit_of_nothing() -> None:
    assert utilisation(np.array([0, 1, 1]), np.array([0.0, 0.0, np.nan])).tolist() == pytest.approx(
        [0, np.inf, np.nan], nan_ok=True
    )
    assert limited({"limit": 0}, [], owed=1)["flag"] == 2


def test_the_overview_ends_with_the_totals() -> None:
    """D bought for 5 over the counter and paid 7: 2 stand over."""
    orders = [sold("A", 100, 60, 30), sold("B", 300, 60, -10), sold("C", 100, 60, 31), sold("D", 5, 3, None)]
    payments = [{"of": "D", "day": ago(1), "amount": 7}]
    book = made(AS_OF, [{"id": "A", "name": "丽人"}, "B", "C", "D", "E"], orders, payments)
    table = overview(book, RULES)
    keys = [column.key for column in table.columns]
    rows = [{key: cell for key, cell in zip(keys, row, strict=True) if cell} for row in table.rows]
    assert [row["id"] for row in rows] == ["A", "C", "B", "D", "total"]  # most overdue, then most open, then by id
    assert rows[0] == {
        "id": "A",
        "name": "丽人",
        "days_1_30": 100,
        "open": 100,
        "overdue": 100,
        "days_overdue": 30,
        "balance": 100,
    }
    assert rows[-1] == {
        "id": "total", "current": 300, "days_1_30": 100, "days_31_60": 100, "open": 500, "overdue": 200, "days_overdue": 31,
        "unapplied": 2, "balance": 498,
    }  # fmt: skip
    assert dict(table.facts)[table.facts[1][0]] == "90.0"  # 500 / 500 x 90
    first = overview(book, RULES, top=2)
    assert [row[0] for row in first.rows] == ["A", "C", "total"] and first.rows[-1] == table.rows[-1]
    assert {label.en: value for label, value in first.facts}["Customers shown"] == "2 of 4"
    assert len(overview(book, RULES, top=4).facts) == len(table.facts)
    some = overview(book, RULES, ["B"])
    assert [row[0] for row in some.rows] == ["B", "total"]
    nobody = overview(made(AS_OF, []), RULES)
    assert (nobody.rows, {value for _label, value in nobody.facts[1:-2]}) == ([], {"–", "0.0"})
