"""Care dates as a report: what comes round, for whom, and how days stand in a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from samples import CATALOG, TEMPLATES

from custfile.analysis.schedule.care import Attention, Care
from custfile.analysis.schedule.greetings import Coming, Greeting
from custfile.language import Label
from custfile.report.care import care
from custfile.report.origin import Origin
from custfile.report.page import Calendar, Cell, Day, Grid, Report, Tiles
from custfile.report.render import render

AS_OF = date(2026, 11, 20)  # a Friday
UPTO = date(2026, 12, 20)


def one(day: date, name: str = "曾美惠", **more: Any) -> Care:
    usual = {
        "id": "C000001", "phone": "0912-000-118", "owner": "lin.peijun", "region": None, "text": "1968-11-22",
        "field": "person.birthday", "what": None, "whom": None, "years": 58, "note": "", "given": (), "kept": None,
    }  # fmt: skip
    return Care(**{**usual, **more}, name=name, day=day)


CARES = (
    one(date(2026, 11, 22), given=(Attention(date(2026, 5, 2), "花束", None, None, True),)),
    one(
        date(2026, 11, 28), "恆遠", id="C000002", text="lunar 1966-10-20", field="care.date", what="創立紀念",
        whom="許先生", years=60, kept=date(2026, 11, 20), owner=None, phone=None,
    ),
)  # fmt: skip
GREETING = Greeting(
    "anniversary", Label("Shop anniversary", "周年庆", "週年慶"), "12-08", None, 7, date(2026, 12, 8), None
)


def made(cares: tuple[Care, ...] = CARES, left_out: int = 0, upto: date = UPTO) -> Report:
    return care(Coming(cares, [(GREETING, 8)] if cares else [], left_out), upto, Origin("沐光", AS_OF, "TWD"), CATALOG)


def only(report: Report, kind: type[Any]) -> Any:
    return next(each for each in report.sections if isinstance(each, kind))


def test_tiles() -> None:
    # within a week: until the 27th; 60 years are round
    assert [(tile.value, tile.note) for tile in only(made(), Tiles).entries] == [
        (2, "1 within a week"),
        (1, ""),
        (1, ""),
        (1, ""),
    ]


def test_a_row_says_who_calls_what_for_and_what_was_given() -> None:
    first, second = only(made(), Grid).table.rows
    assert first == (
        Cell("曾美惠", "C000001", customer="C000001"), Cell(date(2026, 11, 22), "", "warn"), Cell("Birthday", "turns 58"),
        "林佩君", Cell("0912-000-118", url="tel:0912000118"), "2026-05-02 花束", "", Cell(None, tone="good"),
    )  # fmt: skip
    assert second[1:4] == (
        Cell(date(2026, 11, 28), "lunar 1966-10-20"),
        Cell("創立紀念 · 許先生", "60 years"),
        "nobody",
    )
    assert second[7] == Cell(date(2026, 11, 20), tone="good")


def test_every_day_of_the_month_ahead_is_in_the_calendar() -> None:
    days = {each.day: each for each in only(made(), Calendar).days}
    assert (min(days), max(days), len(days)) == (AS_OF, UPTO, 31)
    assert days[date(2026, 11, 28)].entries == [Cell("許先生", "恆遠", "good", customer="C000002")]
    assert days[date(2026, 12, 8)].entries == [Cell("Shop anniversary", tone="muted")]
    assert len(only(made(upto=date(2027, 11, 20)), Calendar).days) == 43  # a calendar of six weeks and today


def test_lunar_dates_that_cannot_be_told_are_said() -> None:
    assert ("Left out", "3 lunar dates; run: pip install 'custfile[chinese]'") in made(left_out=3).facts


def test_programs_have_dates_and_greetings() -> None:
    table = made().data
    assert table is not None and [row[0].isoformat() for row in table.rows] == [
        "2026-11-22",
        "2026-11-28",
        "2026-12-08",
    ]


def test_without_anything_that_is_said() -> None:
    assert made(()).empty and [each.note for each in made(()).sections] == ["No care date comes round."]


@pytest.mark.parametrize("language", ["zh_TW"], indirect=True)
def test_a_calendar_as_markdown_has_the_days_with_something_on_them(language: str) -> None:
    page = render(made(), "md", TEMPLATES)
    assert "- 11月28日 週六\n  - 許先生（恆遠）\n- 12月8日 週二\n  - 週年慶\n" in page


def test_a_calendar_begins_on_monday_and_names_the_first_of_a_month() -> None:
    days = [Day(date(2026, 11, 28), ()), Day(date(2026, 11, 29), (), off=True), Day(date(2026, 11, 30), ()),
            Day(date(2026, 12, 1), [Cell("<b>")], note="free")]  # fmt: skip
    report = Report("x", "", "", (), [Calendar(days=days)], "en")
    page = render(report, "html", TEMPLATES)
    week, after = page.split("<tbody>")[1].split("</tr>")[:2]
    assert (week.count('class="outside"'), after.count('class="outside"')) == (5, 5)  # Saturday; Tuesday
    assert [name in part for name, part in (("Nov 28", week), (">29<", week), (">30<", after), ("Dec 1", after))] == [
        True
    ] * 4
    assert "&lt;b&gt;" in after and "<b>&lt;" not in after and "<small>free</small>" in after
