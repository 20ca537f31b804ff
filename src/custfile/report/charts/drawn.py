"""The drawings of a chart. Brings Altair and vl-convert."""

from __future__ import annotations

from typing import Final

from altair.utils.schemapi import debug_mode

from custfile.report.charts.cloud import Cloud
from custfile.report.charts.lying import Bars
from custfile.report.charts.scribe import Scribe, settled
from custfile.report.charts.upright import Columns
from custfile.report.figures import Figures
from custfile.report.page import Chart

_WIDE, _HALF, _PHONE = 880, 440, 360
_ROWS: Final = 24  # a longer list of bars is not read


def drawn(chart: Chart, figures: Figures) -> list[str]:
    """Return ``chart`` as SVG: for a wide page, or half of it, and for a phone.

    The colours and the font are classes of the style sheet. The same chart gives the same text on every machine.
    """
    chart, scribe = settled(chart), Scribe(figures, chart.unit)
    with debug_mode(False):  # to check the layers against the schema takes longer than to draw them
        return [_drawing(chart, scribe, width) for width in (_HALF if chart.half else _WIDE, _PHONE)]


def _drawing(chart: Chart, scribe: Scribe, width: int) -> str:
    if chart.shape == "scatter":
        return Cloud(chart, scribe, width).svg()
    if chart.shape in ("bars", "stacked"):
        return Bars(chart, scribe, width).svg()
    columns = Columns(chart, scribe, width)
    if chart.shape == "pareto" and not columns.names_fit and len(chart.marks) <= _ROWS:
        return Bars(chart, scribe, width).svg()  # every name can be read
    return columns.svg()
