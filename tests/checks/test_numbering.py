"""Numbers within a file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from custfile.checks.numbering import check
from custfile.model.customer import Customer
from custfile.model.events import Order, Ticket
from custfile.model.finding import Fault
from custfile.model.settings import Settings

DAY = date(2026, 1, 1)


def test_a_number_stands_once_in_a_list_and_the_first_is_named() -> None:
    numbers = ["S1", None, "S2", "S1", None, "S1"]
    orders = [Order(date=DAY, no=number, amount=Decimal(1)) for number in numbers]
    tickets = [Ticket(date=DAY, no="S1", type="service", what="x")]
    found = list(check(Customer(name="A", kind="x", orders=orders, tickets=tickets), Settings(name="A")))
    assert found == [
        Fault(("orders", 3, "no"), "C404", {"got": "S1"}, ("orders", 0, "no")),
        Fault(("orders", 5, "no"), "C404", {"got": "S1"}, ("orders", 0, "no")),
    ]
