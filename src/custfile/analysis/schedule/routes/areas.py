"""The areas of a person: all customers in parts of equal number, each a day's calls, and as stable as can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

import numpy as np

from custfile.analysis.book import Real, Whole
from custfile.analysis.schedule.routes.sphere import distances
from custfile.analysis.schedule.routes.sweep import clockwise
from custfile.analysis.schedule.routes.trips import NO_COORDINATES, Call, Route, Traveller, in_order, trip

_DIGITS: Final = 5
"""Of the number of customers so many binary digits count: it grows in steps of a sixteenth, and of one up to 31."""


def areas(calls: Sequence[Call], traveller: Traveller) -> Route:
    """Return the areas of ``traveller``: of all ``calls``, with as many as a day allows in each, give or take one.

    They are drawn for the customers with the lowest ids, which are the oldest, and drawn anew when their number has grown by
    three to six in a hundred; until then one who comes is added where it is the least way round. So the same customers have
    the same areas, and most new ones change a single area. They are numbered clockwise round the start.
    """
    placed = sorted((call for call in calls if call.spot is not None), key=lambda call: call.id)
    step = max(1, 1 << len(placed).bit_length() >> _DIGITS)
    drawn = len(placed) - len(placed) % step
    count = ceil((drawn + step - 1) / traveller.capacity)
    km = distances([traveller.start, traveller.end, *(call.spot for call in placed if call.spot is not None)])
    groups = _drawn(placed[:drawn], min(count, drawn), km[: drawn + 2, : drawn + 2])
    for newcomer in range(drawn, len(placed)):
        _add(newcomer, groups, km, traveller.capacity)
    made = clockwise([[placed[at] for at in group] for group in groups], traveller.start)
    trips = [trip(number, None, in_order(group, traveller), traveller) for number, group in enumerate(made, 1)]
    return Route(traveller, trips, [(call, NO_COORDINATES) for call in calls if call.spot is None])


def _drawn(calls: Sequence[Call], count: int, km: Real) -> list[list[int]]:
    """Return the places of ``calls`` in ``count`` groups of equal number, give or take one, each in the order of a trip."""
    if not calls:
        return []
    from custfile.analysis.schedule.routes.solver import Vehicle, Window, shortest  # late: it brings PyVRP

    share, more = divmod(len(calls), count)
    sizes = [share + (number < more) for number in range(count)]
    flat = [(call.spot.lat, call.spot.lon * _narrowing(calls)) for call in calls if call.spot is not None]
    seed = list(_halved(np.arange(len(calls)), np.array(flat), sizes))
    return shortest(km, [Vehicle(size) for size in sizes], [Window()] * len(calls), seed) or seed


def _narrowing(calls: Sequence[Call]) -> float:
    """Return how long a degree to the east is where ``calls`` are, beside one to the north."""
    return float(np.cos(np.radians(np.mean([call.spot.lat for call in calls if call.spot is not None]))))


def _halved(places: Whole, flat: Real, sizes: Sequence[int]) -> Iterator[list[int]]:
    """Yield ``places`` in groups of ``sizes``: halved across their longer side again and again."""
    if len(sizes) == 1:
        yield places.tolist()
        return
    inside = flat[places]
    side = int(np.argmax(np.ptp(inside, axis=0)))
    ordered = places[np.argsort(inside[:, side], kind="stable")]
    half = len(sizes) // 2
    border = sum(sizes[:half])
    yield from _halved(ordered[:border], flat, sizes[:half])
    yield from _halved(ordered[border:], flat, sizes[half:])


def _add(newcomer: int, groups: list[list[int]], km: Real, capacity: int) -> None:
    """Put ``newcomer`` into the group with room, at the place, that makes the least way round; else into one of its own."""
    found = [
        (_detour(newcomer, group, place, km), number, place)
        for number, group in enumerate(groups)
        if len(group) < capacity
        for place in range(len(group) + 1)
    ]
    if not found:
        groups.append([newcomer])
        return
    _cost, number, place = min(found)
    groups[number].insert(place, newcomer)


def _detour(newcomer: int, group: Sequence[int], place: int, km: Real) -> float:
    """Return how many kilometres longer the trip is with ``newcomer`` at ``place``; the first two of ``km`` are the ends."""
    before = group[place - 1] + 2 if place else 0
    after = group[place] + 2 if place < len(group) else 1
    return float(km[before, newcomer + 2] + km[newcomer + 2, after] - km[before, after])
