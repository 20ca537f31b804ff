"""custfile add."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.complete import complete_kind, complete_person, complete_region, words
from custfile.cli.options import CommitOption, DryRunOption, JsonOption, SetsOption, YesOption
from custfile.model.choices import SOURCES


def command(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(help="The customer's name, in full.", metavar="[NAME]")] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", "-k", help="A kind of custfile.yaml.", metavar="KIND", autocompletion=complete_kind),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(help="Who looks after it; you when absent.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    phone: Annotated[str | None, typer.Option(help="As it is dialled.", metavar="NUMBER")] = None,
    region: Annotated[
        str | None,
        typer.Option(help="Levels separated by a slash.", metavar="REGION", autocompletion=complete_region),
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="visit, form or survey.", metavar="SOURCE", autocompletion=words(SOURCES))
    ] = None,
    sets: SetsOption = None,
    file: Annotated[
        str | None, typer.Option("--from", help="A file with the record; - reads it.", metavar="FILE")
    ] = None,
    folder: Annotated[str, typer.Option(help="A folder under customers/.", metavar="DIR")] = "",
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
    json: JsonOption = False,
) -> None:
    """Add a customer; on a terminal it asks what the kind expects.

    It prints the id and the path. A likely double, by phone, tax id or name, needs --yes.

    custfile add 郑州丽人美容院 --kind company --phone 0371-65880101 --set "contacts[1].name=王丽"
    custfile add --from survey.yaml --source form
    """
    from custfile.cli.adding import Wanted, add

    told = {
        "name": name, "kind": kind, "owner": owner, "phone": phone, "region": region, "collected.source": source
    }  # fmt: skip
    given = {key: value for key, value in told.items() if value}
    wanted = Wanted(
        told=given, sets=sets or [], file=file, folder=folder, yes=yes, dry_run=dry_run, commit=commit
    )  # fmt: skip
    add(ctx.obj, wanted)
