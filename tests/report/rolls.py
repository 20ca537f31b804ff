"""What the tests of the lists show: a salon's customers, made by hand, one with a hostile name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from samples import HOSTILE, SALON

from custfile.cli.reporting import Wish, made
from custfile.cli.session import Session
from custfile.language import Label, spoken
from custfile.model.table import Column
from custfile.report.master import Entry, master
from custfile.report.page import Cell, Grid, Report
from custfile.report.pareto import pareto
from custfile.report.pareto_classes import Basis, Line

Made = Callable[..., Report]

SCHEMES: Final = (
    Column("history", Label("by history", "按时间", "依時間"), names={
        "new": Label("new", "新客户", "新客戶"), "past": Label("past", "过去客户", "過去客戶"),
    }),
    Column("kind", Label("by kind", "按类别", "依類別"), names={
        "member": Label("Member", "会员", "會員"), "unknown": Label("not known", "不明", "不明"),
    }),
)  # fmt: skip
ENTRIES: Final = (
    Entry(
        "C000002", "鄭文娟", ["past", "unknown"], "", "", None, None, None, Decimal("0.00"), Decimal("-120.50"), 0.25,
    ),
    Entry(
        "C000001", "曾美惠", ["new", "member"], "林佩君", "台北/大安區", Cell("0912-000-118", url="tel:0912000118"),
        date(2026, 11, 14), date(2026, 11, 30), Decimal("36800.00"), Decimal("9600.00"), 0.75,
    ),
    Entry(
        "C000003", HOSTILE[7], ["new", "member"], HOSTILE[0], HOSTILE[2], HOSTILE[6], date(2026, 1, 2),
        date(2026, 12, 5), Decimal("9200.00"), Decimal("0.00"), 1.0,
    ),
)  # fmt: skip


def the_roll(entries: tuple[Entry, ...] = ENTRIES) -> Report:
    """Return the master list."""
    return master(entries, SCHEMES, SALON)


SIZES: Final = {
    "large": Label("large", "大客户", "大客戶"),
    "medium": Label("medium", "中客户", "中型客戶"),
    "none": Label("no purchases", "期内无购买", "期間內無購買"),
}
BASIS: Final = Basis(
    Label("Net amount, 12 months", "近12个月净额", "近12個月淨額"),
    Label("by size of purchases", "按购买规模", "依購買規模"),
    SIZES,
    {"large": "80%", "medium": ">"},
)
LINES: Final = (
    Line("C1", "曾美惠", "林佩君", Decimal(600), 0.6, 0.6, "large", "medium", Decimal(100)),
    Line("C2", HOSTILE[0], "", Decimal(300), 0.3, 0.9, "large", "large", Decimal(300)),
    Line("C3", HOSTILE[7], "林佩君", Decimal(100), 0.1, 1.0, "medium", None, None),
    Line("C4", "許惠珍", "林佩君", Decimal(0), None, None, "none", "medium", Decimal(250)),
    Line("C5", "江佳穎", "林佩君", Decimal(-50), None, None, "none", "none", Decimal(0)),
    Line("C6", "吳秀琴", "林佩君", Decimal(0), None, None, "none", None, None),
)


def the_shares(lines: tuple[Line, ...] = LINES) -> Report:
    """Return the ABC report: 600, 300 and 100 of 1,000."""
    return pareto(lines, BASIS, date(2026, 11, 3), SALON)


def the_report(folder: Path, name: str, **wish: object) -> Report:
    """Return the report ``name`` of the archive at ``folder`` on 2026-11-20, in the language spoken."""
    session = Session(archive=str(folder), told_as_of="2026-11-20", told_language=spoken())
    return made(session, Wish(name, **wish))  # type: ignore[arg-type]


def grid(report: Report, title: str) -> Grid:
    """Return the table of ``report`` under ``title``."""
    return next(each for each in report.sections if isinstance(each, Grid) and each.title == title)


def column(table: Grid, key: str) -> list[object]:
    """Return the values under ``key``, without what stands beside them."""
    place = [each.key for each in table.table.columns].index(key)
    cells = [row[place] for row in table.table.rows]
    return [cell.value if isinstance(cell, Cell) else cell for cell in cells]
