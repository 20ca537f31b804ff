"""The list to sign."""

from __future__ import annotations

from datetime import date

from custfile.changes.handover import Handing, Line
from custfile.report.handing import handing
from custfile.report.handover import handover
from custfile.report.origin import Origin
from custfile.report.page import Cell, Grid, Report, Tiles

ORIGIN = Origin("沐光", date(2026, 11, 20), "TWD")
CATALOG = {"people": {"cai": "蔡宜靜", "lin": "林佩君", "wu": "吳凱芸"}}
HANDINGS = [
    Handing("C000002", "乙", None, "wu", [Line("promise", date(2026, 12, 1), "樣張")]),
    Handing("C000001", "甲", "台北", "lin", [Line("owner"), Line("deal", None, "D1")], papers=3),
    Handing("C000003", "丙", None, None, [Line("owner")]),
]
TASKS = [Line("task", date(2026, 11, 30), "盤點")]
BLANK = Cell("", tone="blank")


def made(taker: str | None = None, tasks: list[Line] = TASKS) -> Report:
    return handover("cai", HANDINGS, tasks, taker, ORIGIN, CATALOG)


def test_each_taker_has_a_list_and_what_nobody_takes_is_last() -> None:
    grids = [section for section in made().sections if isinstance(section, Grid)]
    assert [grid.title for grid in grids] == [
        "To 林佩君", "To 吳凱芸", "Not given to anybody yet", "Tasks without a customer", "Signatures",
    ]  # fmt: skip
    assert grids[0].table.rows == [
        (Cell("甲", "C000001 · 台北", customer="C000001"), "owner", None, "", 3, BLANK),
        (None, "deal", None, "D1", None, None),
    ]


def test_tasks_have_columns_of_their_own_and_name_their_taker() -> None:
    for taker, name in (("lin", "林佩君"), (None, "Not given to anybody yet")):
        (tasks,) = [section for section in made(taker).sections if section.title == "Tasks without a customer"]
        assert isinstance(tasks, Grid)
        assert [column.label.en for column in tasks.table.columns] == ["Task", "Day", "Taken over by", "Taken over"]
        assert tasks.table.rows == [("盤點", date(2026, 11, 30), name, BLANK)]


def test_everything_is_counted() -> None:
    (tiles,) = [section for section in made().sections if isinstance(section, Tiles)]
    assert [(tile.label, tile.value) for tile in tiles.entries] == [
        ("Files", 2), ("Promises", 1), ("Deals", 1), ("Tasks", 1)
    ]  # fmt: skip


def test_giver_takers_and_manager_sign() -> None:
    signatures = made("lin").sections[-1]
    assert isinstance(signatures, Grid)
    assert signatures.table.rows == [
        ("Given by", "蔡宜靜", BLANK, BLANK),
        ("Taken over by", "林佩君", BLANK, BLANK),
        ("Taken over by", "吳凱芸", BLANK, BLANK),
        ("Witnessed by the manager", BLANK, BLANK, BLANK),
    ]


def test_nothing_to_hand_over() -> None:
    (only,) = handover("cai", [], [], None, ORIGIN, CATALOG).sections
    assert only.note == "There is nothing to hand over."


def test_the_table_says_once_why_a_customer_goes_to_whom() -> None:
    table = handing("cai", HANDINGS[1:2], TASKS, None, CATALOG["people"], {"C000001": "nearest region"})
    assert table.rows == [
        ("C000001", "甲", "owner", None, "", "lin", "nearest region"),
        ("C000001", "甲", "deal", None, "D1", "lin", ""),
        ("", "", "task", date(2026, 11, 30), "盤點", None, ""),
    ]
    assert len(handing("cai", HANDINGS, TASKS, "lin", CATALOG["people"], {}).columns) == 6
