"""Writing a report: as Markdown or a page by the templates, or the list beneath it, to a file or to stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias

from custfile.archive.shipped import shipped
from custfile.cli.output import say, tell, written_to
from custfile.cli.reporting import Wish, listed, made
from custfile.cli.session import Session
from custfile.errors import Misused
from custfile.language import _
from custfile.model.table import seen
from custfile.report.charts import undrawn
from custfile.report.page import Pages, Report
from custfile.report.render import FORMATS, Format, render
from custfile.report.tables import pieces

AnyFormat: TypeAlias = Literal["md", "html", "table", "json", "csv"]
DATA: Final[tuple[AnyFormat, ...]] = ("table", "json", "csv")
"""The formats of the list beneath a report."""
_PAGES: Final = {".md": "md", ".html": "html", ".htm": "html"}
_LISTS: Final = {".json": "json", ".csv": "csv"}


def write(session: Session, wish: Wish, output: str | None, format: AnyFormat | None) -> None:  # noqa: A002
    """Write the report that is wished for to the file ``output`` or to stdout. Raises as ``made``, and as ``deliver``."""
    if format in DATA and not listed(session, wish).lists:
        raise Misused(_("the report {name} is no list; write it as md or html").format(name=wish.name))
    deliver(session, made(session, wish), output, format or "md")


def deliver(session: Session, report: Report, output: str | None, format: AnyFormat) -> None:  # noqa: A002
    """Write ``report`` to the file ``output`` or to stdout; as table, json or csv the list beneath it.

    Raises ``Misused`` when the file cannot be written.
    """
    if format in DATA and report.data is not None:
        text = "".join(pieces(seen(report.data, report.level), format, screen=False))
    else:
        text = rendered(session, report, "html" if format == "html" else "md")
        if format == "html":
            hint_at_charts([report])
    if output is None or output == "-":
        tell(text)
    else:
        save(Path(output), text)
        if sys.stderr.isatty():
            say(_("written: {file}").format(file=output))


def hint_at_charts(reports: Iterable[Report]) -> None:
    """Say what draws the charts of ``reports``, when any of them has one and nothing draws it."""
    if any(map(undrawn, reports)):
        say(_("charts need altair: pip install 'custfile[charts]'"))


def rendered(session: Session, report: Report, format: Format, pages: Pages | None = None) -> str:  # noqa: A002
    """Return ``report`` as text, by the archive's own templates where it has some; of a site, customers lead to ``pages``."""
    return render(report, format, shipped("templates"), session.root.templates, pages)


def save(path: Path, text: str) -> None:
    """Write ``text`` to the file at ``path``; a new one only its owner may read. Raises ``Misused`` when it cannot be."""
    with (
        written_to(path),
        open(path, "w", encoding="utf-8", newline="\n", opener=lambda name, flags: os.open(name, flags, 0o600)) as file,
    ):
        file.write(text)


def format_of(output: str | None, told: str | None) -> AnyFormat | None:
    """Return the format that was ``told``, else the one that the name of the file ``output`` ends in, if any.

    Raises ``Misused`` for an ending that means none.
    """
    wanted = told or _meant(output, _PAGES | _LISTS)
    return next((each for each in (*FORMATS, *DATA) if each == wanted), None)


def page_format(output: str | None) -> Format:
    """Return the format of a page, md when the name of the file ``output`` does not say. Raises as ``format_of``."""
    return "html" if _meant(output, _PAGES) == "html" else "md"


def _meant(output: str | None, endings: Mapping[str, str]) -> str | None:
    ending = Path(output or "").suffix.lower()
    if ending and ending not in endings:
        sentence = _("{file} cannot be written: its name may end in {endings}")
        raise Misused(sentence.format(file=output, endings=", ".join(endings)))
    return endings.get(ending)
