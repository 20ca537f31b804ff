"""Points by two figures, and a third as their size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import pi, sqrt
from typing import Final

import altair as alt

from custfile.report.charts.frame import Frame, Layer, Row, across, colour, rows
from custfile.report.charts.scale import Axis, axis
from custfile.report.charts.scribe import Scribe
from custfile.report.charts.words import LINE, TEXT, shortened, shown, widest, width
from custfile.report.page import Chart

_HEIGHTS: Final = {880: 340.0, 440: 280.0, 360: 280.0}
_GAP: Final = 7.0
_RADIUS, _LARGEST = 4.0, 13.0
_NAMED: Final = {880: 14, 440: 7, 360: 6}
_LONGEST: Final = 130.0

_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Cloud:
    """The points of ``chart``, the highest of them named, on a drawing of ``width``."""

    chart: Chart
    scribe: Scribe
    width: int

    def svg(self) -> str:
        """Return them as SVG."""
        return self._frame.svg(list(self._layers()), self.chart.alt)

    def _layers(self) -> Iterator[Layer]:
        yield from self._grid()
        marked = rows(self._points).mark_circle(fill=colour("dot"), opacity=1)
        size = alt.Size("size:Q", scale=None, legend=None)
        yield marked.encode(x=self._x("x"), y=self._y("y"), size=size, description="told:N")
        names = rows(self._names).mark_text(align="left", baseline="middle", fill=colour("ink"), aria=False)
        yield names.encode(x=self._x("x"), y=self._y("y"), text="text:N")
        yield from self._frame.titles(self.chart.axes)

    @property
    def _plain(self) -> Scribe:
        """Writes the figures of x, which have no unit."""
        return Scribe(self.scribe.figures, "count")

    @cached_property
    def _points(self) -> list[Row]:
        """The points that have both figures, the largest at the back."""
        across, up, *more = (series.values for series in self.chart.series)
        sizes = more[0] if more else [None] * len(across)
        most = max((value for value in sizes if value is not None), default=0.0)
        found = []
        for name, x, y, value in zip(map(shown, self.chart.marks), across, up, sizes, strict=True):
            if x is None or y is None:
                continue
            radius = max(_RADIUS / 2, _LARGEST * sqrt(max(0.0, value or 0.0) / most)) if most > 0 else _RADIUS
            told = f"{name}: {self._plain.figure(x)} · {self.scribe.figure(y)}"
            found.append({"x": x, "y": y, "name": name, "radius": radius, "size": pi * radius**2, "told": told})
        return sorted(found, key=lambda point: -point["radius"])

    @cached_property
    def _axes(self) -> tuple[Axis, Axis]:
        most = 8 if self.width > 500 else 4
        return axis((point["x"] for point in self._points), most), axis((point["y"] for point in self._points), 5)

    @cached_property
    def _frame(self) -> Frame:
        below, above = map(bool, self.chart.axes)
        return Frame(
            self.width,
            _HEIGHTS[self.width],
            left=widest(map(self.scribe.tick, self._axes[1].ticks)) + _GAP,
            right=_LARGEST + 5,
            top=_LARGEST + above * (LINE + 2),
            bottom=LINE + _GAP + below * (LINE + 2),
        )

    def _x(self, field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=across(self._axes[0][:2]))

    def _y(self, field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", axis=None, scale=across(self._axes[1][:2]))

    def _grid(self) -> Iterator[Layer]:
        along, up = self._axes
        levels = [{"y": tick, "text": self.scribe.tick(tick)} for tick in up.ticks]
        yield rows(levels).mark_rule(stroke=colour("line"), aria=False).encode(y=self._y("y"))
        yield rows([{"y": 0}]).mark_rule(stroke=colour("soft"), aria=False).encode(y=self._y("y"))
        texts = rows(levels).mark_text(align="right", baseline="middle", fill=colour("soft"), aria=False)
        yield texts.encode(x=alt.value(-_GAP), y=self._y("y"), text="text:N")
        places = [{"x": tick, "text": self._plain.tick(tick)} for tick in along.ticks]
        texts = rows(places).mark_text(align="center", baseline="top", fill=colour("soft"), aria=False)
        yield texts.encode(x=self._x("x"), y=alt.value(self._frame.inner_height + _GAP), text="text:N")

    @cached_property
    def _names(self) -> list[Row]:
        """The names for which there is room beside their points, as figures of both axes."""
        ranked = sorted(self._points, key=lambda point: -point["y"])
        taken = [self._around(point) for point in self._points]
        found = list[Row]()
        for point in ranked:
            text = shortened(point["name"], _LONGEST)
            box = self._free(point, text, taken)
            if box is not None and len(found) < _NAMED[self.width]:
                taken.append(box)
                found.append(self._figures_of(box) | {"text": text})
        return found

    def _free(self, point: Row, text: str, taken: list[_Box]) -> _Box | None:
        left, top, right, bottom = self._around(point)
        middle, long = (top + bottom) / 2, width(text)
        for begins in (right + 3, left - 3 - long):
            box = begins, middle - TEXT / 2, begins + long, middle + TEXT / 2
            inside = box[0] >= 0 and box[2] <= self._frame.inner_width + self._frame.right
            if inside and not any(_overlap(box, other) for other in taken):
                return box
        return None

    def _around(self, point: Row) -> _Box:
        along, up = self._axes
        x = (point["x"] - along.low) / (along.high - along.low) * self._frame.inner_width
        y = (up.high - point["y"]) / (up.high - up.low) * self._frame.inner_height
        reach = point["radius"]
        return x - reach, y - reach, x + reach, y + reach

    def _figures_of(self, box: _Box) -> Row:
        along, up = self._axes
        x = along.low + box[0] / self._frame.inner_width * (along.high - along.low)
        y = up.high - (box[1] + box[3]) / 2 / self._frame.inner_height * (up.high - up.low)
        return {"x": x, "y": y}


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
