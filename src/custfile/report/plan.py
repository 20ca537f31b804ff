"""A month's visits: who goes where on which day, what every class is due, who has no place, and the line to approve it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from custfile.analysis.schedule.fulfilment import STATES
from custfile.analysis.schedule.monthly import Monthly
from custfile.analysis.schedule.plan_tables import Heading, visits_table
from custfile.analysis.schedule.planning import REASONS
from custfile.analysis.schedule.routes.trips import Route, Trip
from custfile.language import Label, say, spoken
from custfile.model.choices import PURPOSES
from custfile.model.month import Month
from custfile.model.names import NO_NAMES
from custfile.model.plan import STATUSES, PlannedVisit
from custfile.model.settings import Settings
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.map import COLOURS, colour, draw, start_sign, swatch
from custfile.report.page import (
    INTERNAL,
    Amount,
    Band,
    Calendar,
    Cell,
    Chart,
    Day,
    Grid,
    Map,
    Origin,
    Report,
    Section,
    Series,
    Tile,
    Tiles,
    Tone,
)
from custfile.report.source import Source

_TITLE: Final = Label("Visit plan", "月拜访计划", "月拜訪計畫")
_NOTHING: Final = Label("No visit is planned, and none is needed.", "没有计划，也无需安排。", "沒有計畫，也無需安排。")
_VISITS: Final = Label("Visits", "拜访次数", "拜訪次數")
_PROPOSED: Final = Label("{n} proposed", "其中新建议{n}次", "其中新建議{n}次")
_REQUIRED: Final = Label("Required by class", "各级别应拜访", "各級別應拜訪")
_DONE: Final = Label("Done", "已完成", "已完成")
_LEFT: Final = Label("Not placed", "未能安排", "未能安排")
_COST: Final = Label("Cost to apply for", "申请费用", "申請費用")
_LOAD: Final = Label("Visits a day", "每日拜访数", "每日拜訪數")
_ALT: Final = Label(
    "Visits on each working day: at most {most}, on {day}.",
    "每个工作日的拜访数：{day}最多，{most}次。",
    "每個工作日的拜訪數：{day}最多，{most}次。",
)
_OF: Final = Label("visits: {n} of {room} possible", "拜访{n}次，可拜访{room}次", "拜訪{n}次，可拜訪{room}次")
_CLASSES: Final = Label("By class", "按级别", "依級別")
_PEOPLE: Final = Label("By person", "按人员", "依人員")
_AREAS: Final = Label("Areas", "片区", "片區")
_AREA: Final = Label("{person}, area {n}", "{person}，片区{n}", "{person}，片區{n}")
_TOLD: Final = Label("customers: {n} · {km} km", "{n}位客户 · {km}公里", "{n}位客戶 · {km}公里")
_PLACE: Final = Label("Area {n}", "片区{n}", "片區{n}")
_START: Final = Label("start and end", "出发与返回", "出發與返回")
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
_LIST: Final = Label("All visits", "拜访明细", "拜訪明細")
_APPROVAL: Final = Label("Approval", "审批", "核准")
_SIGN: Final = Label(
    "Submitted by who visits, approved by the manager before the month begins.",
    "由拜访人提交，主管于月初前批准。",
    "由拜訪人提交，主管於月初前核准。",
)

_NAME: Final = Column("name", Label("Customer", "客户", "客戶"))
_PERSON: Final = Column("person", Label("Who", "拜访人", "拜訪人"))
_NUMBER: Final = Column("n", _VISITS, "count")
_FEWEST: Final = 3
"""Dots that are worth a map."""

_TONES: Final[Mapping[str, Tone]] = {"done": "good", "late": "warn", "missed": "bad", "new": "muted"}
_STATES: Final = {"new": Label("proposed", "新建议", "新建議"), **STATES}


def plan(monthly: Monthly, settings: Settings, origin: Origin) -> Report:
    """Return the report of a month's visits; ``settings`` name people and classes."""
    teller = _Teller(monthly, settings, origin)
    nothing = not (monthly.visits or monthly.left)
    heading = Heading.of(monthly.month, monthly.as_of, settings, monthly.sheets.values())
    return Report(
        name="plan",
        title=say(_TITLE),
        subtitle=teller.figures.month(monthly.month.start),
        facts=list(origin.facts()),
        sections=[Section(note=say(_NOTHING))] if nothing else list(teller.sections()),
        language=spoken(),
        archive=origin.archive,
        currency=origin.currency,
        footnote=say(INTERNAL),
        data=visits_table(monthly.visits, heading),
        empty=nothing,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the month ``subject``, such as 2026-12, for the chosen customers."""
    return plan(source.plan(Month.read(subject)).only(source.chosen), source.settings, source.origin)


class _Teller:
    def __init__(self, monthly: Monthly, settings: Settings, origin: Origin) -> None:
        self._monthly = monthly
        self._settings = settings
        self._people = {person.id: person.name for person in settings.team}
        self.figures = Figures(spoken(), origin.currency)

    def sections(self) -> Iterator[Section]:
        by_person = defaultdict[str, list[tuple[str, PlannedVisit]]](list)
        for state, visit in self._monthly.visits:
            by_person[visit.by].append((state, visit))
        yield self._tiles()
        if by_person:
            yield self._load()
        for person in sorted(by_person, key=lambda who: (self._person(who), who)):
            yield self._calendar(person, by_person[person])
        yield from self._classes()
        yield self._by_person(by_person)
        yield from self._areas()
        yield from self._left()
        if by_person:
            yield self._list()
        yield self._approval(sorted(by_person, key=lambda who: (self._person(who), who)))

    def _tiles(self) -> Tiles:
        told = self._monthly
        required = sum((line.required for line in told.fulfilment()), Decimal())
        done = sum(state in ("done", "late") for state, _visit in told.visits) + len(told.unplanned)
        left = sum(each.visits for each in told.left)
        cost = sum((visit.cost for _state, visit in told.visits if visit.cost), Decimal())
        proposed = say(_PROPOSED).format(n=len(told.proposed)) if told.proposed else ""
        return Tiles(
            entries=(
                Tile(say(_VISITS), len(told.visits), proposed),
                Tile(say(_REQUIRED), required.normalize() if required else 0),
                Tile(say(_DONE), done),
                Tile(say(_LEFT), left, "", "warn" if left else "good"),
                *([Tile(say(_COST), self.figures.short_money(Amount(cost, self.figures.currency)))] if cost else []),
            )
        )

    def _load(self) -> Chart:
        load = self._monthly.load()
        most = max(load.values())
        day = next(each for each, number in load.items() if number == most)
        return Chart(
            title=say(_LOAD),
            shape="columns",
            marks=[str(each.day) for each in load],
            series=[Series(say(_VISITS), list(load.values()))],
            alt=say(_ALT).format(most=most, day=self.figures.short_day(day)),
        )

    def _calendar(self, person: str, visits: Sequence[tuple[str, PlannedVisit]]) -> Calendar:
        told = self._monthly
        worker = told.workers.get(person)
        working = set(worker.days) if worker else set()
        entries = defaultdict[date, list[Cell]](list)
        for state, visit in visits:
            purpose = say(PURPOSES[visit.purpose]) if visit.purpose in PURPOSES else ""
            note = " · ".join(filter(None, (visit.time, purpose)))
            entries[visit.date].append(Cell(self._name(visit), note, _TONES.get(state, ""), customer=visit.customer))
        days = [told.month.start + timedelta(n) for n in range((told.month.end - told.month.start).days + 1)]
        sheet = told.sheets.get(person)
        room = worker.capacity * len(worker.days) if worker else 0
        note = " · ".join(
            filter(None, (say(_OF).format(n=len(visits), room=room), say(STATUSES[sheet.status]) if sheet else ""))
        )
        return Calendar(
            title=self._person(person),
            note=note,
            days=[Day(day, entries.get(day, ()), told.off.get(day, ""), day not in working) for day in days],
        )

    def _classes(self) -> Iterator[Grid]:
        names = {each.id: (each.labels or NO_NAMES).label(each.id) for each in self._settings.contact}
        rows = [
            (line.contact, line.customers, line.required, line.planned, line.done, line.left)
            for line in self._monthly.fulfilment()
        ]
        if rows:
            columns = (
                Column("class", Label("Class", "级别", "級別"), names=names),
                Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
                Column("required", Label("Required", "应拜访", "應拜訪"), "quantity"),
                Column("planned", Label("Planned", "计划", "計畫"), "count"),
                Column("done", _DONE, "count"),
                Column("left", _LEFT, "count"),
            )
            yield Grid(title=say(_CLASSES), table=Table("classes", columns, rows))

    def _by_person(self, by_person: Mapping[str, Sequence[tuple[str, PlannedVisit]]]) -> Grid:
        told = self._monthly
        unplanned = Counter(each.person for each in told.unplanned)
        left = Counter[str | None]()
        for each in told.left:
            left[each.person] += each.visits
        people = {*by_person, *filter(None, unplanned), *filter(None, left)}
        rows = []
        for person in sorted(people, key=lambda who: (self._person(who), who)):
            states = Counter(state for state, _visit in by_person.get(person, ()))
            worker = told.workers.get(person)
            room = worker.capacity * len(worker.days) if worker else 0
            total = sum(states.values())
            share = Cell(total / room, bar=total / room) if room else None
            counts = (states[state] or None for state in ("new", "done", "late", "missed", "open"))
            rows.append(
                (
                    self._person(person),
                    total,
                    *counts,
                    unplanned[person] or None,
                    left[person] or None,
                    room or None,
                    share,
                )
            )
        columns = (
            _PERSON,
            _NUMBER,
            *(Column(state, _STATES[state], "count") for state in ("new", "done", "late", "missed", "open")),
            Column("unplanned", STATES["unplanned"], "count"),
            Column("left", _LEFT, "count"),
            Column("room", Label("Possible", "可拜访", "可拜訪"), "count"),
            Column("load", Label("Load", "负荷", "負荷"), "share"),
        )
        return Grid(title=say(_PEOPLE), table=Table("people", columns, rows))

    def _areas(self) -> Iterator[Section]:
        mine = {visit.customer for _state, visit in self._monthly.visits}
        rows: list[tuple[Any, ...]] = []
        for route in self._monthly.routes:
            rows += self._area_rows(route, mine)
        if not rows:
            return
        columns = (
            Column("area", Label("Area", "片区", "片區")),
            Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
            Column("km", Label("Kilometres", "公里", "公里"), "count"),
            Column("where", Label("Where", "地区", "地區")),
        )
        yield Grid(title=say(_AREAS), note=say(_CROW), table=Table("areas", columns, rows))
        for route in self._monthly.routes:
            stops = [stop.call.id for trip in route.trips for stop in trip.stops]
            if len(stops) >= _FEWEST and mine.issuperset(stops):
                yield self._map(route)

    def _area_rows(self, route: Route, mine: set[str]) -> Iterator[tuple[Any, ...]]:
        name = route.traveller.name
        for trip in route.trips:
            calls = [stop.call for stop in trip.stops if stop.call.id in mine]
            if calls:
                where = ", ".join(dict.fromkeys(call.region for call in calls if call.region))
                yield say(_AREA).format(person=name, n=trip.number), len(calls), round(trip.km), where
        apart = [call for call, _reason in route.apart if call.id in mine]
        if apart:
            where = ", ".join(dict.fromkeys(call.region for call in apart if call.region))
            yield say(_NOWHERE).format(person=name), len(apart), None, where

    def _map(self, route: Route) -> Map:
        name = route.traveller.name
        legend = [
            (swatch(colour(trip)), say(_PLACE).format(n=trip.number))
            for trip in route.trips
            if len(route.trips) <= COLOURS
        ]
        return Map(
            title=say(_MAP).format(person=name),
            drawing=draw(route, {"": 0}, say(_MAP_ALT).format(person=name)),
            legend=[*legend, (start_sign(), say(_START))],
            bands=[_band(trip) for trip in route.trips],
        )

    def _left(self) -> Iterator[Grid]:
        rows = [
            (
                Cell(each.name, each.customer, customer=each.customer),
                self._person(each.person),
                each.visits,
                each.reason,
            )
            for each in self._monthly.left
        ]
        if rows:
            columns = (_NAME, _PERSON, _NUMBER, Column("reason", Label("Reason", "原因", "原因"), names=REASONS))
            yield Grid(title=say(_LEFT), table=Table("left", columns, rows))

    def _list(self) -> Grid:
        rows = [
            (
                visit.date,
                Cell(self._name(visit), visit.customer, customer=visit.customer),
                self._person(visit.by),
                Cell(say(_STATES[state]), tone=_TONES.get(state, "")),
                visit.purpose,
                visit.why,
                visit.bring,
                visit.cost,
            )
            for state, visit in self._monthly.visits
        ]
        columns = (
            Column("day", Label("Day", "日期", "日期"), "day"),
            _NAME,
            _PERSON,
            Column("state", Label("State", "状态", "狀態")),
            Column("purpose", Label("Purpose", "目的", "目的"), names=PURPOSES),
            Column("why", Label("Why", "缘由", "緣由")),
            Column("bring", Label("Bring", "携带", "攜帶")),
            Column("cost", Label("Cost", "费用", "費用"), "money"),
        )
        return Grid(title=say(_LIST), table=Table("visits", columns, rows))

    def _approval(self, people: Sequence[str]) -> Grid:
        blank = Cell("", tone="blank")
        rows = []
        for person in people:
            sheet = self._monthly.sheets.get(person)
            by = self._person(sheet.approved_by) if sheet and sheet.approved_by else ""
            rows.append(
                (
                    self._person(person), sheet.status if sheet else "draft", sheet.submitted if sheet else None, by,
                    sheet.approved if sheet and sheet.approved else blank, blank,
                )
            )  # fmt: skip
        columns = (
            _PERSON,
            Column("status", Label("Plan", "计划状态", "計畫狀態"), names=STATUSES),
            Column("submitted", Label("Submitted", "提交日", "送審日"), "day"),
            Column("by", Label("Approved by", "批准人", "核准人")),
            Column("approved", Label("Approved", "批准日", "核准日"), "day"),
            Column("signature", Label("Signature", "签名", "簽名")),
        )
        return Grid(title=say(_APPROVAL), note=say(_SIGN), table=Table("approval", columns, rows))

    def _name(self, visit: PlannedVisit) -> str:
        known = self._monthly.accounts.get(visit.customer)
        return known.name if known else visit.name or visit.customer

    def _person(self, person: str | None) -> str:
        return self._people.get(person, person) if person else "–"


def _band(trip: Trip) -> Band:
    columns = (_NAME, Column("where", Label("Where", "地区", "地區")))
    rows = [
        (Cell(stop.call.name, stop.call.id, customer=stop.call.id), stop.call.region or None) for stop in trip.stops
    ]
    note = say(_TOLD).format(n=len(rows), km=round(trip.km))
    return Band(colour(trip), say(_PLACE).format(n=trip.number), note, Table("area", columns, rows))
