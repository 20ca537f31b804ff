"""Columns, with or without the line of their cumulative share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Final

import altair as alt

from custfile.report.charts.frame import Frame, Layer, Row, across, by_series, colour, rows
from custfile.report.charts.scale import Axis, axis
from custfile.report.charts.scribe import Scribe, cumulative
from custfile.report.charts.words import LINE, TEXT, shown, widest, wrapped
from custfile.report.page import Chart

_HEIGHTS: Final = {880: 230.0, 440: 180.0, 360: 170.0}
_FILLED, _WIDEST = 0.7, 46.0  # of a column's room; of one series, however few columns there are
_GAP: Final = 7.0
_ENOUGH: Final = 62.0  # room for four Chinese characters: a longer name is broken
_SHARES: Final = (0.0, 0.5, 0.8, 1.0)
_POINTS: Final = 30  # more of them would hide the line


@dataclass(frozen=True)
class Columns:
    """The columns of ``chart``, a series beside the other, on a drawing of ``width``."""

    chart: Chart
    scribe: Scribe
    width: int

    @property
    def names_fit(self) -> bool:
        """Whether every column has room for its name."""
        return self._every == 1

    def svg(self) -> str:
        """Return them as SVG."""
        return self._frame.svg(list(self._layers()), self.chart.alt)

    def _layers(self) -> Iterator[Layer]:
        if not self._direct:
            yield self._grid()
        yield self._bars()
        yield self._zero()
        if self._direct:
            yield self._figures()
        yield self._names()
        if self.chart.shape == "pareto":
            yield from self._line()
        yield from self._frame.titles(self.chart.axes)

    @cached_property
    def _scale(self) -> Axis:
        told = [row["value"] for row in self._data]
        if self._direct and any(told):
            return Axis(min(0.0, *told), max(0.0, *told), [])
        return axis(told, 5, whole=self.chart.unit in ("count", "days"))

    @cached_property
    def _data(self) -> list[Row]:
        return [
            {
                "mark": mark,
                "series": number,
                "value": value,
                "base": 0,
                "text": self.scribe.tick(value),
                "told": self._told(mark, number, value),
            }
            for number, series in enumerate(self.chart.series)
            for mark, value in enumerate(series.values)
            if value is not None
        ]

    def _told(self, mark: int, number: int, value: float) -> str:
        name = shown(self.chart.marks[mark])
        of = f" · {shown(self.chart.series[number].label)}" if len(self.chart.series) > 1 else ""
        return f"{name}{of}: {self.scribe.figure(value)}"

    @cached_property
    def _beside(self) -> float:
        """The room on the right for the axis of shares."""
        return widest(map(self.scribe.share, _SHARES)) + _GAP if self.chart.shape == "pareto" else 1.0

    @cached_property
    def _direct(self) -> bool:
        """Whether each figure has room on its own column; otherwise there is an axis."""
        room = (self.width - self._beside) / max(1, len(self.chart.marks))
        if len(self.chart.series) > 1:
            room *= _FILLED / len(self.chart.series)
        return widest(row["text"] for row in self._data) + 4 <= room and self.chart.shape != "pareto"

    @cached_property
    def _before(self) -> float:
        """The room on the left for the axis of figures."""
        return 1.0 if self._direct else widest(map(self.scribe.tick, self._scale.ticks)) + _GAP

    @property
    def _rough(self) -> float:
        """The room of a column, if its name needs no more."""
        return (self.width - self._before - self._beside) / max(1, len(self.chart.marks))

    @cached_property
    def _every(self) -> int:
        """One in so many columns is named."""
        return ceil(min(widest(map(shown, self.chart.marks)) + 4, _ENOUGH) / self._rough)

    @cached_property
    def _overhang(self) -> float:
        """How far a name may reach beyond its column on either side."""
        longest = min(widest(map(shown, self.chart.marks)), self._every * self._rough - 4)
        return max(0.0, (longest - self._rough) / 2)

    @property
    def _step(self) -> float:
        return self._frame.inner_width / max(1, len(self.chart.marks))

    @cached_property
    def _named(self) -> list[Row]:
        """The names that are shown, the last one always."""
        room, last = self._every * self._rough - 4, len(self.chart.marks) - 1
        return [
            {"mark": mark, "text": "\n".join(wrapped(shown(name), room, 2))}
            for mark, name in enumerate(self.chart.marks)
            if (last - mark) % self._every == 0
        ]

    @cached_property
    def _frame(self) -> Frame:
        titled, lines = map(bool, self.chart.axes), max((row["text"].count("\n") + 1 for row in self._named), default=1)
        below, above = titled
        return Frame(
            self.width,
            _HEIGHTS[self.width],
            left=max(self._before, self._overhang),
            right=max(self._beside, self._overhang),
            top=TEXT + 4 + above * (LINE + 4),
            bottom=_GAP + lines * LINE + below * (LINE + 2),
        )

    def _x(self) -> alt.X:
        filled = min(_FILLED, _WIDEST * len(self.chart.series) / self._step)
        return alt.X(
            "mark:O",
            axis=None,
            scale=alt.Scale(
                domain=list(range(len(self.chart.marks))), paddingInner=1 - filled, paddingOuter=(1 - filled) / 2
            ),
        )

    def _y(self, field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", axis=None, scale=across(self._scale[:2]))

    def _offset(self) -> alt.XOffset:
        return alt.XOffset("series:O", scale=alt.Scale(domain=list(range(len(self.chart.series)))))

    def _bars(self) -> Layer:
        return (
            rows(self._data)
            .mark_bar()
            .encode(
                x=self._x(),
                xOffset=self._offset(),
                y=self._y("base"),
                y2="value:Q",
                color=by_series(self.chart.series),
                description="told:N",
            )
        )

    def _figures(self) -> Layer:
        above = [row | {"top": max(0, row["value"])} for row in self._data]
        return (
            rows(above)
            .mark_text(dy=-TEXT / 2 - 1, baseline="middle", fill=colour("ink"), aria=False)
            .encode(x=self._x(), xOffset=self._offset(), y=self._y("top"), text="text:N")
        )

    def _names(self) -> Layer:
        return (
            rows(self._named)
            .mark_text(baseline="top", lineBreak="\n", lineHeight=LINE, fill=colour("soft"), aria=False)
            .encode(x=self._x(), y=alt.value(self._frame.inner_height + _GAP), text="text:N")
        )

    def _zero(self) -> Layer:
        return rows([{"base": 0}]).mark_rule(stroke=colour("soft"), aria=False).encode(y=self._y("base"))

    def _grid(self) -> Layer:
        ticks = [{"base": tick, "text": self.scribe.tick(tick)} for tick in self._scale.ticks]
        lines = rows(ticks).mark_rule(stroke=colour("line"), aria=False).encode(y=self._y("base"))
        texts = rows(ticks).mark_text(align="right", baseline="middle", fill=colour("soft"), aria=False)
        return lines + texts.encode(x=alt.value(-_GAP), y=self._y("base"), text="text:N")

    def _line(self) -> Iterator[Layer]:
        """Yield the cumulative line and its own axis on the right, which ends where that of the columns does."""
        shares = self._heights(cumulative(self.chart.series[0].values))
        marked = rows(shares).mark_line(
            stroke=colour("ink"),
            strokeWidth=1.5,
            aria=False,
            point=self._dots() if len(shares) <= _POINTS else False,
        )
        yield marked.encode(x=self._x(), y=self._y("base"))
        texts = rows(self._heights(_SHARES)).mark_text(align="left", baseline="middle", fill=colour("soft"), aria=False)
        yield texts.encode(x=alt.value(self._frame.inner_width + _GAP), y=self._y("base"), text="text:N")

    def _heights(self, shares: Sequence[float]) -> list[Row]:
        return [
            {"mark": mark, "base": share * self._scale.high, "text": self.scribe.share(share)}
            for mark, share in enumerate(shares)
        ]

    def _dots(self) -> alt.OverlayMarkDef:
        return alt.OverlayMarkDef(filled=True, fill=colour("ink"), size=18, aria=False)
