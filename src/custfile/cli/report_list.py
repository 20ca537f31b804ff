"""The reports there are, and how one of one's own begins."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from custfile.archive.shipped import shipped
from custfile.cli.output import say as tell_user
from custfile.cli.output import show
from custfile.cli.rendering import AnyFormat, save
from custfile.cli.session import Session
from custfile.errors import Misused, NoArchive
from custfile.language import Label, _, say
from custfile.model.table import Column, Table
from custfile.report import REPORTS
from custfile.report.own import begun, may_be_called, own_reports


def listing(session: Session, format: AnyFormat | None) -> None:  # noqa: A002
    """Show which reports there are; outside an archive those that come with the tool."""
    columns = (
        Column("name", Label("Report", "报表", "報表")),
        Column("label", Label("Title", "名称", "名稱")),
        Column("help", Label("What it shows", "内容", "內容")),
    )
    rows = [(each.name, say(each.label), say(each.help)) for each in REPORTS.values()]
    with suppress(NoArchive):
        own = own_reports(session.root.templates).items()
        rows += [
            (name, say(REPORTS[base].label), _("own templates, figures of {name}").format(name=base))
            for name, base in own
        ]
    show(Table("reports", columns, rows, open=True), "md" if format == "html" else format or "table")


def begin(session: Session, name: str, figures_of: str) -> None:
    """Write the templates of an own report ``name``, with the figures of the report ``figures_of``, into the archive.

    Raises ``Misused`` for a name that cannot be, or is there, and for a report that there is not.
    """
    if not may_be_called(name):
        sentence = _("'{name}' cannot be the name of an own report; take letters and digits, no name that is taken")
        raise Misused(sentence.format(name=name))
    if figures_of not in REPORTS:
        raise Misused(_("no report '{name}'; there are: {known}").format(name=figures_of, known=", ".join(REPORTS)))
    folder = session.root.templates
    files = {folder / file: text for file, text in begun(name, figures_of, shipped("templates"))}
    for path in filter(Path.exists, files):
        raise Misused(_("{file} is there already").format(file=path.relative_to(session.root.folder)))
    folder.mkdir(mode=0o700, exist_ok=True)
    for path, text in files.items():
        save(path, text)
        tell_user(_("written: {file}").format(file=path.relative_to(session.root.folder).as_posix()))
