"""The report of credit and aging, on three customers whose figures can be added by hand. As of 2026-11-20."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rolls import column, grid, the_report

from custfile.report.page import Cell, Chart, Pairs, Report, Tiles

ARCHIVE = """
--- custfile.yaml
name: A
currency: CNY
team: [{id: li.na, name: 李娜, role: rep}]
--- customers/C000001.yaml
name: 拖延有限公司
kind: company
owner: li.na
terms: {payment_days: 30, credit_limit: 1000.00}
orders:
  - {date: 2026-05-01, no: S1, amount: 300.00, due: 2026-06-01}
  - {date: 2026-06-01, no: S2, amount: 300.00, due: 2026-07-01}
  - {date: 2026-06-20, no: S3, amount: 300.00, due: 2026-08-02}
  - {date: 2026-10-01, no: S4, amount: 900.00, due: 2026-11-10}
payments:
  - {date: 2026-06-01, order: S1, amount: 300.00}
  - {date: 2026-07-31, order: S2, amount: 300.00, late_reason: our_error}
--- customers/C000002.yaml
name: 守时公司
kind: company
orders:
  - {date: 2026-11-01, no: T1, amount: 600.00, due: 2026-12-01}
  - {date: 2026-10-01, no: T2, amount: 100.00, due: 2026-10-10}
payments: [{date: 2026-10-10, order: T2, amount: 100.00}, {date: 2026-11-02, amount: 50.00}]
--- customers/C000003.yaml
name: 现付客户
kind: company
orders: [{date: 2026-11-01, amount: 5000.00}]
"""


@pytest.fixture
def report(archive: object) -> Report:
    return the_report(archive(ARCHIVE), "credit")  # type: ignore[operator]


def test_tiles(report: Report) -> None:
    tiles = report.sections[0]
    assert isinstance(tiles, Tiles)
    # open: 300 + 900 of the first, 600 - 50 of the second = 1 750; overdue 1 200: 68.6 %
    # credit sales of 90 days: 900 + 600 + 100 = 1 600; 1 750 / 1 600 x 90 = 98.4; at best 550 / 1 600 x 90 = 30.9
    # 1 200 of a limit of 1 000; the second has no limit, being not rated
    assert [(tile.value, tile.note) for tile in tiles.entries] == [
        ("¥1,750", "customers: 2"),
        ("¥1,200", "68.6% of what is open"),
        ("98 days", "best possible: 31 days"),
        (1, ""),
        (1, ""),
    ]


def test_the_chart_has_a_series_for_each_age(report: Report) -> None:
    chart = report.sections[1]
    assert isinstance(chart, Chart) and chart.shape == "stacked"
    assert list(chart.marks) == ["拖延有限公司", "守时公司"]
    # 10 November is 10 days past due, 2 August 110
    assert [(each.label, list(each.values)) for each in chart.series] == [
        ("Not due yet", [0.0, 550.0]),
        ("1–30 days", [900.0, 0.0]),
        ("31–60 days", [0.0, 0.0]),
        ("61–90 days", [0.0, 0.0]),
        ("over 90 days", [300.0, 0.0]),
    ]
    assert "¥1,750 are open, ¥1,200 of it overdue" in chart.alt


def test_aging_ends_with_the_sums(report: Report) -> None:
    ages = grid(report, "Aging")
    assert column(ages, "name") == ["拖延有限公司", "守时公司", "Total"]
    assert column(ages, "overdue") == [Decimal("1200.00"), None, Decimal("1200.00")]
    assert column(ages, "days_overdue") == [110, None, None]
    assert column(ages, "balance") == [Decimal("1200.00"), Decimal("550.00"), Decimal("1750.00")]


def test_the_rating_with_its_parts(report: Report) -> None:
    rated = grid(report, "Limit and rating")
    first = dict(zip((each.key for each in rated.table.columns), rated.table.rows[0], strict=True))
    # S1 on the day 80, S2 30 days late but our error 80, S3 open for 110 days 23.33, S4 for 10 days 73.33; by amount
    # (300 x 80 + 300 x 80 + 300 x 23.33 + 900 x 73.33) / 1 800 = 67.22; the cap of 90 days makes it 29
    # S2 at 50, without excuses: (300 x 80 + 300 x 50 + 300 x 23.33 + 900 x 73.33) / 1 800 = 62.22
    # due since 20 August: S4 alone; before: (80 + 80 + 23.33) / 3 = 61.11
    assert first["grade"] == Cell("E", "", "bad") and first["pay_index"] == 29
    assert first["parts"] == Cell(
        "without cap 67.22 · without excuses 62.22 · last 3 months 73.33, before 61.11", tone="muted"
    )
    assert first["on_time"].value == pytest.approx(300 / 1800, abs=1e-4) and first["on_time"].note == "of 4 due"
    assert first["days_late"].note == "worst 110 days"
    assert first["limit"] == Cell(Decimal("1000.00"))
    assert first["utilisation"] == Cell(1.2, "over the limit", "bad", bar=1.0)
    assert (first["terms"], first["dso_year"]) == (30, 243)  # 1 200 / 1 800 x 365 = 243.3
    assert column(rated, "grade") == ["E", "N"]
    assert rated.table.rows[1][1] == Cell("N", "not rated", "muted")


def test_what_caps_and_what_is_excused_are_named(report: Report) -> None:
    caps = grid(report, "What caps the index")
    assert column(caps, "items") == ["S3 110 days"]
    assert caps.table.rows[0][1] == Cell("open more than 90 days overdue: at most 29", "")
    excused = grid(report, "Excused delays")
    assert excused.table.rows == [
        (
            Cell("拖延有限公司", "C000001", customer="C000001"), "S2", date(2026, 7, 1), date(2026, 7, 31), 30,
            Decimal("300.00"), "our_error", "excused",
        )
    ]  # fmt: skip


def test_who_pays_at_once_is_left_out_and_counted(report: Report) -> None:
    assert ("Left out", "1: no order on credit, nothing owed") in report.facts
    assert report.data is not None
    assert [row[0] for row in report.data.rows] == ["C000001", "C000002"]
    assert report.data.rows[0][2] == "李娜" and report.data.rows[0][-1] == "2"
    basis = report.sections[-1]
    assert isinstance(basis, Pairs) and dict(basis.entries)["Experiences needed"] == "3"


def test_a_cap_that_makes_no_difference_says_so(book: Path) -> None:
    """
    --- customers/C000001.yaml
    name: 欠款有限公司
    kind: company
    orders:
      - {date: 2026-02-01, no: S1, amount: 300.00, due: 2026-03-01}
      - {date: 2026-03-01, no: S2, amount: 300.00, due: 2026-04-01}
      - {date: 2026-04-01, no: S3, amount: 300.00, due: 2026-05-01}
    """
    caps = grid(the_report(book, "credit"), "What caps the index")
    # all are open for more than 180 days: the index is 0 anyway
    assert caps.table.rows[0][1] == Cell("open more than 90 days overdue: at most 29", "makes no difference")
    assert column(caps, "pay_index") == [0.0]


def test_nobody(book: Path) -> None:
    """
    --- customers/C000001.yaml
    name: 现付客户
    kind: company
    """
    report = the_report(book, "credit")
    assert report.empty and [section.note for section in report.sections] == ["Nobody buys on credit or owes anything."]
    assert report.data is not None and report.data.rows == []
