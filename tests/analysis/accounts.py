"""Orders on credit and their payments, for tests of credit: one customer, 2026."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from books import Made, made
from hypothesis import strategies as st

AS_OF = date(2026, 6, 30)
Row = dict[str, Any]


def sold(amount: float, due: str | None = "02-10", **more: Any) -> Row:
    """Return an order of 2026-01-01, due on a day of 2026 unless that is ``None``."""
    return {"of": "A", "day": date(2026, 1, 1), "amount": amount, "due": due and day(due), **more}


def paid(amount: float, on: str = "02-10", order: str | None = None, **more: Any) -> Row:
    return {"of": "A", "day": day(on), "amount": amount, "order": order, **more}


def day(told: str) -> date:
    return date.fromisoformat(f"2026-{told}")


def book(orders: Sequence[Row], payments: Sequence[Row] = (), as_of: date = AS_OF) -> Made:
    return made(as_of, ["A"], orders, payments)


amounts = st.integers(1, 9)
days = st.integers(0, 12).map(lambda offset: date(2026, 1, 1) + timedelta(offset))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Orders and payments of one customer in two currencies, 7 for 1, on few days, so that they often meet."""
    orders, payments = [], []
    for place in range(draw(st.integers(0, 5))):
        made_on = draw(days)
        order: Row = {"of": "A", "day": made_on, "amount": draw(amounts), "no": str(place)}
        if draw(st.integers(0, 4)):
            order["due"] = made_on + timedelta(draw(st.integers(0, 9)))
        if not draw(st.integers(0, 4)):
            order["amount"] *= -1
        if not draw(st.integers(0, 4)):
            order["status"] = draw(st.sampled_from(["cancelled", "returned"]))
        if not draw(st.integers(0, 2)):
            order["written_off"] = made_on + timedelta(draw(st.integers(0, 9)))
        orders.append(_in_a_currency(draw, order))
    for _ in range(draw(st.integers(0, 7))):
        amount = draw(st.integers(1, 12)) * (-1 if not draw(st.integers(0, 3)) else 1)
        named = draw(st.sampled_from([None, "X", *(order["no"] for order in orders)]))
        payments.append(_in_a_currency(draw, {"of": "A", "day": draw(days), "amount": amount, "order": named}))
    return orders, payments


def _in_a_currency(draw: st.DrawFn, row: Row) -> Row:
    return row if draw(st.booleans()) else row | {"currency": "USD", "worth": 7 * row["amount"]}
