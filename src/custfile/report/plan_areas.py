"""The areas of a month's visits: whom each holds, how far the way is, and a map a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from custfile.analysis.schedule.routes.trips import Call, Route, Trip
from custfile.language import Label, say
from custfile.model.table import Column, Table
from custfile.report.map import colour, draw, legend
from custfile.report.page import Band, Grid, Map, Section
from custfile.report.roll import NAME, named

_AREAS: Final = Label("Areas", "片区", "片區")
_AREA: Final = Label("{person}, area {n}", "{person}，片区{n}", "{person}，片區{n}")
_TOLD: Final = Label("customers: {n} · {km} km", "{n}位客户 · {km}公里", "{n}位客戶 · {km}公里")
_PLACE: Final = Label("Area {n}", "片区{n}", "片區{n}")
_MAP: Final = Label("Areas of {person}", "{person}的片区", "{person}的片區")
_MAP_ALT: Final = Label(
    "Map of the areas of {person}; the table says the same in words.",
    "{person}的片区图；表中列出同样内容。",
    "{person}的片區圖；表中列出同樣內容。",
)
_CROW: Final = Label(
    "Every area is a day's calls; kilometres as the crow flies, there and back.",
    "每个片区为一天的拜访量；公里数按直线往返计。",
    "每個片區為一天的拜訪量；公里數以直線往返計。",
)
_NOWHERE: Final = Label("{person}, without coordinates", "{person}，无坐标", "{person}，無座標")

_WHERE: Final = Column("where", Label("Where", "地区", "地區"))
_FEWEST: Final = 3
"""Dots that are worth a map."""


def areas(routes: Sequence[Route], visited: Collection[str]) -> Iterator[Section]:
    """Yield the areas of ``routes``, as far as they hold customers that are ``visited`` (ids), and maps of the whole ones."""
    rows = [row for route in routes for row in _rows(route, visited)]
    if not rows:
        return
    columns = (
        Column("area", Label("Area", "片区", "片區")),
        Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
        Column("km", Label("Kilometres", "公里", "公里"), "count"),
        _WHERE,
    )
    yield Grid(title=say(_AREAS), note=say(_CROW), table=Table("areas", columns, rows))
    for route in routes:
        stops = [stop.call.id for trip in route.trips for stop in trip.stops]
        if len(stops) >= _FEWEST and set(visited).issuperset(stops):
            yield _map(route)


def _rows(route: Route, visited: Collection[str]) -> Iterator[tuple[Any, ...]]:
    name = route.traveller.name
    for trip in route.trips:
        calls = [stop.call for stop in trip.stops if stop.call.id in visited]
        if calls:
            yield say(_AREA).format(person=name, n=trip.number), len(calls), round(trip.km), _regions(calls)
    apart = [call for call, _reason in route.apart if call.id in visited]
    if apart:
        yield say(_NOWHERE).format(person=name), len(apart), None, _regions(apart)


def _regions(calls: Iterable[Call]) -> str:
    return ", ".join(dict.fromkeys(call.region for call in calls if call.region))


def _map(route: Route) -> Map:
    name = route.traveller.name
    return Map(
        title=say(_MAP).format(person=name),
        drawing=draw(route, {"": 0}, say(_MAP_ALT).format(person=name)),
        legend=legend(route, lambda trip: say(_PLACE).format(n=trip.number)),
        bands=[_band(trip) for trip in route.trips],
    )


def _band(trip: Trip) -> Band:
    rows = [(named(stop.call.id, stop.call.name), stop.call.region or None) for stop in trip.stops]
    note = say(_TOLD).format(n=len(rows), km=round(trip.km))
    return Band(colour(trip), say(_PLACE).format(n=trip.number), note, Table("area", (NAME, _WHERE), rows))
