"""A month's visits proposed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.schedule.board import Worker
from custfile.analysis.schedule.calendar import WorkCalendar
from custfile.analysis.schedule.demand import Account, Duty, Situation
from custfile.analysis.schedule.frequency import due_in, interval, least_gap
from custfile.analysis.schedule.fulfilment import Made
from custfile.analysis.schedule.plan_tables import Heading, left_table, load_table
from custfile.analysis.schedule.planning import SATISFIED, Left, propose
from custfile.model.month import Month
from custfile.model.plan import PlannedVisit
from custfile.model.schedule import CalendarSettings, Contact

DECEMBER = Month(2026, 12)
AS_OF = date(2026, 11, 20)
CHINA = WorkCalendar(CalendarSettings(country="CN"))
DAYS = CHINA.working_days(DECEMBER.start, DECEMBER.end)
A = Contact(id="A", when="kind = company", visits=Decimal(2), purpose="revisit", bring="样品", cost=Decimal(50))
C = Contact(id="C", when="kind = lead", visits=Decimal("0.5"), channel="phone")


def line(visits: str) -> Contact:
    return Contact(id="A", when="kind = company", visits=Decimal(visits))


def day(number: int) -> date:
    return date(2026, 12, number)


def situation(*accounts: Account, capacity: int = 8, **more: object) -> Situation:
    workers = {"li.na": Worker(capacity, DAYS), "dr.hall": Worker(capacity, DAYS)}
    given = {each.id: each for each in accounts}
    return replace(Situation(month=DECEMBER, as_of=AS_OF, workers=workers, gone={"zhao"}, accounts=given), **more)  # type: ignore[arg-type]


def firm(number: int = 1, contact: Contact | None = A, owner: str | None = "li.na") -> Account:
    return Account(f"C{number:06}", f"丽人{number}", owner, contact)


def placed(now: Situation) -> list[tuple[str, str, int]]:
    return [(visit.customer, visit.by, visit.date.day) for visit in propose(now).visits]


@pytest.mark.parametrize(("visits", "days"), [("2", 15), ("1", 30), ("0.5", 60), ("4", 7), ("31", 1), ("0.25", 120)])
def test_interval(visits: str, days: int) -> None:
    assert interval(Decimal(visits)) == days


@pytest.mark.parametrize(
    ("visits", "last", "due"),
    [
        ("2", None, 2),
        ("2", date(2026, 11, 30), 2),
        ("0.5", None, 1),
        ("0.5", date(2026, 11, 1), 1),  # 11-01 + 60 = 12-31
        ("0.5", date(2026, 11, 2), 0),  # 01-01
        ("1.5", date(2026, 11, 30), 1),  # every 20 days: 12-20, then 01-09
        ("1.5", date(2026, 11, 15), 2),  # 12-05, 12-25
    ],
)
def test_how_many_visits_a_month_needs(visits: str, last: date | None, due: int) -> None:
    assert due_in(Decimal(visits), last, DECEMBER) == due


def test_a_class_that_nobody_visits() -> None:
    assert propose(situation(firm(contact=line("0")))).visits == []


def test_customers_of_the_table_are_spread_over_the_month_and_take_what_the_line_says() -> None:
    proposal = propose(situation(firm()))
    # two stretches of the 31 days: 1–15 and 16–31; in each the first day of the least busy week
    assert [visit.date for visit in proposal.visits] == [day(1), day(16)]
    first = proposal.visits[0]
    assert (first.by, first.name, first.purpose, first.bring, first.cost) == ("li.na", "丽人1", "revisit", "样品", 50)
    assert first.why == "A: 2 a month"


@pytest.mark.parametrize(
    ("due", "days"),
    [
        (date(2026, 11, 8), [1, 16]),  # overdue: the first day; the table's visit is of the second half
        (day(3), [3, 16]),
        (day(10), [10, 22]),  # 15 days later less a fifth
        (day(21), [3, 21]),  # the second half is taken: 18 days before, a fifth more than 15
    ],
)
def test_a_visit_of_the_table_is_about_the_interval_from_what_falls_due(due: date, days: list[int]) -> None:
    account = firm()
    revisit = Duty(account.id, "li.na", due, "revisit", "rule x")
    assert [at for _customer, _by, at in placed(situation(account, duties=[revisit]))] == days


def test_three_visits_are_about_a_third_of_the_month_apart() -> None:
    accounts = [firm(number, line("3")) for number in range(20)]
    visits = propose(situation(*accounts, capacity=3)).visits
    assert len(visits) == 60  # of 69 that there is time for
    by_customer = [[each.date for each in visits if each.customer == account.id] for account in accounts]
    between = [(later - before).days for days in by_customer for before, later in pairwise(days)]
    assert min(between) >= 7 and max(between) <= 15


def test_stretches_are_of_the_days_somebody_works() -> None:
    account, days = firm(), [each for each in DAYS if each >= day(14)]
    now = situation(account, workers={"li.na": Worker(8, days)})
    assert placed(now) == [(account.id, "li.na", 14), (account.id, "li.na", 28)]


def test_soon_after_a_visit_of_the_month_there_is_no_other() -> None:
    account, as_of = firm(), day(10)
    days = [each for each in DAYS if each >= as_of]
    now = situation(account, as_of=as_of, workers={"li.na": Worker(8, days)}, made=[Made(account.id, "li.na", day(9))])
    assert placed(now) == [(account.id, "li.na", 24)]


def test_the_interval_since_the_last_visit_is_kept() -> None:
    monthly = firm(contact=line("1"))
    visited = [Made(monthly.id, "li.na", date(2026, 11, 18))]
    # 11-18 + 30 = 12-18, a Friday
    assert placed(situation(monthly, made=visited)) == [(monthly.id, "li.na", 18)]


def test_every_week_gets_its_share() -> None:
    proposal = propose(situation(*(firm(number, line("1")) for number in range(50)), capacity=3))
    load = Counter(visit.date for visit in proposal.visits)
    assert (min(load.values()), max(load.values()), len(load)) == (2, 3, 23)  # 50 on 23 working days


def test_what_falls_due_comes_on_its_day_and_counts_for_the_table() -> None:
    account = firm(contact=line("1"))
    promise = Duty(account.id, "li.na", day(9), "promise", "promise: 送样品")
    proposal = propose(situation(account, duties=[promise]))
    assert [(visit.date, visit.why, visit.cost) for visit in proposal.visits] == [(day(9), "promise: 送样品", None)]


def test_what_falls_due_on_a_day_off_comes_on_the_nearest_working_day() -> None:
    account = firm(contact=None)
    saturday = Duty(account.id, "li.na", day(12), "next", "x")
    assert placed(situation(account, duties=[saturday])) == [(account.id, "li.na", 11)]


def test_what_falls_due_within_a_week_shares_a_visit() -> None:
    account = firm(contact=None)
    duties = [
        Duty(account.id, "li.na", day(9), "revisit", "rule a", "revisit", "phone"),
        Duty(account.id, "li.na", day(14), "promise", "promise: x"),
        Duty(account.id, "li.na", day(16), "revisit", "rule b"),  # a week after the 9th
    ]
    visits = propose(situation(account, duties=duties)).visits
    assert [(visit.date, visit.why) for visit in visits] == [(day(9), "rule a; promise: x"), (day(16), "rule b")]


def test_all_that_is_overdue_shares_a_visit() -> None:
    account = firm(contact=line("1"))
    duties = [
        Duty(account.id, "li.na", date(2026, 10, 30), "next", "next date"),
        Duty(account.id, "li.na", date(2026, 11, 8), "revisit", "rule x", "coverage"),
        Duty(account.id, "li.na", day(4), "promise", "promise: x"),  # within a week of the first day
        Duty(account.id, "dr.hall", date(2026, 11, 1), "revisit", "rule y"),
    ]
    proposal = propose(situation(account, duties=duties))
    assert [(visit.date, visit.by, visit.purpose, visit.why) for visit in proposal.visits] == [
        (day(1), "li.na", "coverage", "next date; rule x; promise: x"),
        (day(2), "dr.hall", None, "rule y"),
    ]
    assert proposal.wanted == {"li.na": 1, "dr.hall": 1}


def test_an_appointment_serves_all_that_is_overdue() -> None:
    account = firm(contact=None)
    overdue = [Duty(account.id, "li.na", date(2026, *at), "revisit", "x") for at in ((10, 30), (11, 8))]
    fixed = [Made(account.id, "li.na", day(10))]
    assert placed(situation(account, duties=overdue, fixed=fixed)) == []


def test_two_people_are_not_at_one_customer_the_same_day() -> None:
    account = firm(contact=None)
    duties = [Duty(account.id, person, day(9), "revisit", "x") for person in ("li.na", "dr.hall")]
    assert placed(situation(account, duties=duties)) == [(account.id, "li.na", 8), (account.id, "dr.hall", 9)]


def test_what_people_planned_counts_and_stays() -> None:
    account = firm()
    mine = PlannedVisit(date=day(3), by="li.na", customer=account.id)
    # 12-03 is the visit of the first half of the month, 12-16 begins the second
    assert placed(situation(account, planned=[mine])) == [(account.id, "li.na", 16)]
    both = [mine, replace(mine, date=day(30))]
    proposal = propose(situation(account, planned=both))
    assert proposal.visits == [] and [left.reason for left in proposal.left] == ["visited"]


def test_an_appointment_takes_the_time_and_is_a_visit() -> None:
    account, other = firm(1, line("1")), firm(2, line("1"))
    fixed = [Made(account.id, "li.na", day(1))]
    now = situation(account, other, capacity=1, fixed=fixed)
    now = replace(now, workers={"li.na": Worker(1, DAYS[:2])})
    assert placed(now) == [(other.id, "li.na", 2)]
    # of two visits wanted one is appointed and one proposed
    assert load_table(now, propose(now), Heading((), {})).rows == [("li.na", 2, 1, 1, 0, 2, 1, 2)]


def test_the_week_before_is_waited_for_when_a_visit_is_still_planned_this_month() -> None:
    account = firm(contact=line("1"))
    overdue = Duty(account.id, "li.na", date(2026, 11, 10), "revisit", "rule x")
    november = PlannedVisit(date=date(2026, 11, 27), by="li.na", customer=account.id)
    # the rule's visit is that of 11-27; 30 days later it is 12-27, a Sunday: 12-28
    assert placed(situation(account, duties=[overdue], planned=[november])) == [(account.id, "li.na", 28)]


@pytest.mark.parametrize(
    ("owner", "capacity", "closed", "reason"),
    [
        (None, 8, [], "nobody"),
        ("zhao", 8, [], "left"),
        ("stranger", 8, [], "unknown"),
        ("li.na", 0, [], "capacity"),
        ("li.na", 8, ["li.na"], "closed"),
    ],
)
def test_who_cannot_be_placed_is_told_with_the_reason(
    owner: str | None, capacity: int, closed: list[str], reason: str
) -> None:
    proposal = propose(situation(firm(owner=owner), capacity=capacity, closed=closed))
    assert proposal.visits == []
    assert [(left.customer, left.person, left.visits, left.reason) for left in proposal.left] == [
        ("C000001", owner, 2, reason)
    ]


def test_a_visit_too_close_is_the_reason_where_there_is_time() -> None:
    account = firm()
    days = [day(at) for at in (1, 2, 3, 4, 7)]
    now = situation(account, workers={"li.na": Worker(8, days)}, fixed=[Made(account.id, "li.na", day(4))])
    proposal = propose(now)
    assert proposal.visits == []
    assert proposal.left == [Left(account.id, account.name, "li.na", 1, "near", [day(4)])]
    rows = left_table(proposal, Heading((), {})).rows
    assert rows == [(account.id, account.name, "li.na", 1, "near", "2026-12-04")]


def test_no_time_is_the_reason_where_the_days_far_enough_are_full() -> None:
    account, other = firm(1), firm(2, contact=None)
    fixed = [Made(account.id, "li.na", day(1)), Made(other.id, "li.na", day(16))]
    now = situation(account, workers={"li.na": Worker(1, [day(1), day(16)])}, fixed=fixed)
    assert propose(now).left == [Left(account.id, account.name, "li.na", 1, "capacity", [])]


def test_somebody_else_there_on_the_only_day_is_the_reason() -> None:
    account = firm(contact=line("1"))
    now = situation(account, workers={"li.na": Worker(1, [day(1)])}, fixed=[Made(account.id, "dr.hall", day(1))])
    assert [(left.reason, left.near) for left in propose(now).left] == [("near", [day(1)])]


def test_important_classes_are_placed_first() -> None:
    many = [replace_line(firm(number, C), 1) for number in range(10)]
    now = situation(*many, firm(99), capacity=1)
    proposal = propose(replace(now, workers={"li.na": Worker(1, [day(1), day(16)])}))
    assert {visit.customer for visit in proposal.visits} == {"C000099"}
    assert Counter(left.reason for left in proposal.left) == {"capacity": 10}


def replace_line(account: Account, at: int) -> Account:
    return account._replace(line=at)


def test_only_one_person() -> None:
    now = situation(firm(1), firm(2, owner="dr.hall"), only="dr.hall")
    assert {by for _customer, by, _day in placed(now)} == {"dr.hall"}


PEOPLE = st.sampled_from(["li.na", "dr.hall", "zhao", None])
NUMBERS = st.integers(0, 11)
ANY_DAY = st.dates(date(2026, 10, 1), date(2027, 1, 10))


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Return anything that an archive might ask for."""
    visits = st.sampled_from([None, "0", "0.5", "1", "1.5", "2", "4", "9"])
    contacts = [draw(visits) for _number in range(12)]
    accounts = [
        firm(number, line(each) if each else None, draw(PEOPLE))._replace(line=number % 3)
        for number, each in enumerate(contacts)
    ]
    as_of = draw(st.dates(date(2026, 11, 10), date(2026, 12, 31)))
    first = max(as_of, DECEMBER.start)
    free = [each for each in DAYS if each >= first]
    kinds = st.sampled_from(["promise", "next", "revisit"])
    duties = [
        Duty(f"C{draw(NUMBERS):06}", draw(PEOPLE), draw(st.dates(date(2026, 10, 1), DECEMBER.end)), draw(kinds), "x")
        for _each in range(draw(st.integers(0, 12)))
    ]
    made = [
        Made(f"C{draw(NUMBERS):06}", draw(PEOPLE), draw(st.dates(date(2026, 10, 1), as_of)))
        for _each in range(draw(st.integers(0, 8)))
    ]
    ahead = st.dates(as_of, DECEMBER.end)
    planned = [
        PlannedVisit(date=draw(ahead), by=draw(st.sampled_from(["li.na", "dr.hall"])), customer=f"C{draw(NUMBERS):06}")
        for _each in range(draw(st.integers(0, 8)))
    ]
    fixed = [Made(f"C{draw(NUMBERS):06}", draw(PEOPLE), draw(ahead)) for _each in range(draw(st.integers(0, 4)))]
    capacities = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    workers = {person: Worker(each, free) for person, each in zip(("li.na", "dr.hall"), capacities, strict=True)}
    return situation(
        *accounts, as_of=as_of, workers=workers, duties=duties, made=made, planned=planned, fixed=fixed,
        closed=draw(st.sampled_from([(), ("dr.hall",)])),
    )  # fmt: skip


