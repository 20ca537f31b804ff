"""Days as people type them, seen from Friday 2026-11-20."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.changes.when import parse_day, parse_past_day, parse_point
from custfile.errors import Misused

BASE = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-02-03", "2026-02-03"),
        (" 2026-02-03 ", "2026-02-03"),
        ("today", "2026-11-20"),
        ("Yesterday", "2026-11-19"),
        ("tomorrow", "2026-11-21"),
        ("今天", "2026-11-20"),
        ("昨天", "2026-11-19"),
        ("前天", "2026-11-18"),
        ("後天", "2026-11-22"),
        ("3d", "2026-11-23"),
        ("+3d", "2026-11-23"),
        ("-3d", "2026-11-17"),
        ("2w", "2026-12-04"),
        ("3W", "2026-12-11"),
        ("1m", "2026-12-20"),
        ("-9m", "2026-02-20"),
        ("1y", "2027-11-20"),
        ("30天", "2026-12-20"),
        ("2周", "2026-12-04"),
        ("3个月", "2027-02-20"),
        ("3月", "2027-02-20"),
        ("-1年", "2025-11-20"),
    ],
)
def test_what_is_understood(typed: str, day: str) -> None:
    assert parse_day(typed, BASE) == date.fromisoformat(day)


def test_a_month_that_is_too_short_ends_on_its_last_day() -> None:
    assert parse_day("1m", date(2026, 1, 31)) == date(2026, 2, 28)
    assert parse_day("1y", date(2024, 2, 29)) == date(2025, 2, 28)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "3",
        "d",
        "3x",
        "2026-02-30",
        "2026-13-01",
        "2026-2-3",
        "03/04/2026",
        "20260203",
        "9999y",
        "-9999y",
        "２w",
        "2 w",
        "--3d",
    ],
)
def test_what_is_not_a_day(typed: str) -> None:
    with pytest.raises(Misused, match="is not a day; write 2026-02-03, today, yesterday, -3d, 2w, 1m or 1y") as caught:
        parse_day(typed, BASE)
    assert str(caught.value).startswith(f"'{typed}'")


def test_what_happened_is_not_to_come() -> None:
    assert parse_past_day("today", BASE) == BASE
    with pytest.raises(Misused, match="2026-11-21 is still to come; record what has happened"):
        parse_past_day("1d", BASE)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 9999), st.sampled_from("dw"))
def test_there_and_back(base: date, number: int, unit: str) -> None:
    assert parse_day(f"-{number}{unit}", parse_day(f"{number}{unit}", base)) == base


@given(st.text(max_size=12))
def test_anything_is_a_day_or_a_sentence(typed: str) -> None:
    try:
        assert isinstance(parse_day(typed, BASE), date)
    except Misused as wrong:
        assert "is not a day" in str(wrong)


@pytest.mark.parametrize("typed", ["0999-12-31", "3000-01-01", "9999-12-31", "980y"])
def test_nobody_looks_from_the_end_of_the_calendar(typed: str) -> None:
    with pytest.raises(Misused, match="is too far away; take a day of the years 1000 to 2999"):
        parse_point(typed, BASE)
    assert parse_point("-1d", BASE) == date(2026, 11, 19)
