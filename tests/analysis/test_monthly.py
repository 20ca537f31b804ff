"""A month's visits as a whole: load by day, what each class asks for and gets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from custfile.analysis.schedule.board import Worker
from custfile.analysis.schedule.demand import Account
from custfile.analysis.schedule.fulfilment import Made, Outcome
from custfile.analysis.schedule.monthly import Monthly
from custfile.analysis.schedule.planning import Left
from custfile.model.month import Month
from custfile.model.plan import PlannedVisit
from custfile.model.schedule import Contact

A = Contact(id="A", when="credit = A", visits=Decimal(2))
C = Contact(id="C", when="credit = C", visits=Decimal("0.5"))


def day(number: int) -> date:
    return date(2026, 12, number)


def visit(number: int, customer: str, by: str = "li.na", **more: Any) -> PlannedVisit:
    return PlannedVisit(date=day(number), by=by, customer=customer, name=customer, **more)


ACCOUNTS = {
    "C1": Account("C1", "海华", "li.na", A, 0),
    "C2": Account("C2", "江南", "li.na", A, 0),
    "C3": Account("C3", "西湖", "xu", C, 1),
    "C4": Account("C4", "东湖", None),
}
MONTHLY = Monthly(
    month=Month(2026, 12),
    as_of=day(10),
    outcomes=[
        Outcome(visit(3, "C1"), "done", day(3)),
        Outcome(visit(1, "C2"), "late", day(9)),
        Outcome(visit(2, "C3", "xu"), "missed", None),
        Outcome(visit(15, "C4"), "open", None),
    ],
    proposed=[visit(15, "C1")],
    left=[Left("C2", "江南", "li.na", 2, "capacity"), Left("C4", "东湖", None, 1, "nobody")],
    unplanned=[Made("C3", "xu", day(4)), Made("C4", "li.na", day(5))],
    workers={"li.na": Worker(4, [day(1), day(2)]), "xu": Worker(2, [day(2), day(4)])},
    off={day(5): "", day(25): "Christmas"},
    accounts=ACCOUNTS,
    sheets={},
)


def test_every_visit_is_in_order_with_its_state() -> None:
    assert [(state, each.date.day, each.customer) for state, each in MONTHLY.visits] == [
        ("late", 1, "C2"), ("missed", 2, "C3"), ("done", 3, "C1"), ("new", 15, "C1"), ("open", 15, "C4"),
    ]  # fmt: skip


def test_load_is_told_of_working_days_and_of_others_with_a_visit() -> None:
    assert {each.day: number for each, number in MONTHLY.load().items()} == {1: 1, 2: 1, 3: 1, 4: 0, 15: 2}


def test_what_each_class_asks_for_and_gets() -> None:
    # A: two customers × 2; planned: done, late, new; done: done, late; two without a place. C: 0.5; one made beside the plan
    assert MONTHLY.fulfilment() == [("A", 2, Decimal(4), 3, 2, 2), ("C", 1, Decimal("0.5"), 1, 1, 0)]


def test_a_filter_leaves_out_what_is_of_others() -> None:
    found = MONTHLY.only({"C1"})
    assert [each.customer for _state, each in found.visits] == ["C1", "C1"] and not found.left and not found.unplanned
    assert found.fulfilment() == [("A", 1, Decimal(2), 2, 1, 0)]
