"""The day's work list: who comes first, what is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from samples import AS_OF, DUE, due, the_day

from custfile.report.page import Cell, Grid, Report, Tiles


def grids(report: Report) -> dict[str, Any]:
    return {section.title: section for section in report.sections if isinstance(section, Grid)}


def told(cell: Any) -> Any:
    return cell.value if isinstance(cell, Cell) else cell


def test_people_have_their_own_list_and_nobodys_is_last() -> None:
    assert list(grids(the_day())) == ["林佩君", "許明德", "Nobody in charge"]


def test_the_longest_overdue_customer_is_first_and_a_customers_reasons_stand_together() -> None:
    items = (due(1, "甲", AS_OF), due(2, "乙", date(2026, 11, 20)), due(1, "甲", date(2026, 11, 1), "promise"))
    rows = grids(the_day(items))["林佩君"].table.rows
    # 3 December is 32 days after 1 November and 13 after 20 November
    assert [(told(row[0]), told(row[1])) for row in rows] == [("甲", 32), (None, "today"), ("乙", 13)]


def test_who_it_is_stands_in_the_first_row_of_a_customer() -> None:
    first, more = grids(the_day())["林佩君"].table.rows[1:]
    assert first[0] == Cell("曾美惠", "C000001", customer="C000001") and first[4] == Cell(
        "0912-000-118", url="tel:0912000118"
    )
    assert first[6] == Cell("", tone="blank")
    assert (more[0], *more[4:]) == (None, None, None, None)


def test_a_number_with_an_extension_is_not_dialled() -> None:
    assert grids(the_day())["許明德"].table.rows[0][4] == Cell("02-2700-0193 轉 12")


def test_the_rule_says_which_step_and_a_date_who_set_it() -> None:
    why = [row[2] for grid in grids(the_day()).values() for row in grid.table.rows]
    assert why == [
        Cell("Advisor after purchase", "2 of 3"),
        Cell("Advisor after purchase", "every 90 days"),
        Cell("Next date set", "on Nov 14, 2026"),
        Cell("Promise", "on Nov 14, 2026"),
        Cell("Advisor after purchase", "2 of 3"),
    ]


def test_lateness_has_a_tone() -> None:
    items = (
        due(1, "a", date(2026, 11, 25)),
        due(2, "b", date(2026, 11, 26)),
        due(3, "c", AS_OF),
        due(4, "d", date(2026, 12, 4)),
    )
    late = [row[1] for row in grids(the_day(items))["林佩君"].table.rows]
    assert late == [Cell(8, tone="bad"), Cell(7, tone="warn"), Cell("today"), Cell("in 1 day", tone="muted")]


def test_tiles_count_customers_once() -> None:
    tiles = the_day().sections[0]
    assert isinstance(tiles, Tiles)
    # due: 3, 1 (twice), 7, 9; overdue: 3 since 20 November (13 days), 1, 7; one promise; Monday is 30 November
    assert [(tile.label, tile.value, tile.note, tile.tone) for tile in tiles.entries] == [
        ("Customers due", 4, "", ""),
        ("Overdue", 3, "up to 13 days", "bad"),
        ("Promises to keep", 1, "", ""),
        ("Visits this week", 7, "since Nov 30, 2026", ""),
    ]


def test_the_order_of_what_comes_in_does_not_matter() -> None:
    assert the_day(DUE) == the_day(DUE[::-1])


def test_nothing_due_is_said() -> None:
    assert [section.note for section in the_day(()).sections[1:]] == ["Nothing is due."]
