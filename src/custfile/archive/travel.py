"""From where to where somebody travels, and how many calls a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from custfile.analysis.schedule.routes.datum import spot
from custfile.analysis.schedule.routes.sphere import Spot, centre
from custfile.analysis.schedule.routes.trips import Call, Traveller
from custfile.archive.calls import spots_in
from custfile.archive.index import Index
from custfile.model.people import Place
from custfile.model.schedule import CalendarSettings
from custfile.model.settings import Person, Settings

CAPACITY: Final = 8
"""Calls a day of somebody of whom the settings do not say it."""

_BEGINS, _ENDS, _MINUTES = "09:00", "18:00", 60


def traveller(index: Index, settings: Settings, calls: Sequence[Call], person: str) -> Traveller:
    """Return how ``person`` travels to ``calls``, by the settings."""
    known = settings.person(person)
    hours = settings.calendar or CalendarSettings()
    start, end = _ends(index, calls, known)
    told = known.capacity if known else None
    return Traveller(
        person,
        known.name if known else person,
        start,
        end,
        CAPACITY if told is None else max(told, 1),
        _minutes(hours.begins or _BEGINS),
        _minutes(hours.ends or _ENDS),
        _MINUTES if hours.visit_minutes is None else hours.visit_minutes,
    )


def _ends(index: Index, calls: Sequence[Call], person: Person | None) -> tuple[Spot, Spot]:
    """Return where a day begins and ends; without a start it is the middle of the customers in the person's region."""
    start, end = (_spot(person.start), _spot(person.end)) if person else (None, None)
    if start is None and end is None:
        region = spots_in(index, person.region) if person and person.region else []
        own = [call.spot for call in calls if call.spot is not None]
        start = centre(region or own or [Spot(0, 0)])
    found = start or end
    assert found is not None
    return found, end or found


def _spot(place: Place | None) -> Spot | None:
    return None if place is None else spot(float(place.lat), float(place.lon), place.datum)


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)
