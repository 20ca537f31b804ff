"""When a day of meaning comes round: solar and lunar days, leap days and leap months, and how many years it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib.util import find_spec
from typing import Final, NamedTuple

LUNAR: Final = "lunar "
"""How the text of a lunar day begins."""

_LEAP: Final = "leap "
_LUNAR_YEARS: Final = (1900, 2100)
"""The years whose lunar months the tables of the library know."""

_LONGEST: Final = 385
"""The days of the longest lunar year."""


class Yearly(NamedTuple):
    """A day that comes round each year, as it was told; ``year`` is the first one, where it is known."""

    lunar: bool
    year: int | None
    leap: bool
    month: int
    day: int


class Occurrence(NamedTuple):
    """The solar ``day`` on which it comes round, and how many ``years`` it is then, where the first year is known."""

    day: date
    years: int | None


def knows_lunar() -> bool:
    """Say whether the library for lunar days is there; it is an extra."""
    return find_spec("borax") is not None


def yearly(text: str) -> Yearly:
    """Return what ``text``, a valid care date, says: ``1985-03-04``, ``03-04``, ``lunar 1990-leap 05-02``."""
    *year, month, day = text.removeprefix(LUNAR).replace(_LEAP, "").split("-")
    first = int(year[0]) if year else None
    return Yearly(text.startswith(LUNAR), first, _LEAP in text, int(month), int(day))


def occurrences(text: str, start: date, end: date) -> list[Occurrence]:
    """Return when the care date ``text`` comes round from ``start`` to ``end``, both included, in order of time.

    It comes round once in each year from the first on, a lunar day once in each lunar year from 1900 to 2100. 29 February is
    kept on the 28th of a common year. A lunar day of a leap month is kept in the ordinary month of that number when the
    year has no such leap month, and day 30 on day 29 of a short month. Raises ``ModuleNotFoundError`` for a lunar day
    when the library for it is missing.
    """
    told = yearly(text)
    first = told.year or date.min.year
    days = _lunar_days if told.lunar else _solar_days
    return [
        Occurrence(day, None if told.year is None else year - told.year)
        for year, day in days(told, start, end)
        if year >= first and start <= day <= end
    ]


def month_days(start: date, end: date) -> frozenset[str]:
    """Return the solar days, as ``MM-DD``, that come round from ``start`` to ``end``, both included."""
    days = min((end - start).days + 1, 366)
    found = {f"{start + timedelta(number):%m-%d}" for number in range(days)}
    if "02-28" in found:
        found.add("02-29")  # in a common year it is kept on this day; in a leap year it will be sorted out
    return frozenset(found)


def lunar_month_days(start: date, end: date) -> frozenset[str]:
    """Return the lunar days, as ``MM-DD``, that may come round from ``start`` to ``end``. Raises ``ModuleNotFoundError``."""
    from borax.calendars.lunardate import (  # type: ignore[import-untyped]  # late: an extra
        MAX_SOLAR_DATE,
        MIN_SOLAR_DATE,
        LunarDate,
    )

    last = min(end, MAX_SOLAR_DATE)
    days = min((last - max(start, MIN_SOLAR_DATE)).days + 1, _LONGEST)
    moons = [LunarDate.from_solar(last - timedelta(number)) for number in range(days)]
    found = {f"{moon.month:02d}-{moon.day:02d}" for moon in moons}
    return frozenset(found | {f"{moon.month:02d}-30" for moon in moons if moon.day == 29})


def is_round(years: int | None) -> bool:
    """Say whether it is a tenth year, or a twentieth …, that deserves more than a card."""
    return years is not None and years > 0 and years % 10 == 0


def _solar_days(told: Yearly, start: date, end: date) -> Iterator[tuple[int, date]]:
    for year in range(start.year, end.year + 1):
        common = (told.month, told.day) == (2, 29) and not _has_leap_day(year)
        yield year, date(year, told.month, 28 if common else told.day)


def _has_leap_day(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _lunar_days(told: Yearly, start: date, end: date) -> Iterator[tuple[int, date]]:
    """A lunar year ends in January or February of the next solar one."""
    earliest, latest = _LUNAR_YEARS
    for year in range(max(start.year - 1, earliest), min(end.year, latest) + 1):
        yield year, _lunar_day(year, told.leap, told.month, told.day)


@lru_cache(1 << 14)
def _lunar_day(year: int, leap: bool, month: int, day: int) -> date:
    from borax.calendars.lunardate import LunarDate

    lengths = _lengths(year)
    leap = leap and (month, True) in lengths
    found: date = LunarDate(year, month, min(day, lengths[month, leap]), int(leap)).to_solar_date()
    return found


@lru_cache(1 << 8)
def _lengths(year: int) -> Mapping[tuple[int, bool], int]:
    """Return how many days each month of a lunar year has, by its number and whether it is the leap month."""
    from borax.calendars.lunardate import LCalendars

    return {(month, bool(leap)): days for month, days, leap in LCalendars.iter_year_month(year)}
