"""custfile workload."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from custfile.cli.complete import complete_person
from custfile.cli.options import Format, FormatOption, JsonOption, StrictOption, chosen
from custfile.cli.output import show, warn
from custfile.errors import Misused
from custfile.language import _

if TYPE_CHECKING:
    from custfile.model.month import Month


def command(
    ctx: typer.Context,
    month: Annotated[
        str | None, typer.Option(help="Whose visits count; this one when absent.", metavar="YYYY-MM")
    ] = None,
    owner: Annotated[
        str | None, typer.Option(help="Only this person.", metavar="PERSON", autocompletion=complete_person)
    ] = None,
    strict: StrictOption = False,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Show what everybody looks after and has open.

    custfile workload
    custfile workload --month 2026-10 --format csv
    """
    from custfile.analysis.allocation.workload import leavers, workload
    from custfile.archive.workload import loads
    from custfile.cli import people
    from custfile.cli.heading import heading
    from custfile.model.month import Month

    session = ctx.obj
    index = session.trusted(strict=strict)
    wanted = Month(session.as_of.year, session.as_of.month) if month is None else _month(month)
    found = loads(index, session.as_of, session.settings, session.schemes, wanted)
    only = [] if owner is None else [people.person(index, owner)]
    table = workload(found, session.settings, session.as_of, str(wanted), only)
    show(replace(table, facts=[*table.facts, *heading(session)]), chosen(format, json), nothing=_("there is no team"))
    for person in leavers(found, session.settings, session.as_of):
        sentence = _("{name} has left and still holds something; run: custfile handover {person}")
        warn(sentence.format(name=index.catalog["people"][person], person=person), session.wants_json)


def _month(typed: str) -> Month:
    from custfile.model.month import Month

    try:
        return Month.read(typed)
    except ValueError as error:
        raise Misused(_("'{typed}' is no month; write it as 2026-12").format(typed=typed)) from error
