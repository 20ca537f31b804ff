"""custfile plan."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.complete import complete_person
from custfile.cli.options import CommitOption, DryRunOption, Format, FormatOption, JsonOption, chosen


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            help="A month; or show, submit, approve, status and the month.",
            metavar="[show|submit|approve|status] MONTH",
        ),
    ],
    owner: Annotated[
        str | None,
        typer.Option(help="Only the plan of this person.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(help="Who approves; you when absent.", metavar="MANAGER", autocompletion=complete_person),
    ] = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Plan a month's visits: propose, submit, approve, compare.

    custfile plan 2026-12 --owner li.na --dry-run
    custfile plan submit 2026-12
    custfile plan approve 2026-12 --by martha.voss
    custfile plan status 2026-11
    """
    from custfile.cli.planning import Planning, understood

    action, month = understood(words)
    planning = Planning(ctx.obj, month, owner, chosen(format, json))
    if action == "show":
        planning.show()
    elif action == "status":
        planning.status()
    elif action == "submit":
        planning.submit(dry_run=dry_run, committing=commit)
    elif action == "approve":
        planning.approve(by, dry_run=dry_run, committing=commit)
    else:
        planning.propose(dry_run=dry_run, committing=commit)
