"""custfile report."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from custfile.cli.complete import complete_customer
from custfile.cli.options import (
    ClassOption,
    JsonOption,
    KindOption,
    OwnerOption,
    RegionOption,
    StrictOption,
    WhereOption,
    whole,
)
from custfile.errors import Misused
from custfile.language import _


class Format(StrEnum):
    """How a report is written."""

    md = "md"
    html = "html"
    table = "table"
    json = "json"
    csv = "csv"


def command(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Which report; list names them.", metavar="REPORT")],
    of: Annotated[
        str | None,
        typer.Argument(
            help="Whose card; whose handover.", metavar="[CUSTOMER|PERSON]", autocompletion=complete_customer
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="The file; stdout when absent. The folder of all.", metavar="FILE"),
    ] = None,
    format: Annotated[  # noqa: A002
        Format | None,
        typer.Option("--format", "-f", help="As the file's name ends, else md. table, json and csv: the list beneath."),
    ] = None,
    json: JsonOption = False,
    since: Annotated[
        str | None, typer.Option(help="What changed since this day: digest, rfm, abc.", metavar="DAY")
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(help="How far to look: care ahead; digest, service back.", metavar="NUMBER", parser=whole),
    ] = None,
    figures_of: Annotated[
        str, typer.Option("--from", help="With new: the report that has the figures.", metavar="REPORT")
    ] = "master",
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
) -> None:
    """Write a report as Markdown or HTML, or the list beneath it.

    custfile report list
    custfile report today -o today.html
    custfile report card 丽人 --format md
    custfile report rfm -o rfm.html
    custfile report handover erik.thorn -o handover.html
    custfile report all -o site
    custfile report new vip --from master
    """
    from custfile.changes.when import parse_day
    from custfile.cli.rendering import format_of, write
    from custfile.cli.report_list import begin, listing
    from custfile.cli.reporting import Choice, wished

    session = ctx.obj
    written = format_of(output, "json" if json else format and format.value)
    if name == "list":
        listing(session, written)
        return
    if name == "new":
        begin(session, of or "", figures_of)
        return
    if name == "all" and output is None:
        raise Misused(_("into which folder? write: custfile report all -o FOLDER"))
    session.trusted(strict=strict)
    day = None if since is None else parse_day(since, session.as_of)
    wish = wished(session, name, of, Choice(owner, region, kind, where, class_ or ()))
    wish = replace(wish, since=day, days=days)
    if name == "all":
        from custfile.cli.website import write_site

        write_site(session, wish, Path(output or ""))
    else:
        write(session, wish, output, written)
