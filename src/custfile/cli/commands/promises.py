"""custfile promises."""

from __future__ import annotations

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
)
from custfile.cli.output import show
from custfile.language import _


def command(
    ctx: typer.Context,
    by: Annotated[
        str | None, typer.Option(help="Only those this person gave.", metavar="PERSON", autocompletion=complete_person)
    ] = None,
    late: Annotated[bool, typer.Option("--late", help="Only late ones.")] = False,
    kept: Annotated[bool, typer.Option("--kept", help="Only those that were kept.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Kept ones too.")] = False,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """List what was promised, by person: open, late or kept.

    custfile promises
    custfile promises --by li.na --late
    """
    from custfile.archive.promises import STATES, promises
    from custfile.cli import choosing, people

    session = ctx.obj
    index = session.trusted(strict=strict)
    person = None if by is None else people.person(index, by)
    wanted = {"late"} if late else {"kept", "kept_late"} if kept else set(STATES) if everything else {"late", "open"}
    table = promises(index, session.as_of, choosing.chosen(session, None, region, kind, where, class_), person, wanted)
    show(table, chosen(format, json), nothing=_("no promise is open") if not kept else _("no promise was kept"))
