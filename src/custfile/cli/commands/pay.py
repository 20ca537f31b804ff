"""custfile pay."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.complete import complete_person
from custfile.cli.options import CommitOption, Customer, DateOption, DryRunOption, NoteOption, SetsOption
from custfile.cli.recorded import record


def command(
    ctx: typer.Context,
    customer: Customer,
    amount: Annotated[str, typer.Argument(help="What was paid.", metavar="AMOUNT")],
    order: Annotated[str | None, typer.Option(help="Number of the order it pays.", metavar="NUMBER")] = None,
    date: DateOption = "today",
    method: Annotated[str | None, typer.Option(help="Transfer, cash, card …", metavar="TEXT")] = None,
    no: Annotated[str | None, typer.Option(help="Of the receipt.", metavar="NUMBER")] = None,
    by: Annotated[
        str | None,
        typer.Option(help="Who took it in; you when absent.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    late_reason: Annotated[str | None, typer.Option(help="Why it came late.", metavar="TEXT")] = None,
    note: NoteOption = None,
    sets: SetsOption = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Record a payment; without --order it pays what is due first.

    custfile pay 丽人 5760 --order SO-0031
    custfile pay C000123 2000 --date yesterday --method transfer
    """
    from custfile.changes.when import parse_past_day

    with record(ctx.obj, customer, dry_run=dry_run, committing=commit) as entry:
        entry.add(
            "payments",
            sets,
            date=parse_past_day(date, ctx.obj.as_of),
            no=no,
            order=order,
            amount=amount,
            method=method,
            by=entry.who(by),
            late_reason=late_reason,
            note=note,
        )
