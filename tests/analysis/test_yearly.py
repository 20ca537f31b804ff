"""When a day of meaning comes round.

The festivals are those of the State Council's yearly notices on public holidays and, where folk calendars disagreed, of
the Hong Kong Observatory (Dragon Boat 2013, New Year 2030); leap months are those of its conversion tables.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.schedule.yearly import (
    Occurrence,
    is_round,
    lunar_month_days,
    month_days,
    occurrences,
    yearly,
)

FROM, TO = date(1950, 1, 1), date(2099, 12, 31)
SPRING_FESTIVAL = """
2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2030-02-03
"""
DRAGON_BOAT = """
2013-06-12 2018-06-18 2019-06-07 2020-06-25 2021-06-14 2022-06-03 2023-06-22 2024-06-10 2025-05-31 2026-06-19
"""
MID_AUTUMN = """
2018-09-24 2019-09-13 2020-10-01 2021-09-21 2022-09-10 2023-09-29 2024-09-17 2025-10-06 2026-09-25
"""
PUBLISHED = [("lunar 01-01", SPRING_FESTIVAL), ("lunar 05-05", DRAGON_BOAT), ("lunar 08-15", MID_AUTUMN)]


def days(text: str, start: date, end: date) -> list[str]:
    """Return when ``text`` comes round, as ISO dates."""
    return [str(each.day) for each in occurrences(text, start, end)]


def year(text: str, number: int) -> list[str]:
    """Return when ``text`` comes round in a solar year."""
    return days(text, date(number, 1, 1), date(number, 12, 31))


@pytest.mark.parametrize(("text", "day"), [(text, day) for text, told in PUBLISHED for day in told.split()])
def test_published_festivals(text: str, day: str) -> None:
    assert year(text, int(day[:4])) == [day]


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # The leap 4th month of 2020 began on 23 May, the leap 2nd of 2023 on 22 March, the leap 6th of 2025 on 25 July.
        ("lunar leap 04-01", 2020, "2020-05-23"),
        ("lunar leap 02-01", 2023, "2023-03-22"),
        ("lunar leap 06-01", 2025, "2025-07-25"),
        # The ordinary month of the same number came before it, and a day of it is kept there alone.
        ("lunar 04-01", 2020, "2020-04-23"),
        ("lunar 02-01", 2023, "2023-02-20"),
        ("lunar 06-01", 2025, "2025-06-25"),
        # 2026 has no leap month: the ordinary 6th month begins on 14 July.
        ("lunar leap 06-01", 2026, "2026-07-14"),
        ("lunar 06-01", 2026, "2026-07-14"),
        # The leap 6th month of 2025 has 29 days, the last of them 22 August.
        ("lunar leap 06-30", 2025, "2025-08-22"),
        # 2033 has a leap 11th month, which the tables of the eighties had as a leap 8th.
        ("lunar leap 11-01", 2033, "2033-12-22"),
    ],
)
def test_leap_months(text: str, number: int, expected: str) -> None:
    assert year(text, number) == [expected]


def test_new_years_eve_is_the_last_day_of_a_month_of_29_or_30_days() -> None:
    """The 12th month of 2023 had 30 days, those of 2024 and 2025 have 29: eve is the day before Spring Festival."""
    assert days("lunar 12-30", date(2024, 1, 1), date(2026, 12, 31)) == ["2024-02-09", "2025-01-28", "2026-02-16"]


def test_a_lunar_day_near_the_end_of_the_year_is_twice_in_one_solar_year_and_not_in_the_next() -> None:
    """The 20th of the 11th month: lunar 2023 on 1 January 2024, lunar 2024 on 20 December 2024, lunar 2025 in 2026."""
    assert year("lunar 11-20", 2024) == ["2024-01-01", "2024-12-20"]
    assert year("lunar 11-20", 2025) == []
    assert year("lunar 11-20", 2026) == ["2026-01-08", "2026-12-28"]


def test_spring_festival_across_the_end_of_a_year() -> None:
    assert days("lunar 01-01", date(2026, 12, 20), date(2027, 2, 10)) == ["2027-02-06"]
    assert days("lunar 12-23", date(2026, 12, 20), date(2027, 2, 10)) == ["2027-01-30"]


def test_the_29th_of_february_is_kept_on_the_28th_of_a_common_year() -> None:
    assert days("02-29", date(2024, 1, 1), date(2028, 12, 31)) == [
        "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
    ]  # fmt: skip
    assert year("1964-02-29", 2100) == ["2100-02-28"]  # a common year: divisible by 100 and not by 400
    assert year("1964-02-29", 2000) == ["2000-02-29"]
    assert year("02-28", 2024) == ["2024-02-28"]


def test_years_are_counted_from_the_first_one_on() -> None:
    """A wedding to come is not remembered before, and is itself year 0."""
    assert occurrences("2026-12-26", date(2025, 1, 1), date(2027, 12, 31)) == [
        Occurrence(date(2026, 12, 26), 0),
        Occurrence(date(2027, 12, 26), 1),
    ]
    assert occurrences("12-26", date(2026, 1, 1), date(2026, 12, 31)) == [Occurrence(date(2026, 12, 26), None)]


def test_lunar_years_are_counted_by_the_lunar_year() -> None:
    """Lunar 1960-12-08 was in January 1961; on 26 January 2026 it is still lunar 2025: 65 years."""
    assert occurrences("lunar 1960-12-08", date(2026, 1, 1), date(2026, 12, 31)) == [Occurrence(date(2026, 1, 26), 65)]


def test_every_tenth_year_is_round() -> None:
    assert [years for years in range(101) if is_round(years)] == [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    assert not is_round(None)


def test_beyond_the_tables_a_lunar_day_does_not_come_round() -> None:
    assert year("lunar 01-01", 2100) == ["2100-02-09"]
    assert year("lunar 01-01", 2101) == []
    assert year("lunar 01-01", 1899) == []


def test_both_ends_are_included() -> None:
    day = date(2026, 11, 20)
    assert days("11-20", day, day) == ["2026-11-20"]
    assert days("11-20", day + timedelta(1), day) == []
    assert days("11-20", day + timedelta(1), date(2027, 11, 19)) == []


def test_without_the_library_only_lunar_days_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "borax.calendars.lunardate", None)
    assert year("08-15", 2026) == ["2026-08-15"]
    with pytest.raises(ModuleNotFoundError):
        lunar_month_days(date(2026, 1, 1), date(2026, 1, 2))


SOLAR = st.builds(
    lambda day, told: str(day) if told else f"{day:%m-%d}",
    st.dates(date(1930, 1, 1), date(1949, 12, 31)),
    st.booleans(),
)
LUNAR = st.builds(
    lambda first, leap, month, day: f"lunar {first}{leap}{month:02d}-{day:02d}",
    st.sampled_from(["", "1930-", "1949-"]),
    st.sampled_from(["", "leap "]),
    st.integers(1, 12),
    st.integers(1, 30),
)
DAYS = st.dates(FROM, TO)


@given(SOLAR, st.integers(1950, 2099))
def test_a_solar_day_comes_round_once_in_each_year(text: str, number: int) -> None:
    (found,) = year(text, number)
    assert found[5:] == text[-5:] or (text.endswith("02-29") and found.endswith("02-28"))


@given(LUNAR, st.integers(1950, 2098))
def test_a_lunar_day_comes_round_once_in_each_lunar_year(text: str, number: int) -> None:
    (begins,), (ends,) = year("lunar 01-01", number), year("lunar 01-01", number + 1)
    (found,) = occurrences(text, date.fromisoformat(begins), date.fromisoformat(ends) - timedelta(1))
    told = yearly(text)
    assert found.years == (None if told.year is None else number - told.year)


@given(st.one_of(SOLAR, LUNAR), DAYS, DAYS, DAYS)
def test_what_comes_round_in_two_halves_is_what_comes_round_in_the_whole(
    text: str, first: date, second: date, third: date
) -> None:
    start, middle, end = sorted((first, second, third))
    halves = occurrences(text, start, middle) + occurrences(text, middle + timedelta(1), end)
    assert halves == occurrences(text, start, end)


@given(st.one_of(SOLAR, LUNAR), DAYS, st.integers(0, 500))
def test_what_comes_round_is_among_the_days_that_are_asked_for(text: str, start: date, length: int) -> None:
    end = min(start + timedelta(length), TO)
    asked = lunar_month_days(start, end) if yearly(text).lunar else month_days(start, end)
    assert not occurrences(text, start, end) or text[-5:] in asked
