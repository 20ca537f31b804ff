"""Trips drawn and written: every call is there once, nothing of a customer's is markup, the same route is the same page."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from math import hypot
from xml.etree import ElementTree

import pytest
from journeys import CLASSES, DAYS, LIN, calls, nobody, the_areas, the_routes, the_week
from samples import HOSTILE, SALON, TEMPLATES

from custfile.analysis.schedule.routes.areas import areas
from custfile.analysis.schedule.routes.trips import Route
from custfile.analysis.schedule.routes.week import week
from custfile.model.visible import visible
from custfile.report.map import COLOURS, colour, draw, sign
from custfile.report.page import Tiles
from custfile.report.render import render
from custfile.report.route import route_page

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {mark: shape for shape, mark in enumerate(CLASSES)}


def tree(drawing: str) -> ElementTree.Element:
    """Read a drawing as strictly as XML."""
    return ElementTree.fromstring(drawing.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def stops(drawing: str) -> list[tuple[float, float, str, str]]:
    """Return of each dot where it is, its title and the name of its shape."""
    found = []
    for group in tree(drawing).iter(f"{SVG}g"):
        if group.get("class", "").startswith("stop"):
            x, y = map(float, re.findall(r"-?[\d.]+", group.get("transform", "")))
            shape = next(
                each.tag.removeprefix(SVG) for each in group.iter() if each.tag.endswith(("circle", "rect", "path"))
            )
            found.append((x, y, str(group.findtext(f"{SVG}title")), shape))
    return found


@pytest.fixture(scope="module")
def route() -> Route:
    return the_routes()[0]


def test_every_call_is_drawn_once_with_its_number_and_class(route: Route) -> None:
    told = [(number, stop.call) for trip in route.trips for number, stop in enumerate(trip.stops, 1)]
    drawn = stops(draw(route, SHAPES, "x"))
    assert [title for _x, _y, title, _shape in drawn] == [f"{number}. {call.name}" for number, call in told]
    shapes = {"key": "circle", "suitable": "rect", "ordinary": "path"}
    assert [shape for _x, _y, _title, shape in drawn] == [shapes[call.mark] for _number, call in told]


def test_north_is_up_and_east_is_right(route: Route) -> None:
    wenshan, neihu = (
        next(
            place
            for place, stop in zip(
                stops(draw(route, SHAPES, "x")), (each for trip in route.trips for each in trip.stops), strict=True
            )
            if stop.call.region == region
        )
        for region in ("台北/文山區", "台北/內湖區")
    )
    assert neihu[0] > wenshan[0]
    assert neihu[1] < wenshan[1]


@pytest.mark.parametrize("size", [1, 60, 61, 200, 201])
def test_no_dot_lies_on_another_or_outside(size: int) -> None:
    same = [replace(call, spot=calls(1)[0].spot) for call in calls(size)]
    drawing = draw(areas(same, LIN), SHAPES, "x")
    places = [(x, y) for x, y, _title, _shape in stops(drawing)]
    assert all(hypot(x - a, y - b) > 8 for (x, y), (a, b) in combinations(places, 2))
    left, top, wide, high = map(float, tree(drawing).get("viewBox", "").split())
    assert all(left < x < left + wide and top < y < top + high for x, y in places)


def test_the_same_route_is_the_same_drawing(route: Route) -> None:
    again = the_routes()[0]
    assert draw(route, SHAPES, "x") == draw(again, SHAPES, "x")


def test_colours_begin_anew() -> None:
    made = areas(calls(27), replace(LIN, capacity=3))
    assert [colour(trip) for trip in made.trips] == [1, 2, 3, 4, 5, 6, 7, 8, 1]
    assert COLOURS == 8


def test_the_bar_is_as_long_as_it_says() -> None:
    """Two calls one degree of latitude apart, 111.2 km: so many units on the drawing are a kilometre."""
    two = [replace(call, spot=LIN.start._replace(lat=lat)) for call, lat in zip(calls(2), (25.0, 26.0), strict=True)]
    far = LIN.start._replace(lat=27.0)  # a dot beside it would be moved
    drawing = draw(areas(two, replace(LIN, start=far, end=far)), SHAPES, "x")
    (_x, low, *_low), (_x, high, *_high) = sorted(stops(drawing), key=lambda dot: -dot[1])
    bar = re.search(r'class="scale" d="M12 [\d.]+v4h([\d.]+)v-4"/><text[^>]*>([\d.]+) km', drawing)
    assert bar
    assert (low - high) / 111.195 == pytest.approx(float(bar[1]) / float(bar[2]), rel=0.01)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_markup(name: str) -> None:
    drawing = draw(areas([replace(calls(1)[0], name=name, region=name)], LIN), {}, name)
    assert {element.tag.removeprefix(SVG) for element in tree(drawing).iter()} <= {
        "svg",
        "g",
        "path",
        "circle",
        "rect",
        "text",
        "title",
    }
    assert stops(drawing)[0][2] == f"1. {visible(name)}"
    assert tree(drawing).get("aria-label") == visible(name)


def test_a_hostile_page_holds_nothing_but_its_own_markup() -> None:
    page = render(the_areas(), "html", TEMPLATES)
    assert not re.search(r"<(?:script|img|b|iframe)\b", page)
    assert "onerror=" not in re.sub(r">[^<]*<|\"[^\"]*\"", "", page)


def test_a_sign_is_drawn_for_any_number_of_classes() -> None:
    assert sign(0) == sign(5)
    assert len({sign(number) for number in range(5)}) == 5


def test_a_late_call_is_told() -> None:
    one, two = calls(2)
    monday = the_routes()[0].trips[0].day
    assert monday
    both = [replace(one, day=monday, time=600), replace(two, day=monday, time=600)]
    page = route_page_of(week(both, [monday], LIN))
    assert '<span class="bad">' in page or 'class="is-time bad' in page
    assert "late" in page


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"], indirect=True)
def test_who_has_no_trip_is_not_said_to_have_used_no_day(language: str) -> None:
    nowhere = [replace(call, spot=None) for call in calls(2)]
    tiles = next(iter(route_page([week(nowhere, DAYS, LIN)], DAYS, CLASSES, SALON).sections))
    assert isinstance(tiles, Tiles)
    assert [(tile.value, tile.note) for tile in (tiles.entries[0], tiles.entries[3])] == [(0, ""), (2, "")]


def route_page_of(route: Route) -> str:
    return render(
        route_page([route], [trip.day for trip in route.trips if trip.day], CLASSES, SALON), "html", TEMPLATES
    )


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"], indirect=True)
def test_both_people_and_what_is_left_are_on_the_page(language: str) -> None:
    page = render(the_week(), "html", TEMPLATES)
    assert page.count('<svg viewBox="') == 2
    assert all(word in page for word in ("林佩君", "許明德", "14:30", "C000005", "文山區"))
    assert render(nobody(), "html", TEMPLATES).count("<svg") == 0
