"""The funnel as a report: sums, what is left out, what has no funnel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from custfile.analysis.funnel import Deal
from custfile.language import Label
from custfile.report.funnel import funnel
from custfile.report.origin import Origin
from custfile.report.page import Cell, Chart, Grid, Report, Tiles

AS_OF = date(2026, 11, 20)
NAMES = {"D": Label("Potential", "潜在", "潛在"), "A": Label("About to close", "即将签约", "即將簽約")}
DEALS = (
    Deal(
        "C000001",
        "海华贸易",
        "li.na",
        "S-1",
        "展会",
        "A",
        date(2026, 9, 1),
        date(2026, 11, 10),
        100_00,
        date(2026, 12, 1),
        "",
    ),
    Deal("C000002", "江南", "li.na", "S-2", "住房", "D", date(2026, 5, 1), date(2026, 5, 1), 400_00, None, ""),
    Deal(
        "C000002", "江南", None, "S-3", "会议", "D", date(2026, 11, 1), date(2026, 11, 1), None, date(2026, 11, 2), ""
    ),
    Deal("C000001", "海华贸易", "li.na", "S-4", "年会", "won", date(2026, 3, 1), date(2026, 4, 1), 900_00, None, "快"),
    Deal("C000003", "西湖", "xu", "S-5", "年会", "lost", date(2026, 3, 1), date(2026, 4, 2), 700_00, None, "价格"),
    Deal("C000003", "西湖", "xu", "S-6", "年会", "lost", date(2026, 3, 1), date(2026, 4, 3), 100_00, None, "价格"),
)


def made(deals: tuple[Deal, ...] = DEALS, rates: dict[str, float] | None = None) -> Report:
    origin = Origin("望澜湖酒店", AS_OF, "CNY")
    return funnel(deals, {"D": 0.1, "A": 0.8} if rates is None else rates, NAMES, {"li.na": "李娜"}, origin)


def rows(report: Report, name: str) -> Any:
    return next(each.table.rows for each in report.sections if isinstance(each, Grid) and each.table.name == name)


def test_tiles_and_forecast() -> None:
    tiles, forecast = (each for each in made().sections if isinstance(each, Tiles))
    # 0.8 × 100 + 0.1 × 400 = 120; 1.2816 × √(0.16 × 100² + 0.09 × 400²) = 1.2816 × 126.4911 = 162.11
    assert [tile.value for tile in tiles.entries] == [3, "¥120", 2, "33.3%"]
    told = [("Low", "¥0.00"), ("Likely", "¥120.00"), ("High", "¥282.11")]
    assert [(tile.label, tile.value) for tile in forecast.entries] == told
    assert "without an amount, which are not in it: 1" in forecast.note


def test_the_chart_has_a_bar_a_stage() -> None:
    chart = next(each for each in made().sections if isinstance(each, Chart))
    assert (chart.shape, chart.marks, chart.series[0].values) == (
        "bars",
        ["D Potential", "A About to close"],
        [400.0, 100.0],
    )


def test_what_lies_still_and_why_deals_were_lost() -> None:
    assert [row[0] for row in rows(made(), "still")] == [Cell("江南", "C000002", customer="C000002")] * 2
    assert rows(made(), "reasons") == [("价格", 2, Decimal("800.00"))]
    assert [row[1] for row in rows(made(), "months")] == [1, 1, 1]
    assert [row[0] for row in rows(made(), "months")] == ["overdue", "December 2026", "no date given"]


def test_by_person_nobody_is_last() -> None:
    assert rows(made(), "people") == [
        ("李娜", 2, Decimal("500.00"), Decimal("120.00"), 1, 1, Decimal("900.00")),
        ("Nobody in charge", 1, Decimal("0.00"), Decimal(), 1, 0, Decimal("0.00")),
    ]


def test_a_stage_that_is_not_known_is_left_out_and_said() -> None:
    report = made((*DEALS, DEALS[0]._replace(stage="")))
    assert ("Left out", "deals whose stage on this day is not in the files: 1") in report.facts
    assert report.data is not None and len(report.data.rows) == 3


def test_programs_have_the_open_deals() -> None:
    table = made().data
    assert table is not None
    first = dict(zip((column.key for column in table.columns), table.rows[0], strict=True))
    assert (first["id"], first["stage"], first["days"], first["amount"], first["weighted"], first["still"]) == (
        "C000001", "A", 10, Decimal("100.00"), Decimal("80.00"), None,
    )  # fmt: skip


def test_without_a_funnel_or_a_deal_that_is_said() -> None:
    assert [section.note[:27] for section in made(rates={}).sections] == ["The settings have no funnel"]
    assert made(()).empty and [section.note for section in made(()).sections] == ["There is no deal on file."]
