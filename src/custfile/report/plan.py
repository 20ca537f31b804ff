"""A month's visits: who goes where on which day, what every class is due, who has no place, and the line to approve it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from custfile.analysis.schedule.fulfilment import STATES
from custfile.analysis.schedule.monthly import Monthly
from custfile.analysis.schedule.plan_tables import Heading, visits_table
from custfile.analysis.schedule.planning import REASONS
from custfile.language import Label, say, spoken
from custfile.model.choices import PURPOSES
from custfile.model.month import Month
from custfile.model.names import NO_NAMES
from custfile.model.plan import STATUSES, PlannedVisit
from custfile.model.settings import Settings
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.origin import Origin, internal
from custfile.report.page import BLANK, Cell, Grid, Report, Section, Tile, Tiles
from custfile.report.plan_areas import areas
from custfile.report.plan_calendar import STATES_SHOWN, TONES, VISITS, calendar, load, room, whom
from custfile.report.roll import NAME, named
from custfile.report.source import Source

_TITLE: Final = Label("Visit plan", "月拜访计划", "月拜訪計畫")
_NOTHING: Final = Label("No visit is planned, and none is needed.", "没有计划，也无需安排。", "沒有計畫，也無需安排。")
_PROPOSED: Final = Label("{n} proposed", "其中新建议{n}次", "其中新建議{n}次")
_REQUIRED: Final = Label("Required by class", "各级别应拜访", "各級別應拜訪")
_DONE: Final = Label("Done", "已完成", "已完成")
_LEFT: Final = Label("Not placed", "未能安排", "未能安排")
_COST: Final = Label("Cost to apply for", "申请费用", "申請費用")
_CLASSES: Final = Label("By class", "按级别", "依級別")
_PEOPLE: Final = Label("By person", "按人员", "依人員")
_LIST: Final = Label("All visits", "拜访明细", "拜訪明細")
_APPROVAL: Final = Label("Approval", "审批", "核准")
_SIGN: Final = Label(
    "Submitted by who visits, approved by the manager before the month begins.",
    "由拜访人提交，主管于月初前批准。",
    "由拜訪人提交，主管於月初前核准。",
)

_PERSON: Final = Column("person", Label("Who", "拜访人", "拜訪人"))
_NUMBER: Final = Column("n", VISITS, "count")


def plan(monthly: Monthly, settings: Settings, origin: Origin) -> Report:
    """Return the report of a month's visits; ``settings`` name people and classes."""
    teller = _Teller(monthly, settings, origin)
    nothing = not (monthly.visits or monthly.left)
    heading = Heading.of(monthly.month, monthly.as_of, settings, monthly.sheets.values())
    return internal(
        "plan",
        say(_TITLE),
        teller.figures.month(monthly.month.start),
        [Section(note=say(_NOTHING))] if nothing else list(teller.sections()),
        origin,
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
            yield load(self._monthly)
        for person in sorted(by_person, key=lambda who: (self._person(who), who)):
            yield calendar(self._monthly, person, self._person(person), by_person[person])
        yield from self._classes()
        yield self._by_person(by_person)
        yield from areas(self._monthly.routes, {visit.customer for _state, visit in self._monthly.visits})
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
                Tile(say(VISITS), len(told.visits), proposed),
                Tile(say(_REQUIRED), required.normalize() if required else 0),
                Tile(say(_DONE), done),
                Tile(say(_LEFT), left, "", "warn" if left else "good"),
                *([Tile(say(_COST), self.figures.short_money(cost))] if cost else []),
            )
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
            total, possible = sum(states.values()), room(told, person)
            share = Cell(total / possible, bar=total / possible) if possible else None
            counts = (states[state] or None for state in ("new", "done", "late", "missed", "open"))
            rows.append(
                (
                    self._person(person),
                    total,
                    *counts,
                    unplanned[person] or None,
                    left[person] or None,
                    possible or None,
                    share,
                )
            )
        columns = (
            _PERSON,
            _NUMBER,
            *(Column(state, STATES_SHOWN[state], "count") for state in ("new", "done", "late", "missed", "open")),
            Column("unplanned", STATES["unplanned"], "count"),
            Column("left", _LEFT, "count"),
            Column("room", Label("Possible", "可拜访", "可拜訪"), "count"),
            Column("load", Label("Load", "负荷", "負荷"), "share"),
        )
        return Grid(title=say(_PEOPLE), table=Table("people", columns, rows))

    def _left(self) -> Iterator[Grid]:
        rows = [
            (
                named(each.customer, each.name),
                self._person(each.person),
                each.visits,
                each.reason,
            )
            for each in self._monthly.left
        ]
        if rows:
            columns = (NAME, _PERSON, _NUMBER, Column("reason", Label("Reason", "原因", "原因"), names=REASONS))
            yield Grid(title=say(_LEFT), table=Table("left", columns, rows))

    def _list(self) -> Grid:
        rows = [
            (
                visit.date,
                named(visit.customer, whom(self._monthly, visit)),
                self._person(visit.by),
                Cell(say(STATES_SHOWN[state]), tone=TONES.get(state, "")),
                visit.purpose,
                visit.why,
                visit.bring,
                visit.cost,
            )
            for state, visit in self._monthly.visits
        ]
        columns = (
            Column("day", Label("Day", "日期", "日期"), "day"),
            NAME,
            _PERSON,
            Column("state", Label("State", "状态", "狀態")),
            Column("purpose", Label("Purpose", "目的", "目的"), names=PURPOSES),
            Column("why", Label("Why", "缘由", "緣由")),
            Column("bring", Label("Bring", "携带", "攜帶")),
            Column("cost", Label("Cost", "费用", "費用"), "money"),
        )
        return Grid(title=say(_LIST), table=Table("visits", columns, rows))

    def _approval(self, people: Sequence[str]) -> Grid:
        rows = []
        for person in people:
            sheet = self._monthly.sheets.get(person)
            by = self._person(sheet.approved_by) if sheet and sheet.approved_by else ""
            rows.append(
                (
                    self._person(person), sheet.status if sheet else "draft", sheet.submitted if sheet else None, by,
                    sheet.approved if sheet and sheet.approved else BLANK, BLANK,
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

    def _person(self, person: str | None) -> str:
        return self._people.get(person, person) if person else "–"
