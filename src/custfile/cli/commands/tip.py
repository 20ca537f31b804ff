"""custfile tip."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

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
from custfile.errors import Misused
from custfile.language import _


def command(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help="What the product is about.", metavar="WORD...")],
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
    """List whom to tell of a new product: whose taste it fits.

    custfile tip 龙井 新茶
    custfile tip serum --owner li.na --top 10
    """
    from custfile.analysis.tastes import folded, taste_table
    from custfile.archive.tastes import tastes
    from custfile.cli import choosing

    wanted = folded(words)
    if not wanted:
        raise Misused(_("say what the product is about: a taste, a hobby, a product"))
    session = ctx.obj
    index = session.trusted(strict=strict)
    fitting = choosing.chosen(session, owner, region, kind, where, class_)
    table = taste_table(tastes(index, session.as_of, wanted, fitting), wanted, index.catalog)
    show(replace(table, rows=table.rows[:top]), chosen(format, json), nothing=_("it fits nobody's taste"))
