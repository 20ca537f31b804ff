"""custfile agenda."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.complete import complete_person
from custfile.cli.ics import IcsOption, OutputOption
from custfile.cli.options import (
    ClassOption,
    Format,
    FormatOption,
    JsonOption,
    KindOption,
    RegionOption,
    StrictOption,
    WhereOption,
    chosen,
    whole,
)
from custfile.cli.output import show, show_all, warn
from custfile.errors import Misused
from custfile.language import _, count


def command(
    ctx: typer.Context,
    owner: Annotated[
        str | None,
        typer.Option(help="What concerns this person.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    team: Annotated[bool, typer.Option("--team", help="Everybody's; so it is when nobody knows who you are.")] = False,
    date: Annotated[
        str | None, typer.Option("--date", "-d", help="This day; today when absent.", metavar="DAY")
    ] = None,
    week: Annotated[bool, typer.Option("--week", help="The week of that day, from Monday to Sunday.")] = False,
    days: Annotated[
        int | None, typer.Option(help="So many days from that day.", metavar="NUMBER", parser=whole)
    ] = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
    ics: IcsOption = False,
    output: OutputOption = None,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Show your agenda or the team's, with what collides.

    custfile agenda
    custfile agenda --team --week
    custfile agenda --owner li.na --days 30 --ics -o li.na.ics
    """
    from custfile.analysis.schedule.agenda_table import agenda_table, conflict_table
    from custfile.cli import agenda_view, choosing
    from custfile.cli.ics import export, wanted

    session = ctx.obj
    if (owner is not None and team) or (week and days is not None):
        raise Misused(_("take one of --owner and --team, and one of --week and --days"))
    as_calendar = wanted(ics, output)
    catalog = session.trusted(strict=strict).catalog
    agenda_view.mind_faults(session, strict=strict)
    shown = agenda_view.period(session, date, week=week, days=days)
    person = agenda_view.whose(session, owner, team=team)
    seen = agenda_view.view(session, shown, person, choosing.chosen(session, None, region, kind, where, class_))
    if as_calendar:
        export(session, seen.entries, output)
        return
    going = [entry for entry in seen.entries if not entry.cancelled]
    facts = [*agenda_view.facts(session, shown, person), *choosing.told(None, region, kind, where, class_)]
    written = chosen(format, json)
    table, collisions = agenda_table(going, seen.conflicts, catalog, facts), conflict_table(seen.conflicts, catalog)
    if written == "csv" or (not seen.conflicts and written != "json"):
        show(table, written, nothing=_("nothing is in the agenda"))
    else:
        show_all([table, collisions], written)
    if seen.late:
        warn(
            count(
                "{n} thing was due before; see: custfile due",
                "{n} things were due before; see: custfile due",
                seen.late,
            ),
            session.wants_json,
        )
