"""custfile ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from custfile.cli.complete import complete_person, words
from custfile.cli.options import CommitOption, Customer, DateOption, DryRunOption, NoteOption, SetsOption
from custfile.cli.recorded import record
from custfile.model.choices import PRIORITIES, TICKETS

if TYPE_CHECKING:
    from custfile.model.edit import Value


def command(
    ctx: typer.Context,
    customer: Customer,
    what: Annotated[str, typer.Argument(help="The matter; with --close its number or words of it.", metavar="MATTER")],
    type: Annotated[  # noqa: A002
        str,
        typer.Option(
            "--type",
            "-t",
            help="complaint, service, incident, enquiry, feedback, praise.",
            metavar="TYPE",
            autocompletion=words(TICKETS),
        ),
    ] = "service",
    date: DateOption = "today",
    product: Annotated[str | None, typer.Option(help="Which product.", metavar="TEXT")] = None,
    order: Annotated[str | None, typer.Option(help="Which order.", metavar="NUMBER")] = None,
    priority: Annotated[
        str | None,
        typer.Option(help="low, normal, high or urgent.", metavar="PRIORITY", autocompletion=words(PRIORITIES)),
    ] = None,
    due: Annotated[str | None, typer.Option(help="When it should be settled.", metavar="DAY")] = None,
    assigned: Annotated[
        str | None, typer.Option(help="Who has to settle it.", metavar="PERSON", autocompletion=complete_person)
    ] = None,
    by: Annotated[
        str | None, typer.Option(help="Who took it; you when absent.", metavar="PERSON", autocompletion=complete_person)
    ] = None,
    close: Annotated[bool, typer.Option("--close", help="Settle an open one instead of taking a new one.")] = False,
    cause: Annotated[str | None, typer.Option(help="What led to it.", metavar="TEXT")] = None,
    solution: Annotated[str | None, typer.Option(help="What settled it.", metavar="TEXT")] = None,
    note: NoteOption = None,
    sets: SetsOption = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Take a complaint, service call or praise, or settle one.

    custfile ticket 丽人 "精华液漏瓶" --type complaint --due 2d
    custfile ticket 丽人 T3 --close --cause 运输 --solution 换货
    """
    from custfile.changes.recording import next_number, settle
    from custfile.changes.when import parse_day, parse_past_day

    with record(ctx.obj, customer, dry_run=dry_run, committing=commit) as entry:
        day = parse_past_day(date, ctx.obj.as_of)
        if close:
            told: dict[str, Value] = {
                "closed": day,
                "cause": cause or "",
                "solution": solution or "",
                "note": note or "",
            }
            entry.edits += settle(entry.record, "tickets", what, "closed", told)
            return
        entry.add(
            "tickets",
            sets,
            date=day,
            type=type,
            no=next_number(entry.record.get("tickets", []), "T"),
            what=what,
            product=product,
            order=order,
            by=entry.who(by),
            priority=priority,
            assigned=entry.person(assigned),
            due=parse_day(due, day) if due else None,
            cause=cause,
            solution=solution,
            note=note,
        )
