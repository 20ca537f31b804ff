"""Trips: everybody once, no more calls than a day takes, appointments at their time, never longer than by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custfile.analysis.schedule.routes.areas import areas
from custfile.analysis.schedule.routes.sphere import Spot, bearing, centre, distances
from custfile.analysis.schedule.routes.trips import NO_COORDINATES, NO_ROOM, Call, Route, Traveller, minutes_for
from custfile.analysis.schedule.routes.week import week

OFFICE = Spot(34.75, 113.65)
TRAVELLER = Traveller("li.na", "李娜", OFFICE, OFFICE, 5)
ALL_DAY = replace(TRAVELLER, begins=0, ends=24 * 60 * 6)
MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(n) for n in range(5)]
TOWNS = [Spot(34.75 + 0.4 * north, 113.65 + 0.5 * east) for north in (-1, 0, 1) for east in (-1, 0, 1)]


def at(number: int, lat: float, lon: float) -> Call:
    return Call(f"C{number:06}", f"客户{number}", Spot(lat, lon), date(2026, 11, 1) + timedelta(number % 20))


def scattered(size: int, seed: int = 1) -> list[Call]:
    random = Random(seed)
    towns = [random.choice(TOWNS) for _number in range(size)]
    return [
        at(number, town.lat + random.gauss(0, 0.04), town.lon + random.gauss(0, 0.04))
        for number, town in enumerate(towns)
    ]


def ids(route: Route) -> list[str]:
    return [stop.call.id for trip in route.trips for stop in trip.stops]


def groups(route: Route) -> list[frozenset[str]]:
    return [frozenset(stop.call.id for stop in trip.stops) for trip in route.trips]


def kilometres(calls: Sequence[Call], who: Traveller) -> float:
    spots = [who.start, *(call.spot or who.start for call in calls), who.end]
    return sum(float(distances(pair)[0, 1]) for pair in pairwise(spots))


def naive(route: Route) -> float:
    """Return the kilometres when the calls are taken in the order of the ids, as many a day as it takes."""
    calls = sorted((stop.call for trip in route.trips for stop in trip.stops), key=lambda call: call.id)
    who = route.traveller
    return sum(kilometres(calls[at : at + who.capacity], who) for at in range(0, len(calls), who.capacity))


random_calls = st.builds(scattered, st.integers(0, 30), st.integers(0, 10**6))


@settings(max_examples=25)
@given(random_calls, st.integers(1, 8))
def test_a_week(calls: list[Call], capacity: int) -> None:
    who = replace(ALL_DAY, capacity=capacity)
    route = week(calls, DAYS, who)
    left = [call.id for call, reason in route.apart if reason == NO_ROOM]
    assert sorted(ids(route) + left) == [call.id for call in calls]
    assert len(left) == max(len(calls) - capacity * len(DAYS), 0)
    assert all(len(trip.stops) <= capacity for trip in route.trips)
    assert [trip.day for trip in route.trips] == sorted({trip.day for trip in route.trips})
    for trip in route.trips:
        assert trip.km == pytest.approx(kilometres([stop.call for stop in trip.stops], who))
        by_id = sorted((stop.call for stop in trip.stops), key=lambda call: call.id)
        assert trip.km <= kilometres(by_id, who) + 1e-9
    assert route.naive == pytest.approx(naive(route))
    assert route == week(calls, DAYS, who)


@settings(max_examples=15)
@given(random_calls, st.integers(1, 8))
def test_areas(calls: list[Call], capacity: int) -> None:
    who = replace(TRAVELLER, capacity=capacity)
    route = areas(calls, who)
    assert sorted(ids(route)) == [call.id for call in calls]
    assert len(route.trips) == -(-len(calls) // capacity)
    assert max(map(len, groups(route)), default=0) - min(map(len, groups(route)), default=0) <= 1
    for trip in route.trips:
        assert trip.km <= kilometres(sorted((stop.call for stop in trip.stops), key=lambda call: call.id), who) + 1e-9
    assert route.naive == pytest.approx(naive(route))
    assert route == areas(list(reversed(calls)), who)


def test_two_towns_are_two_areas() -> None:
    """Three calls west and three east of the office; by id one would go to and fro. Each day is there, on, and back."""
    lons = [side + n / 100 for n in range(3) for side in (113.0, 114.3)]
    calls = [at(number, 34.75, lon) for number, lon in enumerate(lons)]
    route = areas(calls, replace(TRAVELLER, capacity=3))
    assert groups(route) == [{"C000001", "C000003", "C000005"}, {"C000000", "C000002", "C000004"}]
    straight = 2 * (distances([OFFICE, Spot(34.75, 113.0)])[0, 1] + distances([OFFICE, Spot(34.75, 114.32)])[0, 1])
    assert route.km == pytest.approx(straight, rel=1e-3)


def test_the_areas_go_clockwise_from_north() -> None:
    route = areas(scattered(30), TRAVELLER)
    middles = [centre([stop.call.spot for stop in trip.stops if stop.call.spot]) for trip in route.trips]
    turns = [bearing(OFFICE, middle) for middle in middles]
    assert turns == sorted(turns)
    assert [trip.number for trip in route.trips] == list(range(1, 7))


def test_areas_are_far_shorter_than_by_id() -> None:
    calls = scattered(60)
    by_id = [calls[start : start + 5] for start in range(0, 60, 5)]
    assert areas(calls, TRAVELLER).km < 0.5 * sum(kilometres(group, TRAVELLER) for group in by_id)


@pytest.mark.parametrize("size", [64, 200, 500])
def test_a_new_customer_changes_one_area(size: int) -> None:
    """The new one has the highest id, as the next number is taken."""
    before, after = groups(areas(scattered(size + 1)[:-1], TRAVELLER)), groups(areas(scattered(size + 1), TRAVELLER))
    gone, come = set(before) - set(after), set(after) - set(before)
    assert len(gone) <= 1
    assert len(come) == 1
    assert min(come) - {f"C{size:06}"} == (min(gone) if gone else set())


def test_one_more_a_day_needs_an_area_of_its_own() -> None:
    assert len(areas(scattered(3), replace(TRAVELLER, capacity=1)).trips) == 3
    many = areas(scattered(70), replace(TRAVELLER, capacity=1))
    assert sorted(ids(many)) == [f"C{number:06}" for number in range(70)]
    assert all(len(trip.stops) == 1 for trip in many.trips)


def test_500_customers_go_fewer_kilometres_than_the_naive_way() -> None:
    calls = scattered(500)
    route = areas(calls, TRAVELLER)
    assert route.km < route.naive


def test_calls_without_coordinates_are_told_apart() -> None:
    lost = replace(at(1, 0, 0), spot=None)
    for route in (areas([lost, at(2, 34.7, 113.6)], TRAVELLER), week([lost, at(2, 34.7, 113.6)], DAYS, TRAVELLER)):
        assert ids(route) == ["C000002"]
        assert route.apart == [(lost, NO_COORDINATES)]


def test_nothing_to_do() -> None:
    for route in (areas([], TRAVELLER), week([], DAYS, TRAVELLER)):
        assert (route.trips, route.apart, route.km, route.naive) == ([], [], 0, 0)


def test_appointments_keep_their_day_and_time() -> None:
    calls = scattered(16, seed=4)
    calls[3] = replace(calls[3], day=DAYS[2], time=14 * 60 + 30)
    calls[7] = replace(calls[7], day=DAYS[2], time=10 * 60)
    calls[9] = replace(calls[9], day=DAYS[4])
    calls[11] = replace(calls[11], day=DAYS[0], time=8 * 60, minutes=30)  # before the day begins
    route = week(calls, DAYS, TRAVELLER)
    found = {stop.call.id: (trip.day, stop) for trip in route.trips for stop in trip.stops}
    assert sorted(found) == [call.id for call in calls]
    for number in (3, 7, 9, 11):
        day, stop = found[f"C{number:06}"]
        assert day == calls[number].day
        assert stop.at == (calls[number].time or stop.at)
    assert not any(stop.late for _day, stop in found.values())
    for trip in route.trips:
        assert [stop.at for stop in trip.stops] == sorted(stop.at for stop in trip.stops)


def test_the_clock_counts_calls_and_ways() -> None:
    """09:00 at the first; 60 minutes there, 10 and one a kilometre on the way."""
    calls = [at(1, 34.75, 113.75), at(2, 34.75, 113.95)]
    trip = week(calls, [MONDAY], TRAVELLER).trips[0]
    first, second = trip.stops
    assert first.at == 9 * 60
    assert second.at == 10 * 60 + minutes_for(second.km) == 10 * 60 + round(10 + second.km)
    assert trip.over == second.at + 60 + round(10 + trip.back)


def test_two_appointments_that_cannot_both_be_kept() -> None:
    """They are 120 km apart and half an hour: the later one is told as late, and nobody is lost."""
    calls = [
        replace(at(1, 34.75, 113.0), day=MONDAY, time=600),
        replace(at(2, 34.75, 114.3), day=MONDAY, time=630),
    ]
    trip = week([*calls, at(3, 34.7, 113.6)], [MONDAY], TRAVELLER).trips[0]
    assert [stop.call.id for stop in trip.stops[:2]] == ["C000001", "C000002"]
    assert [stop.late for stop in trip.stops] == [False, True, False]


def test_appointments_are_kept_beyond_what_a_day_takes() -> None:
    calls = [replace(call, day=MONDAY) for call in scattered(7)]
    route = week([*calls, at(8, 34.7, 113.6)], [MONDAY], TRAVELLER)
    assert sorted(ids(route)) == [call.id for call in calls]
    assert [(call.id, reason) for call, reason in route.apart] == [("C000008", NO_ROOM)]


def test_an_appointment_without_coordinates_takes_its_place_in_the_day() -> None:
    lost = replace(at(0, 0, 0), spot=None, day=MONDAY, time=600)
    route = week([lost, *scattered(6)[1:]], [MONDAY], TRAVELLER)
    assert len(ids(route)) == TRAVELLER.capacity - 1
    assert [reason for _call, reason in route.apart] == [NO_COORDINATES, NO_ROOM]


def test_what_fell_due_first_goes_first() -> None:
    calls = [replace(call, due=MONDAY - timedelta(number)) for number, call in enumerate(scattered(8))]
    route = week(calls, [MONDAY], TRAVELLER)
    assert sorted(ids(route)) == [f"C{number:06}" for number in range(3, 8)]


def test_what_cannot_be_reached_in_time_is_left_for_another_day() -> None:
    """Three calls 200 km away in three directions, one of them owed for longest, and one at the door.

    The first takes until 09:00 + 60 + 210 = 13:30, the one at the door 60 + 10 more; another far one would end at 20:33.
    """
    places = [(34.75, 115.84), (34.75, 111.46), (36.55, 113.65), (34.75, 113.66)]
    calls = [replace(at(number, *place), due=MONDAY - timedelta(number)) for number, place in enumerate(places)]
    route = week(calls, [MONDAY], TRAVELLER)
    assert sorted(ids(route)) == ["C000002", "C000003"]
    assert route.trips[0].over <= TRAVELLER.ends
    assert [(call.id, reason) for call, reason in route.apart] == [("C000001", NO_ROOM), ("C000000", NO_ROOM)]


def test_two_appointments_at_odds_do_not_spoil_the_other_days() -> None:
    """As above, and 20 calls beside: the other trips end in time, and none of them is worse than in the order of the ids."""
    odd = [
        replace(at(101, 34.75, 113.0), day=MONDAY, time=600),
        replace(at(102, 34.75, 114.3), day=MONDAY, time=630),
    ]
    calls = scattered(20, seed=2)
    route = week([*odd, *calls], DAYS, TRAVELLER)
    assert {stop.call.id for trip in route.trips for stop in trip.stops if stop.late} == {"C000102"}
    assert all(trip.over <= TRAVELLER.ends for trip in route.trips if trip.day != MONDAY)
    assert route.km < 0.8 * route.naive


def test_the_order_of_the_ids_goes_from_day_to_day() -> None:
    """Two calls a day, west and east in turn: by id each day leads to both sides, 59 km there, 119 km across and 60 km back.

    What is fixed stays on its day: of 1, 2, 3, 4 with 1 on Tuesday, 2 and 3 are Monday's by id.
    """
    west, east = (34.75, 113.0), (34.75, 114.3)
    calls = [at(1, *west), at(2, *east), at(3, *west), at(4, *east)]
    who = replace(TRAVELLER, capacity=2)
    route = week(calls, DAYS[:2], who)
    assert groups(route) == [{"C000002", "C000004"}, {"C000001", "C000003"}]
    across = kilometres([calls[0], calls[1]], who)
    assert route.naive == pytest.approx(2 * across)
    assert route.km == pytest.approx(kilometres(calls[:1], who) + kilometres(calls[1:2], who))
    fixed = week([replace(calls[0], day=DAYS[1]), *calls[1:]], DAYS[:2], who)
    assert fixed.naive == pytest.approx(2 * across)


def test_the_order_of_the_ids_keeps_working_hours() -> None:
    """Two calls 400 km apart: the second would begin at 09:00 + 60 + 411 = 16:51 and end the day at 21:22; it takes a day."""
    calls = [at(1, 34.75, 115.84), at(2, 34.75, 111.46)]
    route = week(calls, DAYS, TRAVELLER)
    assert route.naive == pytest.approx(sum(kilometres([call], TRAVELLER) for call in calls))


def test_few_calls_take_few_days() -> None:
    near = [at(number, 34.75 + number / 1000, 113.65) for number in range(4)]
    assert [trip.day for trip in week(near, DAYS, TRAVELLER).trips] == [MONDAY]


def test_a_day_that_would_not_end_is_divided() -> None:
    """Four calls of an hour, 200 km away in four directions: two would take 60 + 293 + 60 + 210 minutes, above nine hours."""
    corners = [(34.75, 115.84), (34.75, 111.46), (36.55, 113.65), (32.95, 113.65)]
    calls = [at(number, *place) for number, place in enumerate(corners)]
    route = week(calls, DAYS, TRAVELLER)
    assert [len(trip.stops) for trip in route.trips] == [1, 1, 1, 1]
    assert [trip.stops[0].call.id for trip in route.trips] == ["C000002", "C000000", "C000003", "C000001"]
    assert all(trip.over <= TRAVELLER.ends for trip in route.trips)


def test_who_ends_elsewhere_goes_one_way() -> None:
    """Along a line from west to east: the way is straight, 1.0 degree of longitude."""
    who = replace(TRAVELLER, start=Spot(34.75, 113.0), end=Spot(34.75, 114.0))
    calls = [at(number, 34.75, lon) for number, lon in enumerate((113.8, 113.2, 113.6, 113.4))]
    trip = week(calls, [MONDAY], who).trips[0]
    assert [stop.call.id for stop in trip.stops] == ["C000001", "C000003", "C000002", "C000000"]
    assert trip.km == pytest.approx(distances([who.start, who.end])[0, 1], rel=1e-4)


def test_the_same_place_takes_no_way() -> None:
    calls = [at(number, 34.8, 113.7) for number in range(5)]
    trip = week(calls, [MONDAY], TRAVELLER).trips[0]
    assert [stop.km for stop in trip.stops][1:] == [0.0] * 4
    assert [later.at - earlier.at for earlier, later in pairwise(trip.stops)] == [60] * 4


def test_a_full_day_holds_shorter_calls() -> None:
    """Nine hours and twelve calls are 45 minutes each, of which ten are the way."""
    calls = [at(number, 34.8, 113.7) for number in range(3)]
    trip = week(calls, [MONDAY], replace(TRAVELLER, capacity=12)).trips[0]
    assert [later.at - earlier.at for earlier, later in pairwise(trip.stops)] == [35, 35]
