"""custfile promise."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.complete import complete_person
from custfile.cli.options import CommitOption, Customer, DateOption, DryRunOption, NoteOption
from custfile.cli.recorded import record


def command(
    ctx: typer.Context,
    customer: Customer,
    what: Annotated[str, typer.Argument(help="What is promised; with --done words of it.", metavar="PROMISE")],
    due: Annotated[str | None, typer.Option(help="The day it should be done.", metavar="DAY")] = None,
    date: DateOption = "today",
    by: Annotated[
        str | None,
        typer.Option(help="Who has to keep it; you when absent.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    done: Annotated[bool, typer.Option("--done", help="It was kept.")] = False,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Record a promise to a customer; it is due until it is done.

    custfile promise 丽人 送样品两套 --due 3d
    custfile promise 丽人 样品 --done
    """
    from custfile.changes.recording import settle
    from custfile.changes.when import parse_day, parse_past_day

    with record(ctx.obj, customer, dry_run=dry_run, committing=commit) as entry:
        day = parse_past_day(date, ctx.obj.as_of)
        if done:
            entry.edits += settle(entry.record, "promises", what, "done", {"done": day, "note": note or ""})
            return
        deadline = parse_day(due, day) if due else None
        entry.add("promises", date=day, what=what, by=entry.who(by), due=deadline, note=note)
