"""A report as Markdown or HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, TypeAlias

from custfile.report.page import Report

Format: TypeAlias = Literal["md", "html"]
FORMATS: Final[tuple[Format, ...]] = ("md", "html")


def render(report: Report, format: Format, shipped: Path, own: Path | None = None) -> str:  # noqa: A002
    """Return ``report`` as one self-contained text; the same report gives the same text.

    The template is ``NAME.FORMAT.j2``, else ``report.FORMAT.j2``, of the folder ``own`` (the archive's, may be missing)
    before the ``shipped`` one. The words of the template itself are in the language spoken.
    Raises ``NoArchive`` when a template fails.
    """
    from custfile.model.visible import visible
    from custfile.report.markdown import escaped
    from custfile.report.plain import plain
    from custfile.report.templates import environment, fill  # late: Jinja and Babel, for reports only

    made = environment(shipped, own, autoescape=format == "html")
    data = plain(report, visible if format == "html" else escaped)
    return fill(made, [f"{report.name}.{format}.j2", f"report.{format}.j2"], {"report": data})
