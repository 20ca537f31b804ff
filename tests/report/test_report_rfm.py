"""The RFM report on five customers whose figures can be added by hand."""

from __future__ import annotations

from decimal import Decimal

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
