"""Handing over: the edits in a file, a plan, the agenda."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from custfile.archive.page import read_page
from custfile.archive.splice import splice
from custfile.changes.handover import (
    Line,
    agenda_edits,
    edits,
    handed,
    lines,
    owned,
    plan_edits,
    planned,
    tasks,
)
from custfile.model.agenda import Agenda
from custfile.model.customer import Customer
from custfile.model.plan import Plan
from custfile.model.structure import structure

DAY = date(2026, 11, 20)

BEFORE = """\
name: 丽人
kind: company
owner: zhao.min      # since 2019
advisors: [dr.chen, zhao.min]
visits:
  - {date: 2026-11-01, by: zhao.min, outcome: 满意, next: 2026-12-01}   # a good talk
  - {date: 2026-10-01, by: zhao.min, next: 2026-10-15}
appointments:
  - {date: 2026-11-19, by: zhao.min}
  - {date: 2026-11-20, by: zhao.min, whom: 王丽}
promises:
  - {date: 2026-11-01, what: 送样品, by: zhao.min, due: 2026-11-30}
  - {date: 2026-11-01, what: 寄样册}
  - {date: 2026-11-01, what: 报价, by: dr.chen}
deals:
  - {date: 2026-11-01, stage: B, product: 面膜, by: zhao.min, expected: 2027-01-31}
tickets:
  - {date: 2026-11-01, type: complaint, what: 漏瓶, by: zhao.min, assigned: zhao.min}
documents:
  - {date: 2026-01-01, type: contract, title: 合同}
loans:
  - {date: 2026-11-02, by: zhao.min, purpose: 走访, due: 2026-11-02}
"""
AFTER = """\
name: 丽人
kind: company
owner: li.na      # since 2019
advisors: [dr.chen]
visits:
  - {date: 2026-11-01, by: zhao.min, outcome: 满意, next: 2026-12-01}   # a good talk
  - {date: 2026-10-01, by: zhao.min, next: 2026-10-15}
appointments:
  - {date: 2026-11-19, by: zhao.min}
  - {date: 2026-11-20, by: li.na, whom: 王丽}
promises:
  - {date: 2026-11-01, what: 送样品, by: li.na, due: 2026-11-30}
  - {date: 2026-11-01, what: 寄样册}
  - {date: 2026-11-01, what: 报价, by: dr.chen}
deals:
  - {date: 2026-11-01, stage: B, product: 面膜, by: li.na, expected: 2027-01-31}
tickets:
  - {date: 2026-11-01, type: complaint, what: 漏瓶, by: zhao.min, assigned: li.na}
documents:
  - {date: 2026-01-01, type: contract, title: 合同}
loans:
  - {date: 2026-11-02, by: zhao.min, purpose: 走访, due: 2026-11-02, returned: 2026-11-20}
  - {date: 2026-11-20, by: li.na, purpose: 走访, due: 2026-11-20}
