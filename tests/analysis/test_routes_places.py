"""Distances on the globe and coordinates of Chinese maps, against published figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.schedule.routes.datum import spot, to_gcj02, to_wgs84
from custfile.analysis.schedule.routes.sphere import RADIUS, Spot, bearing, centre, distances

LYON, PARIS = Spot(45.7597, 4.8422), Spot(48.8567, 2.3508)
NEWPORT, CLEVELAND = Spot(41.49008, -71.312796), Spot(41.499498, -81.695391)
SHANGHAI, BEIJING = Spot(31.17530398364597, 121.531541859215), Spot(39.91334545536069, 116.38404722455657)
NASHVILLE, LOS_ANGELES = Spot(36.12, -86.67), Spot(33.94, -118.40)

PAIRS = (
    (LYON, PARIS, 392.2172595594006),  # documentation of the package haversine
    (NEWPORT, CLEVELAND, 538.390445368 * 1.609344),  # documentation of geopy, on the ellipsoid
    (Spot(-41.32, 174.81), Spot(40.96, -5.50), 19959.6792674),  # Wellington and Salamanca, likewise
    (SHANGHAI, BEIJING, 1078.164),  # tests of eviltransform, with an earth of 6378.137 km
    (NASHVILLE, LOS_ANGELES, 2886.444),  # Rosetta Code, Haversine formula
)
SHIFTED = (  # the test points of eviltransform: WGS 84, GCJ-02
    (Spot(31.1774276, 121.5272106), SHANGHAI),
    (Spot(22.543847, 113.912316), Spot(22.540796131694766, 113.9171764808363)),
    (Spot(39.911954, 116.377817), BEIJING),
)

spots = st.builds(Spot, st.floats(-89, 89), st.floats(-180, 180))


@pytest.mark.parametrize(("one", "other", "km"), PAIRS)
def test_published_distances(one: Spot, other: Spot, km: float) -> None:
    assert distances([one, other])[0, 1] == pytest.approx(km, rel=0.005)


def test_a_quarter_of_the_globe() -> None:
    """From the pole to the equator it is a quarter of the great circle, π/2 · R, and between antipodes half of it."""
    found = distances([Spot(90, 0), Spot(0, 17), Spot(0, -163)])
    assert found[0, 1] == pytest.approx(RADIUS * 3.14159265358979 / 2)
    assert found[1, 2] == pytest.approx(RADIUS * 3.14159265358979)


@given(spots, spots, spots)
def test_distances_are_a_metric(a: Spot, b: Spot, c: Spot) -> None:
    found = distances([a, b, c])
    assert (found.diagonal() == 0).all()
    assert found == pytest.approx(found.T)
    assert found[0, 2] <= found[0, 1] + found[1, 2] + 1e-6


def test_no_places_are_no_distances() -> None:
    assert distances([]).shape == (0, 0)


@pytest.mark.parametrize(("place", "degrees"), [((1, 0), 0), ((0, 1), 90), ((-1, 0), 180), ((0, -1), 270)])
def test_directions(place: tuple[float, float], degrees: float) -> None:
    assert bearing(Spot(0, 0), Spot(*place)) == pytest.approx(degrees)


def test_the_middle_across_the_date_line() -> None:
    assert centre([Spot(10, 179), Spot(10, -179)]).lon == pytest.approx(180)
    assert centre([LYON]) == pytest.approx(LYON)


@pytest.mark.parametrize(("wgs84", "gcj02"), SHIFTED)
def test_points_of_chinese_maps(wgs84: Spot, gcj02: Spot) -> None:
    assert to_gcj02(*wgs84) == pytest.approx(gcj02, abs=1e-9)
    assert to_wgs84(*gcj02) == pytest.approx(wgs84, abs=1e-8)
    assert spot(*gcj02, "gcj02") == pytest.approx(wgs84, abs=1e-8)


@given(st.builds(Spot, st.floats(18, 53), st.floats(74, 134)))
def test_the_way_back_from_chinese_maps(place: Spot) -> None:
    assert to_wgs84(*to_gcj02(*place)) == pytest.approx(place, abs=1e-7)


@pytest.mark.parametrize("datum", ["wgs84", None])
def test_what_is_in_wgs_84_stays(datum: str | None) -> None:
    assert spot(31.1774276, 121.5272106, datum) == (31.1774276, 121.5272106)


def test_outside_of_china_nothing_is_shifted() -> None:
    assert spot(53.55, 9.99, "gcj02") == (53.55, 9.99)
