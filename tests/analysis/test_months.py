"""What a customer bought month by month: twelve calendar months, the last as far as it has come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from books import made

from custfile.analysis.months import by_month

AS_OF = date(2026, 11, 20)


def test_twelve_months_of_one_customer() -> None:
    orders = [
        {"of": "A", "day": date(2025, 11, 30), "amount": 1000},  # the month before the first
        {"of": "A", "day": date(2025, 12, 1), "amount": 1},
        {"of": "A", "day": date(2026, 2, 28), "amount": 20.5},
        {"of": "A", "day": date(2026, 2, 3), "amount": -0.5},
        {"of": "A", "day": date(2026, 11, 20), "amount": 300},
        {"of": "A", "day": date(2026, 11, 21), "amount": 4000},  # after the day
        {"of": "A", "day": date(2026, 11, 2), "amount": 50000, "status": "cancelled"},
        {"of": "B", "day": date(2026, 11, 2), "amount": 600000},
    ]
    told = by_month(made(AS_OF, ["A", "B"], orders), 0)
    assert [month for month, _amount in told] == [date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 12))]
    assert {month: amount for month, amount in told if amount} == {
        date(2025, 12, 1): Decimal("1.00"),
        date(2026, 2, 1): Decimal("20.00"),
        date(2026, 11, 1): Decimal("300.00"),
    }


def test_nothing_bought() -> None:
    assert {amount for _month, amount in by_month(made(AS_OF, ["A"]), 0)} == {Decimal(0)}


def test_the_last_day_of_a_long_month() -> None:
    orders = [{"of": "A", "day": date(2026, 3, 31), "amount": 7}]
    told = by_month(made(date(2026, 3, 31), ["A"], orders), 0)
    assert told[0][0] == date(2025, 4, 1) and told[-1] == (date(2026, 3, 1), Decimal("7.00"))
