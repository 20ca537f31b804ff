"""custfile snooze."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.deferring import RuleOption, known_rule, refuse_nothing
from custfile.cli.options import CommitOption, Customer, DryRunOption
from custfile.cli.recorded import record
from custfile.errors import Misused
from custfile.language import _


def command(
    ctx: typer.Context,
    customer: Customer,
    until: Annotated[str, typer.Option("--until", "-u", help="Nothing is due before: 2w, 2026-12-01.", metavar="DAY")],
    rule: RuleOption = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why.", metavar="TEXT")] = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Put off the revisits of a customer to a later day.

    Without --rule all of them, and the next date that was set. A promise, a ticket or money cannot be put off.

    custfile snooze 丽人 --until 2w --reason 店里装修
    custfile snooze C000123 --until 2026-12-01 --rule rep-buyers
    """
    from custfile.changes.when import parse_day

    today = ctx.obj.as_of
    day = parse_day(until, today)
    if day <= today:
        raise Misused(_("{day} is not after today; put it off to a later day").format(day=day))
    with record(ctx.obj, customer, dry_run=dry_run, committing=commit) as entry:
        named = known_rule(entry.desk.index, rule)
        if named is not None:
            refuse_nothing(entry, named, today)
        entry.add("deferrals", date=today, rule=named, until=day, reason=reason, by=entry.who(None))
