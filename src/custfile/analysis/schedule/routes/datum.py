"""Coordinates of maps made in mainland China (GCJ-02), as the rest of the world has them (WGS 84)."""

from __future__ import annotations

from math import cos, pi, radians, sin, sqrt
from typing import Final

from custfile.analysis.schedule.routes.sphere import Spot

GCJ02: Final = "gcj02"

_AXIS: Final = 6378245.0
_SQUARED_ECCENTRICITY: Final = 0.00669342162296594323
_CLOSE: Final = 1e-9
_STEPS: Final = 30


def spot(lat: float, lon: float, datum: str | None) -> Spot:
    """Return the place with the coordinates of ``datum`` in WGS 84; they are taken for that when it is not told."""
    return to_wgs84(lat, lon) if datum == GCJ02 else Spot(lat, lon)


def to_wgs84(lat: float, lon: float) -> Spot:
    """Return the WGS 84 coordinates of a place told in GCJ-02, to better than a millimetre.

    GCJ-02 adds an offset that depends on the place, so that its inverse is found step by step: what the guess becomes in
    GCJ-02 says how far off it is.
    """
    guess = Spot(lat, lon)
    for _step in range(_STEPS):
        said = to_gcj02(*guess)
        off = Spot(said.lat - lat, said.lon - lon)
        guess = Spot(guess.lat - off.lat, guess.lon - off.lon)
        if max(abs(off.lat), abs(off.lon)) < _CLOSE:
            break
    return guess


def to_gcj02(lat: float, lon: float) -> Spot:
    """Return the GCJ-02 coordinates of a place told in WGS 84; outside of China they are the same.

    The state's own algorithm is not published; this is the formula that became known as eviltransform
    (https://github.com/googollee/eviltransform) and that agrees with the maps in use: an offset in metres, made of waves
    around 105° E, 35° N, turned into degrees on the Krassovsky ellipsoid.
    """
    if not _in_china(lat, lon):
        return Spot(lat, lon)
    north, east = _offset(lon - 105.0, lat - 35.0)
    slope = 1 - _SQUARED_ECCENTRICITY * sin(radians(lat)) ** 2
    meridian = _AXIS * (1 - _SQUARED_ECCENTRICITY) / slope**1.5
    parallel = _AXIS / sqrt(slope) * cos(radians(lat))
    return Spot(lat + north / (radians(1) * meridian), lon + east / (radians(1) * parallel))


def _in_china(lat: float, lon: float) -> bool:
    return 0.8293 <= lat <= 55.8271 and 72.004 <= lon <= 137.8347


def _offset(x: float, y: float) -> tuple[float, float]:
    """Return the offset to the north and to the east, in metres, at ``x`` degrees east of 105° and ``y`` north of 35°."""
    common = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + common
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + common
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    return north, east
