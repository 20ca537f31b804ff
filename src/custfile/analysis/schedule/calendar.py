"""Working days: the firm's week, the public holidays of its country, and the days of its own."""
# ruff: noqa: A005 - inside this room nothing else is a calendar

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from custfile.language import _, spoken
from custfile.model.schedule import CalendarSettings

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ANNOUNCED: Final = "CN"
"""The country that decides each autumn which weekends of the next year are worked."""


class _Year(NamedTuple):
    """What a country says of one year: names of its holidays by day, and the weekend days that are worked."""

    holidays: Mapping[date, str]
    worked: frozenset[date]


_NOTHING: Final = _Year({}, frozenset())


class WorkCalendar:
    """On which days people work.

    The firm's own days win over the country's, and these over the week. The country's come from the library
    ``holidays`` (the extra of that name). What it cannot say is told once by ``notes``, and the week counts instead;
    of a Chinese year whose adjusted days are not announced yet, the holidays by law still count.
    """

    def __init__(self, settings: CalendarSettings | None = None) -> None:
        """Begin with the week of ``settings``; the country is asked when a day of a year is."""
        self._settings = settings or CalendarSettings()
        self._week = frozenset(map(_WEEKDAYS.index, self._settings.week or _WEEKDAYS[:5]))
        self._own = {own.date: own for own in self._settings.days}
        self._years: dict[int, _Year] = {}
        self._notes: dict[str, None] = {}

    @property
    def notes(self) -> list[str]:
        """What could not be known of the days asked about so far, a sentence each."""
        return list(self._notes)

    def is_working(self, day: date) -> bool:
        """Say whether people work on ``day``."""
        own = self._own.get(day)
        if own is not None:
            return bool(own.works)
        year = self._year(day.year)
        return day in year.worked or (day.weekday() in self._week and day not in year.holidays)

    def holiday(self, day: date) -> str | None:
        """Return the name of the holiday that ``day`` is, or ``None``: a plain day, or a weekend."""
        own = self._own.get(day)
        if own is not None:
            return None if own.works else own.name or self._year(day.year).holidays.get(day) or _("day off")
        year = self._year(day.year)
        return None if day in year.worked else year.holidays.get(day)

    def working_days(self, start: date, end: date) -> list[date]:
        """Return the working days from ``start`` to ``end``, both included, in order."""
        days = (start + timedelta(n) for n in range((end - start).days + 1))
        return [day for day in days if self.is_working(day)]

    def _year(self, year: int) -> _Year:
        if year not in self._years:
            self._years[year] = self._asked(year)
        return self._years[year]

    def _asked(self, year: int) -> _Year:
        country, area = self._settings.country, self._settings.area
        if country is None:
            return _NOTHING
        try:
            said = _said(country.upper(), area, year)
        except ModuleNotFoundError:
            self._note(_("public holidays are not known; for them: pip install 'custfile[holidays]'"))
            return _NOTHING
        except NotImplementedError:
            self._note(
                _("no public holidays are known of {place}").format(place=" ".join(filter(None, (country, area))))
            )
            return _NOTHING
        if country.upper() == _ANNOUNCED and not said.worked:
            self._note(_("which weekends of {year} are worked in China is not known yet").format(year=year))
        return said

    def _note(self, sentence: str) -> None:
        self._notes[sentence] = None


def _said(country: str, area: str | None, year: int) -> _Year:
    """Return what the library knows. Raises ``NotImplementedError`` for a place that it does not know."""
    import holidays  # late: an extra, and most commands ask for no day

    translated = spoken() in holidays.list_localized_countries().get(country, [])
    language = spoken() if translated else "en_US"
    days = holidays.country_holidays(country, area, years=year, expand=False, language=language)
    worked = frozenset(day for day in days.weekend_workdays if day.year == year)
    return _Year({day: name for day, name in days.items() if day.year == year}, worked)


def working_days(settings: CalendarSettings | None, start: date, end: date) -> list[date]:
    """Return the working days from ``start`` to ``end``, both included; ``WorkCalendar`` also tells what is not known."""
    return WorkCalendar(settings).working_days(start, end)


def is_working(settings: CalendarSettings | None, day: date) -> bool:
    """Say whether people work on ``day``; for many days make one ``WorkCalendar``."""
    return WorkCalendar(settings).is_working(day)
