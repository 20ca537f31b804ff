"""Routes as tables: one a person for people to read, and one of all for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from custfile.analysis.schedule.routes.trips import NO_COORDINATES, NO_ROOM, REASONS, Call, Route, Stop, Trip
from custfile.language import Label, _
from custfile.model.table import Column, Table

DAY: Final = Column("day", Label("Day", "日期", "日期"), "day")
AREA: Final = Column("area", Label("Area", "片区", "片區"), "count")
ORDER: Final = Column("order", Label("No.", "序号", "序號"), "count")
TIME: Final = Column("time", Label("Time", "时间", "時間"))
FIXED: Final = Column("fixed", Label("Fixed", "约定时间", "約定時間"))
ID: Final = Column("id", Label("Id", "编号", "編號"))
NAME: Final = Column("name", Label("Name", "名称", "名稱"))
CLASS: Final = Column("class", Label("Class", "类别", "類別"))
KM: Final = Column("km", Label("km", "公里", "公里"), "count")
BACK: Final = Column("back", Label("km back", "返程公里", "回程公里"), "count")
ADDRESS: Final = Column("address", Label("Address", "地址", "地址"))
REGION: Final = Column("region", Label("Region", "区域", "區域"))
WHY: Final = Column("why", Label("Why", "原因", "原因"))

_PERSON: Final = Column("person", Label("Person", "人员", "人員"))
_APART: Final = Column("apart", Label("Not in a trip", "未排入", "未排入"), names=REASONS)
_AS_OF: Final = Label("As of", "截至", "截至")
_TOTAL: Final = Label("Kilometres", "总公里数", "總公里數")
_NAIVE: Final = Label("In the order of the ids", "按编号顺序", "依編號順序")
_SAVED: Final = Label("Saved", "节省", "節省")
_CALLS: Final = Label("Calls", "拜访数", "拜訪數")
_LATE: Final = Label("Too late for", "无法准时", "無法準時")
_WHEREABOUTS: Final = Label("Who is where", "人员去向", "人員去向")

Names = Mapping[str, Label]
"""What the classes are called."""


def clock(minutes: int) -> str:
    """Return a time of day, or a later one, as hours and minutes."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def rounded(km: float) -> Decimal:
    """Return kilometres to one place."""
    return Decimal(f"{km:.1f}")


def saved(route: Route) -> float:
    """Return which part of the kilometres is saved, of those in the order of the ids."""
    naive = rounded(route.naive)
    return float(1 - rounded(route.km) / naive) if naive else 0.0


def person_tables(route: Route, as_of: date, names: Names) -> list[Table]:
    """Return the trips of a person, and the calls in none of them, a table a reason; ``names`` are those of the classes."""
    areas = _are_areas(route)
    columns = [AREA] if areas else [DAY]
    columns += [ORDER, *([] if areas else [TIME]), ID, NAME, *([CLASS] if names else []), KM, BACK, REGION, ADDRESS]
    columns += [] if areas else [WHY]
    title = Label(*[route.traveller.name] * 3)
    rows = [tuple(row[column.key] for column in columns) for row in _stops(route)]
    found = [Table("route", _named(columns, names), rows, [(_AS_OF, as_of.isoformat()), *facts(route)], title)]
    for reason in REASONS:
        found += _apart(route, reason, title, areas)
    return found


def flat(routes: Sequence[Route], names: Names) -> Table:
    """Return every call of ``routes``, a row each, also those in no trip."""
    where = AREA if any(map(_are_areas, routes)) else DAY
    columns = [_PERSON, where, ORDER, TIME, FIXED, ID, NAME, CLASS, KM, BACK, REGION, ADDRESS, WHY, _APART]
    told = (row for route in routes for row in (*_stops(route), *_left(route)))
    return Table("route", _named(columns, names), [tuple(row[column.key] for column in columns) for row in told])


def summary(routes: Sequence[Route], as_of: date) -> Table:
    """Return the figures of each person."""
    columns = (
        _PERSON,
        Column("trips", Label("Trips", "行程数", "行程數"), "count"),
        Column("calls", _CALLS, "count"),
        replace(KM, key="km", label=_TOTAL),
        replace(KM, key="naive_km", label=_NAIVE),
        Column("saved", _SAVED, "share"),
        Column(NO_COORDINATES, REASONS[NO_COORDINATES], "count"),
        Column(NO_ROOM, REASONS[NO_ROOM], "count"),
    )
    rows = [
        (
            route.traveller.id, len(route.trips), sum(len(trip.stops) for trip in route.trips), rounded(route.km),
            rounded(route.naive), round(saved(route), 4), *(_number(route, reason) for reason in REASONS),
        )
        for route in routes
    ]  # fmt: skip
    return Table("persons", columns, rows, [(_AS_OF, as_of.isoformat())])


