"""Appointments called off: they stay in the file, so that whoever has them in a calendar hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from custfile.errors import NoCustomer
from custfile.language import _
from custfile.model.edit import Edit, Put, Value


def call_off(record: Mapping[str, Any], day: date, time: str | None, fields: Mapping[str, Value]) -> list[Edit]:
    """Return the edits that put ``fields`` into the one appointment of ``day``, and ``time`` if told, that still stands.

    ``record`` is plain data. Raises ``NoCustomer`` when none or several stand and fit.
    """
    standing = [
        (place, item)
        for place, item in enumerate(record.get("appointments", []))
        if item and "cancelled" not in item and item["date"] == str(day)
    ]
    fitting = [(place, item) for place, item in standing if time in (None, item.get("time"))]
    if len(fitting) != 1:
        times = ", ".join(item.get("time") or _("all day") for _place, item in standing)
        sentence = (
            _("there are several appointments on {day}: {times}; add the time")
            if fitting
            else _("there is no such appointment on {day}; there are: {times}")
            if standing
            else _("there is no appointment on {day}")
        )
        raise NoCustomer(sentence.format(day=day, times=times))
    return [Put(("appointments", fitting[0][0], key), told) for key, told in fields.items() if told != ""]
