"""Calls to make, who makes them, and the trips that come of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from custfile.analysis.schedule.routes.sphere import Spot, distances
from custfile.language import Label

NO_COORDINATES: Final = "coordinates"
NO_ROOM: Final = "room"
REASONS: Final = {
    NO_COORDINATES: Label("without coordinates", "无坐标", "無座標"),
    NO_ROOM: Label("no room in these days", "这几天排不下", "這幾天排不下"),
}
"""Why a call is in no trip."""

_TO_START: Final = 10
_KM_A_MINUTE: Final = 1.0


@dataclass(frozen=True)
class Call:
    """A customer to see. ``spot`` is where, ``due`` the day it fell due, ``why`` the reason in words.

    ``day`` is fixed by an appointment, a plan or a ticket; so is ``time``, in minutes from midnight. ``minutes`` is how long
    it takes, where that is told. ``mark`` is the customer's class, and ``region`` and ``address`` stand where there is no spot.
    """

    id: str
    name: str
    spot: Spot | None
    due: date
    why: str = ""
    day: date | None = None
    time: int | None = None
    minutes: int | None = None
    mark: str = ""
    region: str = ""
    address: str = ""


@dataclass(frozen=True)
class Traveller:
    """Who goes: from where to where, how many calls a day, and when the day begins and ends (minutes from midnight).

    ``minutes`` is how long a call takes when nobody says.
    """

    id: str | None
    name: str
    start: Spot
    end: Spot
    capacity: int
    begins: int = 9 * 60
    ends: int = 18 * 60
    minutes: int = 60


@dataclass(frozen=True)
class Stop:
    """A call in a trip: the kilometres that lead to it, and when one is there (minutes from midnight)."""

    call: Call
    km: float
    at: int

    @property
    def late(self) -> bool:
        """Whether one is there after the time that was fixed."""
        return self.call.time is not None and self.at > self.call.time


@dataclass(frozen=True)
class Trip:
    """The calls of a day, or of an area, in their order; ``back`` are the kilometres of the way back, over at ``over``."""

    number: int
    day: date | None
    stops: Sequence[Stop]
    back: float
    over: int

    @property
    def km(self) -> float:
        """The kilometres of the whole trip."""
        return sum(stop.km for stop in self.stops) + self.back


@dataclass(frozen=True)
class Route:
    """The trips of a person, and the calls in none of them, each with the reason, of ``REASONS``."""

    traveller: Traveller
    trips: Sequence[Trip]
    apart: Sequence[tuple[Call, str]] = field(default=())

    @property
    def km(self) -> float:
        """The kilometres of all trips."""
        return sum(trip.km for trip in self.trips)

    @property
    def naive(self) -> float:
        """The kilometres of the same calls for one who takes them in the order of the customers' ids.

        Each day, or area, is filled as far as calls a day and working hours allow; what is fixed for a day stays there.
        """
        return sum(sum(_legs(calls, self.traveller)) for calls in _by_id(self))


def minutes_for(km: float) -> int:
    """Return how many minutes a way takes: ten to leave, park and arrive, and one a kilometre as the crow flies.

    That is 13 minutes across a quarter and two hours between towns; nobody needs a map of roads for it.
    """
    return round(_TO_START + km / _KM_A_MINUTE) if km > 0 else 0


def opening(calls: Sequence[Call], traveller: Traveller) -> int:
    """Return when the day of ``calls`` begins: as always, or with an earlier appointment."""
    return min([traveller.begins, *(call.time for call in calls if call.time is not None)])


def length(call: Call, traveller: Traveller) -> int:
    """Return how many minutes ``call`` takes. A day that is full of calls holds shorter ones."""
    if call.minutes is not None:
        return call.minutes
    share = (traveller.ends - traveller.begins) // max(traveller.capacity, 1) - _TO_START
    return min(traveller.minutes, max(share, 5))


def trip(number: int, day: date | None, calls: Sequence[Call], traveller: Traveller) -> Trip:
    """Return the trip to ``calls`` in their order, all of which have a spot.

    The day begins at the first call; the way there is before it. One waits for the time of an appointment.
    """
    legs = _legs(calls, traveller)
    clock, stops = opening(calls, traveller), list[Stop]()
    for place, (call, km) in enumerate(zip(calls, legs, strict=False)):
        clock = max(clock + (minutes_for(km) if place else 0), call.time or 0)
        stops.append(Stop(call, km, clock))
        clock += length(call, traveller)
    return Trip(number, day, stops, legs[-1], clock + minutes_for(legs[-1]))


def in_order(calls: Sequence[Call], traveller: Traveller) -> Sequence[Call]:
    """Return ``calls`` in their order, or in that of their ids where it is shorter, misses nothing and ends in time."""
    by_id = sorted(calls, key=_id)
    made, other = trip(0, None, calls, traveller), trip(0, None, by_id, traveller)
    in_time = not any(stop.late for stop in other.stops) and other.over <= max(made.over, traveller.ends)
    return by_id if other.km < made.km and in_time else calls


def _by_id(route: Route) -> Iterator[list[Call]]:
    """Yield the calls of ``route`` as trips in the order of the ids; when the days are full, there are more."""
    who, calls = route.traveller, [stop.call for each in route.trips for stop in each.stops]
    free = sorted((call for call in calls if call.day is None), key=_id, reverse=True)
    fixed = [[stop.call for stop in each.stops if stop.call.day is not None] for each in reversed(route.trips)]
    timed = any(each.day is not None for each in route.trips)
    while fixed or free:
        taken = sorted(fixed.pop() if fixed else [], key=_id)
        while free and len(taken) < who.capacity:
            more = sorted([*taken, free[-1]], key=_id)
            if timed and taken and trip(0, None, more, who).over > who.ends:
                break
            taken = more
            free.pop()
        if taken:
            yield taken


def _id(call: Call) -> str:
    return call.id


def _legs(calls: Sequence[Call], traveller: Traveller) -> list[float]:
    spots = [traveller.start, *(call.spot for call in calls if call.spot is not None), traveller.end]
    return [float(km) for km in distances(spots).diagonal(1)]
