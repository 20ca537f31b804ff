"""What happened in a period, and in the one before."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from books import made

from custfile.analysis.digest import (
    ACROSS,
    DOWN,
    UP,
    Commit,
    Facts,
    Period,
    Promise,
    Touched,
    broken,
    counts,
    direction,
    period_of,
    promises,
    touched,
)
from custfile.analysis.funnel import Deal
from custfile.analysis.schedule.fulfilment import Outcome
from custfile.analysis.service import Ticket
from custfile.model.plan import PlannedVisit

AS_OF = date(2026, 11, 20)
WEEK = Period(date(2026, 11, 13), AS_OF)


def day(number: int) -> date:
    return date(2026, 11, number)


def promise(due: int, done: int | None = None) -> Promise:
    return Promise("C1", "海华", "li.na", "样品", day(due), done and day(done))


def ticket(type_: str, came: int, closed: int | None = None) -> Ticket:
    return Ticket(
        "C1", "海华", None, "", type_, "", "", "", day(came), None, None, closed and day(closed), "", "", None
    )  # fmt: skip


def deal(stage: str, since: int, cents: int | None) -> Deal:
    return Deal("C1", "海华", None, "", "", stage, day(1), day(since), cents, None, "")


def planned(number: int, state: str) -> Outcome:
    return Outcome(PlannedVisit(date=day(number), by="li.na", customer="C1"), state, None)


def facts(members: tuple[bool, ...] = (True, True, True)) -> Facts:
    book = made(
        AS_OF,
        [
            {"id": "C1", "made": day(14)},
            {"id": "C2", "made": date(2024, 1, 1), "ended": day(20)},
            {"id": "C3"},  # nobody says when: it is as old as its first order
        ],
        orders=[
            {"of": "C1", "day": day(14), "amount": 100},
            {"of": "C1", "day": day(20), "amount": -30},  # a credit note
            {"of": "C2", "day": day(13), "amount": 50},  # the week before
            {"of": "C3", "day": day(18), "amount": 5},
            {"of": "C3", "day": day(19), "amount": 7, "status": "cancelled"},
            {"of": "C3", "day": day(21), "amount": 9},
        ],
        payments=[{"of": "C1", "day": day(15), "amount": 60}, {"of": "C1", "day": day(16), "amount": -10}],
        visits=[{"of": "C1", "day": day(14)}, {"of": "C1", "day": day(13)}, {"of": "C2", "day": day(20)}],
    )
    return Facts(
        book=book,
        members=np.array(members),
        outcomes=[planned(14, "done"), planned(15, "late"), planned(20, "open"), planned(13, "missed")],
        tickets=[ticket("complaint", 14), ticket("service", 1, 20), ticket("complaint", 10)],
        promises=[promise(15, 15), promise(16), promise(10, 17), promise(20), promise(30)],
        deals=[deal("won", 15, 900), deal("won", 16, None), deal("lost", 14, 1), deal("won", 13, 5), deal("A", 15, 5)],
    )


def test_counts() -> None:
    now = counts(facts(), WEEK)._asdict()
    assert now == {
        "new": 2, "lost": 1, "visits": 2, "planned": 3, "done": 2, "orders": 2,
        "amount": 75_00,  # 100 - 30 + 5
        "received": 50_00,  # 60 - 10
        "opened": 1, "closed": 1, "complaints": 1,
        "kept": 2,  # done on the 15th and on the 17th
        "due": 3, "broken": 1,  # due on the 15th, 16th, 20th; the 20th is not over
        "won": 2, "won_cents": 900, "lost_deals": 1,
    }  # fmt: skip


def test_the_period_before() -> None:
    assert WEEK.before == Period(day(6), day(13))
    before = counts(facts(), WEEK.before)
    # the order, visit, plan and deal of the 13th; a complaint of the 10th; a promise due on the 10th was kept on the 17th
    assert (before.new, before.visits, before.planned, before.orders, before.amount) == (0, 1, 1, 1, 50_00)
    assert (before.opened, before.complaints, before.kept, before.due, before.broken, before.won) == (1, 1, 0, 1, 1, 1)


def test_only_members_count() -> None:
    now = counts(facts((False, True, False)), WEEK)
    assert (now.new, now.lost, now.visits, now.orders, now.amount, now.received) == (0, 1, 1, 0, 0, 0)


@pytest.mark.parametrize(("due", "done", "is_"), [(15, None, True), (20, None, False), (15, 15, False), (15, 16, True)])
def test_a_broken_promise(due: int, done: int | None, is_: bool) -> None:
    assert broken(promise(due, done), AS_OF) is is_


def test_promises_are_read_as_known_on_the_day() -> None:
    told: list[Any] = [
        {"date": "2026-11-01", "what": "样品", "due": "2026-11-10", "done": "2026-11-25", "by": "xu"},
        {"date": "2026-11-02", "what": "价格"},
        {"date": "2026-11-21", "what": "以后"},
        None,
    ]
    assert list(promises("C1", "海华", "li.na", told, AS_OF)) == [
        Promise("C1", "海华", "xu", "样品", day(10), None),
        Promise("C1", "海华", "li.na", "价格", day(2), None),
    ]


def test_better_and_worse_classes() -> None:
    def placed(borders: list[str]) -> Any:
        level = SimpleNamespace(classes=[SimpleNamespace(id=each) for each in "ABC"], borders=borders)
        return SimpleNamespace(scheme=SimpleNamespace(levels=[level]))

    sharp, words = placed(["0.8", "0.95"]), placed([])
    assert [direction(was, now, sharp) for was, now in (("B", "A"), ("A", "C/x"), ("A/x", "A/y"), (None, "A"), ("?", "A"))] == [
        UP, DOWN, ACROSS, ACROSS, ACROSS,
    ]  # fmt: skip
    assert direction("B", "A", words) == ACROSS


def test_who_changed_files() -> None:
    def commit(author: str, *files: tuple[str, str]) -> Commit:
        return Commit("1", AS_OF, author, "", "", files)

    # the latest first: C1 was added, then changed: it is new
    told = [
        commit("李娜", ("M", "customers/C1.yaml"), ("M", "custfile.yaml")),
        commit("徐", ("D", "customers/C9.yaml")),
        commit("李娜", ("A", "customers/C1.yaml")),
    ]
    assert touched(told) == [Touched("李娜", 2, 1, 0, 0), Touched("徐", 1, 0, 0, 1)]


@pytest.mark.parametrize(
    ("since", "days", "after"),
    [(None, 7, day(13)), (day(1), 7, day(1)), (AS_OF, 7, day(13)), (None, 0, day(19))],
)
def test_the_period_meant(since: date | None, days: int, after: date) -> None:
    assert period_of(AS_OF, since, days) == Period(after, AS_OF)
