"""What all drawings share: their colours, their room, and how Altair's layers become one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import altair as alt
import vl_convert

from custfile.report.charts.svg import COLOURS, cleaned
from custfile.report.charts.tones import paints
from custfile.report.charts.words import TEXT, shown
from custfile.report.page import Series

_VERSION: Final = "_".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])

Layer: TypeAlias = Any
"""A chart of Altair, whose methods do not keep its type."""

Row: TypeAlias = dict[str, Any]
"""What a layer knows of one mark of it."""


def colour(name: str) -> str:
    """Return the stand-in for a colour of the style sheet."""
    return COLOURS[name]


@dataclass(frozen=True)
class Frame:
    """A drawing ``width`` wide, with room around the ``inner_width`` × ``inner_height`` of its figures."""

    width: float
    inner_height: float
    left: float = 1.0
    right: float = 1.0
    top: float = 1.0
    bottom: float = 1.0

    @property
    def inner_width(self) -> float:
        """The room between ``left`` and ``right``."""
        return self.width - self.left - self.right

    def titles(self, axes: tuple[str, str]) -> Iterator[Layer]:
        """Yield the titles of both axes: that of x below on the right, that of y above on the left."""
        below, above = map(shown, axes)
        if above:
            yield words(above, -self.left, TEXT / 2 - self.top)
        if below:
            yield words(below, self.inner_width, self.inner_height + self.bottom - TEXT / 2, "right")

    def svg(self, layers: Sequence[Layer], label: str) -> str:
        """Return the ``layers``, the first at the back, as SVG that ``label`` describes."""
        room = {"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom}
        made: Layer = alt.layer(*layers).properties(
            width=self.inner_width, height=self.inner_height, autosize="none", padding=room
        )
        spec = made.configure_text(fontSize=TEXT, limit=0).to_dict(validate=False)
        return cleaned(vl_convert.vegalite_to_svg(spec, vl_version=_VERSION), shown(label))


def rows(data: Sequence[Row]) -> Layer:
    """Return a layer of ``data`` that has yet to be marked and encoded."""
    return alt.Chart(alt.InlineData(values=list(data)))


def across(axis: tuple[float, float]) -> alt.Scale:
    """Return the scale of an axis whose ends are decided."""
    return alt.Scale(domain=list(axis), nice=False, zero=False)


def by_series(series: Sequence[Series]) -> alt.Color:
    """Return the colours of the rows of ``series``, whose numbers are under ``series``."""
    colours = [colour(paint) for paint in paints(series)]
    scale = alt.Scale(domain=list(range(len(colours))), range=colours)
    return alt.Color("series:O", scale=scale, legend=None)


def words(text: str, x: float, y: float, align: str = "left") -> Layer:
    """Return ``text`` at a place of the room of the figures."""
    marked = rows([{"text": text}]).mark_text(align=align, baseline="middle", fill=colour("soft"), aria=False)
    return marked.encode(x=alt.value(x), y=alt.value(y), text=alt.Text("text:N"))
