"""custfile care."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from custfile.cli.beside import refuse_beside
from custfile.cli.ics import IcsOption, OutputOption
from custfile.cli.options import (
    ClassOption,
    Format,
    FormatOption,
    JsonOption,
    KindOption,
    OwnerOption,
    RegionOption,
    StrictOption,
    WhereOption,
    chosen,
    whole,
)
from custfile.cli.output import show
from custfile.errors import Misused
from custfile.language import _

if TYPE_CHECKING:
    from custfile.archive.filters import Filters
    from custfile.cli.session import Session
    from custfile.model.table import Table


def command(
    ctx: typer.Context,
    days: Annotated[int, typer.Option(help="Look this many days ahead.", metavar="NUMBER", parser=whole)] = 30,
    greetings: Annotated[
        str | None, typer.Option(help="Whom to greet on a day of greetings: in the settings.", metavar="ID")
    ] = None,
    owner: OwnerOption = None,
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
    """List birthdays, anniversaries and days of greetings to come.

    custfile care --days 30 --owner li.na
    custfile care --greetings spring-festival
    custfile care --days 365 --ics -o care.ics
    """
    from custfile.archive.care import care_items
    from custfile.archive.greetings import left_out
    from custfile.cli import choosing
    from custfile.cli import ics as calendars
    from custfile.cli.lunar import tell_left_out

    session: Session = ctx.obj
    as_calendar = calendars.wanted(ics, output)
    if greetings is not None:
        refuse_beside("--greetings", {"--ics": ics})
    session.trusted(strict=strict)
    fitting = choosing.chosen(session, owner, region, kind, where, class_)
    tell_left_out(session, left_out(session.index, session.as_of, fitting))
    if as_calendar:
        upto = session.as_of + timedelta(days)
        calendars.export_items(session, care_items(session.index, session.as_of, upto, fitting), output)
        return
    table = _care(session, days, fitting) if greetings is None else _greeting(session, greetings, fitting)
    nothing = _("no care date comes round up to {day}").format(day=session.as_of + timedelta(days))
    show(table, chosen(format, json), nothing=nothing if greetings is None else _("no customer fits"))


def _care(session: Session, days: int, fitting: Filters) -> Table:
    from custfile.analysis.schedule.care_table import care_table
    from custfile.archive.greetings import to_come

    upto = session.as_of + timedelta(days)
    found = to_come(session.index, session.as_of, upto, fitting)
    return care_table(found.cares, found.greetings, session.as_of, upto, session.index.catalog)


def _greeting(session: Session, identity: str, fitting: Filters) -> Table:
    from custfile.analysis.schedule.care_table import greeting_table
    from custfile.analysis.schedule.greetings import coming as next_days
    from custfile.archive.care import ahead
    from custfile.archive.greetings import Greetings

    told = session.index.catalog["greetings"]
    coming = {each.id: each for each in next_days(told, ahead(session.index), session.as_of, lunar=True)}
    if identity not in coming:
        sentence = _("no day of greetings is called '{got}'; there are: {known}")
        raise Misused(sentence.format(got=identity, known=", ".join(coming)))
    each = coming[identity]
    whom = Greetings(session.index, session.as_of, fitting).greeted(each)
    return greeting_table(each, whom, session.as_of, session.index.catalog)
