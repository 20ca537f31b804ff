"""The customer card: what it shows, as of which day, in whose words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from samples import CATALOG, RECORD, SALON, the_card

from custfile.report.card import card
from custfile.report.page import Amount, Cell, Grid, Pairs, Report, Timeline


def section(report: Report, title: str) -> Any:
    return next((section for section in report.sections if section.title == title), None)


def pairs(report: Report, title: str) -> dict[str, Any]:
    return dict(section(report, title).entries)


def test_the_smallest_file_makes_a_card() -> None:
    report = card("C000002", {"name": "丽人", "kind": "member"}, CATALOG, SALON)
    assert (report.title, report.subtitle, report.sections) == ("丽人", "C000002 · Member", [])


def test_preferences_come_first_and_stand_out() -> None:
    first = the_card().sections[0]
    assert isinstance(first, Pairs) and first.prominent
    assert first.entries == [("療程室", "二號房，靠窗"), ("音樂", "巴赫, 雨聲"), ("飲品", "茶: 黑豆茶, 糖: 不加")]


def test_what_happened_after_the_day_has_not_happened() -> None:
    report = card("C000001", RECORD, CATALOG, replace(SALON, as_of=date(2026, 10, 31)))
    assert [row[0] for row in section(report, "Last orders").table.rows] == [
        date(2026, 10, 1), date(2026, 9, 26), date(2026, 3, 28),
    ]  # fmt: skip
    assert section(report, "Last visits").entries[0].day == date(2026, 6, 5)
    assert [moment.what for moment in section(report, "Open promises").entries] == ["明天才做"]
    assert section(report, "Complaints and service").entries[0].what == "來信稱讚阿玫"


def test_orders_keep_their_currency_and_void_ones_are_faint() -> None:
    grid = section(the_card(), "Last orders")
    assert isinstance(grid, Grid)
    amounts = [row[2] for row in grid.table.rows]
    assert amounts == [
        Cell(Amount(Decimal("36800"), "TWD")),
        Cell(Amount(Decimal("120"), "USD")),
        Cell(Amount(Decimal("4960"), "TWD"), tone="muted"),
        Cell(Amount(Decimal("18500"), "TWD")),
    ]
    assert grid.table.rows[0][1] == Cell("光療 · 面膜", "S26-1120")


def test_the_terms_set_the_currency() -> None:
    terms = {"terms": {"currency": "USD", "credit_limit": "5000"}}
    report = card("C1", {"name": "Acme", "kind": "member", **terms}, CATALOG, SALON)
    assert report.currency == "USD"
    assert pairs(report, "Terms")["Credit limit"] == Amount(Decimal("5000"), "USD")


def test_promises_not_kept_come_in_order_of_their_day() -> None:
    moments = section(the_card(), "Open promises").entries
    assert [(moment.what, moment.more, moment.tone) for moment in moments] == [
        ("寄成分說明", "10 days late · 許明德", "bad"),  # 23 November to 3 December
        ("明天才做", "", ""),
        ("公演當天送花籃", "林佩君", ""),
    ]


def test_open_tickets_come_first_and_praise_needs_no_settling() -> None:
    moments = section(the_card(), "Complaints and service").entries
    assert [(moment.what, moment.tone) for moment in moments] == [
        ("預約被改兩次", "bad"),
        ("來信稱讚阿玫", ""),
        ("試用後泛紅", ""),
    ]
    assert moments[0].more == "complaint · open · 3 days late · 林佩君"


def test_people_and_choices_have_names_and_numbers_can_be_dialled() -> None:
    basics = pairs(the_card(), "Basics")
    assert basics["Advisors"] == "許明德"
    assert basics["Phone"] == Cell("0912-000-118", url="tel:0912000118")
    assert basics["E-mail"] == Cell("meihui@mail.example", url="mailto:meihui@mail.example")
    assert basics["Website"] == Cell("meihui.example/店", url="https://meihui.example/店")
    assert basics["Membership"] == "Card number VIP0008 · Card level 金卡 · Opening points 1,850"
    people = section(the_card(), "Contacts and family").entries
    assert dict(people[0].entries)["Gender"] == "female"
    assert (people[1].heading, people[1].note, dict(people[1].entries)["May sign"]) == ("王先生", "manager", "yes")


def test_days_of_the_year_are_gathered_from_everywhere() -> None:
    days = section(the_card(), "Care dates").entries
    assert [(moment.day, moment.what, moment.more) for moment in days] == [
        ("lunar 10-12 (1968)", "Birthday", ""),
        ("May 8, 1994", "Wedding day", ""),
        ("Dec 31", "年度公演", "曾美惠"),
        ("Mar 4", "Birthday", "王先生"),
        ("Sep 1", "開學", "王先生 · 送文具"),
    ]


def test_only_the_last_are_shown_and_the_others_counted() -> None:
    visits = section(the_card(), "Last visits")
    assert isinstance(visits, Timeline)
    assert (len(visits.entries), visits.note) == (5, "Earlier: 2")


def test_where_facts_come_from_and_whether_they_were_verified() -> None:
    told = pairs(the_card(), "Where this comes from")
    assert told["Collected"].value == "Mar 12, 2021 · 林佩君 · form filled in by the customer"
    assert told["Collected"].note == "Verified Mar 20, 2021 · 許明德"
    assert told["Family"] == Cell("Jun 8, 2024 · 林佩君 · own visit", "not verified")


@pytest.mark.parametrize("typed", [{"founded": "2026-02-30"}, {"website": "\x1b]8;;x"}, {"assets": "many"}])
def test_a_value_that_is_wrong_is_shown_as_it_was_typed(typed: dict[str, str]) -> None:
    from custfile.model.spec import SECRET

    report = card("C1", {"name": "Acme", "kind": "member", **typed}, CATALOG, SALON, level=SECRET)
    shown = next(iter(pairs(report, "Basics").values()))
    assert (shown.value if isinstance(shown, Cell) else shown) == next(iter(typed.values()))
