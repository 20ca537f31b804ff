"""Numbers and sums of money as spreadsheets write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.exchange.amounts import Mark, amount
from custfile.exchange.unclear import Unclear


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5760", "5760"), ("1,280.00", "1280.00"), ("1,234,567", "1234567"), ("NT$1,280", "1280"), ("¥5,760", "5760"),
        ("￥５，７６０．５０", "5760.50"), ("１２８０", "1280"), ("(120.00)", "-120.00"), ("（120）", "-120"), ("-120", "-120"),
        ("−120", "-120"), ("$-3.50", "-3.50"), ("-NT$3", "-3"), ("5萬", "50000"), ("5万", "50000"), ("5.5万", "55000"),
        ("1.5萬元", "15000"), ("2亿", "200000000"), ("1280元", "1280"), ("US$ 12", "12"), ("rmb 12", "12"),
        ("1.280,50", "1280.50"), ("1.280.000", "1280000"), ("1280,5", "1280.5"), ("0,28", "0.28"), ("0.280", "0.280"),
        ("1 280,00", "1280.00"), ("1'280.00", "1280.00"), ("1280.500", "1280.500"), ("0.125", "0.125"),
    ],
)  # fmt: skip
def test_clear_numbers(text: str, number: str) -> None:
    assert str(amount(text).number) == number


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1.280", Mark.comma, "1280"),
        ("1.280", Mark.point, "1.280"),
        ("1,280", Mark.comma, "1.280"),
        ("1,280", None, "1280"),
    ],
)
def test_what_stands_before_the_decimals_may_be_told(text: str, mark: Mark | None, number: str) -> None:
    assert str(amount(text, mark).number) == number


@pytest.mark.parametrize(
    "text",
    ["1.280", "12.500", "", "-", "n/a", "1,28,0", "12,34,567", "1.2E+3", "5萬3", "(120", "120)", "-(3)", "1,280.", "12 80",
     "1..2", "NT$1 USD", "12件", "٣,٤"],
)  # fmt: skip
def test_unclear_numbers(text: str) -> None:
    with pytest.raises(Unclear):
        amount(text)


def test_a_told_mark_is_kept_to() -> None:
    with pytest.raises(Unclear):
        amount("1,280.50", Mark.comma)
    with pytest.raises(Unclear):
        amount("1280,5", Mark.point)


@pytest.mark.parametrize(
    ("text", "currencies"),
    [
        ("1280", set()),
        ("NT$1", {"TWD"}),
        ("¥1", {"CNY", "JPY"}),
        ("¥1元", {"CNY"}),
        ("€1", {"EUR"}),
        ("1 USD", {"USD"}),
    ],
)
def test_the_sign_tells_the_currency(text: str, currencies: set[str]) -> None:
    assert amount(text).currencies == currencies


@given(st.decimals(-(10**9), 10**9, places=2))
def test_sums_with_thousands_are_read_back(number: Decimal) -> None:
    assert amount(f"{number:,.2f}").number == number
    german = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert amount(german).number == number
