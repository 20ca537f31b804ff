"""Days in a condition: of the calendar, or counted from the as-of date."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from custfile.language import _
from custfile.model.condition.kinds import EQUAL, OPERATIONS, ORDER, Kind, Test
from custfile.model.folding import fold

_UNITS: Final = {
    "d": "d", "天": "d", "日": "d", "w": "w", "周": "w", "週": "w",
    "m": "m", "个月": "m", "個月": "m", "月": "m", "y": "y", "年": "y",
}  # fmt: skip
AROUND_TODAY: Final = re.compile(rf"(?i:today|今天|今日)\s*[+-]\s*[0-9]{{1,4}}(?i:{'|'.join(_UNITS)})")
"""A day some time before or after the as-of date, with spaces or without."""

_CALENDAR: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_RELATIVE: Final = re.compile(rf"(?:today|今天|今日)(?:([+-]\d{{1,4}})({'|'.join(_UNITS)}))?", re.ASCII)
_DAYS: Final = {"d": 1, "w": 7}
_MONTHS: Final = {"m": 1, "y": 12}


class _Day(Kind):
    operators = EQUAL | ORDER

    @property
    def wanted(self) -> str:
        return _("a day")

    @property
    def remedy(self) -> str:
        return _("write 2026-01-31, today, today-90d, today+2w, today-12m or today-1y")

    @property
    def usage(self) -> str:
        return _("write {name} = …, {name} < … or {name} >= …")

    def canonical(self, typed: str) -> str:
        text = fold(typed)
        if _CALENDAR.fullmatch(text):
            return date.fromisoformat(text).isoformat()
        fields = _RELATIVE.fullmatch(text)
        if fields is None:
            raise ValueError(typed)
        return f"today{int(fields[1]):+}{_UNITS[fields[2]]}" if fields[1] else "today"

    def test(self, operator: str, typed: str, as_of: date) -> Test:
        operation, day = OPERATIONS[operator], meant(typed, as_of)
        return lambda value: operation(value, day)


def meant(typed: str, as_of: date) -> date:
    """Return the day that the canonical ``typed`` means on ``as_of``; beyond the calendar, its first or last day."""
    if _CALENDAR.fullmatch(typed):
        return date.fromisoformat(typed)
    fields = _RELATIVE.fullmatch(typed)
    assert fields is not None
    if not fields[1]:
        return as_of
    if fields[2] in _DAYS:
        number = as_of.toordinal() + int(fields[1]) * _DAYS[fields[2]]
        return date.fromordinal(min(max(number, date.min.toordinal()), date.max.toordinal()))
    return _months_later(as_of, int(fields[1]) * _MONTHS[fields[2]])


def _months_later(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


DAY: Final[Kind] = _Day()
