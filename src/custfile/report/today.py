"""The day's work: whom to call or visit, why, what to talk about, with room to write what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from custfile.analysis.schedule.due import Item, days_late, topic
from custfile.analysis.schedule.due_table import due_table
from custfile.analysis.schedule.duties import PROMISE
from custfile.analysis.schedule.urgency import weighed
from custfile.language import Label, say, spoken
from custfile.model.table import Column, Table
from custfile.report.duty import why
from custfile.report.fields import dial
from custfile.report.figures import Figures
from custfile.report.origin import Origin, internal
from custfile.report.page import BLANK, Cell, Grid, Report, Section, Tile, Tiles
from custfile.report.roll import NAME, in_charge, named
from custfile.report.source import Source

_TITLE: Final = Label("Today's visits and calls", "今日回访", "今日回訪")
_NOTHING: Final = Label("Nothing is due.", "今天没有到期的回访。", "今天沒有到期的回訪。")
_OF_OWNER: Final = Label(
    "Customers: {n}, overdue: {late}", "{n}位客户，其中逾期{late}位", "{n}位客戶，其中逾期{late}位"
)
_IN_TIME: Final = Label("Customers: {n}, none overdue", "{n}位客户，均未逾期", "{n}位客戶，均未逾期")

_CUSTOMERS: Final = Label("Customers due", "待联系客户", "待聯絡客戶")
_OVERDUE: Final = Label("Overdue", "已逾期", "已逾期")
_PROMISES: Final = Label("Promises to keep", "待兑现承诺", "待兌現承諾")
_VISITED: Final = Label("Visits this week", "本周已访", "本週已訪")
_LONGEST: Final = Label("up to {days}", "最长{days}", "最久{days}")
_SINCE: Final = Label("since {day}", "{day}起", "{day}起")

_TODAY: Final = Label("today", "今天", "今天")
_AHEAD: Final = Label("in {days}", "还有{days}", "還有{days}")

_COLUMNS: Final = (
    NAME,
    Column("late", Label("Days late", "逾期天数", "逾期天數"), "count"),
    Column("why", Label("Why", "原因", "原因")),
    Column("about", Label("What to talk about", "沟通要点", "溝通重點")),
    Column("phone", Label("Phone", "电话", "電話")),
    Column("last_visit", Label("Last visit", "上次拜访", "上次拜訪"), "day"),
    Column("result", Label("Result", "结果", "結果")),
)
_LATE: Final = 7


def today(
    items: Iterable[Item],
    origin: Origin,
    catalog: Mapping[str, Any],
    last_visits: Mapping[str, date],
    visited: int,
) -> Report:
    """Return the work list of ``items`` by the person in charge, the longest overdue customer first.

    ``catalog`` names people and rules; ``last_visits`` maps a customer's id to its last visit; ``visited`` is the number
    of visits made since Monday.
    """
    figures = Figures(spoken(), origin.currency)
    listed = sorted(items, key=lambda item: (item.person is None, _person(item, catalog), item.person or ""))
    sections: list[Section] = [_tiles(listed, origin.as_of, visited, figures)]
    for _key, group in groupby(listed, key=lambda item: item.person):
        sections.append(_own(list(group), origin, catalog, last_visits, figures))
    if not listed:
        sections.append(Section(note=say(_NOTHING)))
    return internal(
        "today",
        say(_TITLE),
        figures.long_day(origin.as_of),
        sections,
        origin,
        facts=[fact for fact in origin.facts() if fact[1] != origin.as_of],
        data=due_table(weighed(listed, origin.as_of), origin.as_of, catalog),
        empty=not listed,
    )


def make(source: Source, subject: str) -> Report:
    """Return the work list of the chosen customers on the as-of date."""
    monday = source.as_of - timedelta(days=source.as_of.weekday())
    items = source.due(source.as_of)
    return today(items, source.origin, source.catalog, source.last_visits(), source.visits_since(monday))


def _person(item: Item, catalog: Mapping[str, Any]) -> str:
    return in_charge(catalog["people"], item.person)


def _tiles(items: Sequence[Item], as_of: date, visited: int, figures: Figures) -> Tiles:
    late = [days for item in items if (days := days_late(item, as_of)) > 0]
    monday = date.fromordinal(as_of.toordinal() - as_of.weekday())
    return Tiles(
        entries=(
            Tile(say(_CUSTOMERS), _customers(items)),
            Tile(
                say(_OVERDUE),
                _customers(item for item in items if days_late(item, as_of) > 0),
                say(_LONGEST).format(days=figures.days(max(late))) if late else "",
                "bad" if late else "good",
            ),
            Tile(say(_PROMISES), sum(item.kind == PROMISE for item in items)),
            Tile(say(_VISITED), visited, say(_SINCE).format(day=figures.day(monday))),
        )
    )


def _customers(items: Iterable[Item]) -> int:
    return len({item.id for item in items})


def _own(
    items: Sequence[Item], origin: Origin, catalog: Mapping[str, Any], visits: Mapping[str, date], figures: Figures
) -> Grid:
    as_of = origin.as_of
    first = {item.id: item.day for item in sorted(items, key=lambda item: item.day, reverse=True)}
    ordered = sorted(items, key=lambda item: (first[item.id], item.id, item.day, item.kind, item.rule))
    rows: list[tuple[Any, ...]] = []
    for _id, group in groupby(ordered, key=lambda item: item.id):
        rows.extend(_rows(list(group), as_of, catalog, visits, figures))
    late = _customers(item for item in items if days_late(item, as_of) > 0)
    told = say(_OF_OWNER if late else _IN_TIME).format(n=_customers(items), late=late)
    return Grid(title=_person(items[0], catalog), note=told, table=Table("today", _COLUMNS, rows))


def _rows(
    items: Sequence[Item], as_of: date, catalog: Mapping[str, Any], visits: Mapping[str, date], figures: Figures
) -> Iterator[tuple[Any, ...]]:
    """Yield one row a reason; who it is and how to reach them stands in the first."""
    for position, item in enumerate(items):
        reason = (_late(item, as_of, figures), why(item, catalog, figures), topic(item, catalog))
        if position:
            yield (None, *reason, None, None, None)
            continue
        phone = Cell(item.phone, url=dial(item.phone)) if item.phone else None
        yield named(item.id, item.name), *reason, phone, visits.get(item.id), BLANK


def _late(item: Item, as_of: date, figures: Figures) -> Cell:
    days = days_late(item, as_of)
    if days == 0:
        return Cell(say(_TODAY))
    if days < 0:
        return Cell(say(_AHEAD).format(days=figures.days(-days)), tone="muted")
    return Cell(days, tone="bad" if days > _LATE else "warn")
