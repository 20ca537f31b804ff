"""How the text of a scalar becomes a value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.model.codes import CODES
from custfile.model.values import SCALARS, Wrong, choice, nearest


@pytest.mark.parametrize(
    ("scalar", "typed", "value"),
    [
        ("text", "two\nlines", "two\nlines"),
        ("line", "0010123456", "0010123456"),
        ("line", "NO", "NO"),
        ("day", "2026-02-28", date(2026, 2, 28)),
        ("day", "2024-02-29", date(2024, 2, 29)),
        ("money", "1280.00", Decimal("1280.00")),
        ("money", "-0.5", Decimal("-0.5")),
        ("quantity", "12", Decimal(12)),
        ("share", "0.95", Decimal("0.95")),
        ("share", "1", Decimal(1)),
        ("whole", "030", 30),
        ("grade", "5", 5),
        ("yes", "Yes", True),
        ("yes", "false", False),
        ("email", "wang@example.com", "wang@example.com"),
        ("time", "09:05", "09:05"),
        ("care_date", "1985-03-04", "1985-03-04"),
        ("care_date", "02-29", "02-29"),  # it comes round in leap years
        ("care_date", "lunar 08-15", "lunar 08-15"),
        ("care_date", "lunar 1990-leap 05-02", "lunar 1990-leap 05-02"),
    ],
)
def test_what_is_read(scalar: str, typed: str, value: Any) -> None:
    assert SCALARS[scalar].read(typed) == value


@pytest.mark.parametrize(
    ("scalar", "typed", "code"),
    [
        ("line", "two\nlines", "C211"),
        ("day", "2026-02-30", "C209"),
        ("day", "2026-2-3", "C204"),
        ("day", "03/04/2026", "C204"),
        ("day", "２０２６-02-03", "C204"),
        ("day", "2026-02-03 ", "C204"),
        ("money", "1,280.00", "C205"),
        ("money", "１２８０", "C205"),
        ("money", "¥5", "C205"),
        ("money", "1e400", "C205"),
        ("money", ".nan", "C205"),
        ("money", "NaN", "C205"),
        ("money", "Infinity", "C205"),
        ("money", "+5", "C205"),
        ("money", "5.", "C205"),
        ("money", "9" * 16, "C205"),
        ("share", "1.01", "C206"),
        ("share", "-0.1", "C206"),
        ("whole", "1.5", "C207"),
        ("whole", "-1", "C206"),
        ("whole", "²", "C207"),
        ("grade", "0", "C206"),
        ("grade", "6", "C206"),
        ("yes", "1", "C212"),
        ("yes", "是", "C212"),
        ("email", "a@b", "C213"),
        ("email", "a b@c.de", "C213"),
        ("email", "a@b.c,d@e.fg", "C213"),
        ("time", "24:00", "C217"),
        ("time", "9:05", "C217"),
        ("care_date", "13-01", "C209"),
        ("care_date", "1985-02-29", "C209"),
        ("care_date", "leap 05-02", "C214"),
        ("care_date", "lunar 13-01", "C214"),
        ("care_date", "lunar 08-31", "C214"),
        ("care_date", "八月十五", "C214"),
    ],
)
def test_what_is_wrong_has_its_code(scalar: str, typed: str, code: str) -> None:
    with pytest.raises(Wrong) as caught:
        SCALARS[scalar].read(typed)
    assert caught.value.code == code


def test_a_choice_suggests_the_nearest() -> None:
    kind = choice("kind", {"complaint": None, "praise": None})  # type: ignore[dict-item]
    assert kind.read("praise") == "praise"
    with pytest.raises(Wrong) as caught:
        kind.read("complain")
    assert caught.value.params == {"got": "complain", "choices": "complaint, praise", "nearest": "complaint"}


def test_the_nearest_word_or_none() -> None:
    assert nearest("Ower", ["owner", "region"]) == "owner"
    assert nearest("zzz", ["owner", "region"]) == ""


@given(st.sampled_from(sorted(SCALARS)), st.text())
def test_anything_is_a_value_or_a_known_code(scalar: str, typed: str) -> None:
    try:
        SCALARS[scalar].read(typed)
    except Wrong as wrong:
        assert wrong.code in CODES


@given(st.decimals(-(10**12), 10**12, places=2))
def test_money_keeps_its_places(amount: Decimal) -> None:
    assert str(SCALARS["money"].read(f"{amount:f}")) == f"{amount:f}"


@given(st.dates())
def test_days_there_and_back(day: date) -> None:
    assert SCALARS["day"].read(day.isoformat()) == day
