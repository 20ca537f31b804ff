"""custfile set."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.options import CommitOption, Customer, DryRunOption
from custfile.cli.output import say
from custfile.language import _


def command(
    ctx: typer.Context,
    customer: Customer,
    assignments: Annotated[
        list[str], typer.Argument(help="field=value, list+=value, field= to take it away.", metavar="FIELD=VALUE...")
    ],
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Set fields of a customer; nothing else in the file changes.

    custfile set 丽人 terms.credit_limit=80000 preferences.tea=龙井
    custfile set C000123 "contacts[1].phone=0371-6588 0101" aliases+=丽人美容 fax=
    custfile set C000123 "contacts[2].name=王丽" "contacts[2].role=buyer"
    """
    from custfile.changes.adding import begun
    from custfile.changes.fields import assignment
    from custfile.cli.writing import writing

    with writing(ctx.obj) as desk:
        match, record = desk.customer(customer)
        edits = begun(record, [assignment(typed, desk.model) for typed in assignments])
        fields = ", ".join(dict.fromkeys(str(edit.path[0]) for edit in edits))
        desk.save([desk.edit(match, edits)], f"{match.id}: {fields}", dry_run=dry_run, committing=commit)
        if not dry_run:
            say(
                _("{id} {name}: {what} recorded in {path}").format(
                    id=match.id, name=match.name, what=fields, path=match.path
                )
            )
