"""A report as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from custfile.report.page import Pages, Report

Format: TypeAlias = Literal["md", "html"]
FORMATS: Final[tuple[Format, ...]] = ("md", "html")


def render(
    report: Report,
    format: Format,  # noqa: A002
    shipped: Path,
    own: Path | None = None,
    pages: Pages | None = None,
) -> str:
    """Return ``report`` as one self-contained text; the same report gives the same text.

    The template is ``NAME.FORMAT.j2``, else ``report.FORMAT.j2``, of the folder ``own`` (the archive's, may be missing)
    before the ``shipped`` one. The words of the template itself are in the language spoken. With ``pages``, customers
    lead to their pages.
    Raises ``NoArchive`` when a template fails.
    """
    from custfile.model.visible import visible  # late, like the others: Jinja and Babel, for reports only
    from custfile.report.charts import pen
    from custfile.report.markdown import escaped
    from custfile.report.plain import plain

    html = format == "html"

    def shown(text: str) -> str:
        return visible(text).replace(" · ", "\u00a0· ")  # no line begins with the dot

    told = plain(report, shown, pen(report), pages) if html else plain(report, escaped)
    return filled([f"{report.name}.{format}.j2", f"report.{format}.j2"], told, shipped, own, html=html)


def filled(names: Sequence[str], told: Mapping[str, Any], shipped: Path, own: Path | None, *, html: bool) -> str:
    """Return the first of the templates ``names`` that exists, filled with a report as ``told`` by ``plain``.

    Those of the folder ``own`` win over the ``shipped`` ones; where there is that folder, they run in a process of their own.
    Raises ``NoArchive`` when a template fails.
    """
    from custfile.report.templates import environment, fill

    if own is None or not own.is_dir():
        return fill(environment(shipped, None, autoescape=html), names, {"report": told})
    from custfile.report.child import child

    return child(shipped, own, autoescape=html).fill(names, {"report": told})
