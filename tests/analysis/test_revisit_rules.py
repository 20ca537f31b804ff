"""What rules count from, how far they wait, when they are active, what puts them off; days after 2026-01-01."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from custfile.analysis.schedule.duties import Duty, duties, known_on
from custfile.model.customer import Collected, Customer, Member
from custfile.model.events import Deferral, Document, Order, Ticket, Visit
from custfile.model.own import customer_model
from custfile.model.schedule import DueSettings, RevisitRule
from custfile.model.settings import OwnField, Person, Settings
from custfile.model.spans import Span

MADE = date(2026, 1, 1)
TEAM = [Person(id="li.na", name="李娜", role="rep"), Person(id="dr.chen", name="陈医生", role="physician")]
STEPS = RevisitRule(id="r", role="rep", days=[3, 30, 60])
CADENCE = RevisitRule(id="r", every=Span(0, 14), latest=Span(0, 21))


def at(days: int) -> date:
    """Return the day so many days after the file was made."""
    return MADE + timedelta(days)


def visit(days: int, by: str = "li.na", **more: Any) -> Visit:
    return Visit(date=at(days), by=by, **more)


def put_off(days: int, until: int, **more: Any) -> Deferral:
    return Deferral(date=at(days), until=at(until), **more)


def left_out(days: int, **more: Any) -> Deferral:
    return Deferral(date=at(days), reason="x", **more)


def customer(*visits: Visit, model: Any = Customer, **more: Any) -> Customer:
    """Return a customer of Li Na's whose file was made on 2026-01-01."""
    made: Customer = model(
        name="A", kind="x", owner="li.na", collected=Collected(date=MADE), visits=list(visits), **more
    )
    return made


def asked(record: Customer, rule: RevisitRule, **settings: Any) -> Duty | None:
    """Return what the ``rule`` asks for; one thing at most."""
    found = duties(record, Settings(name="A", team=TEAM, revisits=[rule], **settings))
    mine = [duty for duty in found if duty.rule == rule.id]
    assert len(mine) <= 1
    return mine[0] if mine else None


def due(record: Customer, rule: RevisitRule) -> tuple[int, int] | None:
    """Return on which day the rule asks, after 2026-01-01, and for which step."""
    duty = asked(record, rule)
    return duty and ((duty.day - MADE).days, duty.step)


def paper(until: int | None, type: str = "contract", on: int = 0) -> Document:  # noqa: A002
    return Document(date=at(on), type=type, title="T", until=None if until is None else at(until))


@pytest.mark.parametrize(
    ("counted_from", "record", "expected"),
    [
        ("made", customer(), (10, 1)),
        ("first_order", customer(orders=[Order(date=at(d), amount=Decimal(1)) for d in (5, 40)]), (15, 1)),
        ("last_order", customer(orders=[Order(date=at(d), amount=Decimal(1)) for d in (5, 40)]), (50, 1)),
        ("last_order", customer(), None),
        ("contract_end", customer(documents=[paper(100), paper(90), paper(200, "licence"), paper(None)]), (110, 1)),
        ("contract_end", customer(documents=[paper(80, "agreement")]), (90, 1)),
        ("contract_end", customer(), None),
        ("ticket_closed", customer(tickets=[Ticket(date=MADE, type="service", what="x", closed=at(7))]), (17, 1)),
        ("ticket_closed", customer(tickets=[Ticket(date=MADE, type="service", what="x")]), None),
        ("founded", customer(founded=at(20)), (30, 1)),
        ("member.until", customer(member=Member(until=at(300))), (310, 1)),
        ("member.until", customer(), None),
        ("documents.until", customer(documents=[paper(100), paper(200, "licence")]), (210, 1)),  # the last of them
    ],
)
def test_what_the_days_count_from(counted_from: str, record: Customer, expected: tuple[int, int] | None) -> None:
    assert due(record, RevisitRule(id="r", days=[10], counted_from=counted_from)) == expected


