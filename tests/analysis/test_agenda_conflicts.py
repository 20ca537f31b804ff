"""The agenda: what cannot all happen, and what may."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.schedule.agenda import (
    APPOINTMENT,
    CUSTOMER_BUSY,
    DAY_OFF,
    DEADLINE,
    DOUBLE_BOOKED,
    MEMO,
    SAME_DAY,
    SERVICE,
    TASK,
    VISIT,
    Conflict,
    Entry,
    conflicts,
    in_order,
    one_meeting,
)
from custfile.analysis.schedule.agenda_table import agenda_table, clash, clock, conflict_table

MONDAY = date(2026, 11, 23)
CATALOG: dict[str, Any] = {"people": {"li.na": "李娜", "wang.wei": "王伟"}}


def at(time: str, minutes: int = 60, person: str | None = "li.na", customer: str = "C000001", **more: Any) -> Entry:
    """An appointment on that Monday."""
    hours, rest = time.split(":")
    usual = {"day": MONDAY, "kind": APPOINTMENT, "origin": f"{customer} {time} {person}"}
    start = int(hours) * 60 + int(rest)
    return Entry(**usual, person=person, start=start, minutes=minutes, id=customer, name=customer)._replace(**more)  # type: ignore[arg-type]


def never(day: date) -> None:
    """Everybody works every day."""


def found(*entries: Entry) -> list[tuple[str, str, str]]:
    """Return the kinds of the conflicts of ``entries``, with the origins of the two."""
    told = conflicts(entries, never)
    return [(each.kind, each.first.origin, each.second.origin if each.second else "") for each in told]


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (at("09:00"), at("10:00", customer="C000002"), False),  # the one ends when the other begins
        (at("09:00"), at("09:59", customer="C000002"), True),
        (at("09:00", 120), at("09:30", 15, customer="C000002"), True),  # one within the other
        (at("09:00"), at("09:00", customer="C000002"), True),
        (at("09:00", 0), at("09:00", customer="C000002"), False),  # it takes no time
        (at("08:30"), at("09:00", 0, customer="C000002"), True),  # but in the midst of another it is too much
        (at("23:30"), at("00:15", customer="C000002", day=MONDAY + timedelta(1)), True),  # beyond midnight
        (at("23:00"), at("00:00", customer="C000002", day=MONDAY + timedelta(1)), False),
        (at("09:00"), at("09:00", customer="C000002", person="wang.wei"), False),
        (at("09:00", person=None), at("09:00", person=None, customer="C000002"), False),  # nobody in particular
        (at("09:00"), at("09:00", customer="C000002", cancelled=True), False),
        (at("09:00"), at("09:00", customer="", kind=TASK), True),
        (at("09:00"), at("09:00", customer="C000002", start=None), False),  # the whole day: some time of it
    ],
)
def test_a_person_is_in_one_place_at_a_time(first: Entry, second: Entry, overlap: bool) -> None:
    expected = [(DOUBLE_BOOKED, *(each.origin for each in sorted((first, second), key=in_order)))] if overlap else []
    assert found(first, second) == found(second, first) == expected


def test_each_pair_is_told_once() -> None:
    three = [at("09:00", 180), at("10:00", customer="C000002"), at("10:30", customer="C000003")]
    assert len(found(*three)) == 3


def test_a_customer_is_met_by_one_at_a_time() -> None:
    ours, theirs = at("09:00"), at("09:30", person="wang.wei")
    assert found(ours, theirs) == [(CUSTOMER_BUSY, ours.origin, theirs.origin)]


def test_and_by_one_a_day() -> None:
    morning, evening = at("09:00"), at("17:00", person="wang.wei")
    assert found(morning, evening) == [(SAME_DAY, morning.origin, evening.origin)]
    assert found(morning, evening._replace(day=MONDAY + timedelta(1))) == []
    assert found(morning, evening._replace(person="li.na")) == []
    assert found(morning, evening._replace(person=None)) == []
    assert found(morning, evening._replace(kind=DEADLINE, start=None)) == []  # nobody goes there
    service = evening._replace(kind=SERVICE, start=None)
    assert found(morning, service) == [(SAME_DAY, morning.origin, service.origin)]


def test_nobody_goes_on_a_day_off() -> None:
    def off(day: date) -> str | None:
        return {MONDAY: "春节", MONDAY + timedelta(1): ""}.get(day)

    visit, plain = at("09:00", kind=VISIT), at("09:00", day=MONDAY + timedelta(1))
    task = at("12:00", customer="", kind=TASK)
    told = conflicts([visit, plain, task, at("09:00", day=MONDAY + timedelta(2))], off)
    assert told == [Conflict(DAY_OFF, visit, about="春节"), Conflict(DAY_OFF, plain)]


def test_an_appointment_is_the_visit_that_was_planned() -> None:
    planned = at("09:00", kind=VISIT, start=None)
    fixed = at("14:00")
    assert one_meeting([planned, fixed]) == [fixed]
    assert one_meeting([planned, fixed._replace(cancelled=True)])[0] == planned
    assert one_meeting([planned, fixed._replace(person="wang.wei")])[0] == planned


def test_whom_it_concerns() -> None:
    memo = Entry(MONDAY, MEMO, "1", "wang.wei")
    assert memo.concerns("li.na")
    assert memo._replace(to=("li.na",)).concerns("li.na")
    assert not memo._replace(to=("li.na",)).concerns("wang.wei")
    assert Entry(MONDAY, TASK, "1").concerns("li.na")
    assert not Entry(MONDAY, TASK, "1", "wang.wei").concerns("li.na")
    assert not at("09:00", person=None).concerns("li.na")


def test_the_tables() -> None:
    late = Entry(MONDAY, TASK, "1", "li.na", what="订新展架", dated=MONDAY - timedelta(3))
    memo = Entry(MONDAY, MEMO, "1", "li.na", what="盘点", to=("li.na", "wang.wei"))
    first, second = at("23:30"), at("23:45", customer="C000002")
    entries = sorted([late, memo, first, second], key=in_order)
    told = conflicts(entries, lambda day: "" if day == MONDAY else None)
    table = agenda_table(entries, told, CATALOG)
    day, time, until, person, kind, _purpose, identity, _name, about, _place, conflict = table.rows[0]
    assert (day, time, until, person, kind, identity) == (MONDAY, "23:30", "00:30", "li.na", APPOINTMENT, "C000001")
    assert conflict == "double_booked, day_off"
    assert table.columns[-1].names[conflict].zh_CN == "一人两处, 非工作日"
    assert [row[8] for row in table.rows[2:]] == ["盘点", "订新展架 (2026-11-20)"]
    assert table.rows[2][3] == "li.na, wang.wei"
    assert table.columns[3].names["li.na, wang.wei"].en == "李娜, 王伟"
    listed = conflict_table(told, CATALOG)
    assert listed.rows[0] == (
        MONDAY, "double_booked", "23:30", "li.na", "C000001", "23:45", "li.na", "C000002",
    )  # fmt: skip
    assert listed.rows[1] == (MONDAY, "day_off", "23:30", "li.na", "C000001", None, None, "")
    assert about == ""


def test_the_warnings() -> None:
    ours, theirs = at("09:00"), at("09:30", person="wang.wei")
    (busy,) = conflicts([ours, theirs], never)
    assert clash(busy, ours, CATALOG) == "C000001 is with 王伟 at 09:30 on 2026-11-23 already"
    assert clash(busy, theirs, CATALOG) == "C000001 is with 李娜 at 09:00 on 2026-11-23 already"
    assert clash(Conflict(DAY_OFF, ours, about="春节"), ours, CATALOG) == "2026-11-23 is not a working day (春节)"


def test_the_clock() -> None:
    assert [clock(minutes) for minutes in (None, 0, 570, 1439, 1470)] == [None, "00:00", "09:30", "23:59", "00:30"]


entries = st.lists(
    st.builds(
        Entry,
        day=st.sampled_from([MONDAY, MONDAY + timedelta(1)]),
        kind=st.sampled_from([APPOINTMENT, VISIT, SERVICE, TASK, DEADLINE]),
        origin=st.uuids().map(str),
        person=st.sampled_from(["li.na", "wang.wei", None]),
        start=st.one_of(st.none(), st.integers(0, 1439)),
        minutes=st.integers(0, 300),
        id=st.sampled_from(["", "C000001", "C000002"]),
        cancelled=st.booleans(),
    ),
    max_size=12,
)


def _begin(entry: Entry) -> int:
    assert entry.start is not None
    return entry.day.toordinal() * 1440 + entry.start


def _collide(first: Entry, second: Entry) -> bool:
    """Say whether the times have a moment in common, by the definition."""
    return _begin(first) < _begin(second) + second.minutes and _begin(second) < _begin(first) + first.minutes


def _pairs(told: Sequence[Conflict], kind: str) -> set[frozenset[str]]:
    return {frozenset(entry.origin for entry in each.between()) for each in told if each.kind == kind}


@given(entries)
def test_they_are_those_of_comparing_everything_with_everything(given: list[Entry]) -> None:
    told = conflicts(given, never)
    pairs = list(combinations([each for each in given if not each.cancelled], 2))
    timed = [pair for pair in pairs if None not in (pair[0].start, pair[1].start) and _collide(*pair)]
    double = {frozenset((a.origin, b.origin)) for a, b in timed if a.person is not None and a.person == b.person}
    busy = {
        frozenset((a.origin, b.origin))
        for a, b in timed
        if a.id and a.id == b.id and a.person != b.person and None not in (a.person, b.person)
    }
    assert _pairs(told, DOUBLE_BOOKED) == double
    assert _pairs(told, CUSTOMER_BUSY) == busy
    assert told == conflicts(given[::-1], never)


@given(entries)
def test_two_at_one_customer_are_never_passed_over(given: list[Entry]) -> None:
    told = conflicts(given, never)
    known = {
        (each.first.day, each.first.id, frozenset((each.first.person, each.second.person)))
        for each in told
        if each.kind in (CUSTOMER_BUSY, SAME_DAY) and each.second
    }
    going = [each for each in given if not each.cancelled and each.id and each.kind in (APPOINTMENT, VISIT, SERVICE)]
    for first, second in combinations(going, 2):
        people = frozenset((first.person, second.person))
        if len(people - {None}) == 2 and (first.day, first.id) == (second.day, second.id):
            assert (first.day, first.id, people) in known
