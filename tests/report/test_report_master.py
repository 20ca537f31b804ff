"""The master list: what stands on a line, what the figures at the top sum up, and that it is the archive's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from rolls import column, grid, the_report, the_roll

from custfile.report.page import Cell, Grid, Tiles


def test_tiles() -> None:
    tiles = the_roll().sections[0]
    assert isinstance(tiles, Tiles)
    # 36 800 + 9 200 = 46 000; 9 600 - 120.50 = 9 479.50; one next visit, 30 November, is before 3 December;
    # (0.25 + 0.75 + 1) / 3 = 66.7 %
    assert [tile.value for tile in tiles.entries] == [3, "NT$46K", "NT$9,480", 1, "66.7%"]
    assert tiles.entries[0].note == "1 without anybody in charge"


def test_a_line_of_the_list() -> None:
    listed = the_roll().sections[1]
    assert isinstance(listed, Grid)
    assert column(listed, "name") == ["曾美惠", "鄭文娟", the_roll().data.rows[2][1]]  # type: ignore[union-attr]
    assert listed.table.rows[0] == (
        Cell("曾美惠", "C000001", customer="C000001"),
        "new · Member",
        Cell("林佩君", "台北/大安區"),
        Cell("0912-000-118", url="tel:0912000118"),
        date(2026, 11, 14),
        Cell(date(2026, 11, 30), tone="bad"),
        Cell(Decimal("36800.00"), bar=1.0),
        Cell(Decimal("9600.00")),
        Cell(0.75, bar=0.75),
    )


def test_a_class_that_is_not_known_is_not_told_and_what_is_not_there_is_left_open() -> None:
    assert the_roll().sections[1].table.rows[1][1:] == (  # type: ignore[attr-defined]
        "past",
        Cell("", ""),
        None,
        None,
        Cell(None),
        Cell(Decimal("0.00"), bar=0.0, tone="muted"),
        Cell(Decimal("-120.50")),
        Cell(0.25, bar=0.25, tone="warn"),
    )


def test_the_longest_bar_is_the_largest_amount() -> None:
    assert [row[6].bar for row in the_roll().sections[1].table.rows] == [1.0, 0.0, 0.25]  # type: ignore[attr-defined]


def test_nobody() -> None:
    report = the_roll(())
    assert report.empty and [section.note for section in report.sections] == ["No customer fits."]


def test_the_list_of_an_archive(book: Path) -> None:
    """
    --- custfile.yaml
    name: A
    currency: CNY
    team: [{id: li.na, name: 李娜, role: rep}]
    kinds: [{id: company, labels: {en: Company}}]
    --- customers/C000001.yaml
    name: 丽人
    kind: company
    owner: li.na
    region: 郑州
    contacts: [{name: 王芳}, {name: 赵敏, phone: 138-0013-8000}]
    orders:
      - {date: 2026-11-01, amount: 500.00, due: 2026-12-01}
      - {date: 2025-11-20, amount: 70.00}
    payments: [{date: 2026-11-10, amount: 200.00}]
    visits: [{date: 2026-11-02, next: 2026-11-25}, {date: 2026-11-21}]
    --- customers/C000002.yaml
    name: 将来
    kind: company
    collected: {date: 2026-11-21, by: li.na}
    """
    report = the_report(book, "master")
    listed = report.sections[1]
    assert isinstance(listed, Grid)
    # due 500 - 200 = 300; the order a year ago to the day is before the window; the visit of tomorrow has not been made
    told = {key: column(listed, key)[0] for key in ("owner", "phone", "last_visit", "next_visit", "amount", "balance")}
    assert told == {
        "owner": "李娜",
        "phone": "138-0013-8000",
        "last_visit": date(2026, 11, 2),
        "next_visit": date(2026, 11, 25),
        "amount": Decimal("500.00"),
        "balance": Decimal("300.00"),
    }
    assert column(listed, "name") == ["丽人"]
    assert ("Left out", "1: on file only after this day") in report.facts
    assert report.data is not None
    assert dict(zip((each.key for each in report.data.columns), report.data.rows[0], strict=True))["history"] == "new"
    assert grid(report, "") is listed
