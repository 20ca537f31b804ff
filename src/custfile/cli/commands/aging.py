"""custfile aging."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from custfile.cli.options import (
    ClassOption,
    Format,
    FormatOption,
    JsonOption,
    KindOption,
    OwnerOption,
    RegionOption,
    StrictOption,
    TopOption,
    WhereOption,
    chosen,
)
from custfile.cli.output import show
from custfile.language import _

if TYPE_CHECKING:
    from custfile.cli.session import Session


def command(
    ctx: typer.Context,
    top: TopOption = None,
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """List who owes what, by days past due.

    custfile aging
    custfile aging --owner li.na --where "days_overdue > 60"
    """
    from custfile.analysis.credit.overview import overview
    from custfile.analysis.credit.rules import rules
    from custfile.archive.book import book
    from custfile.archive.master import ids
    from custfile.cli import choosing
    from custfile.cli.heading import heading

    session: Session = ctx.obj
    index = session.trusted(strict=strict)
    wanted = choosing.chosen(session, owner, region, kind, where, class_)
    said = choosing.told(owner, region, kind, where, class_)
    known = ids(index, wanted) if wanted.sql else None
    table = overview(book(index, session.as_of), rules(session.settings, {}), known, top)
    table = replace(table, facts=[*table.facts, *said, *heading(session)])
    show(table, chosen(format, json), nothing=_("nothing is open"))
