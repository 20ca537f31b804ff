"""custfile mail."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from custfile.cli.complete import complete_customer
from custfile.cli.options import ClassOption, KindOption, OwnerOption, RegionOption, WhereOption
from custfile.errors import Misused
from custfile.language import _


class Level(StrEnum):
    """For whose eyes a mail is. Secret values are in none."""

    public = "public"
    staff = "staff"


def command(
    ctx: typer.Context,
    report: Annotated[
        str | None, typer.Argument(help="A report; or cron, for the lines that send all each morning.")
    ] = None,
    of: Annotated[
        str | None,
        typer.Argument(
            help="Whose card; whose handover.", metavar="[CUSTOMER|PERSON]", autocompletion=complete_customer
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", help="An address, or a person or role of the team. May be given again.", metavar="ADDRESS"
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All mailings of custfile.yaml that are owed.")] = False,
    period: Annotated[
        str | None, typer.Option(help="With --all: the day to send for, when cron ran late.", metavar="DAY")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Also what was sent already.")] = False,
    dry_run: Annotated[
        str | None, typer.Option("--dry-run", help="Write .eml files into this folder, send nothing.", metavar="DIR")
    ] = None,
    attach: Annotated[bool, typer.Option("--attach", help="With the full report as an HTML file.")] = False,
    even_if_empty: Annotated[bool, typer.Option("--even-if-empty", help="Also when there is nothing to tell.")] = False,
    language: Annotated[
        str | None, typer.Option("--language", help="Of the mail: en, zh_CN or zh_TW.", metavar="LANG")
    ] = None,
    level: Annotated[
        Level | None, typer.Option("--level", help="staff for the team, public for others, when absent.")
    ] = None,
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    at: Annotated[str, typer.Option("--at", help="With cron: the time of the morning.", metavar="TIME")] = "07:00",
    strict: Annotated[bool, typer.Option("--strict/--no-strict", help="Refuse when a file has errors.")] = True,
) -> None:
    """Mail a report, or all that are owed today.

    custfile mail today --to li.na@example.com
    custfile mail --all --dry-run preview
    custfile mail --all --period 2026-11-20
    custfile mail cron --at 06:30
    """
    from custfile.cli.mailing import Asked, by_hand, lines, owed
    from custfile.cli.posting import Post

    session = ctx.obj
    if report == "cron":
        lines(session, at)
        return
    if everything == (report is not None):
        raise Misused(_("which mail? write: custfile mail REPORT --to ADDRESS, or: custfile mail --all"))
    post = Post(session, dry_run, again=again, strict=strict)
    if report is None:
        owed(post, period)
        return
    if period is not None or not to:
        raise Misused(_("a report needs --to ADDRESS, and --as-of DAY instead of --period"))
    asked = Asked(
        report=report, of=of, owner=owner, region=region, kind=kind, when=where, classes=tuple(class_ or ()),
        language=language, level=level.value if level else session.told_level, attach=attach, even_if_empty=even_if_empty,
    )  # fmt: skip
    by_hand(post, asked, to)
