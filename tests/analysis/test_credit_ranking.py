"""The credit ranking: its order, who is left out, and the explanation of one customer."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from accounts import AS_OF, Row, histories
from books import Made, made
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.credit.rules import FINEST, rules
from custfile.analysis.figures import Figures
from custfile.analysis.rankings.credit import rank
from custfile.language import speaking
from custfile.model.settings import Settings
from custfile.model.table import Table

SETTINGS = Settings(name="x")
DUE = date(2026, 3, 1)


def bought(of: str, late: int | None, amount: float = 100, due: date = DUE, **more: Any) -> tuple[Row, list[Row]]:
    """Return an order and its payment so many days after the due date; ``None``: it is unpaid."""
    no = f"{of}{due:%m%d}-{amount}"
    order = {"of": of, "day": due - timedelta(30), "due": due, "amount": amount, "no": no, **more}
    return order, [] if late is None else [{"of": of, "day": due + timedelta(late), "amount": amount, "order": no}]


def book(*cases: tuple[Row, list[Row]], more: list[Row] | None = None, **customers: Row) -> Made:
    names = sorted({case[0]["of"] for case in cases} | set(customers))
    people = [{"id": name, **customers.get(name, {})} for name in names]
    return made(AS_OF, people, [case[0] for case in cases] + (more or []), [row for case in cases for row in case[1]])


def three(of: str, late: int, amount: float = 100) -> list[tuple[Row, list[Row]]]:
    return [bought(of, late, amount, DUE + timedelta(place)) for place in range(3)]


def cells(table: Table) -> list[dict[str, Any]]:
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


def facts(table: Any) -> dict[str, str]:
    return {label.en: value for label, value in table.facts}


def test_the_order_is_index_then_least_overdue_then_most_paid_then_id() -> None:
    cases = [
        *three("A", 0, 10), *three("B", 0, 20), *three("C", 0, 10), *three("D", -20), *three("E", 15),
        # F: as B, but 1 unit is a day overdue, which does not show in the index
        *three("F", 0, 10_000), bought("F", None, 1, AS_OF - timedelta(1)),
    ]  # fmt: skip
    found = rank(book(*cases), SETTINGS, {})
    assert found.frame["id"].tolist() == ["D", "B", "A", "C", "F", "E"]
    assert found.frame["pay_index"].tolist() == [90.0, 80.0, 80.0, 80.0, 80.0, 70.0]
    assert found.frame["rank"].tolist() == [1, 2, 3, 4, 5, 6]


def test_who_is_left_out_and_why() -> None:
    cases = [*three("A", 0), bought("B", 0), bought("B", 0, due=date(2026, 4, 1))]
    cash = {"of": "C", "day": DUE, "amount": 5}
    found = rank(book(*cases, more=[cash], C={}, D={}), SETTINGS, {})
    assert found.frame["id"].tolist() == ["A"]
    told = facts(found)
    assert told["Customers ranked"] == "1"
    assert told["Left out: no order on credit"] == "2"
    assert told["Left out: too few experiences"] == "1"
    assert told["Window"] == "after 2025-06-30, up to 2026-06-30 (12 months)"
    assert found.table().rows[0][:5] == (1, "A", "A", 80.0, "A")
    assert len(rank(book(), SETTINGS, {}).table().rows) == 0


def test_flags_say_what_caps_and_how_much_of_the_limit_is_used() -> None:
    cases = [
        *three("A", 0),
        bought("A", None, 90, DUE - timedelta(9)),
        *three("B", 0),
        *three("C", 0),
        bought("C", None, 2),
    ]
    limits: dict[str, Row] = {"A": {"limit": 100}, "B": {"insolvent": AS_OF}, "C": {"limit": 0}}
    rows = {row["id"]: row for row in cells(rank(book(*cases, **limits), SETTINGS, {}).table())}
    assert rows["A"]["flags"] == "open more than 90 days overdue: at most 29, over 80 % of the limit"
    assert rows["B"]["flags"] == "insolvent in 24 months: at most 9"
    assert (rows["C"]["flags"], rows["C"]["utilisation"]) == (
        "open more than 90 days overdue: at most 29, over the limit",
        None,
    )
    with speaking("zh_TW"):
        assert rank(book(*cases, **limits), SETTINGS, {}).frame["flags"].tolist()[-1] == "24個月內破產：最高9"


def explained(found: Made, who: str = "A", **told: Any) -> dict[str, Table]:
    return {table.name: table for table in rank(found, SETTINGS, told).explain(who)}


def test_every_order_and_payment_is_told() -> None:
    """40 of 100 on time, 60 of them 30 days late; 20 prompt; 60 disputed, 15 days late.

    (40 x 80 + 60 x 50 + 20 x 80 + 30 x 70) / 150 = 66. The 1 too much for S2 goes to the next order.
    """
    order = {"of": "A", "day": date(2026, 2, 1), "due": DUE, "amount": 100, "no": "S1"}
    more = [
        order,
        {**order, "no": "S2", "amount": 20},
        {**order, "no": "S3", "amount": 60, "reason": "dispute"},
        {**order, "no": "old", "due": date(2025, 1, 1), "amount": 7},
        {**order, "no": "next", "due": date(2026, 9, 1), "amount": 9},
        {**order, "no": "gone", "status": "cancelled"},
        {**order, "no": "back", "status": "returned", "amount": 11},
        {**order, "no": "soon", "day": date(2026, 8, 1)},
        {**order, "no": "cash", "due": None, "amount": 3},
        {**order, "no": "gift", "amount": 0},
        {**order, "no": "note", "due": None, "amount": -8},
        {**order, "no": "S9", "due": date(2026, 6, 20), "amount": 8},
    ]
    payments = [
        {"of": "A", "order": no, "amount": amount, "day": day}
        for no, amount, day in [
            ("S1", 40, DUE), ("S1", 60, date(2026, 3, 31)), ("S2", 20, DUE), ("S3", 60, date(2026, 3, 16)),
            ("old", 7, DUE), ("cash", 3, DUE), ("S1", 5, date(2026, 7, 1)), ("S2", 1, date(2026, 6, 1)),
            (None, 2, date(2026, 6, 2)), (None, -2, date(2026, 6, 3)),
        ]
    ]  # fmt: skip
    dollars = {"of": "A", "day": DUE, "amount": 2, "currency": "USD", "worth": 14}
    found = made(AS_OF, [{"id": "A", "name": "丽人"}], more, [*payments, dollars])
    tables = explained(found)
    keys = ("order", "state", "days", "score", "amount", "weight", "excuse")
    assert [tuple(row[key] for key in keys) for row in cells(tables["counted"])] == [
        ("S1", "paid", 0, 80, 40, 1.0, None), ("S1", "paid", 30, 50, 60, 1.0, None), ("S2", "paid", 0, 80, 20, 1.0, None),
        ("S3", "paid", 15, 70, 60, 0.5, "disputed"),
    ]  # fmt: skip
    left = Counter((row["order"], row["amount"], row["why"]) for row in cells(tables["left_out"]))
    assert left == Counter(
        [
            ("old", 7, "early"), ("next", 1, "later"), ("next", 8, "later"), ("gone", 100, "cancelled"),
            ("back", 11, "returned"), ("soon", 100, "future"), ("cash", 3, "at_once"), ("gift", 0, "nothing"),
            ("S9", 8, "credited"), ("S1", 5, "future"), (None, 14, "unapplied"), (None, 2, "given_back"),
            (None, -2, "given_back"),
        ]
    )  # fmt: skip
    assert [row["note"] for row in cells(tables["left_out"]) if row["why"] == "credited"] == ["note"]
    (row,) = cells(tables["credit"])
    assert (row["pay_index"], row["grade"], row["experiences"], row["paid"]) == (66.0, "C", 3, 180)
    assert facts(tables["credit"])["Sum of amount × weight × score / sum of amount × weight"] == "9,900.00 / 150.00"


def test_a_return_over_the_counter_leaves_nothing_owed() -> None:
    sale = {"of": "A", "day": DUE, "amount": 50, "no": "S"}
    tables = explained(book(more=[sale, {**sale, "amount": -20, "no": "R"}], A={}))
    assert [(row["order"], row["amount"], row["why"], row["note"]) for row in cells(tables["left_out"])] == [
        ("S", 20, "credited", "R"), ("S", 30, "at_once", None)
    ]  # fmt: skip
    assert [row["balance"] for row in cells(tables["aging"])] == [0]


def test_the_cap_is_named_with_what_it_comes_from() -> None:
    found = book(*three("A", 0), bought("A", None, 90, AS_OF - timedelta(75)))
    tables = explained(found)
    assert facts(tables["credit"])["Cap"] == "open more than 60 days overdue: at most 49: A0416-90 (75 days)"
    slow = [bought("A", 170, due=date(2025, 10, day)) for day in (1, 2, 3)]
    assert facts(explained(book(*slow, A={"insolvent": date(2026, 5, 1)}))["credit"])["Cap"] == (
        "insolvent in 24 months: at most 9: 2026-05-01 – it makes no difference"
    )


def test_who_is_not_rated_is_explained_too() -> None:
    tables = explained(book(bought("A", 0), B={}))
    assert facts(tables["credit"])["Not rated"] == "experiences: 1; needed: 3"
    assert cells(explained(book(bought("A", 0), B={}), "B")["counted"]) == []
    with pytest.raises(KeyError):
        explained(book(bought("A", 0)), "X")


def test_the_tables_hold_the_figures_of_the_day() -> None:
    """Open 90, 75 days overdue; 390 bought in 12 months: 32.50 a month, terms 30 days, D: 32.50 x 2 x 0.5 = 32.50."""
    tables = explained(book(*three("A", 0), bought("A", None, 90, AS_OF - timedelta(75))))
    (aged,) = cells(tables["aging"])
    assert (aged["days_61_90"], aged["open"], aged["balance"]) == (90, 90, 90)
    (limit,) = cells(tables["limit"])
    assert (limit["monthly"], limit["terms"], limit["suggested"], limit["open"]) == (
        Decimal("32.50"),
        30.0,
        Decimal("32.50"),
        90,
    )
    assert facts(tables["limit"])["Flag"] == "over the limit"
    (rates,) = cells(tables["collection"])
    assert rates["dso_year"] == pytest.approx(90 / 390 * 365)
    assert rates["dso"] is None  # nothing was sold in 90 days


def test_measures_are_those_of_the_ranking() -> None:
    found = book(*three("A", 15), bought("A", None, 90, AS_OF - timedelta(10)), A={"limit": 100}, B={"limit": 0}, C={})
    figures = Figures(found, SETTINGS, {})
    told = {name: figures.column(name) for name in ("credit", "open_amount", "overdue", "days_overdue", "utilisation")}
    assert told == {
        "credit": ["B", "N", "N"], "open_amount": [90, 0, 0], "overdue": [90, 0, 0], "days_overdue": [10, 0, 0],
        "utilisation": [0.9, 0.0, None],
    }  # fmt: skip
    assert figures.column("pay_index") == [70.77, None, None]  # (300 x 70 + 90 x (80 - 10 x 2 / 3)) / 390
    assert figures.column("days_late") == [13.85, None, None]  # (300 x 15 + 90 x 10) / 390
    assert figures.column("on_time") == [0.0, None, None]


def same(one: Made, other: Made) -> None:
    """Assert that two books rank alike, and explain alike but for the order of equal lines."""
    settings = rules(SETTINGS, {})
    assert settings.least == 3
    left, right = (rank(each, SETTINGS, {}) for each in (one, other))
    assert left.frame.equals(right.frame)
    assert left.facts == right.facts
    for first, second in zip(left.explain("A"), right.explain("A"), strict=True):
        assert Counter(map(_unnamed, cells(first))) == Counter(map(_unnamed, cells(second)))


def _unnamed(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(cell for key, cell in row.items() if key != "order")


def _rated(history: tuple[list[Row], list[Row]]) -> tuple[list[Row], list[Row]]:
    """Add what makes the customer rated."""
    cases = three("A", 3, 7)
    return history[0] + [case[0] for case in cases], history[1] + [row for case in cases for row in case[1]]


@given(histories(), st.randoms())
def test_the_order_of_lines_decides_nothing(history: tuple[list[Row], list[Row]], chance: Any) -> None:
    orders, payments = _rated(history)
    shuffled = [chance.sample(rows, len(rows)) for rows in (orders, payments)]
    same(made(AS_OF, ["A"], orders, payments), made(AS_OF, ["A"], *shuffled))


@given(histories(), st.integers(0, 90))
def test_a_day_in_the_past_is_an_archive_cut_off_there(history: tuple[list[Row], list[Row]], offset: int) -> None:
    day = date(2026, 1, 1) + timedelta(offset)
    orders, payments = _rated(history)
    then = [[row for row in rows if row["day"] <= day] for rows in (orders, payments)]
    cut, kept = made(day, ["A"], *then), made(day, ["A"], orders, payments)
    assert rank(cut, SETTINGS, {}).frame.equals(rank(kept, SETTINGS, {}).frame)
    for first, second in zip(rank(cut, SETTINGS, {}).explain("A"), rank(kept, SETTINGS, {}).explain("A"), strict=True):
        assert [row for row in cells(second) if row.get("why") != "future"] == cells(first) or first.name == "left_out"
        assert facts(first) == facts(second)


@given(histories())
def test_the_explanation_adds_up(history: tuple[list[Row], list[Row]]) -> None:
    """The mean of the lines that count is the index, and every order is in one of the two lists."""
    found = made(AS_OF, ["A"], *_rated(history))
    tables = explained(found)
    counted = cells(tables["counted"])
    weights = [row["amount"] * Decimal(row["weight"]) for row in counted]
    points = sum(weight * round(row["score"] * FINEST) for weight, row in zip(weights, counted, strict=True))
    (row,) = cells(tables["credit"])
    assert float(points / sum(weights) / FINEST) == pytest.approx(row["uncapped"], abs=0.005000001)
    named = {row["order"] for name in ("counted", "left_out") for row in cells(tables[name])}
    named |= {row["note"] for row in cells(tables["left_out"])}
    assert named >= {order["no"] for order in history[0]}
    assert np.isclose(float(sum(row["amount"] for row in counted)), float(row["paid"]) + _unpaid(counted))


def _unpaid(counted: list[dict[str, Any]]) -> float:
    return float(sum(row["amount"] for row in counted if row["state"] != "paid"))