@given(situations())
def test_nobody_is_planned_beyond_capacity_or_on_a_day_off(now: Situation) -> None:
    proposal = propose(now)
    taken = {(each.by, each.date, each.customer) for each in now.planned}
    taken |= {(each.person, each.day, each.customer) for each in now.fixed}
    before = Counter((person, at) for person, at, _customer in taken)
    added = Counter((visit.by, visit.date) for visit in proposal.visits)
    for (person, at), visits in added.items():
        worker = now.workers[person]
        assert before[person, at] + visits <= worker.capacity
        assert at in worker.days and at >= now.as_of and CHINA.is_working(at) and person not in now.closed


@given(situations())
def test_no_customer_is_visited_too_often(now: Situation) -> None:
    proposal = propose(now)
    known = [(each.customer, each.by, each.date) for each in now.planned] + [tuple(each) for each in now.fixed]
    for visit in proposal.visits:
        account = now.accounts[visit.customer]
        gap = least_gap(account.contact if visit.by == account.owner else None)
        others = [(each.customer, each.by, each.date) for each in proposal.visits if each is not visit] + known
        for customer, person, at in others:
            if customer == visit.customer:
                assert abs((at - visit.date).days) >= (gap if person == visit.by else 1)


@given(situations())
def test_the_reason_is_true(now: Situation) -> None:
    proposal = propose(now)
    known = [(each.customer, each.by, each.date) for each in (*now.planned, *proposal.visits)]
    taken = {*known, *((each.customer, each.person, each.day) for each in now.fixed)}
    load = Counter((by, at) for _customer, by, at in taken)
    for left in proposal.left:
        if left.reason not in ("near", "capacity") or left.person is None:
            continue
        worker = now.workers[left.person]
        there = {at for customer, _by, at in taken if customer == left.customer}
        with_time = [at for at in worker.days if load[left.person, at] < worker.capacity]
        assert bool(with_time) == (left.reason == "near") == bool(left.near)
        assert there.issuperset(left.near)
        assert all(any(abs((at - near).days) < 7 for near in left.near) for at in with_time)


