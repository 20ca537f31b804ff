"""Tickets, papers, loans, money: what has a day of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from custfile.analysis.schedule.duties import Duty, duties
from custfile.model.customer import Customer, Ended
from custfile.model.events import Document, Loan, Order, Payment, Ticket
from custfile.model.schedule import DueSettings
from custfile.model.settings import Settings


def day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(f"2026-{told}")


def found(kind: str, due: DueSettings | None = None, **lists: Any) -> list[Duty]:
    """Return the duties of one ``kind`` of a customer with these ``lists``."""
    record = Customer(name="A", kind="x", owner="li.na", **lists)
    return [duty for duty in duties(record, Settings(name="A", currency="CNY", due=due)) if duty.kind == kind]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "03-01"),  # a complaint is to be answered at once
        ({"answered": "03-02"}, None),
        ({"due": "03-05"}, "03-01"),
        ({"answered": "03-02", "due": "03-05"}, "03-05"),
        ({"answered": "03-02", "due": "03-05", "scheduled": "03-04"}, "03-04"),
        ({"type": "service"}, None),
        ({"type": "service", "scheduled": "03-04"}, "03-04"),
        ({"due": "03-05", "closed": "03-03"}, None),
    ],
)
def test_a_ticket_is_due_on_the_first_day_that_asks_for_something(fields: dict[str, str], expected: str | None) -> None:
    dates: dict[str, Any] = {key: told if key == "type" else day(told) for key, told in fields.items()}
    ticket = Ticket(**({"date": day("03-01"), "type": "complaint", "what": "漏瓶", "assigned": "wang.wei"} | dates))
    assert [(duty.day, duty.person, duty.about) for duty in found("ticket", tickets=[ticket])] == (
        [(day(expected), "wang.wei", "漏瓶")] if expected else []
    )


def test_the_file_is_to_come_back_on_its_day_or_the_same_day() -> None:
    loans = [
        Loan(date=date(2026, 3, 1), by="wang.wei", due=date(2026, 3, 4), purpose="谈判"),
        Loan(date=date(2026, 3, 2), by="wang.wei"),
        Loan(date=date(2026, 3, 3), by="wang.wei", returned=date(2026, 3, 3)),
    ]
    assert [(duty.day, duty.person, duty.about) for duty in found("loan", loans=loans)] == [
        (date(2026, 3, 4), "wang.wei", "谈判"), (date(2026, 3, 2), "wang.wei", "")
    ]  # fmt: skip


def paper(made: str, until: str | None, start: str | None = None, type: str = "contract") -> Document:  # noqa: A002
    on = day(made)
    assert on is not None
    return Document(date=on, type=type, title=made, until=day(until), start=day(start))


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ([paper("01-01", "06-30")], ["01-01"]),
        ([paper("01-01", "06-30"), paper("06-15", "12-31")], ["06-15"]),  # renewed within the 30 days before the end
        ([paper("01-01", "06-30"), paper("05-01", "12-31", "07-01")], ["05-01"]),  # it begins when the first one ends
        ([paper("01-01", "06-30"), paper("03-01", "12-31")], ["01-01", "03-01"]),  # two side by side
        ([paper("01-01", "06-30"), paper("06-15", "12-31", type="licence")], ["01-01", "06-15"]),
        ([paper("01-01", "06-30"), paper("06-15", None)], []),  # renewed without an end
        ([paper("01-01", None)], []),
    ],
)
def test_a_paper_runs_out_unless_it_was_renewed(papers: list[Document], expected: list[str]) -> None:
    assert [duty.about for duty in found("paper", documents=papers)] == expected


def test_a_paper_is_told_some_days_ahead() -> None:
    (duty,) = found("paper", documents=[paper("01-01", "06-30")])
    assert (duty.listed, duty.day) == (date(2026, 5, 31), date(2026, 6, 30))  # 30 days
    (duty,) = found("paper", DueSettings(papers=7), documents=[paper("01-01", "06-30")])
    assert duty.listed == date(2026, 6, 23)


def order(no: str, amount: int, due: str, **more: Any) -> Order:
    return Order(date=date(2026, 1, 1), no=no, amount=Decimal(amount), due=day(due), **more)


def test_money_is_asked_for_together_and_grows_as_orders_fall_overdue() -> None:
    orders = [order("B", 200, "03-10"), order("A", 100, "02-10"), order("C", 1000, "02-10"), order("D", 5, "04-01")]
    paid = [
        Payment(date=date(2026, 2, 1), order="A", amount=Decimal(40)),
        Payment(date=date(2026, 2, 1), order="D", amount=Decimal(5)),
    ]
    told = [(duty.listed, duty.gone, duty.day, duty.about) for duty in found("money", orders=orders, payments=paid)]
    assert told == [
        (day("02-13"), day("03-13"), day("02-10"), "C, A: 1,060.00 CNY"),  # 1000 + 100 - 40; 3 days of grace
        (day("03-13"), None, day("02-10"), "C, A, B: 1,260.00 CNY"),
    ]


def test_each_currency_has_its_own_account_and_many_orders_are_counted() -> None:
    orders = [order(str(n), 10, "02-10") for n in range(5)] + [order("U", 7, "02-10", currency="USD")]
    told = [duty.about for duty in found("money", DueSettings(collect=0), orders=orders)]
    assert told == ["0, 1, 2, +2: 50.00 CNY", "U: 7.00 USD"]
    assert [duty.listed for duty in found("money", DueSettings(collect=0), orders=orders)] == [day("02-10")] * 2


def test_what_is_written_off_is_not_asked_for() -> None:
    assert found("money", orders=[order("A", 100, "02-10", written_off=day("05-01"))]) == []


def test_of_who_has_ended_the_debts_and_tickets_count_and_the_papers_do_not() -> None:
    lists = {
        "orders": [order("A", 100, "02-10")],
        "tickets": [Ticket(date=date(2026, 3, 1), type="complaint", what="x")],
        "documents": [paper("01-01", "06-30")],
        "ended": Ended(date=date(2026, 3, 1)),
    }
    record = Customer(name="A", kind="x", **lists)  # type: ignore[arg-type]
    assert [duty.kind for duty in duties(record, Settings(name="A"))] == ["ticket", "money"]
