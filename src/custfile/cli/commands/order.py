"""custfile order."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.options import CommitOption, Customer, DateOption, DryRunOption
from custfile.cli.recorded import record, who


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
    status: Annotated[str | None, typer.Option(help="open, delivered, cancelled or returned.")] = None,
    by: Annotated[str | None, typer.Option(help="Who took it; you when absent.", metavar="PERSON")] = None,
    note: Annotated[str | None, typer.Option("--note", "-n", help="Anything else.", metavar="TEXT")] = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Record an order; a return has --status returned or a negative amount behind --.

    custfile order 丽人 5760 精华液 --quantity 12 --no SO-0031
    custfile order C000123 1280.00 --due 30d
    """
    from custfile.changes import recording
    from custfile.changes.when import parse_day

    with record(ctx.obj, customer, dry_run=dry_run, committing=commit) as entry:
        day = parse_day(date, ctx.obj.as_of)
        entry.add(
            "orders",
            date=day,
            no=no,
            product=product,
            quantity=recording.amount(quantity) if quantity else None,
            amount=recording.amount(amount),
            cost=recording.amount(cost) if cost else None,
            due=parse_day(due, day) if due else recording.due_date(entry.record, day),
            status=status,
            by=who(entry, by),
            note=note,
        )
