"""Revisits by the documents' rules, next dates, promises; the arithmetic stands beside each case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from custfile.analysis.schedule.duties import Duty, bought, duties, known_on, responsible, settled
from custfile.model.customer import Collected, Customer, Ended
from custfile.model.events import Order, Promise, Visit
from custfile.model.schedule import RevisitRule
from custfile.model.settings import Person, Settings
from custfile.model.spans import Span

MADE = date(2026, 1, 1)
TEAM = [
    Person(id="li.na", name="李娜", role="rep"),
    Person(id="wang.wei", name="王伟", role="rep"),
    Person(id="dr.chen", name="陈医生", role="physician"),
    Person(id="zhao.min", name="赵敏", role="manager", left=date(2025, 1, 1)),
]
REP_BUYERS = RevisitRule(id="rep-buyers", role="rep", bought=True, days=[3, 30, 60])
REP_OTHERS = RevisitRule(id="rep-others", role="rep", bought=False, days=[3, 15])
PHYSICIAN = RevisitRule(id="physician", role="physician", bought=True, days=[15, 30, 60])


def firm(*rules: RevisitRule) -> Settings:
    """Return settings with the team and ``rules``."""
    return Settings(name="A", team=TEAM, revisits=list(rules))


def customer(visits: Sequence[tuple[int, str | None]] = (), orders: Sequence[int] = (0,), **more: Any) -> Customer:
    """Return a customer of Li Na's whose file was made on 2026-01-01; visits and orders so many days later."""
    return Customer(
        name="A", kind="individual", owner="li.na", collected=Collected(date=MADE),
        visits=[Visit(date=MADE + timedelta(days), by=by) for days, by in visits],
        orders=[Order(date=MADE + timedelta(days), amount=Decimal(100)) for days in orders],
        **more,
    )  # fmt: skip


def told(record: Customer, rule: RevisitRule) -> list[tuple[int, int, int]]:
    """Return of each duty by ``rule``: the day it is due and the day it counts from, after 2026-01-01, and its step."""
    found = [duty for duty in duties(record, firm(rule)) if duty.rule == rule.id]
    return [((duty.day - MADE).days, (duty.since - MADE).days if duty.since else -1, duty.step) for duty in found]


ME, WEI, DOCTOR = "li.na", "wang.wei", "dr.chen"


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        ([], [(3, 0, 1)]),
        ([(3, ME)], [(30, 3, 2)]),  # 3 + (30 - 3)
        ([(9, ME)], [(36, 9, 2)]),  # late: 9 + 27
        ([(1, ME)], [(28, 1, 2)]),  # early: 1 + 27
        ([(3, ME), (30, ME)], [(60, 30, 3)]),  # 30 + (60 - 30)
        ([(9, ME), (50, WEI)], [(80, 50, 3)]),  # a colleague of the same role: 50 + 30
        ([(50, ME), (9, ME)], [(80, 50, 3)]),  # the order in the file does not matter
        ([(3, ME), (3, ME)], [(30, 3, 2)]),  # twice on a day is once
        ([(3, ME), (30, ME), (60, ME)], []),
        ([(0, ME)], [(3, 0, 1)]),  # the visit on which the file was made
        ([(-5, ME)], [(3, 0, 1)]),  # and those before it
        ([(3, DOCTOR)], [(3, 0, 1)]),  # the physician's is not the rep's
        ([(3, None)], [(30, 3, 2)]),  # by nobody in particular: the owner's
        ([(3, "somebody.else")], [(30, 3, 2)]),  # whose role is not known
    ],
)
def test_a_rep_revisits_buyers_after_3_30_and_60_days(
    visits: list[tuple[int, str | None]], expected: list[tuple[int, int, int]]
) -> None:
    assert told(customer(visits), REP_BUYERS) == expected


@pytest.mark.parametrize(
    ("visits", "expected"),
    [([], [(3, 0, 1)]), ([(4, ME)], [(16, 4, 2)]), ([(4, ME), (16, ME)], [])],  # 4 + (15 - 3)
)
def test_a_rep_revisits_others_after_3_and_15_days(
    visits: list[tuple[int, str | None]], expected: list[tuple[int, int, int]]
) -> None:
    assert told(customer(visits, orders=()), REP_OTHERS) == expected


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        ([], [(15, 0, 1)]),
        ([(3, ME)], [(15, 0, 1)]),
        ([(20, DOCTOR)], [(35, 20, 2)]),  # 20 + (30 - 15)
        ([(15, DOCTOR), (30, DOCTOR)], [(60, 30, 3)]),
        ([(15, DOCTOR), (30, DOCTOR), (70, DOCTOR)], []),
    ],
)
def test_the_physician_revisits_buyers_after_15_30_and_60_days(
    visits: list[tuple[int, str | None]], expected: list[tuple[int, int, int]]
) -> None:
    assert told(customer(visits), PHYSICIAN) == expected


def test_who_buys_passes_from_one_rule_to_the_other() -> None:
    """Visited on days 3 and 15, bought on day 20: two steps of the buyers' rule are done, the third is 15 + 30."""
    record = customer([(3, ME), (15, ME)], orders=[20])
    assert told(record, REP_OTHERS) == []
    assert told(record, REP_BUYERS) == [(45, 15, 3)]


