"""custfile list."""

from __future__ import annotations

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
    WhereOption,
    chosen,
)
from custfile.cli.output import show
from custfile.language import _


def command(
    ctx: typer.Context,
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """List the customers: the master list.

    custfile list
    custfile list --owner li.na --region 郑州 --format csv
    custfile list --class history=problem --where "overdue > 5万"
    """
    from custfile.archive.master import master_list
    from custfile.cli import choosing

    session = ctx.obj
    index = session.trusted(strict=strict)
    table = master_list(index, session.as_of, choosing.chosen(session, owner, region, kind, where, class_))
    show(table, chosen(format, json), nothing=_("no customer fits"))
