"""A month, as plans are named: 2026-12."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

_MONTH: Final = re.compile(r"(\d{4})-(\d\d)", re.ASCII)


class Month(NamedTuple):
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Month:
        """Return the month that ``text`` names. Raises ``ValueError`` for anything but 2026-12."""
        found = _MONTH.fullmatch(text)
        if found is None:
            raise ValueError(text)
        date(int(found[1]), int(found[2]), 1)  # is there such a month?
        return cls(int(found[1]), int(found[2]))

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def holds(self, day: date) -> bool:
        """Say whether ``day`` is in it."""
        return (day.year, day.month) == self

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
