"""Care dates: whose birthday or anniversary comes round, who calls, what was given before; and the days of greetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from custfile.analysis.schedule.care import Care, gifts, lunar_label, occasion
from custfile.analysis.schedule.care_table import care_table
from custfile.analysis.schedule.greetings import Coming
from custfile.analysis.schedule.yearly import is_round
from custfile.language import Label, say, spoken
from custfile.model.table import Column, Table
from custfile.report.fields import dial
from custfile.report.figures import Figures
from custfile.report.origin import Origin, internal
from custfile.report.page import Calendar, Cell, Day, Grid, Report, Section, Tile, Tiles, Tone
from custfile.report.roll import NAME, leaving, named
from custfile.report.source import Source
from custfile.report.wording import joined

AHEAD: Final = 30
"""Days ahead that are looked at when nobody says how many."""

_TITLE: Final = Label("Care dates", "生日纪念日", "生日紀念日")
_SUBTITLE: Final = Label("{first} to {last}", "{first}至{last}", "{first}至{last}")
_NOTHING: Final = Label("No care date comes round.", "期间没有生日或纪念日。", "期間沒有生日或紀念日。")
_CALENDAR: Final = Label("Day by day", "日历", "日曆")
_LIST: Final = Label("Whom to think of", "关怀名单", "關懷名單")
_GREETINGS: Final = Label("Days of greetings", "节日问候", "節日問候")
_LEFT_OUT: Final = Label(
    "{n} lunar dates; run: pip install 'custfile[chinese]'",
    "{n}个农历日期，请执行：pip install 'custfile[chinese]'",
    "{n}個農曆日期，請執行：pip install 'custfile[chinese]'",
)
_DATES: Final = Label("Care dates", "生日纪念日", "生日紀念日")
_WEEK: Final = Label("{n} within a week", "{n}个在一周内", "{n}個在一週內")
_TO_DO: Final = Label("Still to do", "尚未致意", "尚未致意")
_ROUND: Final = Label("Round years", "逢十周年", "逢十週年")
_IN_LUNAR: Final = Label("By the lunar calendar", "农历日期", "農曆日期")
_YEARS: Final = Label("{n} years", "{n}周年", "{n}週年")
_TURNS: Final = Label("turns {n}", "{n}岁", "{n}歲")
_NOBODY: Final = Label("nobody", "无负责人", "無負責人")
_BEFORE: Final = 2
_SOON: Final = 3
_STRIP: Final = 42
_BIRTHDAY: Final = "birthday"

_COLUMNS: Final = (
    NAME,
    Column("day", Label("Date", "日期", "日期"), "day"),
    Column("occasion", Label("Occasion", "事由", "事由")),
    Column("person", Label("Who calls", "负责人", "負責人")),
    Column("phone", Label("Phone", "电话", "電話")),
    Column("gifts", Label("Gifts before", "以往礼品", "以往禮品")),
    Column("note", Label("Note", "备注", "備註")),
    Column("done", Label("Done on", "已致意", "已致意"), "day"),
)


def care(coming: Coming, upto: date, origin: Origin, catalog: Mapping[str, Any]) -> Report:
    """Return the report of what is ``coming`` round from the as-of date of ``origin`` to ``upto``."""
    teller = _Teller(origin, upto, catalog)
    left = [say(_LEFT_OUT).format(n=coming.left_out)] if coming.left_out else []
    figures = Figures(spoken(), origin.currency)
    nothing = not (coming.cares or coming.greetings)
    return internal(
        "care",
        say(_TITLE),
        say(_SUBTITLE).format(first=figures.day(origin.as_of), last=figures.day(upto)),
        [Section(note=say(_NOTHING))] if nothing else list(teller.sections(coming)),
        leaving(origin, *left),
        data=care_table(coming.cares, coming.greetings, origin.as_of, upto, catalog),
        empty=nothing,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the chosen customers' care dates."""
    upto = source.as_of + timedelta(source.days or AHEAD)
    return care(source.care(upto), upto, source.origin, source.catalog)


class _Teller:
    def __init__(self, origin: Origin, upto: date, catalog: Mapping[str, Any]) -> None:
        self._as_of = origin.as_of
        self._upto = upto
        self._catalog = catalog
        self._figures = Figures(spoken(), origin.currency)

    def sections(self, coming: Coming) -> Iterator[Section]:
        yield self._tiles(coming.cares)
        yield self._calendar(coming)
        if coming.cares:
            rows = [self._row(each) for each in coming.cares]
            yield Grid(title=say(_LIST), table=Table("care", _COLUMNS, rows))
        if coming.greetings:
            columns = (
                Column("greeting", Label("Occasion", "事由", "事由")),
                Column("day", Label("Date", "日期", "日期"), "day"),
                Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
            )
            rows = [(Cell(say(each.label), _lunar(each.text)), each.day, number) for each, number in coming.greetings]
            yield Grid(title=say(_GREETINGS), table=Table("greetings", columns, rows))

    def _tiles(self, cares: Sequence[Care]) -> Tiles:
        week = sum(each.day <= self._as_of + timedelta(7) for each in cares)
        to_do = sum(each.kept is None for each in cares)
        return Tiles(
            entries=(
                Tile(say(_DATES), len(cares), say(_WEEK).format(n=week)),
                Tile(say(_TO_DO), to_do, "", "warn" if to_do else "good"),
                Tile(say(_ROUND), sum(is_round(each.years) for each in cares)),
                Tile(say(_IN_LUNAR), sum(lunar_label(each.text) is not None for each in cares)),
            )
        )

    def _calendar(self, coming: Coming) -> Calendar:
        entries = defaultdict[date, list[Cell]](list)
        for each, _number in coming.greetings:
            entries[each.day].append(Cell(say(each.label), tone="muted"))
        for care_date in coming.cares:
            tone: Tone = "good" if care_date.kept else ""
            name = care_date.whom or care_date.name
            note = "" if name == care_date.name else care_date.name
            entries[care_date.day].append(Cell(name, note, tone, customer=care_date.id))
        last = min(self._upto, self._as_of + timedelta(_STRIP))
        days = (self._as_of + timedelta(n) for n in range((last - self._as_of).days + 1))
        return Calendar(title=say(_CALENDAR), days=[Day(day, entries.get(day, ())) for day in days])

    def _row(self, each: Care) -> tuple[Any, ...]:
        soon = each.kept is None and each.day <= self._as_of + timedelta(_SOON)
        person = self._catalog["people"].get(each.owner, each.owner) if each.owner else say(_NOBODY)
        return (
            named(each.id, each.name),
            Cell(each.day, _lunar(each.text), "warn" if soon else ""),
            Cell(joined(occasion(each, self._catalog["fields"]), each.whom), _counted(each)),
            person,
            Cell(each.phone, url=dial(each.phone)) if each.phone else None,
            gifts(each.given, _BEFORE),
            each.note,
            Cell(each.kept, tone="good"),
        )


def _lunar(text: str) -> str:
    label = lunar_label(text)
    return say(label) if label else ""


def _counted(each: Care) -> str:
    if not each.years:
        return ""
    return say(_TURNS if each.field.endswith(_BIRTHDAY) else _YEARS).format(n=each.years)
