"""Spans of time as people write them: 30, 30d, 2w, 3m, 1y."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Final, NamedTuple

from custfile.model.values import Scalar, Wrong

_SPAN: Final = re.compile(r"([1-9]\d{0,3})([dwmy]?)", re.ASCII)
_DAYS: Final = {"": 1, "d": 1, "w": 7}
_MONTHS: Final = {"m": 1, "y": 12}


class Span(NamedTuple):
    """So many months and days."""

    months: int
    days: int

    def after(self, day: date) -> date:
        """Return the day that is this span after ``day``; the last of the month when it has no such day."""
        if not self.months:
            return day + timedelta(self.days)
        from dateutil.relativedelta import relativedelta  # late: most spans are days

        return day + relativedelta(months=self.months, days=self.days)

    @property
    def about(self) -> int:
        """The span in days, a month taken for 30 and a year for 365."""
        years, months = divmod(self.months, 12)
        return 365 * years + 30 * months + self.days

    def __str__(self) -> str:
        if self.months:
            return f"{self.months // 12}y" if self.months % 12 == 0 else f"{self.months}m"
        return f"{self.days // 7}w" if self.days % 7 == 0 else f"{self.days}d"


def _span(typed: str) -> Span:
    fields = _SPAN.fullmatch(typed)
    if fields is None:
        raise Wrong("C743", got=typed)
    number, unit = int(fields[1]), fields[2]
    return Span(number * _MONTHS[unit], 0) if unit in _MONTHS else Span(0, number * _DAYS[unit])


SPAN: Final = Scalar(
    "span", _span, {"type": ["integer", "string"], "pattern": f"^(?:{_SPAN.pattern})$", "examples": ["30", "2w", "3m"]}
)
SpanOf = Annotated[Span, SPAN]
