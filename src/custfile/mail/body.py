"""The body of a mail: a report as text and as HTML, of the same figures, cut to what every mail program shows whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from custfile.language import count
from custfile.model.visible import visible
from custfile.report.charts import scribe
from custfile.report.page import Cell, Chart, Grid, Report, Section
from custfile.report.plain import Plain, plain
from custfile.report.render import filled

MOST: Final = (400, 200, 100, 50, 25, 12, 6, 3, 1)
"""How many rows of each section are tried, one number after the other, when all are too many."""

_SERIES: Final = 2  # more bars beside one another than that are too thin to read


class Body(NamedTuple):
    """A mail's words: ``text`` and ``html`` say the same; ``is_cut`` when rows were left out of both."""

    text: str
    html: str
    is_cut: bool


def bodies(report: Report, shipped: Path, own: Path | None) -> Iterator[Body]:
    """Yield the body of ``report``, whole and then shorter and shorter, in the language spoken.

    The templates are ``mail.html.j2`` and ``mail.txt.j2`` of the folder ``own`` (the archive's, may be missing) before
    those ``shipped``. Raises ``NoArchive`` when a template fails.
    """
    # A mail shows no drawings: pictures are blocked and SVG is taken out. Charts become tables with bars.
    report = replace(report, sections=[_with_bars(section) for section in report.sections])
    for most in (None, *MOST):
        told = plain(report, visible)
        left_out = [_shortened(section, most) for group in told["groups"] for section in group["sections"]]
        text, html = (filled([f"mail.{kind}.j2"], told, shipped, own, html=kind == "html") for kind in ("txt", "html"))
        yield Body(text, html, any(left_out))


def _with_bars(section: Section) -> Section:
    if not isinstance(section, Chart):
        return section
    table = scribe.table(section)
    number = len(section.series)
    values = [value for row in table.rows for value in row[1 : 1 + number] if value is not None]
    highest = max(values, default=0)
    if highest > 0 and min(values) >= 0 and section.shape != "scatter" and number <= _SERIES:
        full = [highest] * number + [1] * (len(table.columns) - 1 - number)  # a share beside the figures is one of 1
        barred = [(row[0], *map(_bar, row[1:], full)) for row in table.rows]
        table = replace(table, rows=barred)
    note = " ".join(filter(None, (section.note, section.alt)))
    return Grid(title=section.title, note=note, table=table, stacked=False)


def _bar(value: Any, full: Any) -> Any:
    return value if value is None else Cell(value, bar=float(value / full))


def _shortened(section: Plain, most: int | None) -> int:
    """Cut the rows of ``section`` down to ``most`` and say so in it; return how many were left out."""
    left_out = 0
    for part in (section, *section.get("bands", ())):
        for key in ("rows", "entries"):
            if section["kind"] != "matrix" and key in part and most is not None:
                left_out += max(0, len(part[key]) - most)
                part[key] = part[key][:most]
    booked = [day for week in section.get("weeks", ()) for day in week if day.get("entries")]
    for day in booked[most:] if most is not None else ():
        left_out += len(day["entries"])
        day["entries"] = []
    told = count("{n} more row; the attached report has it", "{n} more rows; the attached report has them", left_out)
    section["left_out"] = told if left_out else ""
    return left_out
