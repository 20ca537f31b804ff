"""What customers bought, by hand: amounts, orders, quantities, growth, rhythm; and how they are looked after."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from books import Made, made
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.book import number
from custfile.analysis.figures import Figures
from custfile.analysis.measures import MEASURES
from custfile.model.settings import Settings

AS_OF = date(2026, 11, 20)
NONE = math.nan


def measured(book: Made, name: str) -> list[Any]:
    """Return a measure of every customer of ``book``."""
    return Figures(book, Settings(name="A"), {}).array(name).tolist()


def order(day: str | date, amount: Any, of: str = "甲", **more: Any) -> dict[str, Any]:
    """Return an order of a customer."""
    return {"of": of, "day": day if isinstance(day, date) else date.fromisoformat(day), "amount": amount, **more}


def one(orders: Sequence[dict[str, Any]], name: str, as_of: date = AS_OF) -> Any:
    """Return a measure of one customer with ``orders``."""
    return measured(made(as_of, ["甲"], orders), name)[0]


class TestAmount:
    def test_credit_notes_lower_it_and_returned_orders_fall_out(self) -> None:
        # 100 + 50 - 30 - 5; the returned 40 were never earned, the cancelled 70 never ordered
        orders = [
            order("2026-01-02", 100),
            order("2026-02-02", 50),
            order("2026-02-05", -30),
            order("2026-02-06", -5, status="returned"),
            order("2026-03-01", 40, status="returned"),
            order("2026-04-01", 70, status="cancelled"),
        ]
        assert one(orders, "amount_12m") == 11_500
        assert one(orders, "orders_12m") == 2

    def test_the_window_opens_after_the_same_day(self) -> None:
        assert one([order("2025-11-20", 1)], "amount_12m") == 0
        assert one([order("2025-11-21", 1)], "amount_12m") == 100
        assert one([order(AS_OF, 1)], "amount_12m") == 100
        assert one([order("2025-11-20", 1)], "amount_13m") == one([order("2025-11-20", 1)], "amount") == 100

    def test_leap_day(self) -> None:
        """A year before 2028-02-29 ends on 2027-02-28: what is of that day is not in the window any more."""
        leap = date(2028, 2, 29)
        assert one([order("2027-02-28", 1)], "amount_12m", leap) == 0
        assert one([order("2027-03-01", 1)], "amount_12m", leap) == 100
        assert one([order("2024-02-29", 1)], "amount_48m", leap) == 0
        # and from the 28th of a common year, the leap day before lies in the window of twelve months
        assert one([order("2028-02-29", 1)], "amount_12m", date(2029, 2, 28)) == 100
        assert one([order("2028-02-28", 1)], "amount_12m", date(2029, 2, 28)) == 0

    def test_only_returns(self) -> None:
        orders = [order("2026-10-01", -20), order("2026-10-02", 90, status="returned")]
        assert one(orders, "amount_12m") == -2_000
        assert one(orders, "orders_12m") == 0
        assert all(math.isnan(one(orders, name)) for name in ("first_order", "days_since_order", "gap_days"))

    def test_nobody_and_no_orders(self) -> None:
        assert measured(made(AS_OF, []), "amount_12m") == []
        assert measured(made(AS_OF, ["甲", "乙"]), "amount_12m") == [0, 0]


class TestGrowth:
    def test_against_as_many_months_before(self) -> None:
        # 300 now, 200 in the year before: +50 %; the 999 two years ago do not matter
        orders = [order("2026-01-01", 300), order("2025-01-01", 200), order("2024-01-01", 999)]
        assert one(orders, "growth_12m") == 0.5
        # 24 months: 500 against 999
        assert one(orders, "growth_24m") == pytest.approx(500 / 999 - 1)

    def test_a_lost_customer_shrinks_to_nothing(self) -> None:
        assert one([order("2025-01-01", 200)], "growth_12m") == -1

    def test_from_nothing_or_less_there_is_no_growth(self) -> None:
        assert math.isnan(one([order("2026-01-01", 300)], "growth_12m"))
        assert math.isnan(one([order("2026-01-01", 300), order("2025-01-01", -20)], "growth_12m"))


class TestQuantity:
    def test_credit_notes_take_off_however_they_are_signed(self) -> None:
        orders = [
            order("2026-01-01", 100, quantity=12.5),
            order("2026-02-01", -20, quantity=2),
            order("2026-03-01", -20, quantity=-1),
            order("2026-04-01", 50, quantity=7, status="returned"),
        ]
        assert one(orders, "quantity_12m") == 9.5

    def test_without_a_quantity(self) -> None:
        assert math.isnan(one([order("2026-01-01", 100)], "quantity_12m"))
        assert one([order("2026-01-01", 100), order("2026-01-02", 1, quantity=3)], "quantity_12m") == 3
        assert one([], "quantity_12m") == 0

    def test_tenths_add_up(self) -> None:
        assert one([order("2026-01-01", 1, quantity=0.1)] * 3, "quantity_12m") == 0.3


class TestRhythm:
    def test_days(self) -> None:
        orders = [order("2026-01-01", 10), order("2026-11-10", 10), order("2026-11-19", -10)]
        assert one(orders, "first_order") == number(date(2026, 1, 1))
        assert one(orders, "last_order") == number(date(2026, 11, 10))
        assert one(orders, "days_since_order") == 10
        assert one(orders, "days_since_first") == 323
        assert one(orders, "orders") == 2

    def test_the_gap_is_the_median_between_days(self) -> None:
        # days 1, 1, 11, 41: gaps 10 and 30, median 20; silent for 40 days: two gaps
        orders = [order(day, 10) for day in ("2026-09-11", "2026-10-11", "2026-09-01", "2026-09-01")]
        assert one(orders, "gap_days") == 20
        assert one(orders, "gaps_silent") == 2
        # one more on day 42: gaps 1, 10, 30
        assert one([*orders, order("2026-10-12", 10)], "gap_days") == 10

    def test_one_day_has_no_gap(self) -> None:
        orders = [order("2026-09-11", 10), order("2026-09-11", 10)]
        assert math.isnan(one(orders, "gap_days")) and math.isnan(one(orders, "gaps_silent"))
        assert math.isnan(one([], "gap_days"))

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 900)), max_size=25))
    def test_gaps_are_those_of_each_customer_alone(self, bought: list[tuple[str, int]]) -> None:
        book = made(AS_OF, ["a", "b", "c"], [order(AS_OF - timedelta(ago), 1, of) for of, ago in bought])
        for who, found in zip("abc", measured(book, "gap_days"), strict=True):
            days = sorted({ago for of, ago in bought if of == who})
            wanted = float(np.median(np.diff(days))) if len(days) > 1 else NONE
            assert found == pytest.approx(wanted, nan_ok=True)


class TestService:
    BOOK = made(
        AS_OF,
        [{"id": "甲", "made": date(2026, 11, 1)}, "申"],
        visits=[
            {"of": "甲", "day": date(2026, 11, 18)},
            {"of": "甲", "day": date(2025, 11, 20)},
            {"of": "甲", "day": date(2026, 11, 21)},
        ],
        tickets=[
            {"of": "甲", "day": date(2026, 11, 1), "type": "complaint"},
            {"of": "甲", "day": date(2025, 1, 1), "type": "complaint", "closed": date(2026, 11, 21)},
            {"of": "甲", "day": date(2026, 1, 1), "type": "complaint", "closed": date(2026, 1, 9)},
            {"of": "甲", "day": date(2026, 1, 1), "type": "praise"},
        ],
    )

    def test_by_hand(self) -> None:
        assert measured(self.BOOK, "visits_12m") == [1, 0]
        assert measured(self.BOOK, "visits_24m") == [2, 0]
        assert measured(self.BOOK, "days_since_visit") == pytest.approx([2, NONE], nan_ok=True)
        assert measured(self.BOOK, "complaints_12m") == [2, 0]
        assert measured(self.BOOK, "complaints_open") == [2, 0]  # one is settled after the day only
        assert measured(self.BOOK, "days_on_file") == pytest.approx([19, NONE], nan_ok=True)


class TestProspects:
    def test_stale_after_twelve_months(self) -> None:
        book = made(
            AS_OF,
            [
                {"id": "a", "prospect": 5, "prospect_day": date(2025, 11, 21)},
                {"id": "b", "prospect": 4, "prospect_day": date(2025, 11, 20)},
                {"id": "c", "prospect": 3, "prospect_day": date(2026, 11, 21)},
                "d",
            ],
        )
        assert measured(book, "prospect") == pytest.approx([5, NONE, NONE, NONE], nan_ok=True)
        assert measured(book, "prospect_age") == pytest.approx([364, 365, NONE, NONE], nan_ok=True)


OURS = ("sales", "service", "prospects", "profit")
EVENT = st.fixed_dictionaries(
    {
        "of": st.sampled_from("abcd"),
        "day": st.integers(-30, 900).map(lambda ago: AS_OF - timedelta(ago)),
        "amount": st.integers(-50, 90),
        "status": st.sampled_from(["", "cancelled", "returned"]),
        "quantity": st.sampled_from([NONE, 0.1, 2, 3]),
        "cost": st.none() | st.integers(0, 50),
        "due": st.none() | st.integers(0, 400).map(lambda ago: AS_OF - timedelta(ago)),
    }
)
NAMES = [f"{each.name}_18m" if each.window else each.name for each in MEASURES if each.group in OURS]


def every(book: Made) -> dict[str, list[Any]]:
    """Return all measures of this file's groups."""
    return {name: measured(book, name) for name in NAMES}