def test_a_field_of_the_archives_own_can_be_counted_from() -> None:
    model = customer_model(Settings(name="A", fields=[OwnField(id="入住日", type="day")]))
    assert due(customer(model=model, 入住日=at(4)), RevisitRule(id="r", days=[10], counted_from="入住日")) == (14, 1)


def test_each_visit_of_the_role_begins_a_rule_that_counts_from_the_last_one_anew() -> None:
    rule = RevisitRule(id="r", role="rep", days=[30], counted_from="last_visit")
    assert due(customer(), rule) is None  # nobody has been there: that is another kind of due
    assert due(customer(visit(5), visit(9, "dr.chen"), visit(20)), rule) == (50, 1)
    assert due(customer(visit(5), visit(20, rule="other")), rule) == (50, 1)  # whatever it was for
    assert due(customer(visit(5), deferrals=[left_out(40)]), rule) == (70, 1)  # 40 + 30: it goes on


def test_a_visit_that_names_a_rule_is_for_no_other() -> None:
    assert due(customer(visit(2, rule="other")), STEPS) == (3, 1)
    assert due(customer(visit(2, rule="r")), STEPS) == (29, 2)  # 2 + (30 - 3)
    assert due(customer(visit(2, "dr.chen", rule="r")), STEPS) == (29, 2)  # whoever went


def test_a_step_of_no_days_is_fulfilled_on_the_day_itself() -> None:
    rule = RevisitRule(id="r", days=[0, 10])
    assert due(customer(), rule) == (0, 1)
    assert due(customer(visit(0)), rule) == (10, 2)


def test_a_cadence_is_due_from_the_ideal_day_and_late_after_the_latest() -> None:
    duty = asked(customer(visit(4)), CADENCE)
    assert duty is not None
    assert (duty.day, duty.latest) == (at(18), at(25))  # 4 + 14, 4 + 21
    stepped = asked(customer(), RevisitRule(id="r", days=[3], every=Span(0, 14), latest=Span(0, 21)))
    assert stepped is not None and (stepped.day, stepped.latest) == (at(3), None)  # steps have their day


def test_a_cadence_in_months_keeps_the_day_of_the_month() -> None:
    assert due(customer(visit(30)), RevisitRule(id="r", every=Span(1, 0))) == (58, 2)  # 31 January, 28 February


@pytest.mark.parametrize(
    ("active", "expected"),
    [
        ({"active_from": at(2)}, (3, 1)),
        ({"active_from": at(8)}, (8, 1)),  # what would have been due before is due on the first day
        ({"active_to": at(3)}, (3, 1)),
        ({"active_to": at(2)}, None),
        ({"active_from": at(8), "active_to": at(9)}, (8, 1)),
    ],
)
def test_a_rule_is_active_for_a_time(active: dict[str, date], expected: tuple[int, int] | None) -> None:
    assert due(customer(), RevisitRule(id="r", days=[3], **active)) == expected


@pytest.mark.parametrize(
    ("deferrals", "expected"),
    [
        ([put_off(3, 10)], (10, 1)),
        ([put_off(1, 2)], (3, 1)),  # before the day anyway
        ([put_off(3, 10, rule="r")], (10, 1)),
        ([put_off(3, 10, rule="other")], (3, 1)),
        ([put_off(3, 10), put_off(5, 7)], (7, 1)),  # the last decision counts
        ([put_off(5, 7), put_off(3, 10)], (7, 1)),  # wherever it stands
        ([put_off(3, 10, rule="r"), put_off(5, 7)], (10, 1)),  # of both, whichever puts it off longer
        ([left_out(3)], (30, 2)),  # 3 + 27
        ([left_out(2)], (3, 1)),  # nothing was due yet
        ([left_out(2, rule="r")], (29, 2)),  # it was named: 2 + 27
        ([left_out(3, rule="other")], (3, 1)),
        ([put_off(3, 10), left_out(5)], (10, 1)),  # put off, so not due on the 5th
        ([put_off(3, 10), left_out(11)], (38, 2)),  # 11 + 27
        ([left_out(3), left_out(40)], (70, 3)),  # 3, 30 left out on the 40th: 40 + 30
        ([left_out(0, rule="r")], (3, 1)),  # on the day that the rule counts from
    ],
)
def test_steps_are_put_off_and_left_out(deferrals: list[Deferral], expected: tuple[int, int]) -> None:
    assert due(customer(deferrals=deferrals), STEPS) == expected


