"""custfile report."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from custfile.cli.complete import complete_customer
from custfile.cli.options import ClassOption, KindOption, OwnerOption, RegionOption, StrictOption, WhereOption


class Format(StrEnum):
    """How a report is written."""

    md = "md"
    html = "html"


def command(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="today, card, rfm or handover.", metavar="REPORT")],
    customer: Annotated[
        str | None,
        typer.Argument(
            help="Whose card; whose handover.", metavar="[CUSTOMER|PERSON]", autocompletion=complete_customer
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="The file; stdout when absent.", metavar="FILE")
    ] = None,
    format: Annotated[  # noqa: A002
        Format | None, typer.Option("--format", "-f", help="md or html; as the file's name ends, else md.")
    ] = None,
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
) -> None:
    """Write a report as Markdown or HTML.

    custfile report today -o today.html
    custfile report card 丽人 --format md
    custfile report rfm -o rfm.html
    custfile report handover erik.thorn -o handover.html
    """
    from custfile.cli import choosing
    from custfile.cli.reporting import write

    session = ctx.obj
    session.trusted(strict=strict)
    html = format is Format.html or (format is None and (output or "").lower().endswith((".html", ".htm")))
    told = {"owner": owner, "region": region, "kind": kind, "where": where, "class": " ".join(class_ or ()) or None}
    said = " ".join(f"{key}={value}" for key, value in told.items() if value is not None)
    chosen = choosing.chosen(session, owner, region, kind, where, class_)
    write(session, name, customer, chosen, said, output, "html" if html else "md")