def whereabouts(routes: Sequence[Route], days: Sequence[date]) -> Table:
    """Return who is where on ``days``: the towns, the last parts of the regions, in the order of the calls.

    A day beyond ``days`` on which somebody goes has a column, too.
    """
    going = {trip.day for route in routes for trip in route.trips if trip.day is not None}
    shown = sorted(going.union(days))
    columns = [_PERSON, *(Column(day.isoformat(), Label(*[day.isoformat()] * 3)) for day in shown)]
    rows = []
    for route in routes:
        on = {trip.day: " → ".join(dict.fromkeys(_town(stop.call) for stop in trip.stops)) for trip in route.trips}
        rows.append((route.traveller.name, *(on.get(day) for day in shown)))
    return Table("whereabouts", columns, rows, title=_WHEREABOUTS)


def _town(call: Call) -> str:
    return call.region.rpartition("/")[2] or call.name


def facts(route: Route) -> list[tuple[Label, str]]:
    """Return the kilometres, what is saved, which appointments are missed, and how many calls are in no trip."""
    told = [
        (_TOTAL, str(rounded(route.km))),
        (_NAIVE, _("{km}, saved {share}").format(km=rounded(route.naive), share=f"{saved(route):.1%}")),
    ]
    late = [stop for trip in route.trips for stop in trip.stops if stop.late]
    told += (
        [(_LATE, ", ".join(f"{stop.call.id} {clock(stop.call.time or 0)} → {clock(stop.at)}" for stop in late))]
        if late
        else []
    )
    return told + [(REASONS[reason], str(number)) for reason in REASONS if (number := _number(route, reason))]


def apart(route: Route, reason: str) -> list[Call]:
    """Return the calls in no trip for ``reason``, those of one region and address together."""
    calls = [call for call, why in route.apart if why == reason]
    return sorted(calls, key=lambda call: (call.region, call.address, call.id))


def _apart(route: Route, reason: str, title: Label, areas: bool) -> Iterator[Table]:
    calls = apart(route, reason)
    columns = [REGION, ADDRESS, ID, NAME, *([] if areas else [WHY])]
    rows = [(call.region, call.address, call.id, call.name, *([] if areas else [call.why])) for call in calls]
    if rows:
        of = [
            _("{person}: {what}").format(person=name, what=what)
            for name, what in zip(title, REASONS[reason], strict=True)
        ]
        yield Table(reason, columns, rows, title=Label(*of))


def _named(columns: Sequence[Column], names: Names) -> list[Column]:
    return [replace(column, names=names) if column.key == CLASS.key else column for column in columns]


def _are_areas(route: Route) -> bool:
    return any(trip.day is None for trip in route.trips)


def _number(route: Route, reason: str) -> int:
    return sum(why == reason for _call, why in route.apart)


def _stops(route: Route) -> Iterator[dict[str, Any]]:
    for trip in route.trips:
        for order, stop in enumerate(trip.stops, 1):
            yield _row(stop.call, route) | _place(trip, order, stop)


def _place(trip: Trip, order: int, stop: Stop) -> dict[str, Any]:
    return {
        DAY.key: trip.day, AREA.key: trip.number, ORDER.key: order, KM.key: rounded(stop.km),
        TIME.key: None if trip.day is None else clock(stop.at),
        BACK.key: rounded(trip.back) if order == len(trip.stops) else None,
    }  # fmt: skip


def _left(route: Route) -> Iterator[dict[str, Any]]:
    for reason in REASONS:
        yield from (_row(call, route) | {_APART.key: reason} for call in apart(route, reason))


def _row(call: Call, route: Route) -> dict[str, Any]:
    nothing = dict.fromkeys([column.key for column in (DAY, AREA, ORDER, TIME, KM, BACK, _APART)])
    return nothing | {
        _PERSON.key: route.traveller.id, FIXED.key: None if call.time is None else clock(call.time),
        ID.key: call.id, NAME.key: call.name, CLASS.key: call.mark or None,
        REGION.key: call.region or None, ADDRESS.key: call.address or None, WHY.key: call.why,
    }  # fmt: skip
