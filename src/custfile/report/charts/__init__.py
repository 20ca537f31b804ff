"""Charts of a report, drawn by Altair as static SVG. Altair comes with an extra and is imported when there is a chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from custfile.report.page import Chart, Report

if TYPE_CHECKING:
    from custfile.report.figures import Figures

Draw: TypeAlias = "Callable[[Chart, Figures], list[str]]"
"""Makes the drawings of a chart, SVG in which every text is safe: one for wide pages and one for phones."""


def pen(report: Report) -> Draw | None:
    """Return what draws the charts of ``report``; ``None`` if it has none, or if Altair or vl-convert is missing."""
    if not any(isinstance(section, Chart) for section in report.sections):
        return None
    try:
        from custfile.report.charts.drawn import drawn
    except ImportError as error:
        if (error.name or "").startswith("custfile"):
            raise
        return None
    return drawn


def undrawn(report: Report) -> bool:
    """Return whether ``report`` has charts that cannot be drawn here, so that a page shows their figures alone."""
    return any(isinstance(section, Chart) for section in report.sections) and pen(report) is None