def test_a_cadence_goes_on_after_the_steps() -> None:
    rule = RevisitRule(id="r", days=[3], every=Span(0, 90))
    assert told(customer(), rule) == [(3, 0, 1)]
    assert told(customer([(5, ME)]), rule) == [(95, 5, 2)]
    assert told(customer([(5, ME), (100, DOCTOR)]), rule) == [(190, 100, 3)]
    assert told(customer([(0, ME)]), RevisitRule(id="r", every=Span(0, 30))) == [(30, 0, 1)]


def test_what_the_days_count_from() -> None:
    record = customer([(12, ME)], orders=[40, 10])
    assert told(record, RevisitRule(id="r", days=[3, 30], counted_from="first_order")) == [(39, 12, 2)]  # 12 + 27
    assert told(record, RevisitRule(id="r", days=[3, 30], counted_from="last_order")) == [(43, 40, 1)]
    assert told(customer(orders=()), RevisitRule(id="r", days=[3], counted_from="last_order")) == []


def test_a_rule_is_for_its_kinds_and_for_files_whose_making_is_known() -> None:
    assert told(customer(), RevisitRule(id="r", kinds=["company"], days=[3])) == []
    assert told(customer(), RevisitRule(id="r", kinds=["company", "individual"], days=[3])) == [(3, 0, 1)]
    assert duties(Customer(name="A", kind="x"), firm(RevisitRule(id="r", days=[3]))) == []


def test_cancelled_and_returned_orders_are_no_purchases() -> None:
    orders = [
        Order(date=MADE, amount=Decimal(100), status="cancelled"),
        Order(date=MADE, amount=Decimal(100), status="returned"),
        Order(date=MADE, amount=Decimal(-100)),
        Order(date=MADE, amount=Decimal(0)),
    ]
    assert bought(orders) == []
    assert bought([Order(date=MADE, amount=Decimal(1), status="open")]) == [MADE]


@pytest.mark.parametrize(
    ("role", "owner", "advisors", "expected"),
    [
        ("rep", "wang.wei", [], "wang.wei"),
        ("rep", "dr.chen", ["wang.wei"], "wang.wei"),
        ("physician", "li.na", [], "dr.chen"),  # the only one
        ("rep", "dr.chen", [], "dr.chen"),  # two could: it stays with the owner
        ("manager", "li.na", [], "li.na"),  # the only one has left
        (None, "li.na", ["dr.chen"], "li.na"),
    ],
)
def test_whose_duty_it_is(role: str | None, owner: str, advisors: list[str], expected: str) -> None:
    record = Customer(name="A", kind="x", owner=owner, advisors=advisors)
    assert responsible(RevisitRule(id="r", role=role, days=[3]), record, firm()) == expected


def test_a_next_date_stands_until_the_person_was_in_touch_again() -> None:
    visits = [
        Visit(date=date(2026, 1, 5), by="li.na", next=date(2026, 2, 1), outcome="想试"),
        Visit(date=date(2026, 1, 8), by="dr.chen", next=date(2026, 3, 1), note="复查"),
        Visit(date=date(2026, 1, 9), by="li.na"),
    ]
    record = Customer(name="A", kind="x", owner="li.na", visits=visits)
    assert duties(record, firm()) == [Duty(date(2026, 3, 1), "next", "dr.chen", since=date(2026, 1, 8), about="复查")]
    assert duties(known_on(record, date(2026, 1, 8)), firm())[0] == Duty(
        date(2026, 2, 1), "next", "li.na", since=date(2026, 1, 5), about="想试"
    )


def test_a_promise_is_due_on_its_day_or_at_once() -> None:
    promises = [
        Promise(date=MADE, what="样品", due=date(2026, 1, 9), by="dr.chen"),
        Promise(date=MADE, what="报价"),
        Promise(date=MADE, what="发票", done=date(2026, 1, 5)),
    ]
    record = customer(promises=promises)
    assert [(duty.day, duty.person, duty.about) for duty in promised(record)] == [
        (date(2026, 1, 9), "dr.chen", "样品"), (MADE, "li.na", "报价")
    ]  # fmt: skip
    assert len(promised(known_on(record, date(2026, 1, 4)))) == 3  # the invoice was not done yet


def promised(record: Customer) -> list[Duty]:
    """Return the promises among the duties."""
    return [duty for duty in duties(record, firm()) if duty.kind == "promise"]


def test_who_has_ended_is_left_in_peace_but_promises_hold() -> None:
    record = customer([(1, ME)], promises=[Promise(date=MADE, what="退款")], ended=Ended(date=date(2026, 1, 10)))
    assert [duty.kind for duty in duties(record, firm(REP_BUYERS))] == ["promise"]
    assert [duty.kind for duty in duties(known_on(record, date(2026, 1, 9)), firm(REP_BUYERS))] == [
        "revisit",
        "promise",
    ]


def test_from_the_last_event_on_nothing_changes() -> None:
    record = customer([(4, ME)], promises=[Promise(date=MADE, what="x", done=MADE + timedelta(9))])
    assert settled(record) == MADE + timedelta(9)
    assert settled(Customer(name="A", kind="x")) == date.min
    assert known_on(record, settled(record)) == record
