"""The digest as a report: tiles with the period before, tables of what happened, and what git knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from custfile.analysis.book import COUNTS, number
from custfile.analysis.digest import Commit, Facts, News, Period, Promise
from custfile.analysis.funnel import Deal
from custfile.language import Label
from custfile.model.table import Column, Table
from custfile.report.digest import digest
from custfile.report.origin import Origin
from custfile.report.page import Cell, Grid, Report, Tiles

AS_OF = date(2026, 11, 20)
COLUMNS = [Column(key, Label(key, key, key)) for key in ("scheme", "id", "name", "before", "now", "cause")]
BOOK: Any = SimpleNamespace(
    customers=pd.DataFrame(
        {
            "id": ["C1", "C2"],
            "name": ["海华", "江南"],
            "owner": ["li.na", None],
            "made": [float(number(date(2026, 11, 14))), float(number(date(2024, 1, 1)))],
            "ended": [np.nan, float(number(date(2026, 11, 18)))],
        }
    ),
    orders=pd.DataFrame(
        {
            "who": [0, 1],
            "day": [number(date(2026, 11, 15)), number(date(2026, 11, 10))],
            "cents": [12_000_00, 20_000_00],
            "state": [COUNTS, COUNTS],
        }
    ),
    payments=pd.DataFrame({"who": [], "day": [], "cents": [], "state": []}, dtype=np.int64),
    visits=pd.DataFrame({"who": [], "day": []}, dtype=np.int64),
)
NOTHING = Table("changes", COLUMNS, [])


def day(number: int) -> date:
    return date(2026, 11, number)


def news(**more: Any) -> News:
    facts = Facts(
        book=BOOK,
        members=np.array([True, True]),
        promises=[Promise("C1", "海华", "li.na", "样品", day(16), None)],
        deals=[Deal("C1", "海华", None, "D-1", "展会", "won", day(1), day(17), 900_00, None, "快")],
    )
    moved = Table(
        "changes",
        COLUMNS,
        [("size", "C2", "江南", "large", "small", "amount"), ("size", "C1", "海华", "small", "large", "x")],
    )
    commits = [Commit("3f9c2ab", day(19), "李娜", "", "visit 海华", [("M", "customers/C1.yaml")])]
    given: dict[str, Any] = {
        "period": Period(day(13), AS_OF), "facts": facts, "moved": moved, "directions": ["down", "up"],
        "endings": {"C2": "搬迁"}, "commits": commits,
    }  # fmt: skip
    return News(**{**given, **more})


def report(**more: Any) -> Report:
    return digest(news(**more), {"li.na": "李娜"}, Origin("望澜湖酒店", AS_OF, "CNY"))


def rows(told: Report, name: str) -> list[Any]:
    return [each.table.rows for each in told.sections if isinstance(each, Grid) and each.table.name == name]


def test_tiles_compare_with_the_period_before() -> None:
    tiles = report().sections[0]
    assert isinstance(tiles, Tiles)
    assert [(tile.label, tile.value, tile.note, tile.tone) for tile in tiles.entries[:6]] == [
        ("New customers", "1", "before: 0", "good"),
        ("Lost customers", "1", "before: 0", "bad"),
        ("Upgraded", 1, "", ""),
        ("Downgraded", 1, "", ""),
        ("Visits and calls", "0", "before: 0", ""),
        ("Ordered, net", "¥12K", "before: ¥20K", "bad"),
    ]


def test_figures_that_are_nothing_twice_are_left_out() -> None:
    (figures,) = rows(report(), "figures")
    assert [row[0] for row in figures] == [
        "New customers", "Lost customers", "Orders", "Ordered, net", "Promises not kept in time", "Deals won", "Amount won",
    ]  # fmt: skip
    assert [cell.value for cell in figures[3][1:]] == ["¥12,000.00", "¥20,000.00", "−¥8,000.00"]


def test_who_came_and_who_went_and_why() -> None:
    came, went = rows(report(), "customers")
    assert came == [(Cell("海华", "C1", customer="C1"), "李娜")]
    assert went == [(Cell("江南", "C2", customer="C2"), "Nobody in charge", "搬迁")]


def test_upgraded_customers_come_before_downgraded_ones() -> None:
    (moved,) = rows(report(), "classes")
    assert [(row[0].value, row[1]) for row in moved] == [
        ("海华", Cell("up", tone="good")),
        ("江南", Cell("down", tone="bad")),
    ]


def test_promises_and_deals() -> None:
    assert rows(report(), "promises") == [[(Cell("海华", "C1", customer="C1"), "样品", day(16), None, "李娜")]]
    assert rows(report(), "deals")[0][0][2:] == (Cell("展会", "D-1"), "won", Decimal("900.00"), "快")


def test_what_was_committed() -> None:
    told = report()
    assert rows(told, "authors") == [[("李娜", 1, 0, 1, 0)]]
    assert rows(told, "commits") == [[(day(19), "李娜", Cell("visit 海华", "3f9c2ab"), 1)]]


@pytest.mark.parametrize(
    ("commits", "note"),
    [
        (None, "The archive is not under git: what was changed in the files cannot be told."),
        ([], "No file was changed."),
    ],
)
def test_without_commits_that_is_said(commits: Any, note: str) -> None:
    assert report(commits=commits).sections[-1].note == note


@pytest.mark.parametrize(
    ("days", "title"),
    [(7, "Weekly digest"), (28, "Monthly digest"), (31, "Monthly digest"), (32, "Digest"), (1, "Digest")],
)
def test_the_title_says_how_long_the_period_is(days: int, title: str) -> None:
    told = report(period=Period(AS_OF - timedelta(days), AS_OF))
    assert told.title == title
    assert days != 7 or told.subtitle == "Nov 14, 2026 to Nov 20, 2026"


def test_a_quiet_period_is_empty() -> None:
    quiet = replace(news().facts, members=np.array([False, False]), promises=[], deals=[])
    told = report(facts=quiet, moved=NOTHING, directions=[], commits=[])
    assert told.empty and not rows(told, "figures")
