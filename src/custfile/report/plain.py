"""A report as the templates see it: nested ``dict``, ``list`` and text, every figure already written out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote

from custfile.language import COLON, LANGUAGES, Label, say
from custfile.model.secrecy import STAFF, may_see
from custfile.model.table import Column, Table, legible, seen
from custfile.report.charts import Draw, scribe
from custfile.report.charts.tones import paints
from custfile.report.figures import Figures
from custfile.report.page import (
    CUSTOMERS,
    Amount,
    Calendar,
    Cell,
    Chart,
    Day,
    Grid,
    Items,
    Map,
    Matrix,
    Pages,
    Pair,
    Pairs,
    Report,
    Section,
    Strip,
    Tiles,
    Timeline,
    Value,
)

Plain = dict[str, Any]
Write = Callable[[str], str]
"""Makes text safe for a format."""

_RIGHT: Final = ("count", "money", "share", "score", "quantity")
_URL: Final = re.compile(r"""(?:https?://|mailto:|tel:)[^\s<>"'`\\\x00-\x20\x7f-\x9f]+""", re.IGNORECASE)
_TAGS: Final = {"en": "en", "zh_CN": "zh-CN", "zh_TW": "zh-TW"}
_MARKS: Final = {
    "colon": COLON,
    "opens": Label(" (", "（", "（"),
    "closes": Label(")", "）", "）"),
}
_FIGURES: Final = Label("Figures", "数据", "數據")


def plain(report: Report, write: Write, draw: Draw | None = None, pages: Pages | None = None) -> Plain:
    """Return what a template may use of ``report``; all text has gone through ``write``.

    ``marks`` are the language's own colon and brackets. ``groups`` are the sections in order, neighbours of half width
    together: ``half`` and ``sections``. Each section has ``kind``, ``title``, ``note`` and what its kind holds. Charts
    have no ``drawings`` when there is nothing to ``draw`` them. ``home`` is where the page's site begins, if it is of one.
    """
    maker = _Maker(report, write, draw, pages)
    return {
        "name": report.name,
        "title": write(report.title),
        "subtitle": write(report.subtitle),
        "archive": write(report.archive),
        "footnote": write(report.footnote),
        "language": _TAGS[report.language],
        "marks": {name: mark[LANGUAGES.index(report.language)] for name, mark in _MARKS.items()},
        "home": pages.home if pages else "",
        "facts": maker.pairs(report.facts),
        "groups": [
            {"half": half, "sections": [maker.section(section) for section in sections]}
            for half, sections in groupby(filter(maker.shows, report.sections), key=lambda section: section.half)
        ],
    }


class _Maker:
    def __init__(self, report: Report, write: Write, draw: Draw | None, pages: Pages | None) -> None:
        self._pages = pages
        self._draw = draw
        self._currency = report.currency
        self._figures = Figures(report.language, report.currency)
        self._write = write
        self._level = report.level

    def shows(self, section: Section) -> bool:
        """Say whether the reader sees anything of ``section``; what a bare sentence says is known to all."""
        return isinstance(section, Grid) or type(section) is Section or may_see(self._level, section.secrecy)

    def section(self, section: Section) -> Plain:
        note = section.note if type(section) is Section or may_see(self._level, section.secrecy) else ""
        told: Plain = {"kind": section.kind, "title": self._write(section.title), "note": self._write(note)}
        return told | _CONTENTS.get(type(section), _nothing)(self, section)

    def pairs(self, entries: Iterable[Pair]) -> list[Plain]:
        return [{"label": self._write(label), "cell": self.cell(value)} for label, value in entries]

    def cell(self, value: Value | Cell, column: Column | None = None) -> Plain:
        """Return a value written out: ``text`` on one line, ``lines`` by its own line breaks."""
        cell = value if isinstance(value, Cell) else Cell(value)
        told = self._told(cell.value, column)
        lines = [self._write(line) for line in told.split("\n")]
        return {
            "text": self._write(told),
            "lines": [line for line in lines if line],
            "note": self._write(cell.note),
            "tone": cell.tone,
            "url": cell.url if _URL.fullmatch(cell.url) else "",
            "page": self._page(cell),
            "right": column is not None and column.kind in _RIGHT,
            "day": isinstance(cell.value, date),
            "bar": "" if cell.bar is None else f"{min(1.0, max(0.0, cell.bar)):.1%}",
        }

    def _page(self, cell: Cell) -> str:
        if self._pages is None:
            return ""
        page = f"{CUSTOMERS}/{cell.customer}" if cell.customer in self._pages.customers else cell.page
        return f"{self._pages.folder}{quote(page)}.html" if page else ""

    def _told(self, value: Any, column: Column | None) -> str:
        if column is not None and value in column.names:
            return say(column.names[value])
        kind = column.kind if column is not None and not isinstance(value, str | None | Amount) else "text"
        if kind == "money":
            return self._figures.money(Amount(value, self._currency))
        if kind == "share":
            return self._figures.share(value)
        if kind == "score":
            return self._figures.score(value)
        return self._figures.shown(value)

    def grid(self, section: Grid) -> Plain:
        return self.table(section.table, stacked=section.stacked)

    def table(self, table: Table, *, stacked: bool) -> Plain:
        table = table if may_see(self._level, STAFF) else legible(seen(table, self._level))
        heads = [
            {"key": column.key, "text": self._write(say(column.label)), "right": column.kind in _RIGHT}
            for column in table.columns
        ]
        rows = [
            {
                "goes_on": bool(row) and row[0] is None,
                "cells": [
                    self.cell(value, column) | {"key": head["key"], "label": head["text"]}
                    for value, column, head in zip(row, table.columns, heads, strict=True)
                ],
            }
            for row in table.rows
        ]
        return {"columns": heads, "rows": rows, "stacked": stacked}

    def definitions(self, section: Pairs) -> Plain:
        return {"entries": self.pairs(section.entries), "prominent": section.prominent}

    def cards(self, section: Items) -> Plain:
        return {
            "entries": [
                {"heading": self._write(heading), "note": self._write(note), "entries": self.pairs(entries)}
                for heading, note, entries in section.entries
            ]
        }

    def tiles(self, section: Tiles) -> Plain:
        return {
            "entries": [
                {"label": self._write(tile.label), "cell": self.cell(Cell(tile.value, tile.note, tile.tone))}
                for tile in section.entries
            ]
        }

    def strip(self, section: Strip) -> Plain:
        return {
            "entries": [
                {"label": self._write(step.label), "cell": self.cell(step.value), "height": f"{step.height:.3f}"}
                for step in section.entries
            ]
        }

    def matrix(self, section: Matrix) -> Plain:
        return {
            "corner": self._write(section.corner),
            "columns": [self._write(column) for column in section.columns],
            "rows": [
                {
                    "label": self._write(label),
                    "fields": [
                        {
                            "customers": self._write(self._figures.number(field.customers)) if field.customers else "",
                            "money": self._write(self._figures.short_money(field.money)) if field.customers else "",
                            "intensity": field.intensity,
                            "note": self._write(field.note),
                        }
                        for field in fields
                    ],
                }
                for label, fields in zip(section.rows, section.fields, strict=True)
            ],
        }

    def map(self, section: Map) -> Plain:
        return {
            "drawing": section.drawing,
            "legend": [{"sign": sign, "label": self._write(label)} for sign, label in section.legend],
            "bands": [
                {"colour": band.colour, "heading": self._write(band.heading), "note": self._write(band.note)}
                | self.table(band.table, stacked=True)
                for band in section.bands
            ],
        }

    def chart(self, section: Chart) -> Plain:
        """Return the drawings of a chart, markup in which every text is safe, and all its figures as a table."""
        legend = zip(paints(section.series), section.series, strict=True)
        several = len(section.series) > 1 and section.shape in ("columns", "stacked")
        return self.table(scribe.table(section), stacked=len(section.series) > 2) | {
            "drawings": self._draw(section, self._figures) if self._draw else [],
            "legend": [{"colour": paint, "label": self._write(each.label)} for paint, each in legend if several],
            "figures": say(_FIGURES),
        }

    def calendar(self, section: Calendar) -> Plain:
        """Return the names of the weekdays and the weeks, of seven days each; a day outside has nothing but ``outside``."""
        days = section.days
        before = days[0].day.weekday() if days else 0
        after = 6 - days[-1].day.weekday() if days else 0
        inside = [self._day(day, first=not place) for place, day in enumerate(days)]
        told = [*([{"outside": True}] * before), *inside, *([{"outside": True}] * after)]
        return {
            "weekdays": [self._write(name) for name in self._figures.weekdays()],
            "weeks": [told[start : start + 7] for start in range(0, len(told), 7)],
        }

    def _day(self, day: Day, *, first: bool) -> Plain:
        return {
            "outside": False,
            "number": self._write(self._figures.month_day(day.day) if first or day.day.day == 1 else str(day.day.day)),
            "label": self._write(self._figures.short_day(day.day)),
            "note": self._write(day.note),
            "off": day.off,
            "entries": [self.cell(entry) for entry in day.entries],
        }

    def timeline(self, section: Timeline) -> Plain:
        return {
            "entries": [
                {"day": self.cell(moment.day), "cell": self.cell(Cell(moment.what, moment.more, moment.tone))}
                for moment in section.entries
            ]
        }


def _nothing(maker: _Maker, section: Section) -> Plain:
    return {}


_CONTENTS: Final[dict[type[Section], Callable[[_Maker, Any], Plain]]] = {
    Grid: _Maker.grid,
    Pairs: _Maker.definitions,
    Items: _Maker.cards,
    Tiles: _Maker.tiles,
    Strip: _Maker.strip,
    Matrix: _Maker.matrix,
    Timeline: _Maker.timeline,
    Calendar: _Maker.calendar,
    Map: _Maker.map,
    Chart: _Maker.chart,
}
