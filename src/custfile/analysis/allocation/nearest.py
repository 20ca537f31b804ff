"""How near a person works to a customer: levels of the region in common, then kilometres."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from math import asin, cos, radians, sin, sqrt
from typing import Final, NamedTuple

from custfile.analysis.allocation.staff import Candidate

_EARTH_KM: Final = 6371.0


class Point(NamedTuple):
    """Degrees. The datum is left aside: it moves a point by less than a kilometre, the same way for its neighbours."""

    lat: float
    lon: float


@lru_cache(1 << 16)
def levels(one: str | None, other: str | None) -> int:
    """Return how many levels, from the first, two regions have in common: 1 for 台北/大安區 and 台北/信義區."""
    if not one or not other:
        return 0
    pairs = zip(_levels(one), _levels(other), strict=False)
    return sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _levels(region: str) -> list[str]:
    return [level.strip().casefold() for level in region.split("/")]


def start(candidate: Candidate) -> Point | None:
    """Return where the day of ``candidate`` begins."""
    place = candidate.person.start
    return Point(float(place.lat), float(place.lon)) if place else None


def kilometres(one: Point, other: Point) -> float:
    """Return the distance by the haversine formula, on a sphere of 6371 km."""
    lat, far_lat = radians(one.lat), radians(other.lat)
    a = sin((far_lat - lat) / 2) ** 2 + cos(lat) * cos(far_lat) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(a)))


def nearest(region: str | None, point: Point | None, people: Sequence[Candidate]) -> list[Candidate]:
    """Return those of ``people`` who work nearest: who share most levels of ``region``, of several the one whose day
    begins nearest to ``point``. Empty when neither tells anything.
    """
    common = {each.id: levels(region, each.person.region) for each in people}
    most = max(common.values(), default=0)
    found = [each for each in people if common[each.id] == most]
    starts = [(each, begins) for each in found if (begins := start(each)) is not None]
    if point is None or not starts or (most and len(found) == 1):
        return found if most else []
    if most and len(starts) < len(found):  # who is nearest cannot be told of all of them
        return found
    far = {each.id: round(kilometres(begins, point), 1) for each, begins in starts}
    return [each for each, _begins in starts if far[each.id] == min(far.values())]
