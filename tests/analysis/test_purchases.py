"""Recency, frequency and monetary value: which orders count, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from dealings import AS_OF, Line, book, bought
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.book import day_of, months_before
from custfile.analysis.rankings.purchases import Purchases, purchases


def measured(ids: Sequence[str], lines: Sequence[Line], as_of: date = AS_OF, months: int | None = 24) -> Purchases:
    return purchases(book(ids, lines, as_of), months)


def one(lines: Sequence[Line], as_of: date = AS_OF, months: int | None = 24) -> Any:
    """The measures of the only customer, A."""
    return measured("A", lines, as_of, months).customers.iloc[0]


class TestWhatCounts:
    def test_days_orders_and_net_sum(self) -> None:
        row = one([bought("A", "2025-12-02", 100), bought("A", "2025-06-01", 50)])
        assert (row["recency"], row["frequency"], row["monetary"]) == (30, 2, 15_000)
        assert day_of(row["last_order"]) == date(2025, 12, 2)

    def test_orders_of_one_day_are_separate(self) -> None:
        assert one([bought("A", "2025-12-02"), bought("A", "2025-12-02")])["frequency"] == 2

    def test_an_order_of_the_as_of_day_counts(self) -> None:
        row = one([bought("A", "2026-01-01")])
        assert (row["recency"], row["frequency"]) == (0, 1)

    def test_an_order_after_the_as_of_day_does_not_exist(self) -> None:
        row = one([bought("A", "2025-12-02"), bought("A", "2026-01-02", 999)])
        assert (row["recency"], row["frequency"], row["monetary"]) == (30, 1, 10_000)

    def test_a_cancelled_order_counts_nowhere(self) -> None:
        row = one([bought("A", "2025-12-02"), ("A", "2025-12-30", 99_900, "cancelled")])
        assert (row["recency"], row["frequency"], row["monetary"]) == (30, 1, 10_000)

    def test_a_credit_note_lowers_only_the_amount(self) -> None:
        row = one([bought("A", "2025-12-02"), ("A", "2025-12-30", -3_000, "delivered")])
        assert (row["recency"], row["frequency"], row["monetary"]) == (30, 1, 7_000)

    def test_a_returned_order_falls_out(self) -> None:
        # 100 kept and 40 returned: 100, not 140, and not 60 (the 40 were never earned)
        row = one([bought("A", "2025-12-02"), ("A", "2025-12-30", 4_000, "returned")])
        assert (row["recency"], row["frequency"], row["monetary"]) == (30, 1, 10_000)

    def test_a_return_line_may_also_say_returned(self) -> None:
        row = one([bought("A", "2025-12-02"), ("A", "2025-12-30", -4_000, "returned")])
        assert (row["frequency"], row["monetary"]) == (1, 6_000)

    @pytest.mark.parametrize("status", ["", "open", "delivered"])
    def test_an_order_counts_from_the_day_it_is_made(self, status: str) -> None:
        assert one([("A", "2025-12-02", 100, status)])["frequency"] == 1

    def test_what_is_given_away_is_no_order(self) -> None:
        row = one([("A", "2025-12-02", 100, "delivered"), ("A", "2025-12-22", 0, "delivered")])
        assert (row["recency"], row["frequency"], row["monetary"]) == (30, 1, 100)

    def test_sums_are_exact_beyond_floats(self) -> None:
        # 2**53 + 1 cents is no float
        found = measured("A", [("A", "2025-12-02", 2**53, "delivered"), ("A", "2025-12-02", 1, "delivered")])
        assert found.customers["monetary"].tolist() == [2**53 + 1]

    def test_a_customer_without_orders_is_left_out_with_the_reason(self) -> None:
        lines = [
            bought("A", "2025-12-02"),
            ("C", "2025-12-02", 100, "cancelled"),
            ("D", "2026-02-01", 100, "open"),
            ("E", "2025-12-02", -100, "delivered"),
            ("F", "2025-12-02", 100, "returned"),
        ]
        result = measured("ABCDEF", lines)
        assert result.customers["id"].tolist() == ["A"]
        assert result.left_out == {"no_order": 3, "only_returns": 2}


class TestWindow:
    @pytest.mark.parametrize(
        ("as_of", "months", "opens"),
        [
            (date(2026, 1, 1), 24, "2024-01-01"),
            (date(2024, 2, 29), 24, "2022-02-28"),
            (date(2024, 2, 29), 48, "2020-02-29"),
            (date(2024, 3, 31), 1, "2024-02-29"),
            (date(2025, 2, 28), 12, "2024-02-28"),
            (date(2025, 1, 31), 13, "2023-12-31"),
        ],
    )
    def test_opens_after(self, as_of: date, months: int, opens: str) -> None:
        assert str(day_of(months_before(as_of, months))) == opens

    @pytest.mark.parametrize(("as_of", "months"), [(date(1, 1, 5), 1), (date(2026, 11, 20), 10**12)])
    def test_opens_with_the_calendar_at_the_earliest(self, as_of: date, months: int) -> None:
        assert day_of(months_before(as_of, months)) == date.min

    def test_is_open_at_its_start_and_closed_at_its_end(self) -> None:
        lines = [bought("A", day) for day in ("2024-01-01", "2024-01-02", "2026-01-01")]
        assert one(lines)["frequency"] == 2

    def test_29_february_is_inside_the_window_of_the_next_leap_day(self) -> None:
        # (2022-02-28, 2024-02-29]: 28 February 2022 is out, 1 March 2022 and the leap day itself are in
        lines = [bought("A", day) for day in ("2022-02-28", "2022-03-01", "2024-02-29")]
        assert one(lines, date(2024, 2, 29))["frequency"] == 2

    def test_recency_looks_beyond_it(self) -> None:
        row = one([bought("A", "2020-01-01")])
        assert (row["recency"], row["frequency"], row["monetary"]) == (2192, 0, 0)

    def test_without_limit(self) -> None:
        assert one([bought("A", "1999-01-01"), bought("A", "2025-01-01")], months=None)["frequency"] == 2


lines_of = st.lists(
    st.tuples(
        st.sampled_from("ABCDEFG"),
        st.dates(date(2023, 1, 1), date(2026, 12, 31)).map(date.isoformat),
        st.integers(-500, 5_000),
        st.sampled_from(["open", "delivered", "cancelled", "returned"]),
    ),
    max_size=40,
)


@given(lines_of)
def test_measures_agree_with_a_loop_over_the_lines(lines: list[Line]) -> None:
    for row in measured("ABCDEFG", lines).customers.itertuples():
        own = [(day, cents, status) for who, day, cents, status in lines if who == row.id and day <= "2026-01-01"]
        sales = [day for day, cents, status in own if cents >= 0 and status in ("open", "delivered")]
        recent = [(cents, status) for day, cents, status in own if day > "2024-01-01" and status != "cancelled"]
        assert row.recency == (AS_OF - date.fromisoformat(max(sales))).days
        assert row.frequency == sum(day > "2024-01-01" for day in sales)
        assert row.monetary == sum(cents for cents, status in recent if cents < 0 or status != "returned")
