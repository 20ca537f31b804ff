"""What a report contains, as plain data. How it looks is the templates' affair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final, Literal, NamedTuple, TypeAlias

from custfile.model.secrecy import STAFF, Secrecy
from custfile.model.table import Table

Tone: TypeAlias = Literal["", "good", "warn", "bad", "muted", "blank"]
"""What a figure means to the reader; ``blank`` is room to write by hand."""


class Amount(NamedTuple):
    """Money in a currency (its code; ``None`` when nobody told)."""

    value: Decimal
    currency: str | None


Value: TypeAlias = str | int | float | Decimal | date | Amount | None
"""Shown by its type: a date as a day, an ``Amount`` as money, other numbers as numbers, text as it is."""


@dataclass(frozen=True)
class Cell:
    """A value with a second, smaller line, a tone, and where it leads (http, https, mailto, tel).

    ``bar``, from 0 to 1: how much of the cell's width a bar behind the value takes, where a page can show one.
    ``customer``: the id of whom it names, ``page``: the page that it names; it leads there where there are pages.
    """

    value: Value
    note: str = ""
    tone: Tone = ""
    url: str = ""
    bar: float | None = None
    customer: str = ""
    page: str = ""


BLANK: Final = Cell("", tone="blank")
"""Room to write by hand."""

Pair: TypeAlias = tuple[str, "Value | Cell"]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a report; without more, a heading and a sentence. Neighbours that are ``half`` share the width.

    It is for readers of the level ``secrecy``, but for a ``Grid``, whose columns are classified one by one.
    """

    kind: ClassVar[str] = "remark"

    title: str = ""
    note: str = ""
    half: bool = False
    secrecy: Secrecy = STAFF


@dataclass(frozen=True, kw_only=True)
class Grid(Section):
    """A table. Its cells may be ``Cell``; a row that begins with ``None`` goes on with the row above.

    ``stacked``: on a narrow screen each row becomes a block of its own.
    """

    kind = "grid"

    table: Table
    stacked: bool = True


@dataclass(frozen=True, kw_only=True)
class Pairs(Section):
    """A list of labels and values; ``prominent`` when it must be seen first."""

    kind = "pairs"

    entries: Sequence[Pair]
    prominent: bool = False


class Item(NamedTuple):
    """A small card: a heading, a word beside it, and what is known."""

    heading: str
    note: str
    entries: Sequence[Pair]


@dataclass(frozen=True, kw_only=True)
class Items(Section):
    """Small cards, one a person or thing."""

    kind = "cards"

    entries: Sequence[Item]


class Tile(NamedTuple):
    """A figure to be seen at a glance."""

    label: str
    value: Value
    note: str = ""
    tone: Tone = ""


@dataclass(frozen=True, kw_only=True)
class Tiles(Section):
    """A row of figures."""

    kind = "tiles"

    entries: Sequence[Tile]


class Step(NamedTuple):
    """One bar of a strip: what is under it, the figure, and its height from 0 to 1."""

    label: str
    value: Value
    height: float


@dataclass(frozen=True, kw_only=True)
class Strip(Section):
    """A row of small upright bars, such as the months of a year: drawn by the page itself, for cards made by the thousand."""

    kind = "strip"

    entries: Sequence[Step]


class Heat(NamedTuple):
    """One field of a matrix: customers, their money, 0 (nothing) to 4 (most), and the name of the field."""

    customers: int
    money: Amount
    intensity: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Matrix(Section):
    """Fields by rows and columns, each coloured by its intensity."""

    kind = "matrix"

    corner: str
    rows: Sequence[str]
    columns: Sequence[str]
    fields: Sequence[Sequence[Heat]]


class Band(NamedTuple):
    """A part of a map that has a colour, counted from 1: what it is called, its figures, and what lies in it."""

    colour: int
    heading: str
    note: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class Map(Section):
    """A drawing with its legend, and the ``bands`` that say all it shows in words.

    ``drawing``, and the sign of each line of the ``legend``, are SVG of ``report/map.py``, which has made every text in
    them safe; they go into a page as they are.
    """

    kind = "map"

    drawing: str
    legend: Sequence[tuple[str, str]]
    bands: Sequence[Band]


class Series(NamedTuple):
    """One row of figures of a chart: what it is called, and a figure for each of the chart's marks (None: none)."""

    label: str
    values: Sequence[float | None]
    tone: Tone = ""


@dataclass(frozen=True, kw_only=True)
class Chart(Section):
    """Figures drawn: ``shape`` says how, ``marks`` are the names along the axis, ``series`` the figures.

    shape:
        columns: one or more series side by side, the marks in order along x, such as months;
        stacked: a horizontal bar a mark, the series one after the other;
        bars: a horizontal bar a mark, one series;
        pareto: columns, and the line of their cumulative share, which is computed; one series;
        scatter: first series x, second y, a third (optional) the size; the marks name the points.
    ``alt`` is the sentence for one who does not see it. ``unit``: whole figures, money in the currency of the report,
    shares of 1, or days; of a scatter, what y counts. ``axes``: the titles of x and y as drawn.
    """

    kind = "chart"

    shape: Literal["columns", "stacked", "bars", "pareto", "scatter"]
    marks: Sequence[str]
    series: Sequence[Series]
    alt: str
    unit: Literal["count", "money", "share", "days"] = "count"
    axes: tuple[str, str] = ("", "")


class Day(NamedTuple):
    """A day of a calendar: what is on it, a line each; ``note`` is what is special about it, ``off`` that nobody works."""

    day: date
    entries: Sequence[Cell]
    note: str = ""
    off: bool = False


@dataclass(frozen=True, kw_only=True)
class Calendar(Section):
    """Days that follow one another, week by week; where there is no room for weeks, those with something on them."""

    kind = "calendar"

    days: Sequence[Day]


class Pages(NamedTuple):
    """Where a page of a site finds the others: the ``home`` page and the ``folder`` of all pages, as links from it.

    ``customers`` are those that have a page, in the folder ``CUSTOMERS``.
    """

    home: str
    folder: str
    customers: frozenset[str]


CUSTOMERS: Final = "customers"


class Moment(NamedTuple):
    """Something on a day: what, and more about it."""

    day: Value
    what: str
    more: str = ""
    tone: Tone = ""


@dataclass(frozen=True, kw_only=True)
class Timeline(Section):
    """Moments in the order given."""

    kind = "timeline"

    entries: Sequence[Moment]


@dataclass(frozen=True)
class Report:
    """A report of the name it is registered by, in one language, with the currency of its amounts without one.

    ``data`` is the list beneath a report that is one, in plain values, for programs. ``empty``: there is nothing to tell.
    Sections above ``level`` are left out when it is rendered, and of a grid's columns all that are not a customer's name.
    """

    name: str
    title: str
    subtitle: str
    facts: Sequence[Pair]
    sections: Sequence[Section]
    language: str
    archive: str = ""
    currency: str | None = None
    footnote: str = ""
    data: Table | None = None
    empty: bool = False
    level: Secrecy = STAFF
