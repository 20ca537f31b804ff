"""What a file refers to exists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from custfile.checks.references import check
from custfile.model.customer import Collected, Customer
from custfile.model.events import Appointment, Deal, Loan, Order, Payment, Promise, Ticket, Visit
from custfile.model.finding import Fault
from custfile.model.settings import Kind, Person, Settings, Stage

DAY = date(2026, 1, 1)
SETTINGS = Settings(
    name="A",
    team=[Person(id="li.na", name="李娜"), Person(id="zhao.min", name="赵敏", left=date(2026, 6, 30))],
    kinds=[Kind(id="company"), Kind(id="individual")],
    funnel=[Stage(id="B", rate=Decimal("0.5"))],
)


def faults(settings: Settings = SETTINGS, **fields: object) -> list[Fault]:
    """Return the faults of a company."""
    return list(check(Customer(**{"name": "A", "kind": "company", **fields}), settings))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "path", "code", "hint"),
    [
        ({"owner": "li.ma"}, ("owner",), "C301", "li.na"),
        ({"owner": "李娜"}, ("owner",), "C301", "li.na"),
        ({"advisors": ["li.na", "x"]}, ("advisors", 1), "C301", ""),
        ({"collected": Collected(date=DAY, by="x")}, ("collected", "by"), "C301", ""),
        ({"visits": [Visit(date=DAY, by="x")]}, ("visits", 0, "by"), "C301", ""),
        ({"payments": [Payment(date=DAY, amount=Decimal(1), order="S1")]}, ("payments", 0, "order"), "C302", ""),
        ({"tickets": [Ticket(date=DAY, type="service", what="x", order="S1")]}, ("tickets", 0, "order"), "C302", ""),
        ({"kind": "compny"}, ("kind",), "C305", "company"),
        ({"deals": [Deal(date=DAY, stage="Z")]}, ("deals", 0, "stage"), "C306", ""),
        ({"visits": [Visit(date=DAY, deal="D1")]}, ("visits", 0, "deal"), "C308", ""),
    ],
)
def test_what_does_not_exist(fields: dict[str, object], path: tuple[object, ...], code: str, hint: str) -> None:
    (fault,) = faults(**fields)
    assert (fault.path, fault.code, fault.params["hint"]) == (path, code, hint)


def test_what_exists() -> None:
    assert (
        faults(
            owner="li.na",
            orders=[Order(date=DAY, no="S1", amount=Decimal(1))],
            payments=[Payment(date=DAY, amount=Decimal(1), order="S1"), Payment(date=DAY, amount=Decimal(1))],
            deals=[Deal(date=DAY, no="D1", stage="B"), Deal(date=DAY, stage="won"), Deal(date=DAY, stage="lost")],
            visits=[Visit(date=DAY, by="zhao.min", deal="D1")],
        )
        == []
    )


def test_a_leaver_holds_no_file() -> None:
    told = {"got": "赵敏", "left": "2026-06-30", "person": "zhao.min"}
    assert faults(owner="zhao.min") == [Fault(("owner",), "C307", told)]
    assert [fault.code for fault in faults(advisors=["zhao.min"])] == ["C307"]


def test_what_is_open_with_a_leaver_is_held_and_what_is_over_is_history() -> None:
    found = faults(
        owner="li.na",
        orders=[Order(date=DAY, amount=Decimal(1), by="zhao.min")],
        promises=[Promise(date=DAY, what="x", by="zhao.min"), Promise(date=DAY, what="y", by="zhao.min", done=DAY)],
        tickets=[Ticket(date=DAY, type="service", what="x", by="zhao.min")],
        appointments=[
            Appointment(date=date(2026, 6, 30), by="zhao.min"),
            Appointment(date=date(2026, 7, 1), by="zhao.min"),
        ],
        loans=[Loan(date=DAY, by="zhao.min"), Loan(date=DAY, by="li.na", approved_by="zhao.min")],
    )
    assert [fault.path for fault in found] == [("appointments", 1, "by"), ("promises", 0, "by"), ("loans", 0, "by")]
    assert {fault.code for fault in found} == {"C307"}


def test_what_nobody_is_named_for_goes_with_the_file() -> None:
    """One finding: a promise of nobody in particular is the owner's."""
    (fault,) = faults(owner="zhao.min", promises=[Promise(date=DAY, what="x")])
    assert fault.path == ("owner",)


def test_a_firm_may_begin_without_a_team_kinds_or_stages() -> None:
    fields = {"owner": "anybody", "kind": "anything", "deals": [Deal(date=DAY, stage="hot")]}
    assert faults(Settings(name="A"), **fields) == []


def test_orders_are_those_of_the_file() -> None:
    (fault,) = faults(Settings(name="A"), payments=[Payment(date=DAY, amount=Decimal(1), order="S1")])
    assert fault.code == "C302"
