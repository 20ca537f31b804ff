"""custfile due."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from custfile.cli.complete import complete_person
from custfile.cli.options import (
    ClassOption,
    Format,
    FormatOption,
    JsonOption,
    KindOption,
    RegionOption,
    StrictOption,
    WhereOption,
    chosen,
    whole,
)
from custfile.cli.output import show
from custfile.language import _


def command(
    ctx: typer.Context,
    today: Annotated[bool, typer.Option("--today", help="Everything due up to today; so it is without it.")] = False,
    days: Annotated[int, typer.Option(help="Look this many days ahead.", metavar="NUMBER", parser=whole)] = 0,
    owner: Annotated[
        str | None,
        typer.Option(help="Only what this person has to do.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    why: Annotated[bool, typer.Option("--why", help="Name the rule behind each line.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when something is due.")] = False,
    strict: StrictOption = False,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> int:
    """List whom to see or call, and which promises to keep.

    custfile due --today
    custfile due --owner li.na --days 7 --why
    """
    from custfile.analysis.schedule.due import due_table
    from custfile.archive.worklist import due_items
    from custfile.cli import choosing, people

    session = ctx.obj
    index = session.trusted(strict=strict)
    upto = session.as_of + timedelta(days=days)
    person = None if owner is None else people.person(index, owner)
    found = due_items(index, upto, session.as_of, choosing.chosen(session, None, region, kind, where, class_))
    items = [item for item in found if person in (None, item.person)]
    table = due_table(items, session.as_of, index.catalog, why=why)
    show(table, chosen(format, json), nothing=_("nothing is due up to {day}").format(day=upto))
    return 1 if exit_code and items else 0
