"""Horizontal bars: one figure each, several one after the other, or with their cumulative share in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import altair as alt

from custfile.report.charts.frame import Frame, Layer, Row, across, by_series, colour, rows, words
from custfile.report.charts.scribe import Scribe, cumulative
from custfile.report.charts.words import LINE, TEXT, shortened, shown, widest
from custfile.report.page import Chart

_BAR, _ROW = 15.0, 25.0
_BESIDE: Final = 0.36  # of the width: names that need more stand above their bars
_GAP: Final = 8.0


@dataclass(frozen=True)
class Bars:
    """The bars of ``chart``, a row a mark, on a drawing of ``width``."""

    chart: Chart
    scribe: Scribe
    width: int

    def svg(self) -> str:
        """Return them as SVG."""
        return self._frame.svg(list(self._layers()), self.chart.alt)

    def _layers(self) -> Iterator[Layer]:
        yield self._bars()
        yield self._zero()
        yield self._names()
        yield self._figures()
        if self._title:
            lowest = self._frame.inner_height + self._frame.bottom - TEXT / 2
            yield words(self._title, 0, lowest)

    @property
    def _title(self) -> str:
        """The title of the figures: a Pareto chart is told of as columns."""
        return shown(self.chart.axes[self.chart.shape == "pareto"])

    @cached_property
    def _marks(self) -> list[str]:
        return [shown(mark) for mark in self.chart.marks]

    @cached_property
    def _above(self) -> bool:
        """Whether names stand above their bars instead of beside them."""
        return widest(self._marks) > _BESIDE * self.width

    @cached_property
    def _ends(self) -> list[str]:
        """What stands at the end of each row: its figure, or the sum of all."""
        told = []
        for mark in range(len(self._marks)):
            values = [series.values[mark] for series in self.chart.series]
            known = [value for value in values if value is not None]
            told.append(self.scribe.figure(sum(known)) if known else "")
        if self.chart.shape != "pareto":
            return told
        shares = map(self.scribe.share, cumulative(self.chart.series[0].values))
        return [" · ".join(filter(None, pair)) for pair in zip(told, shares, strict=True)]

    @cached_property
    def _segments(self) -> list[Row]:
        """Each figure with where it begins and ends: what is below 0 goes to the left."""
        found = []
        for mark, name in enumerate(self._marks):
            ends = [0.0, 0.0]
            for number, series in enumerate(self.chart.series):
                value = series.values[mark]
                if value is None:
                    continue
                side = value < 0
                begins, ends[side] = ends[side], ends[side] + value
                of = f" · {shown(series.label)}" if len(self.chart.series) > 1 else ""
                told = f"{name}{of}: {self.scribe.figure(value)}"
                place = self._top(mark) | {"low": min(0.0, ends[1]), "high": max(0.0, ends[0])}
                found.append(place | {"series": number, "from": begins, "to": ends[side], "told": told})
        return found

    def _top(self, mark: int) -> Row:
        """Return the place of a mark's bar."""
        top = mark * self._row + (LINE + 2 if self._above else (_ROW - _BAR) / 2)
        return {"top": top, "bottom": top + _BAR}

    @property
    def _row(self) -> float:
        return LINE + _BAR + 12 if self._above else _ROW

    @cached_property
    def _frame(self) -> Frame:
        return Frame(
            self.width,
            self._row * max(1, len(self._marks)),
            left=1.0 if self._above else widest(self._marks) + _GAP,
            right=widest(self._ends) + _GAP + 2,
            bottom=LINE + 4 if self._title else 1.0,
        )

    def _x(self, field: str) -> alt.X:
        low = min((row["low"] for row in self._segments), default=0.0)
        high = max((row["high"] for row in self._segments), default=0.0)
        return alt.X(f"{field}:Q", axis=None, scale=across((low, high if high > low else low + 1)))

    def _y(self, field: str) -> alt.Y:
        room = [0, self._frame.inner_height]
        return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=room, range=room, nice=False, zero=False))

    def _bars(self) -> Layer:
        return (
            rows(self._segments)
            .mark_rect()
            .encode(
                x=self._x("from"),
                x2="to:Q",
                y=self._y("top"),
                y2="bottom:Q",
                color=by_series(self.chart.series),
                description="told:N",
            )
        )

    def _zero(self) -> Layer:
        zeros = [self._top(mark) | {"from": 0} for mark in range(len(self._marks))]
        marked = rows(zeros).mark_rule(stroke=colour("soft"), aria=False)
        return marked.encode(x=self._x("from"), y=self._y("top"), y2="bottom:Q")

    def _names(self) -> Layer:
        lift = -_BAR / 2 - TEXT / 2 - 2 if self._above else 0
        room = self.width - 2 if self._above else self._frame.left
        names = [
            self._top(mark) | {"text": shortened(name, room), "middle": self._top(mark)["top"] + _BAR / 2 + lift}
            for mark, name in enumerate(self._marks)
        ]
        marked = rows(names).mark_text(align="left", baseline="middle", fill=colour("ink"), aria=False)
        return marked.encode(x=alt.value(1 - self._frame.left), y=self._y("middle"), text="text:N")

    def _figures(self) -> Layer:
        furthest = dict.fromkeys(range(len(self._marks)), 0.0)
        for row in self._segments:
            mark = round((row["top"] - self._top(0)["top"]) / self._row)
            furthest[mark] = max(furthest[mark], row["to"])
        ends = [
            {"to": furthest[mark], "middle": self._top(mark)["top"] + _BAR / 2, "text": text}
            for mark, text in enumerate(self._ends)
        ]
        marked = rows(ends).mark_text(align="left", baseline="middle", dx=_GAP - 2, fill=colour("ink"), aria=False)
        return marked.encode(x=self._x("to"), y=self._y("middle"), text="text:N")
