"""Places on the globe: how far apart they are, in which direction, and where their middle is."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, degrees, radians, sin
from typing import Final, NamedTuple

import numpy as np

from custfile.analysis.book import Real

RADIUS: Final = 6371.0088
"""The mean radius of the earth in kilometres (IUGG, R1). The ellipsoid's distances differ by less than 0.5 % in most places."""


class Spot(NamedTuple):
    """A place in degrees of WGS 84, north and east positive."""

    lat: float
    lon: float


def distances(spots: Sequence[Spot]) -> Real:
    """Return the great-circle distances between all ``spots`` in kilometres, a row and a column a spot.

    The haversine formula (R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68 (2), 1984, p. 159).
    """
    lat, lon = np.radians(np.array(spots, dtype=np.float64).reshape(-1, 2)).T
    north, east = lat[:, None] - lat, lon[:, None] - lon
    half = np.sin(north / 2) ** 2 + np.cos(lat)[:, None] * np.cos(lat) * np.sin(east / 2) ** 2
    found: Real = 2 * RADIUS * np.arcsin(np.sqrt(np.minimum(half, 1)))
    return found


def bearing(origin: Spot, spot: Spot) -> float:
    """Return the direction from ``origin`` to ``spot`` as on a map: degrees from north, clockwise, from 0 up to 360."""
    east = (spot.lon - origin.lon) * cos(radians(origin.lat))
    return degrees(atan2(east, spot.lat - origin.lat)) % 360


def centre(spots: Sequence[Spot]) -> Spot:
    """Return the middle of ``spots``, which must not be empty: where their mean as points in space lies on the globe."""
    points = [_point(spot) for spot in spots]
    x, y, z = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return Spot(degrees(atan2(z, (x * x + y * y) ** 0.5)), degrees(atan2(y, x)))


def _point(spot: Spot) -> tuple[float, float, float]:
    lat, lon = radians(spot.lat), radians(spot.lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
