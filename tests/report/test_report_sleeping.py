"""Who sleeps: by the customer's own gap, worth its last year, and what is to be done first. As of 2026-11-20."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rolls import column, grid, the_report
from samples import SALON

from custfile.archive.filters import filters
from custfile.report.page import Cell, Chart, Pairs, Report, Tiles
from custfile.report.sleepers import Sleeper
from custfile.report.sleeping import wake

ARCHIVE = """
--- custfile.yaml
name: A
currency: CNY
team: [{id: li.na, name: 李娜, role: rep}]
--- customers/C000001.yaml
name: 月月来
kind: company
owner: li.na
phone: 138-0013-8000
orders:
  - {date: 2024-01-01, amount: 9000.00}
  - {date: 2026-07-03, amount: 100.00}
  - {date: 2026-08-02, amount: 100.00}
  - {date: 2026-09-01, amount: 100.00}
  - {date: 2026-09-01, amount: 20.00}
  - {date: 2026-09-15, amount: -50.00}
visits: [{date: 2026-08-02}]
--- customers/C000002.yaml
name: 季季来
kind: company
orders:
  - {date: 2025-10-01, amount: 70.00}
  - {date: 2026-01-01, amount: 70.00}
  - {date: 2026-04-03, amount: 70.00}
visits: [{date: 2026-05-01}]
--- customers/C000003.yaml
name: 来过一次
kind: company
orders: [{date: 2026-01-01, amount: 500.00}]
--- customers/C000004.yaml
name: 仍然来
kind: company
orders:
  - {date: 2026-09-01, amount: 100.00}
  - {date: 2026-10-01, amount: 100.00}
  - {date: 2026-11-01, amount: 100.00}
--- customers/C000005.yaml
name: 停了
kind: company
ended: {date: 2026-06-01}
orders: [{date: 2024-01-01, amount: 500.00}]
--- customers/C000006.yaml
name: 没买过
kind: company
"""


@pytest.fixture
def report(archive: object) -> Report:
    return the_report(archive(ARCHIVE), "sleeping")  # type: ignore[operator]


def test_silence_is_measured_by_the_customers_own_gap(report: Report) -> None:
    # 月月来: gaps 914, 30, 30, median 30; silent since 1 September: 80 days, 2.7 gaps: late. Its year: 3 x 100 + 20 - 50
    # 季季来: gaps 92, 92; silent since 3 April: 231 days, 2.5 gaps. Its year: 210
    # 来过一次: the median of 30, 92 and 30.5 is 30.5; silent for 323 days, 10.6 gaps: lapsed. Its year: 500
    listed = grid(report, "Whom to win back")
    assert column(listed, "name") == ["来过一次", "月月来", "季季来"]
    assert column(listed, "value") == [Decimal("500.00"), Decimal("270.00"), Decimal("210.00")]
    assert column(listed, "state") == ["lapsed", "late", "late"]
    assert [row[3] for row in listed.table.rows] == [
        Cell("323 days", "10.6 × 30 days, the gap of all"),
        Cell("80 days", "2.7 × 30 days"),
        Cell("231 days", "2.5 × 92 days"),
    ]


def test_the_last_contact_and_what_to_do(report: Report) -> None:
    listed = grid(report, "Whom to win back")
    # 500 of 980 are 51 %, with 270 more 79 %: the third begins before 80 % and belongs to the few, too
    assert column(listed, "action") == ["visit", "call", "call"]
    assert [row[5] for row in listed.table.rows] == [
        Cell(None, tone="warn"),
        Cell(date(2026, 8, 2), tone="warn"),
        Cell(date(2026, 5, 1)),
    ]
    assert listed.table.rows[1][6:8] == (Cell("138-0013-8000", url="tel:13800138000"), "李娜")


def test_tiles_and_chart(report: Report) -> None:
    tiles, chart = report.sections[:2]
    assert isinstance(tiles, Tiles) and isinstance(chart, Chart)
    assert [tile.value for tile in tiles.entries] == [3, "¥980", 3, 2]
    assert chart.shape == "scatter" and list(chart.marks) == ["来过一次", "月月来", "季季来"]
    assert list(chart.series[0].values) == [10.59, 2.67, 2.51]
    assert list(chart.series[1].values) == [500.0, 270.0, 210.0]


def test_who_is_left_out_is_counted(report: Report) -> None:
    assert ("Left out", "1: never bought; 1: trade has stopped") in report.facts
    assert isinstance(report.sections[-1], Pairs)
    assert ("Gap of all, for those with fewer orders", "30 days") in report.sections[-1].entries


def test_a_filter_shows_some_and_changes_no_figure(archive: object) -> None:
    folder: Path = archive(ARCHIVE)  # type: ignore[operator]
    report = the_report(folder, "sleeping", chosen=filters("li.na"))
    listed = grid(report, "Whom to win back")
    assert column(listed, "name") == ["月月来"] and column(listed, "action") == ["call"]
    assert not any(isinstance(section, Chart) for section in report.sections)  # of one point the list says all
    assert "Left out" not in dict(report.facts)


ONE = Sleeper(
    "C1", "甲", "", None, Decimal(100), 70, 30.0, True, False, date(2026, 9, 1), None, True, complaints=0, days_overdue=0
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "action"),
    [
        ({}, "call"), ({"worthy": False}, "remind"), ({"lapsed": True}, "visit"),
        ({"lapsed": True, "worthy": False}, "offer"), ({"days_overdue": 60}, "call"), ({"days_overdue": 61}, "money"),
        ({"complaints": 1, "days_overdue": 61, "lapsed": True}, "complaint"),
    ],
)  # fmt: skip
def test_what_stands_between_us_comes_first(change: dict[str, object], action: str) -> None:
    assert ONE._replace(**change).action == action  # type: ignore[arg-type]


def test_what_ties_stands_by_silence_then_by_id() -> None:
    three = [ONE._replace(id="C3"), ONE._replace(id="C2", silent=90), ONE._replace(id="C1", silent=90)]
    data = wake(three, float("nan"), replace(SALON, left_out="")).data
    assert data is not None and [row[0] for row in data.rows] == ["C3", "C1", "C2"]


def test_nobody_sleeps_where_no_rhythm_is_known(book: Path) -> None:
    """
    --- customers/C000001.yaml
    name: 来过一次
    kind: company
    orders: [{date: 2020-01-01, amount: 500.00}]
    """
    report = the_report(book, "sleeping")
    assert report.empty and [section.note for section in report.sections] == ["No customer sleeps."]
    assert ("Left out", "1: rhythm not known") in report.facts
