"""Making a report of the archive, and writing it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.resolve import resolve
from custfile.archive.shipped import shipped
from custfile.archive.worklist import NO_FILTERS
from custfile.cli import choosing, people
from custfile.cli.output import reader, show, tell
from custfile.cli.output import say as tell_user
from custfile.cli.session import Session
from custfile.cli.source import View
from custfile.errors import Misused, NoArchive
from custfile.language import Label, _, say
from custfile.model.secrecy import Secrecy
from custfile.model.table import Column, Table, seen
from custfile.report import REPORTS, Listed, tables
from custfile.report.charts import undrawn
from custfile.report.origin import Origin
from custfile.report.own import begun, may_be_called, own_reports
from custfile.report.page import Report
from custfile.report.render import FORMATS, Format, render

AnyFormat: TypeAlias = Literal["md", "html", "table", "json", "csv"]
DATA: Final[tuple[AnyFormat, ...]] = ("table", "json", "csv")
"""The formats of the list beneath a report."""
_CHOICES: Final = (
    Label("in charge", "负责人", "負責人"),
    Label("region", "区域", "區域"),
    Label("kind", "类别", "類別"),
    Label("where", "条件", "條件"),
    Label("class", "分类", "分類"),
)
_ENDINGS: Final = {".html": "html", ".htm": "html", ".json": "json", ".csv": "csv"}


@dataclass(frozen=True)
class Wish:
    """Which report, of whom (as typed), of which customers (``said``: the filter as typed), for a reader of which level.

    ``since`` is the day that a report of changes compares with, ``days`` how far one looks ahead or back. ``person``: only
    the work of this one of the team.
    """

    name: str
    of: str | None = None
    chosen: Filters = NO_FILTERS
    said: str = ""
    level: Secrecy = field(default_factory=reader)
    since: date | None = None
    days: int | None = None
    person: str | None = None


class Choice(NamedTuple):
    """The customers that a report is to be about, as typed."""

    owner: str | None = None
    region: str | None = None
    kind: str | None = None
    where: str | None = None
    classes: Sequence[str] = ()

    def said(self, index: Index) -> str:
        """Return the choice in words, people and kinds by name."""
        owner = index.catalog["people"].get(people.person(index, self.owner)) if self.owner else None
        kind = index.catalog["kinds"].get(people.kind(index, self.kind)) if self.kind else None
        values = (
            owner or self.owner,
            self.region,
            say(Label(*kind)) if kind else self.kind,
            self.where,
            " ".join(self.classes),
        )
        return " · ".join(f"{say(label)} {value}" for label, value in zip(_CHOICES, values, strict=True) if value)


def wished(session: Session, name: str, of: str | None, choice: Choice) -> Wish:
    """Return the wish for the report ``name`` about the customers of ``choice``.

    Raises ``Misused`` for a person, kind, scheme or class that there is not, and for a filter that cannot be understood.
    """
    by_person = name in REPORTS and REPORTS[name].by_person
    chosen = choosing.chosen(session, None if by_person else choice.owner, *choice[1:])
    person = people.person(session.index, choice.owner) if by_person and choice.owner is not None else None
    return Wish(name, of, chosen, choice.said(session.index), person=person)


def made(session: Session, wish: Wish) -> Report:
    """Return the report that is wished for, in the language spoken.

    Raises ``Misused`` for a report that there is not, one of nobody, and ``NoCustomer`` when nobody fits.
    """
    report: Report = _listed(session, wish).load().make(view(session, wish), subject(session, wish))
    return replace(report, name=wish.name, level=wish.level)


def view(session: Session, wish: Wish) -> View:
    """Return the archive as the reader of the wish sees it."""
    return View(session, session.as_of, wish.chosen, wish.said, wish.level, wish.since, wish.days, wish.person)


def write(session: Session, wish: Wish, output: str | None, format: AnyFormat | None) -> None:  # noqa: A002
    """Write the report that is wished for to the file ``output`` or to stdout. Raises as ``made``, and as ``deliver``."""
    if format in DATA and not _listed(session, wish).lists:
        raise Misused(_("the report {name} is no list; write it as md or html").format(name=wish.name))
    deliver(session, made(session, wish), output, format or "md")


def deliver(session: Session, report: Report, output: str | None, format: AnyFormat) -> None:  # noqa: A002
    """Write ``report`` to the file ``output`` or to stdout; as table, json or csv the list beneath it.

    Raises ``Misused`` when the file cannot be written.
    """
    if format in DATA and report.data is not None:
        text = _listing(report, report.data, format)
    else:
        text = rendered(session, report, "html" if format == "html" else "md")
        if format == "html":
            hint_at_charts([report])
    if output is None or output == "-":
        tell(text)
    else:
        save(Path(output), text)
        if sys.stderr.isatty():
            tell_user(_("written: {file}").format(file=output))


def hint_at_charts(reports: Iterable[Report]) -> None:
    """Say what draws the charts of ``reports``, when any of them has one and nothing draws it."""
    if any(map(undrawn, reports)):
        tell_user(_("charts need altair: pip install 'custfile[charts]'"))


def rendered(session: Session, report: Report, format: Format) -> str:  # noqa: A002
    """Return ``report`` as text, by the archive's own templates where it has some."""
    return render(report, format, shipped("templates"), _own_templates(session))


