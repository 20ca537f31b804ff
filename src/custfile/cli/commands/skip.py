"""custfile skip."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.deferring import RuleOption, known_rule, refuse_nothing
from custfile.cli.options import CommitOption, Customer, DryRunOption
from custfile.cli.recorded import record


def command(
    ctx: typer.Context,
    customer: Customer,
    reason: Annotated[str, typer.Option("--reason", help="Why.", metavar="TEXT")],
    rule: RuleOption = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Leave out the revisit of a customer that is due.

    It counts as done today, so that the next step counts from today. Without --rule every revisit that is due is left out;
    with it the rule's next step, due or not.

    custfile skip 丽人 --reason 本人来过店里
    custfile skip C000123 --rule physician-buyers --reason "abroad until spring"
    """
    with record(ctx.obj, customer, dry_run=dry_run, committing=commit) as entry:
        named, today = known_rule(entry.desk.index, rule), ctx.obj.as_of
        refuse_nothing(entry, named, today)
        entry.add("deferrals", date=today, rule=named, reason=reason, by=entry.who(None))
