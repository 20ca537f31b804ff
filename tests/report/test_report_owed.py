"""What the card says of money: the credit standing with its reason, receivables, and the amounts by month."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from rolls import the_report

from custfile.model.secrecy import PUBLIC
from custfile.report.page import Amount, Cell, Pairs, Report, Strip
from custfile.report.render import render

ARCHIVE = """
--- custfile.yaml
name: A
currency: CNY
--- customers/C000001.yaml
name: 拖延有限公司
kind: company
terms: {payment_days: 30, credit_limit: 1000.00, currency: USD}
orders:
  - {date: 2026-05-01, no: S1, amount: 300.00, currency: CNY, due: 2026-06-01}
  - {date: 2026-06-20, no: S3, amount: 300.00, currency: CNY, due: 2026-08-02}
  - {date: 2026-10-01, no: S4, amount: 900.00, currency: CNY, due: 2026-11-10}
payments:
  - {date: 2026-06-01, order: S1, amount: 300.00, currency: CNY}
--- customers/C000002.yaml
name: 新客户
kind: company
orders: [{date: 2026-11-01, no: T1, amount: 600.00, due: 2026-12-01}]
payments: [{date: 2026-11-02, amount: 650.00}]
--- customers/C000003.yaml
name: 没买过
kind: company
"""


def section(report: Report, title: str) -> Any:
    return next((each for each in report.sections if each.title == title), None)


def card(archive: Any, identity: str, **wish: Any) -> Report:
    return the_report(archive(ARCHIVE), "card", of=identity, **wish)


def test_the_standing_has_its_reason(archive: Any) -> None:
    standing = dict(section(card(archive, "C000001"), "Classes and ranking").entries)["credit"]
    # S1 on the day, S3 open for 110 days, S4 for 10: (300 x 0 + 300 x 110 + 900 x 10) / 1 500 = 28 days; 300 / 1 500 on time
    assert standing == Cell(
        "E · 29.00", "on time 20.0% · on average 28 days late · open more than 90 days overdue: at most 29"
    )


def test_receivables_in_the_archives_currency(archive: Any) -> None:
    owes = section(card(archive, "C000001"), "Receivables")
    assert isinstance(owes, Pairs)
    entries = dict(owes.entries)
    assert entries["Open"] == Amount(Decimal("1200.00"), "CNY")
    assert entries["Overdue"] == Cell(Amount(Decimal("1200.00"), "CNY"), "for 110 days", "bad")
    assert entries["1–30 days"] == Amount(Decimal("900.00"), "CNY")
    assert entries["over 90 days"] == Amount(Decimal("300.00"), "CNY")
    assert "Not due yet" not in entries and "31–60 days" not in entries


def test_too_few_payments_to_rate_and_money_without_an_order(archive: Any) -> None:
    report = card(archive, "C000002")
    standing = dict(section(report, "Classes and ranking").entries)["credit"]
    assert standing == Cell("N", "payments due: 0, too few to rate")
    entries = dict(section(report, "Receivables").entries)
    # paid 650 for 600, all of it without naming an order: 50 are left
    assert entries == {
        "Open": Amount(Decimal("0.00"), "CNY"),
        "Money without an order": Amount(Decimal("50.00"), "CNY"),
    }


def test_months(archive: Any) -> None:
    strip = section(card(archive, "C000001"), "Net amount by month")
    assert isinstance(strip, Strip) and strip.note == "CNY"
    labels = ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    assert [step.label for step in strip.entries] == labels
    assert [step.value for step in strip.entries] == ["", "", "", "", "", "300", "300", "", "", "", "900", ""]
    assert [round(step.height, 3) for step in strip.entries] == [0, 0, 0, 0, 0, 0.333, 0.333, 0, 0, 0, 1, 0]


def test_who_owes_and_bought_nothing_has_neither(archive: Any) -> None:
    report = card(archive, "C000003")
    assert section(report, "Receivables") is None and section(report, "Net amount by month") is None
    assert "credit" not in dict(section(report, "Classes and ranking").entries)


def test_none_of_it_is_public(archive: Any) -> None:
    folder = archive(ARCHIVE)
    made = render(
        the_report(folder, "card", of="C000001", level=PUBLIC), "html", Path(__file__).parents[2] / "templates"
    )
    assert "拖延有限公司" in made
    assert not [word for word in ("1,200", "900", "29.00", "Oct") if word in made]