@given(situations())
def test_nobody_owes_two_visits_for_what_is_overdue(now: Situation) -> None:
    visits = propose(
        replace(now, accounts={each.id: each._replace(contact=None) for each in now.accounts.values()})
    ).visits
    owed = {(duty.customer, duty.person) for duty in now.duties if duty.day >= max(now.as_of, DECEMBER.start)}
    counts = Counter((each.customer, each.by) for each in visits)
    assert all(number == 1 for pair, number in counts.items() if pair not in owed)


@given(situations())
def test_every_customer_of_the_table_is_placed_or_told(now: Situation) -> None:
    proposal = propose(now)
    told = {visit.customer for visit in proposal.visits} | {left.customer for left in proposal.left}
    assert {each.id for each in now.accounts.values() if each.contact and each.contact.visits} <= told
    assert {duty.customer for duty in now.duties} <= told | {each.customer for each in now.planned} | {
        each.customer for each in now.fixed
    }


@given(situations())
def test_proposing_again_adds_nothing_and_is_the_same_each_time(now: Situation) -> None:
    proposal = propose(now)
    assert propose(now) == proposal
    again = propose(replace(now, planned=[*now.planned, *proposal.visits]))
    assert again.visits == []
    missing = [left for left in proposal.left if left.reason not in SATISFIED]
    assert [left for left in again.left if left.reason not in SATISFIED] == missing


def test_the_gap_is_a_week_or_half_the_interval() -> None:
    assert [least_gap(line(visits)) for visits in ("0.5", "1", "2", "4", "9")] == [7, 7, 7, 3, 1]
    assert least_gap(None) == 7
    assert day(1) + timedelta(least_gap(A)) == day(8)
