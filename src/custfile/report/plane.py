"""Where things lie on a drawing: places of the globe, room for dots, and what encloses them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from math import cos, hypot, pi, radians, sin
from typing import Final

from custfile.analysis.schedule.routes.sphere import RADIUS, Spot

WIDTH: Final = 760
_MARGIN: Final = 44
_LOWEST, _HIGHEST = 200, 400
_KM_A_DEGREE: Final = RADIUS * pi / 180
_TURN, _WIDENING = 2.4, 0.35

Point = tuple[float, float]
_Cell = tuple[int, int]


class Plane:
    """Where places lie on the drawing: a degree to the east is as long as it is there, beside one to the north."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        lats, lons = [spot.lat for spot in spots], [spot.lon for spot in spots]
        self._narrowing = cos(radians((min(lats) + max(lats)) / 2))
        wide, high = (max(lons) - min(lons)) * self._narrowing, max(lats) - min(lats)
        room = WIDTH - 2 * _MARGIN
        least = 2 / _KM_A_DEGREE  # no closer than two kilometres: the places of one street are not a country
        self._scale = min(room / max(wide, least), (_HIGHEST - 2 * _MARGIN) / max(high, least))
        self.height = max(_LOWEST, high * self._scale + 2 * _MARGIN)
        self._middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2

    def at(self, spot: Spot) -> Point:
        """Return where ``spot`` is on the drawing."""
        east, north = spot.lon - self._middle[0], spot.lat - self._middle[1]
        return WIDTH / 2 + east * self._narrowing * self._scale, self.height / 2 - north * self._scale

    def scale(self) -> str:
        """Return a bar of a round number of kilometres, at the lower left."""
        a_km = self._scale / _KM_A_DEGREE
        lengths = (digit * 10.0**power for power in range(-1, 5) for digit in (1, 2, 5))
        km = max((each for each in lengths if each * a_km <= WIDTH / 5), default=0.1)
        y = self.height - 12
        bar = f'<path class="scale" d="M12 {y - 4:.1f}v4h{km * a_km:.1f}v-4"/>'
        return f'{bar}<text class="small" x="{18 + km * a_km:.1f}" y="{y + 1:.1f}">{km:g} km</text>'


class Room:
    """What is taken on the drawing, in cells as wide as dots have to be ``apart``."""

    def __init__(self, apart: float) -> None:
        self._apart = apart
        self._taken: defaultdict[_Cell, list[Point]] = defaultdict(list)
        self._begun: defaultdict[_Cell, int] = defaultdict(int)

    def find(self, at: Point) -> Point:
        """Take the place nearest to ``at``, on a spiral around it, that is free, and return it.

        The next one who looks from the same cell goes on where the last one has found something.
        """
        for step in count(self._begun[self._cell(at)]):
            angle, far = step * _TURN, _WIDENING * self._apart * step**0.5
            place = at[0] + far * cos(angle), at[1] + far * sin(angle)
            if self._is_free(place):
                self._begun[self._cell(at)] = step
                self.take(place)
                return place
        raise AssertionError  # there is no end to the plane

    def take(self, place: Point) -> None:
        """Take ``place``, whatever lies there."""
        self._taken[self._cell(place)].append(place)

    def _is_free(self, place: Point) -> bool:
        column, row = self._cell(place)
        near = ((column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        others = (other for cell in near if cell in self._taken for other in self._taken[cell])
        return all(hypot(other[0] - place[0], other[1] - place[1]) >= self._apart for other in others)

    def _cell(self, place: Point) -> _Cell:
        return int(place[0] // self._apart), int(place[1] // self._apart)


def hull(points: Iterable[Point]) -> list[Point]:
    """Return the corners of the convex hull (A. M. Andrew's monotone chain, 1979)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return [*_half(ordered), *_half(ordered[::-1])]


def _half(points: Sequence[Point]) -> list[Point]:
    found: list[Point] = []
    for point in points:
        while len(found) > 1 and _turn(found[-2], found[-1], point) <= 0:
            found.pop()
        found.append(point)
    return found[:-1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