def test_a_visit_and_a_step_left_out_on_one_day_are_one() -> None:
    assert due(customer(visit(3), deferrals=[left_out(3, rule="r")]), STEPS) == (30, 2)


def test_what_was_put_off_tells_its_first_day_and_is_late_after_the_new_one() -> None:
    duty = asked(customer(visit(4), deferrals=[put_off(20, 40)]), CADENCE)
    assert duty is not None
    assert (duty.day, duty.planned, duty.latest) == (at(40), at(18), at(40))


def test_a_deferral_is_not_known_before_its_day() -> None:
    record = customer(deferrals=[put_off(3, 10), left_out(12)])
    assert due(known_on(record, at(2)), STEPS) == (3, 1)
    assert due(known_on(record, at(3)), STEPS) == (10, 1)
    assert due(known_on(record, at(12)), STEPS) == (39, 2)  # 12 + 27


def test_a_next_date_is_put_off_and_left_out_too() -> None:
    def days(*deferrals: Deferral) -> list[date]:
        record = customer(visit(1, next=at(20)), deferrals=list(deferrals))
        return [duty.day for duty in duties(record, Settings(name="A", team=TEAM)) if duty.kind == "next"]

    assert days() == [at(20)]
    assert days(put_off(20, 25)) == [at(25)]
    assert days(put_off(20, 25, rule="r")) == [at(20)]
    assert days(left_out(21)) == []
    assert days(left_out(19)) == [at(20)]  # it was not due yet
    assert days(put_off(20, 25), left_out(22)) == [at(25)]  # neither then


def test_beyond_the_calendar_nothing_breaks() -> None:
    assert asked(customer(), RevisitRule(id="r", every=Span(12 * 9999, 0))) == Duty(
        date.max, "revisit", "li.na", "r", 1, MADE
    )
    assert due(customer(), RevisitRule(id="r", days=[10**12])) is not None


def never(record: Customer, *rules: RevisitRule, days: int | None = None) -> list[Duty]:
    settings = Settings(name="A", team=TEAM, revisits=list(rules), due=DueSettings(never=days))
    return [duty for duty in duties(record, settings) if duty.kind == "never"]


def test_who_was_never_visited_and_no_rule_asks_for_is_due() -> None:
    assert [duty.day for duty in never(customer())] == [at(30)]
    assert [duty.day for duty in never(customer(), days=10)] == [at(10)]
    assert never(customer(visit(1))) == []
    assert never(customer(), STEPS) == []
    assert [duty.day for duty in never(customer(deferrals=[put_off(30, 50)]))] == [at(50)]
    assert [duty.day for duty in never(customer(deferrals=[left_out(31)]))] == [at(61)]  # and asked for again
    assert never(Customer(name="A", kind="x")) == []  # since when is not known
    assert [
        duty.day for duty in never(Customer(name="A", kind="x", orders=[Order(date=at(4), amount=Decimal(1))]))
    ] == [at(34)]


def test_rules_with_a_condition_leave_it_to_the_day_whether_they_ask() -> None:
    perhaps = [RevisitRule(id="a", days=[3], when="orders > 1"), RevisitRule(id="b", days=[3], when="orders > 2")]
    assert [duty.about for duty in never(customer(), *perhaps)] == ["a\nb"]
    assert never(customer(), *perhaps, STEPS) == []
