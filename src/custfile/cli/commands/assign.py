"""custfile assign."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.options import (
    ClassOption,
    CommitOption,
    DryRunOption,
    ExplainOption,
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
    apply: Annotated[bool, typer.Option("--apply", help="Write the owners into the files.")] = False,
    explain: ExplainOption = None,
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Propose owners for files that nobody looks after.

    custfile assign
    custfile assign --explain 丽人
    custfile assign --region 郑州 --apply --commit
    """
    from custfile.cli import assigning, choosing

    session = ctx.obj
    session.trusted(strict=strict)
    wanted = choosing.chosen(session, owner, region, kind, where, class_)
    if apply or dry_run:
        assigning.assign(session, wanted, dry_run=dry_run, commit=commit)
        return
    shown = assigning.Assigning(session, wanted)
    if explain is not None:
        show(shown.explained(explain), chosen(format, json))
    else:
        show(shown.table(), chosen(format, json), nothing=_("every file has an owner"))