@given(st.lists(EVENT, max_size=20), st.randoms())
def test_the_order_of_the_rows_does_not_matter(orders: list[dict[str, Any]], chance: random.Random) -> None:
    shuffled = orders[:]
    chance.shuffle(shuffled)
    found, wanted = every(made(AS_OF, "abcd", shuffled)), every(made(AS_OF, "abcd", orders))
    assert repr(found) == repr(wanted)  # to the last bit


@given(st.lists(EVENT, max_size=20))
def test_the_future_changes_nothing(orders: list[dict[str, Any]]) -> None:
    """An as-of date in the past gives what an archive cut off there gives."""
    known = [order for order in orders if order["day"] <= AS_OF]
    assert repr(every(made(AS_OF, "abcd", orders))) == repr(every(made(AS_OF, "abcd", known)))


@given(st.lists(EVENT, max_size=20))
def test_periods_add_up(orders: list[dict[str, Any]]) -> None:
    """Two years are one year and the year before, so growth follows from the two amounts."""
    book = made(AS_OF, "abcd", orders)
    for one_year, two_years, growth in zip(
        measured(book, "amount_12m"), measured(book, "amount_24m"), measured(book, "growth_12m"), strict=True
    ):
        before = two_years - one_year
        assert growth == pytest.approx(one_year / before - 1 if before > 0 else NONE, nan_ok=True)
