"""Coordinates lead somewhere: they are on the globe, and in the country that the customer or the firm is in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from custfile.model.customer import Customer
from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.people import Place
from custfile.model.settings import Settings

_MOST: Final = {"lat": 90, "lon": 180}
_COUNTRIES: Final = {
    "AT": (46, 50, 9, 18), "AU": (-44, -9, 112, 154), "BE": (49, 52, 2, 7), "CH": (45, 48, 5, 11), "CN": (17, 54, 73, 136),
    "CZ": (48, 52, 12, 19), "DE": (47, 56, 5, 16), "DK": (54, 58, 7, 16), "ES": (27, 44, -19, 5), "FR": (41, 52, -6, 10),
    "GB": (49, 61, -9, 2), "HK": (22, 23, 113, 115), "IE": (51, 56, -11, -5), "IN": (6, 36, 68, 98), "IT": (35, 48, 6, 19),
    "JP": (20, 46, 122, 154), "KR": (33, 39, 124, 132), "MO": (22, 23, 113, 114), "MY": (0, 8, 99, 120),
    "NL": (50, 54, 3, 8), "NZ": (-48, -34, 166, 179), "PH": (4, 22, 116, 127), "PL": (49, 55, 14, 25),
    "PT": (32, 43, -32, -6), "SE": (55, 70, 10, 25), "SG": (1, 2, 103, 105), "TH": (5, 21, 97, 106),
    "TW": (21, 27, 118, 123), "US": (18, 72, -180, -66), "VN": (8, 24, 102, 110),
}  # fmt: skip
"""Whole degrees between which a country lies: south, north, west, east. Wide enough for its islands."""


def check(record: Customer, settings: Settings) -> Iterator[Fault]:
    """Yield C790, C791 or C792 for coordinates of the customer that cannot be right.

    The country is the first part of the region where that is the code of one (``DE/Hamburg``), else that of the calendar.
    """
    if record.place is not None:
        told = (record.region or "").partition("/")[0]
        yield from _faults(("place",), record.place, told if told in _COUNTRIES else _country(settings))


def check_people(settings: Settings) -> Iterator[Fault]:
    """Yield the same for where the days of the team begin and end."""
    for position, person in enumerate(settings.team):
        for key in ("start", "end"):
            place: Place | None = getattr(person, key)
            if place is not None:
                yield from _faults(("team", position, key), place, _country(settings))


def _country(settings: Settings) -> str:
    return (settings.calendar.country or "").upper() if settings.calendar else ""


def _faults(path: Path, place: Place, country: str) -> Iterator[Fault]:
    outside = [key for key, most in _MOST.items() if abs(getattr(place, key)) > most]
    for key in outside:
        yield Fault((*path, key), "C790", {"field": key, "got": str(getattr(place, key))})
    if outside:
        return
    lat, lon = float(place.lat), float(place.lon)
    if lat == lon == 0:
        yield Fault(path, "C791")
    elif country in _COUNTRIES and not _lies_in(country, lat, lon) and _lies_in(country, lon, lat):
        yield Fault(path, "C792", {"lat": str(place.lat), "lon": str(place.lon), "country": country})


def _lies_in(country: str, lat: float, lon: float) -> bool:
    south, north, west, east = _COUNTRIES[country]
    return south <= lat <= north and west <= lon <= east
