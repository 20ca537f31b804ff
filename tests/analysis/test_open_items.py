"""Open items, computed by hand: amounts in whole money, times a hundred for cents."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.ledger import Ledger, Receipt, Sale
from custfile.analysis.open_items import OpenItem, open_items

Items = list[tuple[str | None, int]]


def sold(no: str | None, amount: int, due: int | None, *, returned: bool = False) -> Sale:
    """Return a sale of 2026-01-01 that is due on a day of February."""
    return Sale(date(2026, 1, 1), no, amount * 100, date(2026, 2, due) if due else None, returned)


def paid(amount: int, order: str | None = None) -> Receipt:
    """Return a payment."""
    return Receipt(date(2026, 1, 15), order, amount * 100)


def left(sales: list[Sale], receipts: list[Receipt]) -> Items:
    """Return number and open amount of what is open."""
    return [(item.no, item.cents // 100) for item in open_items(Ledger("C1", "A", "x", None, sales, receipts))]


A, B, C = sold("A", 100, 10), sold("B", 200, 20), sold("C", 300, 5)


@pytest.mark.parametrize(
    ("sales", "receipts", "expected"),
    [
        ([A, B, C], [], [("C", 300), ("A", 100), ("B", 200)]),  # the earliest due first
        ([A, B], [paid(100, "A")], [("B", 200)]),
        ([A, B], [paid(30, "B"), paid(50, "B")], [("A", 100), ("B", 120)]),  # 200 - 30 - 50
        ([A, B, C], [paid(350)], [("A", 50), ("B", 200)]),  # 300 to C, 50 of A
        ([A, B], [paid(130, "A")], [("B", 170)]),  # 30 too much for A goes to B
        ([A, B], [paid(80, "B"), paid(90)], [("A", 10), ("B", 120)]),  # 90 to A, which is due first
        ([A, sold(None, -40, None)], [], [("A", 60)]),  # a credit note
        ([A, sold("R", 40, 15, returned=True)], [], [("A", 100)]),  # a return owes nothing
        ([A, sold("R", 40, 15, returned=True)], [paid(40, "R")], [("A", 60)]),  # what was paid for it stays ours
        ([A, sold("D", 500, None)], [], [("A", 100)]),  # no due date: paid on the spot
        ([A, sold("D", 500, None)], [paid(500, "D")], [("A", 100)]),
        ([A, B], [paid(60, "X")], [("A", 40), ("B", 200)]),  # X was cancelled: the money is there
        ([A], [paid(500)], []),
        ([A], [paid(-20), paid(20)], [("A", 100)]),  # paid back and paid
        ([sold(None, 10, 3), sold(None, 20, 1)], [paid(25)], [(None, 5)]),  # 20 to the one due on the 1st
    ],
)
def test_what_is_open(sales: list[Sale], receipts: list[Receipt], expected: Items) -> None:
    assert left(sales, receipts) == expected


def test_days_overdue_count_from_the_due_date() -> None:
    item = OpenItem("A", date(2026, 2, 10), 1)
    assert [item.overdue(date(2026, 2, day)) for day in (8, 10, 13)] == [-2, 0, 3]


amounts = st.integers(1, 9)
sales = st.lists(
    st.builds(sold, st.sampled_from(["A", "B", "C"]), amounts, st.integers(1, 28)),
    max_size=3,
    unique_by=lambda sale: sale.no,
)


@given(sales, st.lists(st.builds(paid, amounts, st.sampled_from([None, "A", "B", "C"])), max_size=4))
def test_nothing_is_lost_or_made_up(sales: list[Sale], receipts: list[Receipt]) -> None:
    """What is open is what was sold less what was paid, or nothing when more was paid."""
    owed = sum(sale.cents for sale in sales) - sum(receipt.cents for receipt in receipts)
    assert sum(amount for _no, amount in left(sales, receipts)) * 100 == max(0, owed)
    assert left(sales, receipts) == left(sales[::-1], receipts[::-1])
