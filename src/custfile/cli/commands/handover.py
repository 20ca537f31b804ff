"""custfile handover."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.complete import complete_person
from custfile.cli.options import CommitOption, DryRunOption, Format, FormatOption, JsonOption, chosen
from custfile.cli.output import show
from custfile.errors import Misused
from custfile.language import _


def command(
    ctx: typer.Context,
    giver: Annotated[
        str, typer.Argument(help="Who gives; may have left.", metavar="FROM", autocompletion=complete_person)
    ],
    taker: Annotated[
        str | None, typer.Argument(help="Who takes everything over.", metavar="[TO]", autocompletion=complete_person)
    ] = None,
    assign: Annotated[bool, typer.Option("--assign", help="Give each file out as custfile assign does.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Write it into the files.")] = False,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="The list to sign; .md or .html.", metavar="FILE")
    ] = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Hand over what somebody holds, with a list to sign.

    custfile handover li.na
    custfile handover li.na wang.wei -o handover.html
    custfile handover li.na --assign --apply --commit -o handover.html
    """
    from custfile.cli.handing import Wanted, hand_over, ready, sign
    from custfile.cli.rendering import page_format

    session = ctx.obj
    if taker is not None and assign:
        raise Misused(_("name who takes over, or take --assign; not both"))
    if (apply or dry_run) and taker is None and not assign:
        raise Misused(_("to whom? name somebody, or take --assign"))
    wanted = Wanted(giver, taker, assign)
    look = page_format(output)
    if apply or dry_run:
        hand_over(session, wanted, output, look, dry_run=dry_run, commit=commit)
        return
    found = ready(session, wanted)
    if output is not None:
        sign(session, found, output, look)
    else:
        show(found.table(session.trusted()), chosen(format, json), nothing=_("there is nothing to hand over"))