"""


def data(text: str) -> dict[str, Any]:
    return dict(read_page(text.encode()).data)


def moved(text: str, giver: str, taker: str) -> str:
    """Return ``text`` after everything of ``giver`` has gone to ``taker``."""
    record = structure(Customer, data(text))
    return splice(text, edits(record, data(text), handed(record, giver, DAY), giver, taker, DAY))


def test_all_that_is_open_changes_hands_and_history_stays() -> None:
    """The appointment of yesterday is history; what was to be back on the 2nd has to be back at once."""
    assert moved(BEFORE, "zhao.min", "li.na") == AFTER
    assert moved(AFTER, "zhao.min", "li.na") == AFTER


def test_the_lines_of_the_list() -> None:
    """What nobody is named for goes with the file, so it is listed too; the next date of the last visit stands."""
    record = structure(Customer, data(BEFORE))
    assert lines(record, "zhao.min", handed(record, "zhao.min", DAY)) == [
        Line("owner"),
        Line("advisor"),
        Line("appointment", date(2026, 11, 20), "王丽"),
        Line("promise", date(2026, 11, 30), "送样品"),
        Line("promise", None, "寄样册"),
        Line("deal", date(2027, 1, 31), "面膜 · B"),
        Line("ticket", None, "漏瓶"),
        Line("loan", date(2026, 11, 2), "走访"),
        Line("next", date(2026, 12, 1), "满意"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("owner: a\nadvisors: [giver, b]", "owner: a\nadvisors: [taker, b]"),
        ("owner: a\nadvisors: [giver, taker]", "owner: a\nadvisors: [taker]"),
        ("owner: a\nadvisors: [taker, b, giver]", "owner: a\nadvisors: [taker, b]"),
        ("owner: giver\nadvisors: [taker, b]", "owner: taker\nadvisors: [b]"),
        ("owner: giver\nadvisors:\n  - taker", "owner: taker"),
        ("owner: taker\nadvisors: [giver]", "owner: taker"),
        ("owner: giver", "owner: taker"),
        ("owner: taker\nadvisors: [b]", "owner: taker\nadvisors: [b]"),
    ],
)
def test_nobody_advises_twice_or_beside_owning(before: str, after: str) -> None:
    head = "name: A\nkind: x\n"
    assert moved(f"{head}{before}\n", "giver", "taker") == f"{head}{after}\n"


def test_places_are_those_of_the_file() -> None:
    """The first promise is at fault, and in the record left out."""
    said = data(BEFORE) | {"promises": [None, {"date": "2026-11-01", "what": "x", "by": "zhao.min"}]}
    record = structure(Customer, said)
    paths = [edit.path for edit in edits(record, said, handed(record, "zhao.min", DAY), "zhao.min", "li.na", DAY)]
    assert ("promises", 1, "by") in paths


def test_a_new_owner_advises_no_more() -> None:
    text = "name: A\nkind: x\nadvisors: [b, li.na]\n"
    assert splice(text, owned(data(text), "li.na"), ("name", "kind", "owner", "advisors")) == (
        "name: A\nkind: x\nowner: li.na\nadvisors: [b]\n"
    )
    alone = "name: A\nkind: x\nowner: gone\nadvisors: [li.na]\n"
    assert splice(alone, owned(data(alone), "li.na")) == "name: A\nkind: x\nowner: li.na\n"


def test_a_plan_changes_hands() -> None:
    """The past stays; who means to be there that day anyway is there once."""
    text = (
        "sheets:\n"
        "  - {by: zhao.min, status: approved}\n"
        "visits:\n"
        "  - {date: 2026-11-19, by: zhao.min, customer: C000001}\n"
        "  - {date: 2026-11-20, by: zhao.min, customer: C000001}   # bring samples\n"
        "  - {date: 2026-11-23, by: zhao.min, customer: C000002}\n"
        "  - {date: 2026-11-23, by: li.na, customer: C000002}\n"
    )
    plan = structure(Plan, data(text))
    places = {at: "li.na" for at, _visit in planned(plan, "zhao.min", DAY)}
    assert list(places) == [1, 2]
    assert splice(text, plan_edits(plan, data(text), places)) == (
        "sheets:\n"
        "  - {by: zhao.min, status: approved}\n"
        "visits:\n"
        "  - {date: 2026-11-19, by: zhao.min, customer: C000001}\n"
        "  - {date: 2026-11-20, by: li.na, customer: C000001}   # bring samples\n"
        "  - {date: 2026-11-23, by: li.na, customer: C000002}\n"
    )


def test_tasks_and_memos_to_come_change_hands() -> None:
    text = (
        "tasks:\n"
        "  - {date: 2026-11-01, what: 盘点, by: zhao.min, done: 2026-11-05}\n"
        "  - {date: 2026-11-01, what: 订货, by: zhao.min}\n"
        "memos:\n"
        "  - {date: 2026-11-01, text: 例会, to: [zhao.min, li.na], on: 2026-12-01}\n"
        "  - {date: 2026-11-01, text: 例会, to: [zhao.min], on: 2026-11-02}\n"
    )
    agenda = structure(Agenda, data(text))
    assert [at for at, _task in tasks(agenda, "zhao.min")] == [1]
    assert splice(text, agenda_edits(agenda, data(text), "zhao.min", "li.na", DAY)) == (
        "tasks:\n"
        "  - {date: 2026-11-01, what: 盘点, by: zhao.min, done: 2026-11-05}\n"
        "  - {date: 2026-11-01, what: 订货, by: li.na}\n"
        "memos:\n"
        "  - {date: 2026-11-01, text: 例会, to: [li.na], on: 2026-12-01}\n"
        "  - {date: 2026-11-01, text: 例会, to: [zhao.min], on: 2026-11-02}\n"
    )
