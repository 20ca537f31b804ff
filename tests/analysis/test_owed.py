"""What is owed, worked out for one file, is what the matching of all files says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from accounts import AS_OF, Row, book, day, days, histories, paid, sold
from hypothesis import example, given

from custfile.analysis.book import number
from custfile.analysis.credit.matching import match
from custfile.analysis.credit.money import OPEN
from custfile.analysis.schedule.known import known_on
from custfile.analysis.schedule.owed import open_claims
from custfile.model.customer import Customer, Terms
from custfile.model.events import Order, Payment
from custfile.model.ranking import Rate
from custfile.model.settings import Settings

SETTINGS = Settings(name="A", currency="CNY", rates=[Rate(currency="USD", date=date(2020, 1, 1), rate=Decimal(7))])


def record(orders: list[Row], payments: list[Row], **terms: Any) -> Customer:
    """Return the file of a customer with the rows of a book."""
    return Customer(
        name="A",
        kind="x",
        terms=Terms(**terms),
        orders=[
            Order(
                date=row["day"], no=row.get("no"), amount=Decimal(row["amount"]), due=row.get("due"),
                status=row.get("status"), written_off=row.get("written_off"), currency=row.get("currency"),
            )
            for row in orders
        ],
        payments=[
            Payment(date=row["day"], amount=Decimal(row["amount"]), order=row["order"], currency=row.get("currency"))
            for row in payments
        ],
    )  # fmt: skip


def owed(orders: list[Row], payments: list[Row], on: date = AS_OF) -> dict[str, int]:
    """Return what is open of each order, in cents, on a day."""
    claims = open_claims(known_on(record(orders, payments), on), SETTINGS)
    return {str(claim.order.no): claim.open for claim in claims}


def matched(orders: list[Row], payments: list[Row], on: date) -> dict[str, int]:
    """Return the same, as the matching of the whole archive has it."""
    made = book(orders, payments)
    portions = match(made, number(on)).portions
    still = portions[portions["kind"] == OPEN]
    return {made.numbers[row]: int(own) for row, own in zip(still["order"], still["own"], strict=True)}


@given(histories(), days)
@example(([sold(5, no="0"), sold(9, no="1")], [paid(7)]), AS_OF)  # due together: the larger first
@example(([sold(5, no="0"), sold(5, "02-10", no="1", written_off=day("02-01"))], [paid(7, "02-05")]), AS_OF)
def test_one_file_alone_is_matched_as_all_are(history: tuple[list[Row], list[Row]], on: date) -> None:
    orders, payments = history
    assert owed(orders, payments) == matched(orders, payments, AS_OF)
    assert owed(orders, payments, on) == matched(orders, payments, on)


@pytest.mark.parametrize(
    ("orders", "payments", "open_"),
    [
        ([sold(100, no="A"), sold(200, "03-10", no="B")], [paid(130, order="A")], {"B": 17000}),  # 200 - (130 - 100)
        ([sold(100, no="A")], [paid(100, order="A"), paid(-40, "02-11", "A")], {"A": 4000}),  # 40 given back
        ([sold(100, no="A", status="cancelled"), sold(50, no="B")], [paid(30, order="A")], {"B": 2000}),
        ([sold(100, None, no="A")], [], {}),  # without a due date it was paid at once
        ([sold(100, no="A"), sold(-30, None, no="B")], [], {"A": 7000}),  # a credit note
        ([sold(10, no="A", currency="USD")], [paid(35, order="A")], {"A": 500}),  # 35 yuan are 5 dollars
        ([sold(10, no="A", currency="USD")], [paid(70)], {"A": 1000}),  # another pool
    ],
)
def test_cases_by_hand(orders: list[Row], payments: list[Row], open_: dict[str, int]) -> None:
    assert owed(orders, payments) == open_


def test_the_terms_say_when_an_order_is_due_and_in_which_currency() -> None:
    told = record([sold(100, None, no="A")], [paid(30)], payment_days=30, currency="USD")
    assert [(claim.due, claim.currency, claim.open) for claim in open_claims(told, SETTINGS)] == [
        (date(2026, 1, 31), "USD", 7000)  # 2026-01-01 + 30 days; 100 - 30
    ]


def test_a_payment_in_a_currency_without_a_rate_pays_in_its_own() -> None:
    told = record([sold(100, no="A")], [paid(100, order="A") | {"currency": "XAU"}])
    assert [claim.open for claim in open_claims(told, SETTINGS)] == [10000]
