"""The trips of some days, or the areas of all customers: a map and a table a person, and who is where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from babel.numbers import format_decimal

from custfile.analysis.schedule.routes.tables import (
    ADDRESS,
    CLASS,
    KM,
    NAME,
    ORDER,
    REGION,
    TIME,
    WHY,
    apart,
    clock,
    rounded,
    saved,
    whereabouts,
)
from custfile.analysis.schedule.routes.trips import REASONS, Call, Route, Stop, Trip
from custfile.language import COLON, Label, say, spoken
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.map import colour, draw, legend
from custfile.report.origin import Origin, internal
from custfile.report.page import Band, Cell, Grid, Map, Report, Section, Tile, Tiles

_WEEK: Final = Label("Routes", "拜访路线", "拜訪路線")
_AREAS: Final = Label("Areas", "片区划分", "片區劃分")
_NOTHING: Final = Label("Nobody has a visit to make.", "没有人需要外出拜访。", "沒有人需要外出拜訪。")
_ALL: Final = Label(
    "All customers, in areas of a day's calls", "全部客户，按每日拜访量分片", "全部客戶，依每日拜訪量分片"
)
_HOW: Final = Label(
    "Distances are as the crow flies. A way takes ten minutes, and a minute a kilometre; the day begins at the first call.",
    "距离为直线距离。路程按每公里一分钟另加十分钟计；时间从第一家算起。",
    "距離為直線距離。路程以每公里一分鐘另加十分鐘計；時間從第一家算起。",
)
_CALLS: Final = Label("Calls", "拜访数", "拜訪數")
_TOTAL: Final = Label("Kilometres", "总公里数", "總公里數")
_SAVED: Final = Label("Saved", "节省", "節省")
_AGAINST: Final = Label("{km} in the order of the ids", "按编号顺序为{km}", "依編號順序為{km}")
_APART: Final = Label("Not in a trip", "未排入", "未排入")
_ON_DAYS: Final = Label("days used: {n}", "用{n}天", "用{n}天")
_IN_AREAS: Final = Label("areas: {n}", "{n}个片区", "{n}個片區")
_AREA: Final = Label("Area {n}", "片区{n}", "片區{n}")
_FIGURES: Final = Label("calls: {n} · {km} km", "拜访{n}家 · {km}公里", "拜訪{n}家 · {km}公里")
_BACK: Final = Label("back at {time}", "{time}返回", "{time}返回")
_LATE: Final = Label("late", "迟到", "遲到")
_MAP: Final = Label(
    "Map of the trips of {person}; the tables say the same in words.",
    "{person}的路线图；下表列出同样内容。",
    "{person}的路線圖；下表列出同樣內容。",
)


def route_page(routes: Sequence[Route], days: Sequence[date], names: Mapping[str, Label], origin: Origin) -> Report:
    """Return the page of ``routes`` on ``days``; without days they are areas. ``names`` are those of the classes."""
    sections = [section for route in routes for section in _sections(route, names)]
    if len(routes) > 1 and days:
        sections.insert(0, _overview(routes, days))
    return internal(
        "route",
        say(_WEEK if days else _AREAS),
        _span(days),
        [*sections, Section(note=say(_HOW))] if sections else [Section(note=say(_NOTHING))],
        origin,
    )


def _span(days: Sequence[date]) -> str:
    figures = Figures(spoken())
    if not days:
        return say(_ALL)
    if len(days) == 1:
        return figures.long_day(days[0])
    return f"{figures.long_day(days[0])} – {figures.long_day(days[-1])}"


def _overview(routes: Sequence[Route], days: Sequence[date]) -> Grid:
    table, figures = whereabouts(routes, days), Figures(spoken())
    heads = [
        Column(column.key, Label(*[figures.short_day(date.fromisoformat(column.key))] * 3)) if place else column
        for place, column in enumerate(table.columns)
    ]
    return Grid(title=say(table.title) if table.title else "", table=Table(table.name, heads, table.rows))


def _sections(route: Route, names: Mapping[str, Label]) -> Iterator[Section]:
    yield _tiles(route)
    if route.trips:
        yield _map(route, names)
    for reason, label in REASONS.items():
        calls = apart(route, reason)
        if calls:
            title = f"{route.traveller.name}{say(COLON)}{say(label)}"
            yield Grid(title=title, table=_left(calls, whys=_dated(route)))


def _dated(route: Route) -> bool:
    return all(trip.day is not None for trip in route.trips)


def _tiles(route: Route) -> Tiles:
    used = say(_ON_DAYS if _dated(route) else _IN_AREAS).format(n=len(route.trips)) if route.trips else ""
    return Tiles(
        title=route.traveller.name,
        entries=(
            Tile(say(_CALLS), sum(len(trip.stops) for trip in route.trips), used),
            Tile(say(_TOTAL), _km(route.km)),
            Tile(say(_SAVED), Figures(spoken()).share(saved(route)), say(_AGAINST).format(km=_km(route.naive))),
            Tile(say(_APART), len(route.apart), "", "warn" if route.apart else ""),
        ),
    )


def _map(route: Route, names: Mapping[str, Label]) -> Map:
    used = {stop.call.mark for trip in route.trips for stop in trip.stops}
    shapes = {mark: shape for shape, mark in enumerate(mark for mark in names if mark in used)}
    return Map(
        drawing=draw(route, shapes, say(_MAP).format(person=route.traveller.name)),
        legend=legend(
            route,
            lambda trip: _heading(trip, short=True),
            [(say(names[mark]), shape) for mark, shape in shapes.items()],
        ),
        bands=[_band(trip, names) for trip in route.trips],
    )


def _band(trip: Trip, names: Mapping[str, Label]) -> Band:
    note = say(_FIGURES).format(n=len(trip.stops), km=_km(trip.km))
    if trip.day is not None:
        note = f"{note} · {say(_BACK).format(time=clock(trip.over))}"
    return Band(colour(trip), _heading(trip), note, _stops(trip, names))


def _heading(trip: Trip, *, short: bool = False) -> str:
    if trip.day is None:
        return say(_AREA).format(n=trip.number)
    figures = Figures(spoken())
    return figures.short_day(trip.day) if short else figures.long_day(trip.day)


def _km(km: float) -> str:
    return str(format_decimal(rounded(km), "#,##0.0", locale=spoken()))


def _stops(trip: Trip, names: Mapping[str, Label]) -> Table:
    dated = trip.day is not None
    columns = [
        ORDER,
        NAME,
        *([TIME] if dated else []),
        *([CLASS] if names else []),
        KM,
        ADDRESS,
        *([WHY] if dated else []),
    ]
    rows = []
    for order, stop in enumerate(trip.stops, 1):
        told: dict[str, Any] = {
            ORDER.key: order, TIME.key: _time(stop), NAME.key: Cell(stop.call.name, stop.call.id), KM.key: _km(stop.km),
            CLASS.key: say(names[stop.call.mark]) if stop.call.mark in names else None,
            ADDRESS.key: _where(stop.call), WHY.key: stop.call.why,
        }  # fmt: skip
        rows.append(tuple(told[column.key] for column in columns))
    return Table("route", columns, rows)


def _time(stop: Stop) -> Cell:
    return Cell(clock(stop.at), say(_LATE), "bad") if stop.late else Cell(clock(stop.at))


def _where(call: Call) -> Cell:
    return Cell(call.address, call.region) if call.address else Cell(call.region)


def _left(calls: Sequence[Call], *, whys: bool) -> Table:
    columns = [NAME, REGION, ADDRESS, *([WHY] if whys else [])]
    rows = [(Cell(call.name, call.id), call.region, call.address, *([call.why] if whys else [])) for call in calls]
    return Table("apart", columns, rows)
