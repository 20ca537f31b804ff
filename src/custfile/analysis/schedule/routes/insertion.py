"""What of too many calls can be made in time: the fixed ones, and of the others one by one those that fell due first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from custfile.analysis.schedule.routes.trips import Call, Traveller, Trip, trip


@dataclass(frozen=True)
class Day:
    """What a day holds before anybody is called on who may be called on another day.

    ``fixed`` are the calls of that day in the order of their times, ``ends`` is when it has to be over (minutes from
    midnight), and ``times`` is when each appointment can begin at the latest: where the way from the one before is too
    long, as early as it can be.
    """

    fixed: Sequence[Call]
    ends: int
    times: Mapping[Call, int]

    def keeps(self, made: Trip) -> bool:
        """Say whether ``made`` is over in time and keeps all appointments that can be kept."""
        return made.over <= self.ends and all(
            stop.at <= self.times[stop.call] for stop in made.stops if stop.call in self.times
        )


def day_of(fixed: Sequence[Call], ends: int, traveller: Traveller) -> Day:
    """Return the day with the ``fixed`` calls, all of which have a spot; it is over at ``ends``, or when they are made."""
    ordered = sorted(fixed, key=lambda call: 24 * 60 if call.time is None else call.time)
    if not ordered:
        return Day(ordered, ends, {})
    made = trip(0, None, ordered, traveller)
    return Day(ordered, max(ends, made.over), {stop.call: stop.at for stop in made.stops if stop.call.time is not None})


def inserted(
    free: Sequence[Call], days: Mapping[date, Day], room: Mapping[date, int], traveller: Traveller
) -> dict[date, list[Call]]:
    """Return the calls of each day: the fixed ones, and of the ``free`` ones, in their order, each that still fits.

    It is put where it is the least way round. ``room`` is how many calls a day takes.
    """
    made = {day: trip(0, day, each.fixed, traveller) for day, each in days.items()}
    for call in free:
        tried = [
            (other.km - made[day].km, day, other)
            for day, each in days.items()
            if len(made[day].stops) < room.get(day, 0)
            for other in _with(call, made[day], traveller)
            if each.keeps(other)
        ]
        if tried:
            _detour, day, best = min(tried, key=lambda each: each[:2])
            made[day] = best
    return {day: [stop.call for stop in each.stops] for day, each in made.items() if each.stops}


def _with(call: Call, made: Trip, traveller: Traveller) -> Iterator[Trip]:
    calls = [stop.call for stop in made.stops]
    for place in range(len(calls) + 1):
        yield trip(0, made.day, [*calls[:place], call, *calls[place:]], traveller)
