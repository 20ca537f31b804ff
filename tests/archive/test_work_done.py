"""What the archive says of everybody's work, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from custfile.analysis.allocation.staff import Work
from custfile.analysis.allocation.workload import Load
from custfile.archive.allocation import open_files, work
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.root import Root
from custfile.archive.schemes import schemes
from custfile.archive.workload import loads
from custfile.model.month import Month
from custfile.model.settings import Settings
from custfile.model.structure import structure

AS_OF = date(2026, 11, 20)

BOOK = """
--- custfile.yaml
name: A
currency: CNY
rates: [{currency: USD, date: 2026-01-01, rate: 7}]
team:
  - {id: li.na, name: 李娜, role: rep}
  - {id: zhao.min, name: 赵敏, role: rep, left: 2026-11-20}
  - {id: later, name: 晚走, role: rep, left: 2026-12-31}
--- customers/C000001.yaml
name: 甲
kind: x
owner: li.na
collected: {date: 2024-01-01}
place: {lat: 34.7, lon: 113.6}
orders:
  - {date: 2025-11-20, amount: 1}
  - {date: 2025-11-21, amount: 100.50}
  - {date: 2026-11-20, amount: -20}
  - {date: 2026-03-01, amount: 7, status: cancelled}
  - {date: 2026-11-21, amount: 9}
promises:
  - {date: 2026-01-01, what: a, due: 2026-01-05, done: 2026-01-05}
  - {date: 2026-01-01, what: b, by: zhao.min, due: 2026-01-05, done: 2026-01-06}
  - {date: 2026-11-01, what: c, due: 2026-11-19}
  - {date: 2026-11-01, what: d, due: 2026-11-30}
visits:
  - {date: 2026-05-01, by: li.na, next: 2026-06-01}
  - {date: 2026-06-01, by: li.na, next: 2026-07-01}
  - {date: 2026-07-02, by: li.na, next: 2026-12-24}
  - {date: 2026-07-03, by: zhao.min}
deals:
  - {date: 2026-01-01, stage: B, amount: 10}
  - {date: 2026-01-01, stage: won, amount: 10}
  - {date: 2026-01-01, stage: B, amount: 10, closed: 2026-11-21}
tickets:
  - {date: 2026-11-01, type: service, what: a, assigned: zhao.min}
  - {date: 2026-11-01, type: praise, what: a}
appointments:
  - {date: 2026-11-30, by: li.na}
  - {date: 2026-11-29, by: li.na, cancelled: 2026-11-20}
  - {date: 2026-12-01, by: li.na}
--- customers/C000002.yaml
name: 乙
kind: x
owner: zhao.min
terms: {currency: USD}
collected: {date: 2026-11-20, by: later}
region: 郑州
deals:
  - {date: 2026-01-01, stage: B, amount: 10, by: li.na}
--- customers/C000003.yaml
name: 丙
kind: x
collected: {date: 2026-11-21}
--- customers/C000004.yaml
name: 丁
kind: x
owner: later
collected: {date: 2026-01-01}
--- plans/2026-11.yaml
visits:
  - {date: 2026-11-30, by: li.na, customer: C000001}
  - {date: 2026-11-28, by: li.na, customer: C000001}
"""


@pytest.fixture
def index(archive: Callable[[str], Path]) -> Index:
    return Index(Root(archive(BOOK)))


def test_work(index: Index) -> None:
    """李娜 in twelve months: 100.50 - 20 of orders; four dates came: promise a in time, c not; of the next dates that of
    1 June in time, that of 1 July a day late; 24 December is to come. Her load: one file, promises c and d, and c overdue.
    赵敏: b late; one file and the ticket; the next date that is nobody's is none.
    """
    found = work(index, AS_OF)
    assert found["li.na"] == Work(files=1, load=1 + 2 + 1, amount=80_50, asked=4, kept=2)
    assert found["zhao.min"] == Work(files=1, load=1 + 1, asked=1)


def test_loads(index: Index) -> None:
    """Ten dollars are 70; a deal closed tomorrow is open today. What is planned twice for a day is one visit."""
    settings = structure(Settings, index.settings_data)
    found = loads(index, AS_OF, settings, schemes(settings), Month(2026, 11))
    assert found["li.na"] == Load(
        files=1, visits_3m=0, planned=2, promises=2, promises_late=1, late=1, deals=3, amount=90_00
    )  # fmt: skip
    assert (found["zhao.min"].tickets, found["zhao.min"].files) == (1, 1)
    july = loads(index, AS_OF, settings, schemes(settings), Month(2026, 7))
    assert (july["li.na"].visits, july["li.na"].visits_3m, july["zhao.min"].visits) == (1, 3, 1)


def test_files_that_need_an_owner(index: Index) -> None:
    """丙 is not on file yet, 丁's owner has not left yet."""
    settings = structure(Settings, index.settings_data)
    (found,) = open_files(index, AS_OF, settings, Filters())
    assert (found.id, found.owner, found.region, found.collector, found.point) == (
        "C000002", "zhao.min", "郑州", "later", None,
    )  # fmt: skip
    assert open_files(index, date(2026, 11, 19), settings, Filters()) == []
    assert [each.id for each in open_files(index, date(2026, 12, 31), settings, Filters())] == [
        "C000002", "C000003", "C000004",
    ]  # fmt: skip
