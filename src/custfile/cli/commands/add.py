"""custfile add."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.options import CommitOption, DryRunOption, YesOption


def command(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(help="The customer's name, in full.", metavar="[NAME]")] = None,
    kind: Annotated[str | None, typer.Option("--kind", "-k", help="A kind of custfile.yaml.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who looks after it; you when absent.", metavar="PERSON")] = None,
    phone: Annotated[str | None, typer.Option(help="As it is dialled.")] = None,
    region: Annotated[str | None, typer.Option(help="Levels separated by a slash.")] = None,
    source: Annotated[str | None, typer.Option(help="visit, form or survey.")] = None,
    sets: Annotated[
        list[str] | None, typer.Option("--set", "-s", help="Any other field.", metavar="FIELD=VALUE")
    ] = None,
    file: Annotated[
        str | None, typer.Option("--from", help="A file with the record; - reads it.", metavar="FILE")
    ] = None,
    folder: Annotated[str, typer.Option(help="A folder under customers/.", metavar="DIR")] = "",
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Add a customer; on a terminal it asks for what the kind expects.

    custfile add 郑州丽人美容院 --kind company --phone 0371-65880101 --set "contacts[1].name=王丽"
    custfile add --from survey.yaml --source form
    """
    from custfile.cli.adding import add

    told = {"name": name, "kind": kind, "owner": owner, "phone": phone, "region": region}
    add(ctx.obj, told, sets or [], source, file, folder, yes=yes, dry_run=dry_run, committing=commit)
