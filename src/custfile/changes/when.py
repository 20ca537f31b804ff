"""Days as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Final

from custfile.errors import Misused
from custfile.language import _

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2999

_WORDS: Final = {
    "today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "前天": -2, "tomorrow": 1, "明天": 1, "后天": 2, "後天": 2,
}  # fmt: skip
_UNITS: Final = {
    "d": "days", "天": "days", "日": "days", "w": "weeks", "周": "weeks", "週": "weeks",
    "m": "months", "月": "months", "个月": "months", "個月": "months", "y": "years", "年": "years",
}  # fmt: skip
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_RELATIVE: Final = re.compile(rf"([+-]?)(\d{{1,4}})({'|'.join(sorted(_UNITS, key=len, reverse=True))})", re.ASCII)


def parse_day(typed: str, base: date) -> date:
    """Return the day that ``typed`` means, counted from ``base``: 2026-02-03, today, 昨天, -3d, 2w, 1m, 30天.

    Raises ``Misused`` for anything else.
    """
    text = typed.strip().lower()
    try:
        if text in _WORDS:
            return base + timedelta(_WORDS[text])
        if found := _RELATIVE.fullmatch(text):
            from dateutil.relativedelta import relativedelta  # late: most days are written in full

            sign = -1 if found[1] == "-" else 1
            span: dict[str, Any] = {_UNITS[found[3]]: sign * int(found[2])}
            return base + relativedelta(**span)
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except (ValueError, OverflowError):  # no such day, or beyond the calendar
        pass
    raise Misused(
        _("'{typed}' is not a day; write 2026-02-03, today, yesterday, -3d, 2w, 1m or 1y").format(typed=typed)
    )


def parse_point(typed: str, base: date) -> date:
    """Return the day from which one looks ahead and back, as ``parse_day``.

    Raises ``Misused`` for one so far away that the weeks or years around it are beyond the calendar.
    """
    day = parse_day(typed, base)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        sentence = _("{day} is too far away; take a day of the years {first} to {last}")
        raise Misused(sentence.format(day=day, first=FIRST_YEAR, last=LAST_YEAR))
    return day


def parse_past_day(typed: str, today: date) -> date:
    """Return the day that ``typed`` means, on which something happened. Raises ``Misused`` when it is still to come."""
    day = parse_day(typed, today)
    if day > today:
        raise Misused(_("{day} is still to come; record what has happened").format(day=day))
    return day
