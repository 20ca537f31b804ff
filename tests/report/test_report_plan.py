"""The visit plan as a report: calendars, areas, who has no place, and room to sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from journeys import LIN, calls

from custfile.analysis.schedule.board import Worker
from custfile.analysis.schedule.demand import Account
from custfile.analysis.schedule.fulfilment import Outcome
from custfile.analysis.schedule.monthly import Monthly
from custfile.analysis.schedule.planning import Left
from custfile.analysis.schedule.routes.areas import areas
from custfile.model.month import Month
from custfile.model.names import Names
from custfile.model.plan import PlannedVisit, Sheet
from custfile.model.schedule import Contact
from custfile.model.settings import Person, Settings
from custfile.report.origin import Origin
from custfile.report.page import Calendar, Cell, Chart, Grid, Map, Report, Tiles
from custfile.report.plan import plan

MONTH = Month(2026, 12)
AS_OF = date(2026, 12, 10)
A = Contact(id="A", labels=Names(en="Large accounts"), when="credit = A", visits=Decimal(2))
SETTINGS = Settings(
    name="沐光",
    currency="TWD",
    team=[Person(id="lin.peijun", name="林佩君", role="rep"), Person(id="xu", name="許明德", role="manager")],
    contact=[A],
)


def visit(number: int, customer: str, **more: Any) -> PlannedVisit:
    return PlannedVisit(date=date(2026, 12, number), by="lin.peijun", customer=customer, name="舊名", **more)


def monthly(**more: Any) -> Monthly:
    given: dict[str, Any] = {
        "month": MONTH,
        "as_of": AS_OF,
        "outcomes": [
            Outcome(visit(3, "C000000", purpose="care", time="10:30"), "done", date(2026, 12, 3)),
            Outcome(visit(7, "C000001", cost=Decimal(200)), "missed", None),
        ],
        "proposed": [visit(14, "C000002")],
        "left": [Left("C000009", "吳秀琴", "lin.peijun", 2, "capacity")],
        "unplanned": [],
        "workers": {"lin.peijun": Worker(2, [date(2026, 12, day) for day in (3, 7, 14, 15)])},
        "off": {date(2026, 12, 25): "行憲紀念日"},
        "accounts": {"C000000": Account("C000000", "曾美惠", "lin.peijun", A, 0)},
        "sheets": {"lin.peijun": Sheet(by="lin.peijun", status="submitted", submitted=date(2026, 11, 28))},
        "routes": [areas(calls(3), LIN)],
    }
    return Monthly(**{**given, **more})


def made(**more: Any) -> Report:
    return plan(monthly(**more), SETTINGS, Origin("沐光", AS_OF, "TWD"))


def only(report: Report, kind: type[Any]) -> Any:
    return next(each for each in report.sections if isinstance(each, kind))


def rows(report: Report, name: str) -> Any:
    return next(each.table.rows for each in report.sections if isinstance(each, Grid) and each.table.name == name)


def test_tiles() -> None:
    assert [(tile.label, tile.value, tile.note) for tile in only(made(), Tiles).entries] == [
        ("Visits", 3, "1 proposed"), ("Required by class", 2, ""), ("Done", 1, ""), ("Not placed", 2, ""),
        ("Cost to apply for", "NT$200", ""),
    ]  # fmt: skip


def test_load_is_a_column_a_working_day() -> None:
    chart = only(made(), Chart)
    assert (chart.marks, chart.series[0].values) == (["3", "7", "14", "15"], [1, 1, 1, 0])


def test_a_calendar_a_person_with_what_became_of_each_visit() -> None:
    calendar = only(made(), Calendar)
    assert (calendar.title, calendar.note) == ("林佩君", "visits: 3 of 8 possible · submitted")
    days = {each.day.day: each for each in calendar.days}
    assert len(days) == 31 and days[3].entries == [Cell("曾美惠", "10:30 · customer care", "good", customer="C000000")]
    assert (days[7].entries[0].tone, days[7].entries[0].value, days[14].entries[0].tone) == ("bad", "舊名", "muted")
    assert (days[3].off, days[4].off, days[25].off, days[25].note) == (False, True, True, "行憲紀念日")


def test_areas_have_sizes_and_kilometres() -> None:
    told = rows(made(), "areas")
    assert [row[:2] for row in told] == [("林佩君, area 1", 3)] and told[0][2] > 0
    assert sum(len(band.table.rows) for band in only(made(), Map).bands) == 3


def test_a_filter_draws_no_map_of_others_and_counts_its_own() -> None:
    report = plan(monthly().only({"C000000"}), SETTINGS, Origin("沐光", AS_OF, "TWD"))
    assert [row[1] for row in rows(report, "areas")] == [1]
    assert not any(isinstance(each, Map) for each in report.sections)


def test_without_coordinates_areas_go_by_region() -> None:
    nowhere = areas([replace(call, spot=None) for call in calls(3)], LIN)
    assert rows(made(routes=[nowhere]), "areas") == [
        ("林佩君, without coordinates", 3, None, "台北/文山區, 台北/信義區, 台北/內湖區")
    ]


def test_who_has_no_place_and_the_line_to_sign() -> None:
    assert rows(made(), "left") == [(Cell("吳秀琴", "C000009", customer="C000009"), "林佩君", 2, "capacity")]
    blank = Cell("", tone="blank")
    assert rows(made(), "approval") == [("林佩君", "submitted", date(2026, 11, 28), "", blank, blank)]


def test_programs_have_the_visits() -> None:
    table = made().data
    assert table is not None and [row[3] for row in table.rows] == ["done", "missed", "new"]


def test_nothing_to_do_is_said() -> None:
    report = made(outcomes=[], proposed=[], left=[])
    assert report.empty and [each.note for each in report.sections] == ["No visit is planned, and none is needed."]
