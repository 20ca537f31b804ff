"""Making a report of the archive, and writing it."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal, TypeAlias

from custfile.archive.filters import Filters
from custfile.archive.resolve import resolve
from custfile.archive.shipped import shipped
from custfile.archive.worklist import NO_FILTERS
from custfile.cli import people
from custfile.cli.output import say as tell_user
from custfile.cli.output import show, tell
from custfile.cli.session import Session
from custfile.cli.source import View
from custfile.errors import Misused
from custfile.language import Label, _, say
from custfile.model.spec import Secrecy
from custfile.model.table import Column, Table
from custfile.report import REPORTS, Listed, tables
from custfile.report.page import Origin, Report
from custfile.report.render import FORMATS, Format, render

AnyFormat: TypeAlias = Literal["md", "html", "table", "json", "csv"]
DATA: Final[tuple[AnyFormat, ...]] = ("table", "json", "csv")
"""The formats of the list beneath a report."""
_ENDINGS: Final = {".html": "html", ".htm": "html", ".json": "json", ".csv": "csv"}


@dataclass(frozen=True)
class Wish:
    """Which report, of whom (as typed), of which customers (``said``: the filter as typed), for a reader of which level.

    ``since`` is the day that a report of changes compares with, ``days`` how far one looks ahead or back.
    """

    name: str
    of: str | None = None
    chosen: Filters = NO_FILTERS
    said: str = ""
    level: Secrecy = Secrecy.STAFF
    since: date | None = None
    days: int | None = None


def made(session: Session, wish: Wish) -> Report:
    """Return the report that is wished for, in the language spoken.

    Raises ``Misused`` for a report that there is not, one of nobody, and ``NoCustomer`` when nobody fits.
    """
    return _listed(wish).load().make(view(session, wish), _subject(session, wish))  # type: ignore[no-any-return]


def view(session: Session, wish: Wish) -> View:
    """Return the archive as the reader of the wish sees it."""
    return View(session, session.as_of, wish.chosen, wish.said, wish.level, wish.since, wish.days)


def write(session: Session, wish: Wish, output: str | None, format: AnyFormat | None) -> None:  # noqa: A002
    """Write the report that is wished for to the file ``output`` or to stdout. Raises as ``made``, and as ``deliver``."""
    if format in DATA and not _listed(wish).lists:
        raise Misused(_("the report {name} is no list; write it as md or html").format(name=wish.name))
    deliver(session, made(session, wish), output, format or "md")


def deliver(session: Session, report: Report, output: str | None, format: AnyFormat) -> None:  # noqa: A002
    """Write ``report`` to the file ``output`` or to stdout; as table, json or csv the list beneath it.

    Raises ``Misused`` when the file cannot be written.
    """
    if format in DATA and report.data is not None:
        text = _listing(report.data, format)
    else:
        text = rendered(session, report, "html" if format == "html" else "md")
    if output is None or output == "-":
        tell(text)
    else:
        save(Path(output), text)
        if sys.stderr.isatty():
            tell_user(_("written: {file}").format(file=output))


def rendered(session: Session, report: Report, format: Format) -> str:  # noqa: A002
    """Return ``report`` as text, by the archive's own templates where it has some."""
    return render(report, format, shipped("templates"), session.root.folder / "templates")


def save(path: Path, text: str) -> None:
    """Write ``text`` to the file at ``path``. Raises ``Misused`` when it cannot be."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Misused(_("{file} cannot be written: {problem}").format(file=path, problem=error.strerror)) from error


def format_of(output: str | None, told: str | None) -> AnyFormat | None:
    """Return the format that was ``told``, else the one that the name of the file ``output`` ends in, if any."""
    ending = told or _ENDINGS.get(Path(output or "").suffix.lower())
    return next((each for each in (*FORMATS, *DATA) if each == ending), None)


def listing(format: AnyFormat | None) -> None:  # noqa: A002
    """Show which reports there are."""
    columns = (
        Column("name", Label("Report", "报表", "報表")),
        Column("label", Label("Title", "名称", "名稱")),
        Column("help", Label("What it shows", "内容", "內容")),
    )
    rows = [(each.name, say(each.label), say(each.help)) for each in REPORTS.values()]
    show(Table("reports", columns, rows), "md" if format == "html" else format or "table")


def _listing(table: Table, format: AnyFormat) -> str:  # noqa: A002
    written = io.StringIO()
    tables.write(table, format, written)
    return written.getvalue()


def origin(session: Session, said: str) -> Origin:
    """Return what a report's figures come from; ``said`` is the filter."""
    return View(session, session.as_of, said=said).origin


def _listed(wish: Wish) -> Listed:
    if wish.name not in REPORTS:
        raise Misused(_("no report '{name}'; there are: {known}").format(name=wish.name, known=", ".join(REPORTS)))
    return REPORTS[wish.name]


def _subject(session: Session, wish: Wish) -> str:
    """Return the id of the one whom the report is about, if it is about one."""
    about = _listed(wish).of
    if not about:
        return ""
    if wish.of is None:
        sentence = _("of whom? write: custfile report {name} {who}")
        raise Misused(sentence.format(name=wish.name, who=about.upper()))
    return resolve(session.index, wish.of).id if about == "customer" else people.person(session.index, wish.of)
