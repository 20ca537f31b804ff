"""One customer's file as reports read it: its records, as they stood on the as-of date, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from custfile.language import Label, say
from custfile.report.fields import Fields
from custfile.report.page import Cell, Value
from custfile.report.wording import joined

_LATE: Final = Label("{days} late", "逾期{days}", "逾期{days}")


class Record:
    """The plain text tree of a file, seen by a reader of the level of ``fields`` on the day ``as_of``."""

    def __init__(self, data: Mapping[str, Any], fields: Fields, as_of: date) -> None:
        self.data = data
        self.fields = fields
        self._as_of = as_of

    @property
    def name(self) -> str:
        """The customer's name."""
        return str(self.data["name"])

    def part(self, key: str) -> Mapping[str, Any]:
        """Return the record under ``key``, empty when it is not told or above the reader's level."""
        return (self.data.get(key) or {}) if self.fields.open(key) else {}

    def listed(self, key: str) -> list[Mapping[str, Any]]:
        """Return the records of the list ``key``, none when it is above the reader's level."""
        return [each for each in self.data.get(key) or () if each] if self.fields.open(key) else []

    def events(self, key: str) -> list[Mapping[str, Any]]:
        """Return what had happened by the as-of date, the latest first."""
        past = [each for each in self.listed(key) if self.reached(each.get("date"))]
        return sorted(past, key=lambda each: str(each["date"]), reverse=True)

    def reached(self, day: Any) -> bool:
        """Return whether ``day``, as the file has it, is told and not after the as-of date."""
        return bool(day) and str(day) <= self._as_of.isoformat()

    def lateness(self, day: Any) -> str:
        """Return how late something is that should have been done on ``day``, empty when it is not."""
        if not day or str(day) >= self._as_of.isoformat():
            return ""
        return say(_LATE).format(days=self.fields.figures.days((self._as_of - date.fromisoformat(str(day))).days))

    def value(self, path: str, typed: Any, currency: str | None = None) -> Value:
        """Return what was typed at ``path``, typed by its field."""
        told = self.fields.value(path, typed, currency)
        return told.value if isinstance(told, Cell) else told

    def text(self, path: str, part: Mapping[str, Any], key: str) -> str:
        """Return the value of ``key`` in ``part`` at ``path`` on one line, empty when it is not told."""
        return self.fields.text(path, part, key)

    def joined(self, path: str, part: Mapping[str, Any], *keys: str) -> str:
        """Return the values of ``keys`` that are told, side by side."""
        return joined(*(self.text(path, part, key) for key in keys))
