"""custfile due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from custfile.cli.beside import refuse_beside
from custfile.cli.complete import complete_person
from custfile.cli.ics import IcsOption, OutputOption
from custfile.cli.options import (
    ClassOption,
    CommitOption,
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
from custfile.cli.output import Drawn, drawn, put, show
from custfile.errors import Misused
from custfile.language import _

if TYPE_CHECKING:
    from custfile.analysis.schedule.urgency import Weighed
    from custfile.archive.filters import Filters
    from custfile.cli.session import Session


def command(
    ctx: typer.Context,
    today: Annotated[bool, typer.Option("--today", help="Everything due up to today; so it is without it.")] = False,
    week: Annotated[bool, typer.Option("--week", help="Look ahead to Sunday.")] = False,
    days: Annotated[int, typer.Option(help="Look this many days ahead.", metavar="NUMBER", parser=whole)] = 0,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is late.")] = False,
    owner: Annotated[
        str | None,
        typer.Option(
            help="Only what this person has to do or to hear of.", metavar="PERSON", autocompletion=complete_person
        ),
    ] = None,
    role: Annotated[
        str | None, typer.Option(help="Only what people with this role have to do.", metavar="ROLE")
    ] = None,
    kind_of: Annotated[
        list[str] | None,
        typer.Option("--kind-of", help="Only this: revisit, promise, money … May be given again.", metavar="WHAT"),
    ] = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    why: Annotated[bool, typer.Option("--why", help="Name the reason and the urgency of each line.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when something is due.")] = False,
    spread: Annotated[
        bool, typer.Option("--spread", help="Propose how to stretch late revisits over the coming working days.")
    ] = False,
    per_day: Annotated[
        int | None,
        typer.Option("--per-day", help="With --spread: visits a day, for everybody.", metavar="NUMBER", parser=whole),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="With --spread: put them off to these days.")] = False,
    commit: CommitOption = None,
    strict: StrictOption = False,
    ics: IcsOption = False,
    output: OutputOption = None,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> int:
    """List whom to see or call and what else is due, by urgency.

    custfile due --today
    custfile due --owner li.na --week --why
    custfile due --kind-of money --kind-of ticket --overdue
    custfile due --spread --per-day 8
    custfile due --owner li.na --week --ics -o due.ics
    """
    from custfile.analysis.schedule.due_table import due_table
    from custfile.analysis.schedule.duty import CARE
    from custfile.analysis.schedule.yearly import knows_lunar
    from custfile.cli import choosing, people, working
    from custfile.cli import ics as calendars

    session: Session = ctx.obj
    as_calendar = calendars.wanted(ics, output)

    def whose() -> tuple[Filters, str | None]:
        filters = choosing.chosen(session, None, region, kind, where, class_)
        return filters, None if owner is None else people.person(session.index, owner)

    if spread:
        refuse_beside("--spread", {"--ics": ics})
        session.trusted(strict=strict)
        _spread(session, *whose(), per_day, apply, commit, chosen(format, json))
        return 0
    if apply or per_day is not None:
        raise Misused(_("--apply and --per-day are for --spread"))
    upto = working.end(session.as_of, week=week, days=days)
    wanted = working.Wanted(None, role, working.kinds(kind_of or ()), overdue=overdue)

    def found() -> tuple[Filters, list[Weighed], Drawn | None]:
        filters, person = whose()
        listed = working.listed(session, session.index, upto, filters, wanted._replace(person=person))
        if as_calendar:
            return filters, listed, None
        table = due_table(listed, session.as_of, session.index.catalog, why=why)
        nothing = _("nothing is due up to {day}").format(day=upto)
        return filters, listed, drawn(table, chosen(format, json), nothing=nothing)

    filters, listed, told = session.foreseen(found)
    index = session.trusted(strict=strict)
    if wanted.includes(CARE) and upto >= session.as_of and not knows_lunar():
        from custfile.archive.care import lunar_left_out
        from custfile.cli.lunar import tell_left_out  # late: nothing to say where the library is installed

        tell_left_out(session, lunar_left_out(index, session.as_of, filters))
    if told is None:
        calendars.export_items(session, [each.item for each in listed], output)
    else:
        put(told)
    return 1 if exit_code and listed else 0


def _spread(
    session: Session,
    filters: Filters,
    person: str | None,
    per_day: int | None,
    apply: bool,
    commit: bool | None,
    format: str,  # noqa: A002
) -> None:
    from custfile.analysis.schedule.spread import spread_table
    from custfile.cli import spreading

    if per_day == 0:
        raise Misused(_("--per-day must be 1 or more"))
    if apply:
        proposal = spreading.apply(session, filters, person, per_day, committing=commit)
    else:
        proposal = spreading.proposed(session, session.index, filters, person, per_day)
    show(spread_table(proposal, session.as_of, session.index.catalog), format, nothing=_("no revisit is late"))
