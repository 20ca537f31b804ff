"""custfile classify."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.analysis.classes import SCHEMES
from custfile.cli.complete import words
from custfile.cli.options import (
    Format,
    FormatOption,
    JsonOption,
    KindOption,
    OwnerOption,
    RegionOption,
    StrictOption,
    chosen,
)
from custfile.cli.output import show
from custfile.errors import Misused
from custfile.language import _


def command(
    ctx: typer.Context,
    by: Annotated[
        str | None,
        typer.Option(help="A scheme: history, size or kind.", metavar="SCHEME", autocompletion=words(SCHEMES)),
    ] = None,
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    strict: StrictOption = False,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Classify the customers: each class with its weight.

    With --by a scheme every customer is listed with its class and the reason.

    custfile classify
    custfile classify --by history --owner li.na
    """
    from custfile.analysis.classes.tables import listing, summary
    from custfile.archive.ledgers import ledgers
    from custfile.cli import people

    if by is not None and by not in SCHEMES:
        raise Misused(_("no scheme '{by}'; there are: {known}").format(by=by, known=", ".join(SCHEMES)))
    session = ctx.obj
    index = session.trusted(strict=strict)
    known = ledgers(index, session.as_of, people.chosen(index, owner, region, kind))
    if by is None:
        table = summary(SCHEMES.values(), known, session.settings, session.as_of)
    else:
        table = listing(SCHEMES[by], known, session.settings, session.as_of)
    show(table, chosen(format, json), nothing=_("no customer fits"))
