"""Dates in order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from custfile.checks.dates import check
from custfile.model.customer import Collected, Customer
from custfile.model.events import Document, Order, Promise, Visit
from custfile.model.finding import Fault
from custfile.model.settings import Settings

EARLY, LATE = date(2026, 1, 1), date(2026, 1, 2)
SETTINGS = Settings(name="A")


def faults(**fields: object) -> list[Fault]:
    """Return the faults of a customer."""
    return list(check(Customer(name="A", kind="x", **fields), SETTINGS))  # type: ignore[arg-type]


def test_what_follows_cannot_come_first() -> None:
    order = Order(date=LATE, amount=Decimal(1), due=EARLY, delivered=EARLY)
    assert faults(orders=[Order(date=EARLY, amount=Decimal(1), due=EARLY), order]) == [
        Fault(
            ("orders", 1, "due"), "C501", {"field": "due", "got": "2026-01-01", "other": "date", "than": "2026-01-02"}
        ),
        Fault(
            ("orders", 1, "delivered"),
            "C501",
            {"field": "delivered", "got": "2026-01-01", "other": "date", "than": "2026-01-02"},
        ),
    ]


def test_each_part_says_what_follows_what() -> None:
    found = faults(
        collected=Collected(date=LATE, verified=EARLY),
        visits=[Visit(date=LATE, next=EARLY)],
        promises=[Promise(date=LATE, what="x", due=EARLY, done=EARLY)],
        documents=[Document(date=EARLY, type="contract", title="x", start=LATE, until=EARLY)],
    )
    assert [fault.path for fault in found] == [
        ("collected", "verified"), ("visits", 0, "next"), ("promises", 0, "due"), ("promises", 0, "done"),
        ("documents", 0, "until"),
    ]  # fmt: skip


def test_the_same_day_is_in_order_and_what_is_not_told_is_no_fault() -> None:
    assert (
        faults(
            visits=[Visit(date=EARLY, next=EARLY)],
            documents=[Document(date=EARLY, type="contract", title="x", until=EARLY)],
        )
        == []
    )
