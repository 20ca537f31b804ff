"""The pay index, by hand. Amounts are in currency units; every case says what its figures come from."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from accounts import AS_OF, Row
from books import Made, made

from custfile.analysis.credit.index import judge
from custfile.analysis.credit.matching import match
from custfile.analysis.credit.rules import (
    FINEST,
    GRADES,
    INSOLVENT,
    LOSS,
    NO_CAP,
    OVER_60,
    OVER_90,
    grades,
    rules,
    score,
)
from custfile.model.ranking import CreditSettings, Ranking
from custfile.model.settings import Settings

DUE = date(2026, 3, 1)


def billed(amount: float, *, due: date = DUE, no: str = "A", **more: Any) -> Row:
    return {"of": "A", "day": due - timedelta(30), "due": due, "amount": amount, "no": no, **more}


def settled(amount: float, late: int, *, due: date = DUE, no: str = "A", **more: Any) -> list[list[Row]]:
    """Return an order and its payment so many days after the due date."""
    reason = {"reason": more.pop("reason")} if "reason" in more else {}
    payment = {"of": "A", "day": due + timedelta(late), "amount": amount, "order": no, **reason}
    return [[billed(amount, due=due, no=no, **more)], [payment]]


def judged(*cases: list[list[Row]], as_of: date = AS_OF, customer: Row | None = None, **said: Any) -> dict[str, Any]:
    """Return what is made of one customer with these orders and payments, under these settings."""
    found = book(*cases, as_of=as_of, customer=customer)
    row = judge(found, match(found), _rules(**said)).customers.iloc[0].to_dict()
    return {str(key): value for key, value in row.items()}


def book(*cases: list[list[Row]], as_of: date = AS_OF, customer: Row | None = None) -> Made:
    orders, payments = ([row for case in cases for row in case[place]] for place in (0, 1))
    return made(as_of, [{"id": "A", **(customer or {})}], orders, payments)


def _rules(months: int | None = None, **said: Any) -> Any:
    return rules(Settings(name="x", ranking=Ranking(credit=CreditSettings(**said))), {"months": months})


PROMPT = [settled(1000, 0, no=f"P{place}", due=date(2026, 4, 1)) for place in range(3)]
"""Three experiences of 80 points."""


def test_the_mean_is_weighted_by_amount() -> None:
    """On time 80, 30 days late 50, 15 days late 70: (100 x 80 + 300 x 50 + 100 x 70) / 500 = 60."""
    row = judged(settled(100, 0), settled(300, 30, no="B"), settled(100, 15, no="C"))
    assert (row["pay_index"], row["grade"], row["experiences"]) == (60.0, "C", 3)
    assert row["days_late"] == 21.0  # (300 x 30 + 100 x 15) / 500
    assert (row["worst"], row["on_time"], row["paid"]) == (30, 0.2, 500_00)


def test_partial_payments_count_by_part_and_as_one_experience() -> None:
    """200 in two halves, on time and 30 days late: (100 x 80 + 100 x 50 + 2 x 100 x 80) / 400 = 72.5."""
    order, (payment,) = settled(200, 0)
    halves = [{**payment, "amount": 100}, {**payment, "amount": 100, "day": DUE + timedelta(30)}]
    row = judged([order, halves], settled(100, 0, no="B"), settled(100, 0, no="C"))
    assert (row["pay_index"], row["grade"], row["experiences"]) == (72.5, "B", 3)


def test_early_is_better_than_prompt() -> None:
    row = judged(settled(100, -20), settled(100, -20, no="B"), settled(100, -60, no="C"))  # even before the order
    assert row["pay_index"] == 93.33  # (90 + 90 + 100) / 3
    assert row["days_late"] == -33.33


@pytest.mark.parametrize("reason", ["our_error", "delivery_problem", "bank_error", "agreed_extension"])
def test_a_delay_that_is_not_their_fault_is_none(reason: str) -> None:
    """(100 x 80 + 300 x 80 + 100 x 70) / 500 = 78; without the excuse 60."""
    row = judged(settled(100, 0), settled(300, 30, no="B", reason=reason), settled(100, 15, no="C"))
    assert (row["pay_index"], row["plain"], row["days_late"]) == (78.0, 60.0, 21.0)


def test_early_money_needs_no_excuse() -> None:
    row = judged(*(settled(100, -20, no=no, reason="our_error") for no in "ABC"))
    assert row["pay_index"] == 90.0


def test_a_disputed_delay_counts_half() -> None:
    """(100 x 80 + 150 x 50 + 100 x 70) / 350 = 64.29."""
    row = judged(settled(100, 0), settled(300, 30, no="B", reason="dispute"), settled(100, 15, no="C"))
    assert (row["pay_index"], row["plain"]) == (64.29, 60.0)


def test_a_dispute_about_money_in_time_changes_nothing() -> None:
    row = judged(settled(100, 0, reason="dispute"), settled(300, 30, no="B"), settled(100, 15, no="C"))
    assert row["pay_index"] == 60.0


def test_the_reasons_are_those_of_the_settings() -> None:
    cases = settled(100, 0), settled(300, 30, no="B", reason="发票重开"), settled(100, 15, no="C", reason="our_error")
    assert judged(*cases)["pay_index"] == 62.0  # (100 x 80 + 300 x 50 + 100 x 80) / 500
    assert judged(*cases, not_their_fault=["发票重开"])["pay_index"] == 78.0
    assert judged(*cases, disputed=["发票重开"])["pay_index"] == 67.14  # (8000 + 7500 + 8000) / 350


def test_the_reason_of_the_payment_comes_before_that_of_the_order() -> None:
    order, payments = settled(300, 30, no="B", reason="no funds")
    named = [[{**order[0], "reason": "our_error"}], payments]
    unnamed = [[{**order[0], "reason": "our_error"}], [{**payments[0], "reason": None}]]
    assert judged(settled(100, 0), named, settled(100, 15, no="C"))["pay_index"] == 60.0
    assert judged(settled(100, 0), unnamed, settled(100, 15, no="C"))["pay_index"] == 78.0


@pytest.mark.parametrize(
    ("late", "cap", "pay_index", "grade"),
    [
        (60, NO_CAP, 79.60, "B"),  # (3000 x 80 + 30 x 40) / 3030 = 79.60
        (61, OVER_60, 49.0, "D"),
        (90, OVER_60, 49.0, "D"),
        (91, OVER_90, 29.0, "E"),
    ],
)
def test_what_is_open_too_long_caps(late: int, cap: int, pay_index: float, grade: str) -> None:
    row = judged(*PROMPT, [[billed(30, due=AS_OF - timedelta(late))], []])
    assert (row["cap"], row["pay_index"], row["grade"]) == (cap, pay_index, grade)
    assert (row["open"], row["overdue"], row["days_overdue"]) == (30_00, 30_00, late)


@pytest.mark.parametrize(("reason", "uncapped"), [("our_error", 80.0), ("dispute", 79.75)])
def test_what_is_excused_or_disputed_does_not_cap(reason: str, uncapped: float) -> None:
    """90 days score 30; disputed: (3000 x 80 + 15 x (30 - 1 / 3)) / 3015 = 79.75."""
    row = judged(*PROMPT, [[billed(30, due=AS_OF - timedelta(91), reason=reason)], []])
    assert (row["cap"], row["pay_index"], row["uncapped"]) == (NO_CAP, uncapped, uncapped)


def test_an_open_item_from_before_the_window_caps_too() -> None:
    row = judged(*PROMPT, [[billed(2, due=date(2024, 1, 1))], []])
    assert (row["experiences"], row["uncapped"], row["pay_index"]) == (3, 80.0, 29.0)


@pytest.mark.parametrize(
    ("rest", "small", "cap", "days"),
    [
        (Decimal("0.10"), None, NO_CAP, 0), (1, None, NO_CAP, 0), (Decimal("1.01"), None, OVER_90, 121),
        (1, Decimal("0.99"), OVER_90, 121), (1, Decimal(0), OVER_90, 121), (50, Decimal(50), NO_CAP, 0),
    ],
)  # fmt: skip
def test_a_small_rest_neither_caps_nor_is_waited_for(rest: Any, small: Decimal | None, cap: int, days: int) -> None:
    """Of 1000 due 121 days ago all is paid on the day but a rest; it is owed, and weighs what it is worth."""
    due = AS_OF - timedelta(121)
    order = billed(1000, due=due, no="R")
    paid = {"of": "A", "day": due, "amount": 1000 - rest, "order": "R"}
    row = judged(*PROMPT, [[order], [paid]], small=small)
    assert (row["cap"], row["days_overdue"]) == (cap, days)
    assert row["open"] == row["overdue"] == rest * 100
    assert (row["pay_index"], row["experiences"]) == (29.0 if cap else row["uncapped"], 4)
    assert row["uncapped"] == round(80 - float(rest) * (80 - 59 / 3) / 4000, 2)  # its score is 19 2/3


def test_what_is_written_off_is_unpaid_but_not_open() -> None:
    """Due 91 days ago, 40 of 100 paid on time: (3000 x 80 + 40 x 80 + 60 x 89 / 3) / 3100 = 79.03."""
    due = AS_OF - timedelta(91)
    order, _payments = settled(100, 0, due=due, written_off=date(2026, 6, 1))
    row = judged(*PROMPT, [order, [{"of": "A", "day": due, "amount": 40, "order": "A"}]])
    assert (row["cap"], row["uncapped"], row["pay_index"], row["grade"]) == (LOSS, 79.03, 9.0, "E")
    assert (row["experiences"], row["open"], row["days_overdue"]) == (4, 0, 0)


@pytest.mark.parametrize(("day", "cap"), [((2024, 6, 30), NO_CAP), ((2024, 7, 1), LOSS), ((2026, 6, 30), LOSS)])
def test_a_loss_caps_for_two_years(day: tuple[int, int, int], cap: int) -> None:
    row = judged(*PROMPT, [[billed(30, due=date(2024, 3, 1), written_off=date(*day))], []])
    assert (row["cap"], row["pay_index"]) == (cap, 9.0 if cap else 80.0)


def test_a_written_off_dispute_is_decided() -> None:
    """Its 60 days score 40 in full: (3000 x 80 + 3000 x 40) / 6000 = 60."""
    lost = billed(3000, due=AS_OF - timedelta(60), written_off=AS_OF, reason="dispute")
    assert judged(*PROMPT, [[lost], []])["uncapped"] == 60.0


@pytest.mark.parametrize(("day", "cap"), [((2024, 6, 30), NO_CAP), ((2024, 7, 1), INSOLVENT)])
def test_insolvency_caps_for_two_years(day: tuple[int, int, int], cap: int) -> None:
    row = judged(*PROMPT, customer={"insolvent": date(*day)})
    assert (row["cap"], row["pay_index"]) == (cap, 9.0 if cap else 80.0)


def test_a_cap_never_lifts() -> None:
    row = judged(*(settled(100, 170, no=no, due=date(2025, 10, 1)) for no in "ABC"), customer={"insolvent": AS_OF})
    assert (row["uncapped"], row["pay_index"]) == (3.33, 3.33)  # 10 / 3


def test_two_experiences_are_too_few() -> None:
    two = judged(settled(100, 0), settled(100, 0, no="B"))
    assert (two["grade"], two["experiences"], two["on_time"]) == ("N", 2, 1.0)
    assert np.isnan([two["pay_index"], two["uncapped"], two["plain"]]).all()
    assert judged(settled(100, 0), settled(100, 0, no="B"), settled(100, 0, no="C"))["grade"] == "A"
    assert judged(settled(100, 0), settled(100, 0, no="B"), experiences=2)["grade"] == "A"


def test_credit_notes_are_no_experience() -> None:
    note = {"of": "A", "day": date(2026, 5, 1), "amount": -100}
    row = judged(settled(100, 0), settled(100, 0, no="B"), [[billed(100, no="C"), note], []])
    assert (row["experiences"], row["open"], row["on_credit"]) == (2, 0, True)


def test_what_is_paid_at_once_is_no_experience() -> None:
    sale = {"of": "A", "day": date(2026, 5, 1), "amount": 100, "no": "S"}
    row = judged([[sale], [{"of": "A", "day": date(2026, 5, 1), "amount": 100, "order": "S"}]])
    assert (row["experiences"], row["on_credit"], row["grade"]) == (0, False, "N")


@pytest.mark.parametrize(
    ("as_of", "due", "counts"),
    [
        ((2026, 6, 30), (2025, 6, 30), False),
        ((2026, 6, 30), (2025, 7, 1), True),
        ((2026, 6, 30), (2026, 6, 30), True),
        ((2026, 6, 30), (2026, 7, 1), False),  # paid early, but its day has not come
        ((2028, 2, 29), (2027, 2, 28), False),  # the same day a year ago is the last of that February
        ((2028, 2, 29), (2027, 3, 1), True),
        ((2027, 2, 28), (2026, 2, 28), False),
    ],
)
def test_due_dates_of_twelve_months_count(as_of: Any, due: Any, counts: bool) -> None:
    when = date(*due)
    order, (payment,) = settled(100, 0, due=when)
    row = judged([order, [{**payment, "day": when - timedelta(30)}]], as_of=date(*as_of))
    assert row["experiences"] == int(counts)


def test_leap_day_is_a_day() -> None:
    """Due 2028-02-28, paid on 2028-03-01: two days late, 80 - 2 x 2 / 3 = 78.67."""
    cases = [settled(100, 2, due=date(2028, 2, 28), no=no) for no in "ABC"]
    row = judged(*cases, as_of=date(2028, 3, 31))
    assert (row["days_late"], row["pay_index"]) == (2.0, 78.67)


def test_other_months_count_when_they_are_asked_for() -> None:
    cases = [settled(100, 30, due=date(2024, 9, 1), no=no) for no in "ABC"]
    assert judged(*cases)["grade"] == "N"
    assert judged(*cases, months=24)["pay_index"] == 50.0
    assert judged(*cases, months=0)["pay_index"] == 50.0
    found = book(*cases)
    told = rules(Settings(name="x", ranking=Ranking(credit=CreditSettings(months=24))), {})
    assert judge(found, match(found), told).customers["pay_index"].tolist() == [50.0]


def test_a_future_payment_is_none_yet() -> None:
    """Due 10 days before the as-of date, paid 20 days after it: 10 days late so far, 80 - 20 / 3 = 73.33."""
    row = judged(*(settled(100, 30, due=AS_OF - timedelta(10), no=no) for no in "ABC"))
    assert (row["pay_index"], row["paid"], row["open"], row["overdue"], row["days_overdue"]) == (
        73.33,
        0,
        300_00,
        300_00,
        10,
    )


def test_the_last_three_months_and_before() -> None:
    """Due in April to June: 70; due before: 80. (100 x 70 + 200 x 80) / 300 = 76.67."""
    row = judged(
        settled(100, 15, due=date(2026, 3, 31)), *(settled(100, 0, due=date(2026, 3, 30), no=no) for no in "BC")
    )
    assert (row["pay_index"], row["recent"], row["earlier"]) == (76.67, 70.0, 80.0)
    assert np.isnan(judged(settled(100, 0))["recent"])


def test_two_currencies_weigh_what_they_are_worth() -> None:
    """100 USD are worth 700: (700 x 50 + 2 x 100 x 80) / 900 = 56.67."""
    order, payment = settled(100, 30, no="U")
    dollars = [[{**row, "currency": "USD", "worth": 700} for row in part] for part in (order, payment)]
    assert judged(dollars, settled(100, 0, no="B"), settled(100, 0, no="C"))["pay_index"] == 56.67


def test_the_grade_follows_what_is_shown() -> None:
    """101 of 10,102 are one day late: 80 - 2 / 3 x 101 / 10102 = 79.9933, shown and graded as 79.99."""
    assert judged(settled(10_000, 0), settled(1, 0, no="B"), settled(101, 1, no="C"))["grade"] == "B"
    assert judged(settled(10_000, 0), settled(1, 0, no="B"), settled(50, 1, no="C"))["grade"] == "A"  # 79.9967 = 80.00


def test_grades() -> None:
    found = grades(np.array([100, 80, 79.99, 70, 69.99, 50, 49.99, 30, 29.99, 0, np.nan]))
    assert "".join(found.tolist()) == "AABBCCDDEEN"
    assert [letter for letter, _least in GRADES] == ["A", "B", "C", "D", "E"]


def test_enormous_amounts_are_summed_exactly() -> None:
    """10^15 each, one of them 30 days late: (80 + 80 + 50) / 3 = 70."""
    huge = 999_999_999_999_999
    assert judged(settled(huge, 0), settled(huge, 0, no="B"), settled(huge, 30, no="C"))["pay_index"] == 70.0


def test_nobody() -> None:
    found = made(AS_OF, [])
    assert len(judge(found, match(found), _rules()).customers) == 0
    idle = judged()
    assert (idle["grade"], idle["open"], idle["on_credit"], idle["cap"]) == ("N", 0, False, NO_CAP)


PAYDEX = {
    100: -30, 99: -29, 98: -28, 97: -27, 96: -26, 95: -25, 94: -24, 93: -23, 92: -22, 91: -21, 90: -20, 89: -18, 88: -16,
    87: -14, 86: -12, 85: -10, 84: -8, 80: 0, 70: 15, 60: 22, 59: 23, 58: 24, 57: 25, 56: 26, 55: 26, 54: 27, 53: 28,
    52: 29, 51: 29, 50: 30, 49: 33, 48: 36, 47: 39, 46: 42, 45: 45, 44: 48, 40: 60, 30: 90, 20: 120,
}  # fmt: skip
"""D&B's PAYDEX value chart, as its glossary printed it: the score, and the days to pay beyond terms (sooner: negative)."""


def test_the_published_chart_within_a_day() -> None:
    days = np.arange(-40, 200)
    points = score(days) / FINEST
    for value, published in PAYDEX.items():
        assert abs(np.interp(-value, -points[10:220], days[10:220]) - published) <= 1, value
    assert score(np.array([-400, -30, 180, 4000])).tolist() == [100 * FINEST, 100 * FINEST, 0, 0]
    assert (np.diff(points) <= 0).all()
