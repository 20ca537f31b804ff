"""custfile order."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.complete import complete_person, words
from custfile.cli.options import CommitOption, Customer, DateOption, DryRunOption, NoteOption, SetsOption
from custfile.cli.recorded import record
from custfile.model.choices import ORDER_STATUS


def command(
    ctx: typer.Context,
    customer: Customer,
    amount: Annotated[str, typer.Argument(help="Of the whole order.", metavar="AMOUNT")],
    product: Annotated[str | None, typer.Argument(help="What was bought.", metavar="[PRODUCT]")] = None,
    quantity: Annotated[str | None, typer.Option("--quantity", "-q", help="How many.", metavar="NUMBER")] = None,
    no: Annotated[str | None, typer.Option(help="The order's number, which payments name.", metavar="NUMBER")] = None,
    date: DateOption = "today",
    due: Annotated[
        str | None, typer.Option(help="When payment is due; by the terms when absent.", metavar="DAY")
    ] = None,
    cost: Annotated[str | None, typer.Option(help="What it cost us.", metavar="AMOUNT")] = None,
    status: Annotated[
        str | None,
        typer.Option(
            help="open, delivered, cancelled or returned.", metavar="STATUS", autocompletion=words(ORDER_STATUS)
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option(help="Who took it; you when absent.", metavar="PERSON", autocompletion=complete_person)
    ] = None,
    note: NoteOption = None,
    sets: SetsOption = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Record an order or a return.

    A return has --status returned, or an amount below zero, which goes behind --.

    custfile order 丽人 5760 精华液 --quantity 12 --no SO-0031
    custfile order C000123 1280.00 --due 30d
    custfile order C000123 --note "one bottle broken" -- -480
    """
    from custfile.changes.recording import due_date
    from custfile.changes.when import parse_day, parse_past_day

    with record(ctx.obj, customer, dry_run=dry_run, committing=commit) as entry:
        day = parse_past_day(date, ctx.obj.as_of)
        entry.add(
            "orders",
            sets,
            date=day,
            no=no,
            product=product,
            quantity=quantity,
            amount=amount,
            cost=cost,
            due=parse_day(due, day) if due else due_date(entry.record, day),
            status=status,
            by=entry.who(by),
            note=note,
        )
