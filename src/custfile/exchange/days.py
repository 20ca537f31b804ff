"""Days as spreadsheets write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Final

from custfile.exchange.unclear import Unclear
from custfile.language import _

_ROC: Final = 1911  # the year before year 1 of the Republic of China (民國)
_TIME: Final = re.compile(r"(?:T|\s+)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?$", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_IN_WORDS: Final = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_REPUBLIC: Final = re.compile(r"民[國国]\s*(\d{1,3})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_SHORT_YEAR: Final = re.compile(r"\d{1,3}([-/.])\d{1,2}\1\d{1,3}", re.ASCII)
_SERIAL: Final = re.compile(r"[1-9]\d{4}(?:\.\d+)?", re.ASCII)
_EACH_YEAR: Final = re.compile(r"(农历|農曆|阴历|陰曆)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?", re.ASCII)


class Order(StrEnum):
    """In which order a date is written."""

    dmy = "dmy"
    mdy = "mdy"
    ymd = "ymd"


def day(text: str, order: Order | None = None) -> date:
    """Return the day that ``text`` means: 2026/2/3, 2026.2.3, 20260203, 2026年2月3日, 民國115年2月3日, 25/12/2026.

    A time of day is left out. ``order`` says what 03/04/2026 means; without it the day must be beyond 12 to be told
    from the month. Raises ``Unclear``.
    """
    plain = _TIME.sub("", unicodedata.normalize("NFKC", text).strip())
    if found := _YEAR_FIRST.fullmatch(plain):
        return _date(text, int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(plain) or _IN_WORDS.fullmatch(plain):
        return _date(text, *map(int, found.groups()))
    if found := _REPUBLIC.fullmatch(plain):
        return _date(text, int(found[1]) + _ROC, int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(plain):
        return _year_last(text, int(found[1]), int(found[3]), int(found[4]), order)
    raise Unclear(_why_not(plain).format(text=text))


def care_date(text: str, order: Order | None = None) -> str:
    """Return ``text`` as a day that comes round each year: 03-04 for 3月4日, lunar 08-15 for 农历8月15日.

    A full day stays one. Raises ``Unclear``.
    """
    found = _EACH_YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return day(text, order).isoformat()
    return f"{'lunar ' if found[1] else ''}{int(found[2]):02d}-{int(found[3]):02d}"


def _year_last(text: str, first: int, second: int, year: int, order: Order | None) -> date:
    if order is Order.ymd:
        raise Unclear(_("'{text}' is not a date with the year first").format(text=text))
    if order is None and first <= 12 and second <= 12 and first != second:
        raise Unclear(_("'{text}' may be two days; say --dates dmy or --dates mdy").format(text=text))
    month_first = order is Order.mdy if order else second > 12
    return _date(text, year, first, second) if month_first else _date(text, year, second, first)


def _why_not(plain: str) -> str:
    if _SHORT_YEAR.fullmatch(plain):
        return _("'{text}' is not a clear date; write the year in full")
    if _SERIAL.fullmatch(plain):
        return _("'{text}' is a spreadsheet's number of a day; format the column as a date")
    return _("'{text}' is not a date such as 2026-02-03 or 2026/2/3")


def _date(text: str, year: int, month: int, of_month: int) -> date:
    try:
        return date(year, month, of_month)
    except ValueError:
        raise Unclear(_("'{text}' is not a day of the calendar").format(text=text)) from None
