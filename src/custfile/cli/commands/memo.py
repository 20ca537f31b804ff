"""custfile memo."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.complete import complete_person
from custfile.cli.options import CommitOption, DryRunOption


def command(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(help="What is to be remembered.", metavar="TEXT")],
    to: Annotated[
        list[str] | None,
        typer.Option(
            help="Whom it concerns; all when absent. May be given again.",
            metavar="PERSON",
            autocompletion=complete_person,
        ),
    ] = None,
    on: Annotated[str | None, typer.Option(help="The day to be reminded.", metavar="DAY")] = None,
    by: Annotated[
        str | None,
        typer.Option(help="Who writes it; you when absent.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Leave a memo for some of the team, or all of it.

    custfile memo "周五盘点，两点闭店" --on 2026-11-27
    custfile memo "新价目表在前台" --to li.na --to wang.wei
    """
    from custfile.changes.recording import event
    from custfile.changes.when import parse_day
    from custfile.cli.noted import note
    from custfile.cli.people import person
    from custfile.cli.writing import writing
    from custfile.model.agenda import Agenda

    session = ctx.obj
    with writing(session) as desk:
        made = event(
            "memos",
            {
                "date": session.as_of, "text": " ".join(text), "by": person(desk.index, by) if by else desk.me(),
                "to": [person(desk.index, each) for each in to or ()] or None,
                "on": parse_day(on, session.as_of) if on else None,
            },
            (),
            Agenda,
        )  # fmt: skip
        note(desk, [made], dry_run=dry_run, committing=commit)
