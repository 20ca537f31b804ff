"""The ABC report on amounts of 600, 300 and 100, and on an archive whose classes have changed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from rolls import LINES, column, grid, the_report, the_shares

from custfile.errors import Misused
from custfile.report.page import Cell, Chart, Pairs, Tiles


def test_tiles() -> None:
    tiles = the_shares().sections[0]
    assert isinstance(tiles, Tiles)
    # large: 600 + 300 of 1 000; the top fifth of three customers is one: 60 %
    assert [tile.value for tile in tiles.entries] == [3, "NT$1,000", 2, "60.0%"]
    assert [tile.note for tile in tiles.entries] == ["of 6", "", "90.0%", ""]


def test_the_chart_has_the_largest_customers_and_all_others_as_one() -> None:
    many = tuple(
        LINES[0]._replace(id=f"C{number:02}", name=f"N{number:02}", amount=Decimal(100)) for number in range(30)
    )
    chart = the_shares(many).sections[1]
    assert isinstance(chart, Chart) and chart.shape == "pareto"
    assert list(chart.marks[-2:]) == ["N19", "10 others"] and len(chart.marks) == 21
    assert list(chart.series[0].values)[-2:] == [100.0, 1000.0]
    one_more = the_shares(many[:21]).sections[1]
    assert isinstance(one_more, Chart) and one_more.marks[-1] == "N20"  # "1 others" would hide one name to show none


def test_classes() -> None:
    classes = grid(the_shares(), "Classes")
    assert column(classes, "class") == ["large", "medium", "none"]
    assert column(classes, "customers") == [2, 1, 3]
    assert column(classes, "amount") == [900, 100, -50]
    assert column(classes, "share") == [0.9, 0.1, 0.0]  # of what is above zero
    assert column(classes, "share_of_customers") == [2 / 6, 1 / 6, 3 / 6]


def test_changes_the_largest_difference_first() -> None:
    changes = grid(the_shares(), "Changes of class")
    # 600 - 100 = 500; 0 - 250 = -250; 100 of somebody new; who is new and has bought nothing is no change
    assert column(changes, "name") == ["曾美惠", "許惠珍", LINES[2].name]
    assert column(changes, "class_before") == ["medium", "medium", "not on file"]
    assert [row[2] for row in changes.table.rows] == [
        Cell("large", tone="good"),
        Cell("none", tone="bad"),
        Cell("medium", tone="good"),
    ]


def test_concentration() -> None:
    pairs = next(each for each in the_shares().sections if isinstance(each, Pairs))
    # 0.36 + 0.09 + 0.01 = 0.46; 1 / 0.46 = 2.2 customers
    told = {label: (cell.value, cell.note) for label, cell in pairs.entries if isinstance(cell, Cell)}
    assert told["Share of the top 1%"] == ("60.0%", "1 of 3 customers")
    assert told["Herfindahl–Hirschman index"][0] == "0.46"
    assert told["Herfindahl–Hirschman index"][1].endswith("as concentrated as 2.2 customers of equal size")


def test_the_list_is_by_amount_and_leaves_out_who_brings_nothing() -> None:
    report = the_shares(LINES[::-1])
    listed = grid(report, "All customers with purchases")
    assert column(listed, "rank") == [1, 2, 3]
    assert [cell.bar for cell in (row[4] for row in listed.table.rows)] == [1.0, 0.5, 100 / 600]
    assert ("Left out", "1：檔案有錯誤; 3: no amount above zero") in report.facts
    assert report.data is not None and len(report.data.rows) == 3


def test_nobody() -> None:
    report = the_shares(LINES[3:])
    assert report.empty and [section.note for section in report.sections] == [
        "Nobody has bought anything in the window."
    ]


ARCHIVE = """
--- custfile.yaml
name: A
currency: CNY
{classes}
--- customers/C000001.yaml
name: 丽人
kind: company
orders:
  - {{date: 2025-10-25, amount: 900.00}}
  - {{date: 2026-01-10, amount: 40.00}}
--- customers/C000002.yaml
name: 星光
kind: company
orders: [{{date: 2026-03-10, amount: 60.00}}]
"""


def test_the_classes_of_the_day_against_those_of_a_month_ago(archive: object) -> None:
    folder: Path = archive(ARCHIVE.format(classes=""))  # type: ignore[operator]
    report = the_report(folder, "abc")
    listed = grid(report, "All customers with purchases")
    # since 25 October the 900 of a year ago no longer count: 60 and 40, so 星光 is first; 40 begin at 60 %, still large
    assert column(listed, "name") == ["星光", "丽人"]
    assert column(listed, "cumulative") == [0.6, 1.0]
    assert column(listed, "class") == ["large", "large"]
    # a month ago 940 of 1 000 were 丽人's, and 星光 began at 94 %: medium
    changes = grid(report, "Changes of class")
    assert (column(changes, "name"), column(changes, "class_before")) == (["星光"], ["medium"])
    assert column(grid(report, "Classes"), "bounds") == ["the first 80%"]


def test_the_archives_own_borders(archive: object) -> None:
    own = """
classes:
  - id: size
    levels:
      - {source: amount_24m, cuts: [500, 50], classes: [{id: A}, {id: B}, {id: C}]}
"""
    folder: Path = archive(ARCHIVE.format(classes=own.strip()))  # type: ignore[operator]
    report = the_report(folder, "abc")
    assert report.subtitle == "Net amount, 24 months"
    classes = grid(report, "Classes")
    assert column(classes, "class") == ["A", "B"]
    assert column(classes, "bounds") == ["at least 500", "at least 50, below 500"]


def test_other_schemes_are_no_abc(archive: object) -> None:
    own = "classes: [" + ", ".join(
        f"{{id: {name}, levels: [{{source: orders, cuts: [3], classes: [{{id: A}}, {{id: B}}]}}]}}"
        for name in ("size", "key")
    )
    folder: Path = archive(ARCHIVE.format(classes=own + "]"))  # type: ignore[operator]
    with pytest.raises(Misused, match="no class scheme divides the customers by their amount"):
        the_report(folder, "abc")
