"""The figures of a chart as they are written on it, and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from math import isfinite
from typing import Any, Final, NamedTuple

from custfile.language import Label
from custfile.model.table import Column, Kind, Table
from custfile.report.figures import Figures
from custfile.report.page import Amount, Chart

_CUMULATIVE: Final = Label("Cumulative share", "累计占比", "累計占比")
_DAYS: Final = Label("{label} (days)", "{label}（天）", "{label}（天）")
_KINDS: Final[dict[str, Kind]] = {"count": "quantity", "money": "money", "share": "share", "days": "quantity"}


class Scribe(NamedTuple):
    """Writes the figures of a chart of ``unit``, short."""

    figures: Figures
    unit: str

    def figure(self, value: float) -> str:
        """Return a figure as it stands beside its bar."""
        return self.figures.days(round(value)) if self.unit == "days" else self.tick(value)

    def tick(self, value: float) -> str:
        """Return a figure as it stands at an axis whose title says more."""
        exact = Decimal(str(value))
        if self.unit == "money":
            return self.figures.short_money(Amount(exact, self.figures.currency))
        return self.share(value) if self.unit == "share" else self.figures.number(round(exact, 2))

    def share(self, value: float) -> str:
        """Return a part of one, such as ``46%`` or ``12.5%``."""
        return self.figures.share(Decimal(str(round(value, 3))))


def cumulative(values: Sequence[float | None]) -> list[float]:
    """Return for each figure the share that it and those before it have of the sum; nothing of nothing is 0."""
    told = [value or 0.0 for value in values]
    total = sum(told)
    return [part / total if total else 0.0 for part in accumulate(told)]


def settled(chart: Chart) -> Chart:
    """Return ``chart`` with plain floats, whatever numbers it came with; what is not a number is none."""
    series = [each._replace(values=[_float(value) for value in each.values]) for each in chart.series]
    return replace(chart, series=series)


def _float(value: float | None) -> float | None:
    told = float("nan") if value is None else float(value)
    return told if isfinite(told) else None


def table(chart: Chart) -> Table:
    """Return all figures of ``chart``: a row a mark, a column a series."""
    chart = settled(chart)
    heading = chart.axes[1 if chart.shape in ("stacked", "bars") else 0] if chart.shape != "scatter" else ""
    columns = [Column("mark", _same(heading)), *_columns(chart)]
    values = [[_exact(value, chart.unit) for value in series.values] for series in chart.series]
    if chart.shape == "pareto":
        columns.append(Column("cumulative", _CUMULATIVE, "share"))
        values.append(list(cumulative(chart.series[0].values)))
    return Table("figures", columns, list(zip(chart.marks, *values, strict=True)))


def _columns(chart: Chart) -> Iterator[Column]:
    for number, series in enumerate(chart.series):
        kind = "quantity" if chart.shape == "scatter" and number != 1 else _KINDS[chart.unit]
        in_days = chart.unit == "days" and not (chart.shape == "scatter" and number != 1)
        label = Label(*(each.format(label=series.label) for each in _DAYS)) if in_days else _same(series.label)
        yield Column(f"series-{number + 1}", label, kind)


def _exact(value: float | None, unit: str) -> Any:
    """Return a figure without the fraction it does not have."""
    if value is None or unit == "share":
        return value
    return Decimal(int(value)) if value == int(value) else Decimal(str(value))


def _same(text: str) -> Label:
    return Label(text, text, text)
