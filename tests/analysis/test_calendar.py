"""Working days against the schedules that governments published for 2025 and 2026."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from custfile.analysis.schedule.calendar import WorkCalendar, is_working, working_days
from custfile.language import speaking
from custfile.model.schedule import CalendarSettings, Holiday


def days(year: int, *told: str) -> set[date]:
    """Return the days of ``told``, such as ``2-15..2-23`` or ``4-4``."""
    found: set[date] = set()
    for each in told:
        first, _dots, last = each.partition("..")
        start, end = (date(year, *map(int, text.split("-"))) for text in (first, last or first))
        found |= {start + timedelta(n) for n in range((end - start).days + 1)}
    return found


# 国办发明电〔2024〕12号, 国办发明电〔2025〕7号
CHINA = {
    2025: (
        days(2025, "1-1", "1-28..2-4", "4-4..4-6", "5-1..5-5", "5-31..6-2", "10-1..10-8"),
        days(2025, "1-26", "2-8", "4-27", "9-28", "10-11"),
    ),
    2026: (
        days(2026, "1-1..1-3", "2-15..2-23", "4-4..4-6", "5-1..5-5", "6-19..6-21", "9-25..9-27", "10-1..10-7"),
        days(2026, "1-4", "2-14", "2-28", "5-9", "9-20", "10-10"),
    ),
}
# 行政院人事行政總處, 114年及115年政府行政機關辦公日曆表; 5-1 is on them since a law of May 2025
TAIWAN = {
    2025: (
        days(2025, "1-1", "1-27..1-31", "2-28", "4-3..4-4", "5-30", "9-29", "10-6", "10-10", "10-24", "12-25"),
        days(2025, "2-8"),
    ),
    2026: (
        days(2026, "1-1", "2-16..2-20", "2-27", "4-3", "4-6", "5-1", "6-19", "9-25", "9-28", "10-9", "10-26", "12-25"),
        set[date](),
    ),
}
# Feiertagsgesetze; Bavaria has Epiphany, Corpus Christi, Assumption and All Saints beside
GERMANY = days(2026, "1-1", "4-3", "4-6", "5-1", "5-14", "5-25", "12-25")
BAVARIA = GERMANY | days(2026, "1-6", "6-4")


def worked(year: int, off: set[date], extra: set[date]) -> list[date]:
    """Return the days of a week from Monday to Friday, without ``off``, with ``extra``."""
    start = date(year, 1, 1)
    every = [start + timedelta(n) for n in range((date(year + 1, 1, 1) - start).days)]
    return [day for day in every if day in extra or (day.weekday() < 5 and day not in off)]


def year_of(settings: CalendarSettings, year: int) -> list[date]:
    return working_days(settings, date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize("year", [2025, 2026])
def test_china_works_as_the_state_council_announced(year: int) -> None:
    assert year_of(CalendarSettings(country="CN"), year) == worked(year, *CHINA[year])


@pytest.mark.parametrize("year", [2025, 2026])
def test_taiwan_works_as_announced(year: int) -> None:
    assert year_of(CalendarSettings(country="TW"), year) == worked(year, *TAIWAN[year])


def test_germany_and_its_lands() -> None:
    assert year_of(CalendarSettings(country="de"), 2026) == worked(2026, GERMANY, set())
    assert year_of(CalendarSettings(country="DE", area="BY"), 2026) == worked(2026, BAVARIA, set())


def test_without_settings_the_week_is_monday_to_friday() -> None:
    assert working_days(None, date(2026, 11, 20), date(2026, 11, 24)) == [
        date(2026, 11, 20),
        date(2026, 11, 23),
        date(2026, 11, 24),
    ]
    assert working_days(None, date(2026, 11, 2), date(2026, 11, 1)) == []


def test_the_firms_own_days_win_over_the_country_and_the_week() -> None:
    own = [
        Holiday(date=date(2026, 10, 1), works=True),  # National Day, but the hotel is open
        Holiday(date=date(2026, 9, 20)),  # a Sunday worked in China, but not here
        Holiday(date=date(2026, 11, 20), name="店庆"),
    ]
    calendar = WorkCalendar(CalendarSettings(country="CN", days=own))
    assert calendar.is_working(date(2026, 10, 1))
    assert not calendar.is_working(date(2026, 9, 20))
    assert not calendar.is_working(date(2026, 11, 20))
    assert calendar.holiday(date(2026, 11, 20)) == "店庆"
    assert calendar.holiday(date(2026, 9, 20)) == "day off"
    assert calendar.holiday(date(2026, 10, 1)) is None


def test_a_week_of_six_days() -> None:
    six = CalendarSettings(week=["tue", "wed", "thu", "fri", "sat", "sun"])
    assert not is_working(six, date(2026, 11, 23))
    assert is_working(six, date(2026, 11, 22))


def test_holidays_are_named_in_the_readers_language() -> None:
    china, germany = (WorkCalendar(CalendarSettings(country=code)) for code in ("CN", "DE"))
    assert china.holiday(date(2026, 10, 1)) == "National Day"
    assert china.holiday(date(2026, 9, 20)) is None
    assert china.holiday(date(2026, 11, 22)) is None  # a Sunday is no holiday
    with speaking("zh_CN"):
        assert WorkCalendar(CalendarSettings(country="CN")).holiday(date(2026, 10, 1)) == "国庆节"
        assert germany.holiday(date(2026, 12, 25)) == "Christmas Day"  # not translated


def test_a_year_not_announced_keeps_the_holidays_by_law_and_says_so_once() -> None:
    calendar = WorkCalendar(CalendarSettings(country="CN"))
    assert calendar.is_working(date(2026, 12, 31)) and calendar.notes == []
    assert not calendar.is_working(date(2090, 10, 1)) and not calendar.is_working(date(2090, 1, 1))
    assert calendar.notes == ["which weekends of 2090 are worked in China is not known yet"]


def test_an_unknown_place_is_told_and_the_week_counts() -> None:
    calendar = WorkCalendar(CalendarSettings(country="DE", area="XX"))
    assert len(calendar.working_days(date(2026, 5, 1), date(2026, 5, 7))) == 5
    assert calendar.notes == ["no public holidays are known of DE XX"]


def test_without_the_library_the_week_counts_and_it_is_said() -> None:
    program = """
import sys
sys.modules["holidays"] = None
from datetime import date
from custfile.analysis.schedule.calendar import WorkCalendar
from custfile.model.schedule import CalendarSettings
calendar = WorkCalendar(CalendarSettings(country="CN"))
print(calendar.is_working(date(2026, 10, 1)), calendar.is_working(date(2027, 10, 2)), *calendar.notes)
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    hint = "public holidays are not known; for them: pip install 'custfile[holidays]'"
    assert told.stdout.strip() == f"True False {hint}"
