"""Complaints and service as a report."""

from __future__ import annotations

from datetime import date
from typing import Any

from custfile.analysis.service import Ticket
from custfile.report.origin import Origin
from custfile.report.page import Cell, Chart, Grid, Report, Tiles
from custfile.report.service import service

AS_OF = date(2026, 11, 20)
_USUAL: dict[str, Any] = {
    "customer": "C000001", "name": "海华贸易", "person": "li.na", "number": "T-1", "type": "complaint", "what": "漏水",
    "product": "水泵", "priority": "high", "day": date(2026, 11, 1), "due": None, "answered": None, "closed": None,
    "cause": "", "solution": "", "satisfaction": None,
}  # fmt: skip


def ticket(**more: Any) -> Ticket:
    return Ticket(**{**_USUAL, **more})


KNOWN = (
    ticket(due=date(2026, 11, 5)),
    ticket(
        day=date(2026, 10, 1),
        closed=date(2026, 10, 4),
        answered=date(2026, 10, 2),
        cause="密封圈",
        due=date(2026, 10, 9),
    ),
    ticket(customer="C000002", name="江南", type="enquiry", person=None, product="", due=date(2026, 11, 22)),
    ticket(customer="C000002", name="江南", type="praise", what="谢谢", day=date(2026, 11, 2)),
)


def made(known: tuple[Ticket, ...] = KNOWN) -> Report:
    return service(known, 365, {"li.na": "李娜"}, Origin("望澜湖酒店", AS_OF, "CNY"))


def rows(report: Report, name: str) -> Any:
    return next(each.table.rows for each in report.sections if isinstance(each, Grid) and each.table.name == name)


def charts(report: Report) -> list[Chart]:
    return [each for each in report.sections if isinstance(each, Chart)]


def test_tiles() -> None:
    tiles = made().sections[0]
    assert isinstance(tiles, Tiles)
    assert [(tile.value, tile.note, tile.tone) for tile in tiles.entries] == [
        (2, "1 overdue", "bad"), (2, "1 open", ""), (1, "median", ""), (3, "median", ""),
    ]  # fmt: skip


def test_open_tickets_stand_by_type_against_their_due_day() -> None:
    (standing,) = charts(made())
    assert (standing.shape, standing.marks) == ("stacked", ["complaint", "enquiry"])
    assert [(each.label, each.values, each.tone) for each in standing.series] == [
        ("overdue", [1, 0], "bad"),
        ("due in 3 days", [0, 1], "warn"),
    ]
    assert rows(made(), "causes") == [("密封圈", 1)]


def test_every_open_ticket_has_an_age() -> None:
    assert rows(made(), "ages") == [("8 to 30 days", 2, 1, 1, None, None)]


def test_groups() -> None:
    assert rows(made(), "product") == [("水泵", 2, 1, 1, 1, 3, "1 of 1", None)]
    assert [row[:4] for row in rows(made(), "person")] == [("李娜", 2, 1, 1), ("Nobody in charge", 1, 1, None)]


def test_who_complains_again_and_who_praises() -> None:
    again = rows(made(), "repeaters")
    assert again[0][:2] == (Cell("海华贸易", "C000001", customer="C000001"), 2) and again[1][0] is None
    assert rows(made(), "praise") == [(date(2026, 11, 2), Cell("江南", "C000002", customer="C000002"), "谢谢")]


def test_rare_causes_are_summed_up() -> None:
    pareto = charts(made(tuple(ticket(cause=f"原因{n}") for n in range(9))))[1]
    assert (pareto.shape, pareto.marks[0], pareto.marks[-1]) == ("pareto", "原因0", "others")
    assert pareto.series[0].values == [1, 1, 1, 1, 1, 1, 1, 2]


def test_programs_have_the_open_tickets() -> None:
    table = made().data
    assert table is not None
    keys = [column.key for column in table.columns]
    assert [(row[keys.index("id")], row[keys.index("standing")], row[keys.index("days")]) for row in table.rows] == [
        ("C000001", "overdue", 19),
        ("C000002", "soon", 19),
    ]


def test_without_a_ticket_that_is_said() -> None:
    assert made(()).empty and [section.note for section in made(()).sections] == ["There is no ticket on file."]
