"""The funnel: which deals count on a day, and what they may bring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from custfile.analysis.funnel import Deal, deals, ended, forecast, levels, open_deals, still
from custfile.model.ranking import Rate
from custfile.model.rates import Rates

AS_OF = date(2026, 11, 20)
RATES = {"D": 0.1, "B": 0.5, "A": 0.8}
EURO = Rates("CNY", [Rate(currency="EUR", date=date(2026, 1, 1), rate=Decimal("8"))])


def deal(stage: str, cents: int | None = 100_00, since: date = date(2026, 11, 1), **more: Any) -> Deal:
    usual = {
        "customer": "C000001", "name": "海华", "person": "li.na", "number": "", "product": "", "began": since,
        "expected": None, "reason": "",
    }  # fmt: skip
    return Deal(**{**usual, **more}, stage=stage, cents=cents, since=since)


def read(told: list[dict[str, str] | None], currency: str | None = None) -> list[Deal]:
    return list(deals("C000001", "海华", "li.na", told, currency, EURO, AS_OF))


def test_a_deal_is_read_as_known_on_the_day() -> None:
    told = {
        "date": "2026-09-01",
        "stage": "B",
        "since": "2026-10-01",
        "amount": "12.50",
        "no": "D-1",
        "expected": "2026-12-01",
    }
    assert read([told, None]) == [
        Deal(
            "C000001", "海华", "li.na", "D-1", "", "B", date(2026, 9, 1), date(2026, 10, 1), 1250, date(2026, 12, 1), ""
        )
    ]


def test_what_began_later_is_not_known_and_what_moved_later_was_elsewhere() -> None:
    later = {"date": "2026-11-21", "stage": "D"}
    moved = {"date": "2026-09-01", "stage": "A", "since": "2026-11-21"}
    closed = {"date": "2026-09-01", "stage": "won", "since": "2026-10-01", "closed": "2026-11-21"}
    assert [(each.began, each.stage) for each in read([later, moved, closed])] == [(date(2026, 9, 1), "")] * 2


def test_amounts_are_exchanged_and_one_that_cannot_be_is_none() -> None:
    told: list[dict[str, str] | None] = [{"date": "2026-09-01", "stage": "D", "amount": "100"}]
    assert [read(told, currency)[0].cents for currency in (None, "CNY", "EUR", "USD")] == [100_00, 100_00, 800_00, None]


def test_the_owner_has_a_deal_that_names_nobody() -> None:
    told: list[dict[str, str] | None] = [
        {"date": "2026-09-01", "stage": "D"},
        {"date": "2026-09-01", "stage": "D", "by": "xu"},
    ]
    assert [each.person for each in read(told)] == ["li.na", "xu"]


def test_levels() -> None:
    known = [
        deal("D", 100_00, date(2026, 11, 10)),  # 10 days
        deal("D", None, date(2026, 10, 21)),  # 30 days
        deal("D", 300_00, date(2026, 8, 12)),  # 100 days
        deal("A", 500_00, date(2026, 11, 19)),
        deal("won", 900_00),
        deal("lost", 50_00),
        deal("won", 1, date(2025, 11, 20)),  # a year ago: out of the window, which begins the day after
        deal("", 1),
    ]
    first, middle, last = levels(known, RATES, AS_OF)
    # begun in the window: 3 + 1 + 1 + 1 lost = 6; in D or beyond: 3 + 1 + 1 = 5; in A or won: 2
    assert first[:6] == ("D", 0.1, 3, 400_00, 40_00, 30)
    assert (first.oldest, first.reached, first.begun) == (100, 5, 6)
    assert middle == ("B", 0.5, 0, 0, 0, None, None, 2, 6)
    assert (last.likely, last.age, last.reached) == (400_00, 1, 2)


def test_forecast() -> None:
    # mean 0.5 × 100 + 0.8 × 200 = 210; variance 0.25 × 100² + 0.16 × 200² = 2 500 + 6 400 = 8 900, root 94.3398
    # 1.2816 × 94.3398 = 120.9059: 89.09 to 330.91, of which there are only 300
    told = forecast([deal("B", 100_00), deal("A", 200_00), deal("D", None), deal("won", 9), deal("", 9)], RATES)
    assert told == (8909, 210_00, 300_00, 1)


def test_nothing_is_expected_of_nothing_and_less_than_nothing_never() -> None:
    assert forecast([], RATES) == (0, 0, 0, 0)
    assert forecast([deal("D", 100_00)], RATES)[:2] == (0, 10_00)  # 10 − 1.2816 × 30 is below 0


@pytest.mark.parametrize(
    ("since", "expected", "lies"),
    [
        (date(2026, 9, 21), None, False),  # 60 days
        (date(2026, 9, 20), None, True),
        (date(2026, 11, 1), AS_OF, False),
        (date(2026, 11, 1), date(2026, 11, 19), True),
    ],
)
def test_still(since: date, expected: date | None, lies: bool) -> None:
    assert still(deal("D", since=since, expected=expected), AS_OF) is lies


def test_order() -> None:
    one, two, three = deal("D", 500), deal("A", 100), deal("A", 200)
    assert open_deals([one, two, three, deal("won"), deal("")], RATES) == [three, two, one]
    won = [
        deal("won", since=date(2026, 1, 1)),
        deal("won", since=date(2026, 5, 1)),
        deal("won", since=date(2025, 11, 20)),
    ]
    assert ended(won, "won", AS_OF) == [won[1], won[0]]