def save(path: Path, text: str) -> None:
    """Write ``text`` to the file at ``path``; a new one only its owner may read. Raises ``Misused`` when it cannot be."""
    try:
        with open(
            path, "w", encoding="utf-8", newline="\n", opener=lambda name, flags: os.open(name, flags, 0o600)
        ) as file:
            file.write(text)
    except OSError as error:
        raise Misused(_("{file} cannot be written: {problem}").format(file=path, problem=error.strerror)) from error


def format_of(output: str | None, told: str | None) -> AnyFormat | None:
    """Return the format that was ``told``, else the one that the name of the file ``output`` ends in, if any."""
    ending = told or _ENDINGS.get(Path(output or "").suffix.lower())
    return next((each for each in (*FORMATS, *DATA) if each == ending), None)


def begin(session: Session, name: str, figures_of: str) -> None:
    """Write the templates of an own report ``name``, with the figures of the report ``figures_of``, into the archive.

    Raises ``Misused`` for a name that cannot be, or is there, and for a report that there is not.
    """
    if not may_be_called(name):
        sentence = _("'{name}' cannot be the name of an own report; take letters and digits, no name that is taken")
        raise Misused(sentence.format(name=name))
    if figures_of not in REPORTS:
        raise Misused(_("no report '{name}'; there are: {known}").format(name=figures_of, known=", ".join(REPORTS)))
    folder = _own_templates(session)
    files = {folder / file: text for file, text in begun(name, figures_of, shipped("templates"))}
    for path in filter(Path.exists, files):
        raise Misused(_("{file} is there already").format(file=path.relative_to(session.root.folder)))
    folder.mkdir(mode=0o700, exist_ok=True)
    for path, text in files.items():
        save(path, text)
        tell_user(_("written: {file}").format(file=path.relative_to(session.root.folder).as_posix()))


def listing(session: Session, format: AnyFormat | None) -> None:  # noqa: A002
    """Show which reports there are; outside an archive those that come with the tool."""
    columns = (
        Column("name", Label("Report", "报表", "報表")),
        Column("label", Label("Title", "名称", "名稱")),
        Column("help", Label("What it shows", "内容", "內容")),
    )
    rows = [(each.name, say(each.label), say(each.help)) for each in REPORTS.values()]
    with suppress(NoArchive):
        own = own_reports(_own_templates(session)).items()
        rows += [
            (name, say(REPORTS[base].label), _("own templates, figures of {name}").format(name=base))
            for name, base in own
        ]
    show(Table("reports", columns, rows, open=True), "md" if format == "html" else format or "table")


def _listing(report: Report, table: Table, format: AnyFormat) -> str:  # noqa: A002
    written = io.StringIO()
    tables.write(seen(table, report.level), format, written)
    return written.getvalue()


def origin(session: Session, said: str) -> Origin:
    """Return what a report's figures come from; ``said`` is the filter."""
    return View(session, session.as_of, said=said).origin


def _listed(session: Session, wish: Wish) -> Listed:
    """Return the report, or the one that an own report of the archive has its figures from."""
    if wish.name in REPORTS:
        return REPORTS[wish.name]
    own = own_reports(_own_templates(session))
    if wish.name not in own:
        known = ", ".join((*REPORTS, *own))
        raise Misused(_("no report '{name}'; there are: {known}").format(name=wish.name, known=known))
    return REPORTS[own[wish.name]]


def _own_templates(session: Session) -> Path:
    return session.root.folder / "templates"


def subject(session: Session, wish: Wish) -> str:
    """Return what the report is about, if it has to be named: a customer's or person's id, a month. Raises as ``made``."""
    about = _listed(session, wish).of
    if not about:
        return ""
    if about == "month":
        return _month(session, wish.of)
    if wish.of is None:
        sentence = _("of whom? write: custfile report {name} {who}")
        raise Misused(sentence.format(name=wish.name, who=about.upper()))
    return resolve(session.index, wish.of).id if about == "customer" else people.person(session.index, wish.of)


def _month(session: Session, typed: str | None) -> str:
    """Return the month that is meant, the next one when nobody says."""
    from custfile.cli.planning import named
    from custfile.model.month import Month

    if typed is not None:
        return str(named(typed))
    after = Month(session.as_of.year, session.as_of.month).end + timedelta(1)
    return str(Month(after.year, after.month))
