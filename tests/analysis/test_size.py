"""Classes by size of purchases: shares by hand, fixed amounts, the window."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from custfile.analysis.classes.size import place
from custfile.analysis.ledger import Ledger, Sale
from custfile.model.settings import Classes, Settings, SizeRule

AS_OF = date(2026, 11, 20)


def words(amounts: list[int], rule: SizeRule | None = None) -> list[str]:
    """Return the class of customers who bought for ``amounts`` on the as-of date."""
    ledgers = [Ledger(f"C{at}", "A", "x", sales=[Sale(AS_OF, None, each * 100)]) for at, each in enumerate(amounts)]
    return [placed.word for placed in place(ledgers, _settings(rule), AS_OF)]


def _settings(rule: SizeRule | None) -> Settings:
    return Settings(name="A", classes=Classes(size=rule) if rule else None)


def test_shares_of_those_before() -> None:
    """Of 100: before them are 0, 60, 80, 90 and 96 %; large below 80 %, medium below 95 %."""
    assert words([60, 20, 10, 6, 4]) == ["large", "large", "medium", "medium", "scattered"]


def test_the_order_of_the_customers_does_not_matter() -> None:
    assert words([4, 10, 60, 6, 20]) == ["scattered", "medium", "large", "medium", "large"]


def test_a_single_customer_is_large_and_none_is_none() -> None:
    assert words([1]) == ["large"]
    assert words([0, -5, 10]) == ["none", "none", "large"]
    assert words([]) == []


def test_the_reason_says_how_much_is_before() -> None:
    ledgers = [Ledger(f"C{at}", "A", "x", sales=[Sale(AS_OF, None, each)]) for at, each in enumerate((7500, 2500, 0))]
    assert [placed.reason for placed in place(ledgers, _settings(None), AS_OF)] == [
        "75.00 in the window; larger customers have 0.0% of all",
        "25.00 in the window; larger customers have 75.0% of all",
        "0.00 in the window",
    ]


def test_shares_and_amounts_of_the_settings() -> None:
    assert words([50, 30, 20], SizeRule(large_share=Decimal("0.5"), medium_share=Decimal("0.6"))) == [
        "large", "medium", "scattered"
    ]  # fmt: skip
    rule = SizeRule(large_amount=Decimal(100), medium_amount=Decimal("50.01"))
    assert words([100, 99, 51, 50, 0], rule) == ["large", "medium", "medium", "scattered", "none"]


def test_the_window_opens_after_the_same_day_of_last_year() -> None:
    def word(sale: Sale, rule: SizeRule | None = None) -> str:
        return place([Ledger("C1", "A", "x", sales=[sale])], _settings(rule), AS_OF)[0].word

    assert word(Sale(date(2025, 11, 20), None, 100)) == "none"
    assert word(Sale(date(2025, 11, 21), None, 100)) == "large"
    assert word(Sale(date(2024, 11, 21), None, 100), SizeRule(months=24)) == "large"
    assert word(Sale(AS_OF, None, 100, returned=True)) == "none"
