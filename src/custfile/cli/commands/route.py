"""custfile route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from custfile.cli.complete import complete_person, complete_scheme
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
)
from custfile.errors import Misused
from custfile.language import _

if TYPE_CHECKING:
    from custfile.cli.routing import Routes
    from custfile.cli.session import Session


def command(
    ctx: typer.Context,
    owner: Annotated[
        str | None,
        typer.Option(help="Only the visits of this person.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    week: Annotated[bool, typer.Option("--week", help="The working days of the week.")] = False,
    date: Annotated[
        str | None, typer.Option("--date", "-d", help="This day, or its week; today when absent.", metavar="DAY")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="All customers, in areas of a day's calls.")] = False,
    mark: Annotated[
        str | None,
        typer.Option(help="Mark customers by this class scheme.", metavar="SCHEME", autocompletion=complete_scheme),
    ] = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="A page with a map: route.html, or route.md.", metavar="FILE")
    ] = None,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Lay visits on days and areas, and order them along the way.

    custfile route --owner li.na --week
    custfile route --week --date 2026-11-23 -o week.html
    custfile route --owner li.na --all --mark level
    """
    from custfile.cli import choosing, people
    from custfile.cli.routing import days_meant, routes_of

    session: Session = ctx.obj
    if all_ and (week or date is not None):
        raise Misused(_("--all draws the areas of all customers, whatever the day; leave out --week and --date"))
    index = session.trusted(strict=strict)
    person = None if owner is None else people.person(index, owner)
    days = [] if all_ else days_meant(session, date, week=week)
    owned = owner if all_ else None  # who has to go need not be who looks after the customer
    found = routes_of(
        session, days, choosing.chosen(session, owned, region, kind, where, class_), person=person, mark=mark
    )
    if output is not None:
        said = choosing.told(owner, region, kind, where, class_)
        _write(session, found, ", ".join(words for _label, words in said), output)
    else:
        _show(session, found, chosen(format, json))


def _write(session: Session, found: Routes, said: str, output: str) -> None:
    from custfile.cli.rendering import deliver, page_format
    from custfile.cli.reporting import origin
    from custfile.report.route import route_page

    page = route_page(found.routes, found.days, found.names, origin(session, said))
    deliver(session, page, output, page_format(output))


def _show(session: Session, found: Routes, form: str) -> None:
    from custfile.analysis.schedule.routes.tables import flat, person_tables, summary, whereabouts
    from custfile.cli.output import say, show, show_all

    if form == "csv":
        show(flat(found.routes, found.names), form)
    elif form == "json":
        show_all([summary(found.routes, session.as_of), flat(found.routes, found.names)], form)
    elif found.routes:
        overview = [whereabouts(found.routes, found.days)] if len(found.routes) > 1 and found.days else []
        each = [table for route in found.routes for table in person_tables(route, session.as_of, found.names)]
        show_all([*overview, *each], form)
    else:
        say(_("nobody has a visit to make"))
