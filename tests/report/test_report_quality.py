"""Data quality as a report."""

from __future__ import annotations

from datetime import date
from typing import Any

from custfile.analysis.quality import File, problems
from custfile.language import Label
from custfile.model.finding import Finding
from custfile.report.origin import Origin
from custfile.report.page import Cell, Chart, Grid, Report, Tiles
from custfile.report.quality import quality

AS_OF = date(2026, 11, 20)
ITEMS = [Label(name, name, name) for name in ("Phone", "E-mail", "Birthday", "Region", "Hobbies", "Tax id")]
FILES = (
    File("C1", "海华", "li.na", "customers/C1.yaml", 0.25, ITEMS, 1, AS_OF, AS_OF, False),
    File("C2", "江南", "li.na", "customers/C2.yaml", 1.0, [], 0, date(2025, 1, 1), AS_OF, False),
    File("C3", "西湖", None, "customers/C3.yaml", 0.5, ITEMS[:1], 0, None, None, False),
)
FINDINGS = (
    Finding("customers/C2.yaml", 7, 1, "C401", {"other": "customers/C3.yaml"}),
    Finding("custfile.yaml", 3, 1, "C502", {"got": "2026-12-01"}),
)


def made(files: tuple[File, ...] = FILES, findings: tuple[Finding, ...] = FINDINGS) -> Report:
    return quality(
        files, problems(files, findings, AS_OF, others=True), {"li.na": "李娜"}, Origin("沐光", AS_OF, "TWD")
    )


def rows(report: Report, name: str) -> Any:
    return next(each.table.rows for each in report.sections if isinstance(each, Grid) and each.table.name == name)


def test_tiles() -> None:
    tiles = made().sections[0]
    assert isinstance(tiles, Tiles)
    # (25 % + 100 % + 50 %) / 3
    assert [tile.value for tile in tiles.entries] == [3, "58.3%", 2, 2, 1]
    assert tiles.entries[0].note == "1 complete"


def test_a_bar_a_rule_and_a_bar_an_item() -> None:
    first, second = (each for each in made().sections if isinstance(each, Chart))
    assert list(zip(first.marks, first.series[0].values, strict=True)) == [
        ("Wrong", 1), ("Double", 1), ("Missing", 2), ("To be verified", 1), ("Out of date", 2), ("Never visited", 1),
    ]  # fmt: skip
    assert (second.marks[0], second.series[0].values[0]) == ("Phone", 2)


def test_by_person() -> None:
    assert rows(made(), "owners") == [
        ("李娜", 2, Cell(0.625, bar=0.625), None, 1, 1, 1, 1, None),
        ("Nobody in charge", 1, Cell(0.5, bar=0.5), None, None, 1, None, 1, 1),
    ]


def test_findings_have_file_and_line() -> None:
    assert [row[0].value for row in rows(made(), "findings")] == ["custfile.yaml:3", "customers/C2.yaml:7"]
    assert rows(made(), "findings")[1][1] == Cell("江南", "C2", customer="C2")


def test_the_worst_come_first_and_name_some_of_what_they_lack() -> None:
    first, second = rows(made(), "worst")
    assert (first[0].value, first[2]) == ("海华", "Phone, E-mail, Birthday, Region and 2 more")
    assert (second[0].value, second[2], second[3]) == ("西湖", "Phone", None)
    assert [row[0].value for row in rows(made(), "neglected")] == ["西湖", "江南"]


def test_programs_have_every_problem() -> None:
    table = made().data
    assert table is not None and len(table.rows) == 8
    assert table.rows[0][:2] == ("invalid", None) and table.rows[0][4:6] == ("custfile.yaml", 3)


def test_all_is_well() -> None:
    report = made(FILES[1:2], ())
    assert not report.empty and report.data is not None and [row[0] for row in report.data.rows] == ["stale"]
    assert made((), ()).empty and [each.note for each in made((), ()).sections] == ["There is no file to examine."]
