"""What of a file somebody holds."""

from __future__ import annotations

from datetime import date

from custfile.model.customer import Customer
from custfile.model.events import Appointment, Deal, Loan, Promise, Ticket
from custfile.model.holding import held

DAY = date(2026, 11, 1)


def test_what_is_open_is_held_and_what_is_over_is_not() -> None:
    record = Customer(
        name="丽人",
        kind="x",
        owner="li.na",
        advisors=["dr.chen"],
        appointments=[Appointment(date=DAY), Appointment(date=DAY, cancelled=DAY)],
        promises=[Promise(date=DAY, what="a", done=DAY), Promise(date=DAY, what="b", by="wang.wei")],
        deals=[Deal(date=DAY, stage="won"), Deal(date=DAY, stage="B", closed=DAY), Deal(date=DAY, stage="B")],
        tickets=[Ticket(date=DAY, type="praise", what="a"), Ticket(date=DAY, type="service", what="b", by="wang.wei")],
        loans=[Loan(date=DAY, by="wang.wei", returned=DAY), Loan(date=DAY, by="wang.wei")],
    )
    assert [(each.kind, each.place, each.person, each.named) for each in held(record)] == [
        ("owner", ("owner",), "li.na", True),
        ("advisor", ("advisors", 0), "dr.chen", True),
        ("appointment", ("appointments", 0, "by"), "li.na", False),
        ("promise", ("promises", 1, "by"), "wang.wei", True),
        ("deal", ("deals", 2, "by"), "li.na", False),
        ("ticket", ("tickets", 1, "assigned"), "li.na", False),
        ("loan", ("loans", 1, "by"), "wang.wei", True),
    ]


def test_what_is_of_nobody_is_held_by_nobody() -> None:
    assert list(held(Customer(name="丽人", kind="x", promises=[Promise(date=DAY, what="a")]))) == []
