"""The calls of some days: as few days as take them, about equally full, each in one area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from math import ceil
from typing import Final

from custfile.analysis.schedule.routes.insertion import Day, day_of, inserted
from custfile.analysis.schedule.routes.sphere import distances
from custfile.analysis.schedule.routes.sweep import around, clockwise
from custfile.analysis.schedule.routes.trips import (
    NO_COORDINATES,
    NO_ROOM,
    Call,
    Route,
    Traveller,
    in_order,
    length,
    opening,
    trip,
)

_SPAN: Final = 10_000
"""Minutes from the midnight of one day to that of the next, on a clock on which no trip reaches into another day."""


def week(calls: Sequence[Call], days: Sequence[date], traveller: Traveller) -> Route:
    """Return the trips to ``calls`` on ``days``, which rise; a call that is fixed for another day is no part of it.

    A fixed call keeps its day and time. The others may be made on any of the days; when there are more than there is room or
    time for, those that fell due first are. As few days are used as the calls a day allow, and more when one of them would
    not end in time, or as early as the farthest call alone lets it; each takes an equal share. The days without fixed calls
    go round the start clockwise, so that the same calls come on the same days of the week.
    """
    room = _room(calls, days, traveller)
    fixed = [call for call in calls if call.spot is not None and call.day in room]
    free = sorted((call for call in calls if call.spot is not None and call.day is None), key=_urgency)
    chosen = _divided(fixed, free, room, traveller) if fixed or free else {}
    made = {call for on_day in chosen.values() for call in on_day}
    apart = [(call, NO_COORDINATES) for call in calls if call.spot is None]
    apart += [(call, NO_ROOM) for call in free if call not in made]
    trips = [
        trip(number, day, in_order(on_day, traveller), traveller)
        for number, (day, on_day) in enumerate(_turned(chosen, calls, traveller), 1)
    ]
    return Route(traveller, trips, apart)


def _room(calls: Sequence[Call], days: Sequence[date], traveller: Traveller) -> Mapping[date, int]:
    """Return how many calls with a spot a day takes: those without that are fixed for it are made, too."""
    elsewhere = Counter(call.day for call in calls if call.spot is None)
    return {day: max(traveller.capacity - elsewhere[day], 0) for day in days}


def _urgency(call: Call) -> tuple[date, str]:
    return call.due, call.id


def _divided(
    fixed: Sequence[Call], free: Sequence[Call], room: Mapping[date, int], traveller: Traveller
) -> dict[date, list[Call]]:
    """Return the calls of each day that is used."""
    ends = max([traveller.ends, *(trip(0, None, [call], traveller).over for call in free)])
    days = {day: day_of([call for call in fixed if call.day == day], ends, traveller) for day in room}
    space = sum(max(room[day] - len(days[day].fixed), 0) for day in days)
    ordered = around([*fixed, *free[:space]], traveller.start)
    for limits in _limits(ordered, list(room), room):
        found = _solved(_seed(ordered, limits, days), limits, days, traveller)
        if found is not None:
            return found
    seeds = inserted(free, days, room, traveller)
    limits = {day: len(on_day) for day, on_day in seeds.items()}
    return _solved(seeds, limits, days, traveller) or seeds


def _limits(calls: Sequence[Call], days: Sequence[date], room: Mapping[date, int]) -> Iterator[dict[date, int]]:
    """Yield how many calls each of the days takes that are used, for one more day at a time: as equal as there is room."""
    fixed = Counter(call.day for call in calls if call.day is not None)
    others = [day for day in days if day not in fixed]
    for more in range(len(others) + 1):
        used = sorted([*fixed, *others[:more]])
        least = ceil(len(calls) / max(len(used), 1))
        for share in range(least, max(least, *room.values()) + 1):
            limits = {day: max(min(share, room[day]), fixed[day]) for day in used}
            if sum(limits.values()) >= len(calls):
                yield limits
                break


def _seed(calls: Sequence[Call], limits: Mapping[date, int], days: Mapping[date, Day]) -> dict[date, list[Call]]:
    """Return the calls day by day, as they come: where the search sets out from."""
    free = iter([call for call in calls if call.day is None])
    return {day: [*days[day].fixed, *islice(free, limit - len(days[day].fixed))] for day, limit in limits.items()}


def _solved(
    seeds: Mapping[date, Sequence[Call]], limits: Mapping[date, int], days: Mapping[date, Day], traveller: Traveller
) -> dict[date, list[Call]] | None:
    """Return the shortest trips that are over in time; ``None`` when there are none."""
    from custfile.analysis.schedule.routes.solver import Vehicle, Window, shortest  # late: it brings PyVRP

    calls = [call for on_day in seeds.values() for call in on_day]
    places = iter(range(len(calls)))
    spots = [traveller.start, traveller.end, *(call.spot for call in calls if call.spot is not None)]
    midnight = {day: number * _SPAN for number, day in enumerate(limits)}
    opens = {day: midnight[day] + opening(days[day].fixed, traveller) for day in limits}
    found = shortest(
        distances(spots),
        [Vehicle(limit, opens[day], midnight[day] + days[day].ends) for day, limit in limits.items()],
        [Window(*_when(call, midnight, opens, days), length(call, traveller)) for call in calls],
        [list(islice(places, len(on_day))) for on_day in seeds.values()],
    )
    if found is None:
        return None
    return {day: [calls[at] for at in on] for day, on in zip(limits, found, strict=True)}


def _when(
    call: Call, midnight: Mapping[date, int], opens: Mapping[date, int], days: Mapping[date, Day]
) -> tuple[int, int]:
    """Return from when to when ``call`` may begin, on the clock of all days."""
    if call.day is None:
        return 0, len(midnight) * _SPAN
    if call.time is None:
        return opens[call.day], midnight[call.day] + _SPAN - 1
    return midnight[call.day] + call.time, midnight[call.day] + days[call.day].times[call]


def _turned(
    chosen: Mapping[date, list[Call]], calls: Sequence[Call], traveller: Traveller
) -> Iterator[tuple[date, Sequence[Call]]]:
    """Yield the days with their calls; those on which nothing is fixed are alike, and go round the start clockwise."""
    fixed = {call.day for call in calls}
    free = [day for day in chosen if day not in fixed]
    turning = clockwise([chosen[day] for day in free if chosen[day]], traveller.start)
    found = {day: on_day for day, on_day in chosen.items() if day in fixed and on_day} | dict(
        zip(free, turning, strict=False)
    )
    yield from sorted(found.items(), key=lambda pair: pair[0])
