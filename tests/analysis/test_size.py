"""Classes by size of purchases: shares by hand, fixed amounts, the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from books import made
from schemes import figures, scheme, ways

from custfile.model.scheme import SchemeSettings

AS_OF = date(2026, 11, 20)
CLASSES = [{"id": "large"}, {"id": "medium"}, {"id": "scattered"}, {"id": "none"}]


def size(**told: Any) -> SchemeSettings:
    """Return the scheme with other borders."""
    return scheme({"source": "amount_12m", **told, "classes": CLASSES, "default": "none"}, id="size")


def words(amounts: Sequence[float], *own: SchemeSettings) -> list[str]:
    """Return the class of customers who bought for ``amounts`` on the as-of date."""
    ids = [f"C{at:02}" for at in range(len(amounts))]
    orders = [{"of": of, "day": AS_OF, "amount": amount} for of, amount in zip(ids, amounts, strict=True)]
    return ways(figures(made(AS_OF, ids, orders), *own).placed("size"))


def test_shares_of_those_before() -> None:
    """Of 100: before them are 0, 60, 80, 90 and 96 %; large below 80 %, medium below 95 %."""
    assert words([60, 20, 10, 6, 4]) == ["large", "large", "medium", "medium", "scattered"]


def test_the_order_of_the_customers_does_not_matter() -> None:
    assert words([4, 10, 60, 6, 20]) == ["scattered", "medium", "large", "medium", "large"]


def test_of_equals_the_first_by_id_is_larger() -> None:
    """Ten of 10 each: before the ninth are 80 %, before the tenth 90 %."""
    assert words([10] * 10) == ["large"] * 8 + ["medium"] * 2


def test_a_border_is_exact_where_floats_are_not() -> None:
    """0.1 + 0.1 + … is not 0.8 in binary; in cents 80 of 100 is."""
    assert words([1] * 100)[79:81] == ["large", "medium"]
    assert words([0.01] * 3) == ["large"] * 3  # before the last are 2 of 3 cents, and 80 % are 2.4


def test_a_single_customer_is_large_and_none_is_none() -> None:
    assert words([1]) == ["large"]
    assert words([0, -5, 10]) == ["none", "none", "large"]
    assert words([]) == []


def test_the_reason_says_how_much_is_before() -> None:
    book = made(
        AS_OF, ["C0", "C1", "C2"],
        [{"of": "C0", "day": AS_OF, "amount": 75}, {"of": "C1", "day": AS_OF, "amount": 25}],
    )  # fmt: skip
    placed = figures(book).placed("size")
    assert [placed.reason(who) for who in range(3)] == [
        "amount_12m 75.00; larger customers have 0.0% of all",
        "amount_12m 25.00; larger customers have 75.0% of all",
        "amount_12m 0.00",
    ]


def test_shares_and_amounts_of_the_settings() -> None:
    assert words([50, 30, 20], size(pareto=["0.5", "0.6"])) == ["large", "medium", "scattered"]
    fixed = size(cuts=[100, "50.01", "0.01"])
    assert words([100, 99, 51, 50, 0], fixed) == ["large", "medium", "medium", "scattered", "none"]


def test_without_a_default_nothing_is_in_the_last_class() -> None:
    own = scheme({"source": "amount_12m", "pareto": ["0.8"], "classes": CLASSES[:2]}, id="size")
    assert words([90, 0, 10], own) == ["large", "medium", "medium"]


def test_the_window_opens_after_the_same_day_of_last_year() -> None:
    def word(day: date, *own: SchemeSettings, **more: Any) -> str:
        book = made(AS_OF, ["C1"], [{"of": "C1", "day": day, "amount": 1, **more}])
        return ways(figures(book, *own).placed("size"))[0]

    two_years = scheme(
        {"source": "amount_24m", "pareto": ["0.8", "0.95"], "classes": CLASSES, "default": "none"}, id="size"
    )
    assert word(date(2025, 11, 20)) == "none"
    assert word(date(2025, 11, 21)) == "large"
    assert word(date(2024, 11, 21), two_years) == "large"
    assert word(AS_OF, status="returned") == "none"
