"""Coordinates of customers that cannot be right; those of the team have cases in ``tests/errors``."""

from __future__ import annotations

from decimal import Decimal

import pytest

from custfile.checks.places import check
from custfile.model.customer import Customer
from custfile.model.people import Place
from custfile.model.schedule import CalendarSettings
from custfile.model.settings import Settings


def found(lat: str, lon: str, *, region: str | None = None, country: str | None = None) -> list[tuple[str, object]]:
    settings = Settings(name="丽人", calendar=CalendarSettings(country=country) if country else None)
    place = Place(lat=Decimal(lat), lon=Decimal(lon))
    record = Customer(name="丽人", kind="company", region=region, place=place)
    return [(fault.code, fault.path) for fault in check(record, settings)]


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        ("34.7466", "113.6254", []),
        ("90", "-180", []),
        ("0", "113.6254", []),
        ("113.6254", "34.7466", [("C790", ("place", "lat"))]),
        ("-90.0001", "180.0001", [("C790", ("place", "lat")), ("C790", ("place", "lon"))]),
        ("0", "0.000", [("C791", ("place",))]),
    ],
)
def test_coordinates_of_no_place(lat: str, lon: str, expected: list[tuple[str, object]]) -> None:
    assert found(lat, lon) == expected


@pytest.mark.parametrize(
    ("lat", "lon", "region", "country", "swapped"),
    [
        ("9.9390", "53.5437", "DE/Hamburg", None, True),  # off Somalia
        ("53.5437", "9.9390", "DE/Hamburg", None, False),
        ("9.9390", "53.5437", None, "de", True),
        ("9.9390", "53.5437", "Nord", "DE", True),
        ("-6.2603", "53.3498", "IE/Dublin", "DE", True),  # the region's country counts, not the firm's
        ("1.35", "103.8", "SG", None, False),
        ("48.8567", "2.3508", "DE/Hamburg", None, False),  # Paris is not in Germany, nor is it swapped
        ("9.9390", "53.5437", None, None, False),
        ("9.9390", "53.5437", None, "XX", False),
    ],
)
def test_swapped_coordinates(lat: str, lon: str, region: str | None, country: str | None, swapped: bool) -> None:
    assert found(lat, lon, region=region, country=country) == ([("C792", ("place",))] if swapped else [])


def test_without_coordinates_nothing_is_wrong() -> None:
    assert list(check(Customer(name="丽人", kind="company"), Settings(name="丽人"))) == []
