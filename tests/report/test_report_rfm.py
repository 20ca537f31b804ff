"""The RFM report on five customers whose figures can be added by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rolls import column, grid, the_report
from samples import the_ranking

from custfile.report.page import Amount, Cell, Grid, Heat, Matrix, Pairs, Tiles


def test_tiles() -> None:
    tiles = the_ranking().sections[0]
    assert isinstance(tiles, Tiles)
    # 36 800 + 9 600 + 9 600 = 56 000; 42 840 + 1 000 = 43 840; 2 800; 10 000 - 15 000 = -5 000: 97 640 in all
    # 97 640 / 4 = 24 410; the top fifth of four is one customer: 56 000 / 97 640 = 57.35 %
    assert [tile.value for tile in tiles.entries] == [4, "NT$97.6K", "NT$24.4K", "57.4%"]


def test_every_customer_is_in_one_field_and_the_richest_field_is_darkest() -> None:
    matrix = the_ranking().sections[1]
    assert isinstance(matrix, Matrix)
    fields = {
        (row, column): field
        for row, line in zip(matrix.rows, matrix.fields, strict=True)
        for column, field in zip(matrix.columns, line, strict=True)
        if field.customers
    }
    # quarters of 56 000: 43 840 is in the fourth (0.78), 2 800 in the first; a loss is as light as can be
    assert fields == {
        ("R 5", "F 3"): Heat(1, Amount(Decimal("56000.00"), "TWD"), 4, "Potential loyalist"),
        ("R 3", "F 2"): Heat(1, Amount(Decimal("43840.00"), "TWD"), 4, "About to sleep"),
        ("R 1", "F 1"): Heat(1, Amount(Decimal("2800.00"), "TWD"), 1, "Hibernating"),
        ("R 5", "F 1"): Heat(1, Amount(Decimal("-5000.00"), "TWD"), 1, "New"),
    }


def test_segments_best_customers_and_cut_points_are_the_rankings_own() -> None:
    segments, best, basis = the_ranking().sections[2:]
    assert isinstance(segments, Grid) and len(segments.table.rows) == 10
    assert isinstance(best, Grid)
    assert [row[1] for row in best.table.rows] == [
        Cell("曾美惠", "C1", customer="C1"),
        Cell("鄭文娟", "C2", customer="C2"),
        Cell("劉思妤", "C4", customer="C4"),
        Cell("許惠珍", "C3", customer="C3"),
    ]
    assert isinstance(basis, Pairs)
    assert (
        dict(basis.entries)["Monetary value (M)"]
        == "fixed: 1: < 5,000.00; 2: < 15,000.00; 3: < 30,000.00; 4: < 60,000.00; 5: ≥ 60,000.00"
    )
    assert dict(basis.entries)["Left out: no order"] == "1"


def test_no_orders_at_all() -> None:
    assert [section.note for section in the_ranking({}).sections] == ["No customer has an order yet."]


ARCHIVE = """
--- custfile.yaml
name: A
currency: CNY
ranking: {rfm: {method: fixed, recency: [30, 90, 180, 365], frequency: [2, 3, 6, 12], monetary: [100, 200, 300, 400]}}
--- customers/C000001.yaml
name: 常来
kind: company
orders: [{date: 2026-08-01, amount: 50.00}, {date: 2026-11-10, amount: 90.00}]
--- customers/C000002.yaml
name: 不来
kind: company
orders: [{date: 2026-07-25, amount: 500.00}]
--- customers/C000003.yaml
name: 新来
kind: company
orders: [{date: 2026-11-15, amount: 10.00}]
--- customers/C000004.yaml
name: 照旧
kind: company
orders: [{date: 2024-12-01, amount: 10.00}]
"""


def test_movement_since_a_month_ago_unless_told(archive: object) -> None:
    folder = archive(ARCHIVE)  # type: ignore[operator]
    report = the_report(folder, "rfm")
    # 常来: R 80 days -> 10 days, 4 -> 5; one order -> two: promising -> potential loyalist
    # 不来: R 87 -> 118 days, 4 -> 3; promising -> about to sleep. 新来 had no order: nothing -> new. 照旧 stays
    flows = grid(report, "Movement since Oct 20, 2026")
    assert column(flows, "segment_before") == ["", "promising", "promising"]
    assert column(flows, "segment") == ["new", "about_to_sleep", "potential_loyalist"]
    assert column(flows, "amount") == [Decimal("10.00"), Decimal("500.00"), Decimal("140.00")]
    assert flows.note == "up 1 · down 1 · same 1 · new 1 · 2026-10-20, by the same cut points"
    movers = grid(report, "Who has moved")
    assert column(movers, "name") == ["不来", "常来", "新来"]
    assert [row[5] for row in movers.table.rows] == [
        Cell("down", tone="bad"),
        Cell("up", tone="good"),
        Cell("new", tone="good"),
    ]
    later = the_report(folder, "rfm", since=date(2026, 11, 19))
    movement = next(section for section in later.sections if section.title == "Movement since Nov 19, 2026")
    assert movement.note == "Nobody has come to another segment. 2026-11-19, by the same cut points"
