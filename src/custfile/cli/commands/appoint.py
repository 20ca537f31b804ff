"""custfile appoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from custfile.cli.complete import complete_person, words
from custfile.cli.options import CommitOption, Customer, DryRunOption, NoteOption, SetsOption
from custfile.cli.output import warn
from custfile.cli.recorded import record
from custfile.language import _
from custfile.model.choices import PURPOSES

if TYPE_CHECKING:
    from custfile.model.edit import Value


def command(
    ctx: typer.Context,
    customer: Customer,
    date: Annotated[str, typer.Argument(help="2026-12-03, tomorrow, 3d, 2w.", metavar="DAY")],
    time: Annotated[
        str | None, typer.Argument(help="9:30, 14:00; the whole day when absent.", metavar="[TIME]")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(help="Who goes; you when absent.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    minutes: Annotated[str | None, typer.Option(help="How long it will take.", metavar="NUMBER")] = None,
    purpose: Annotated[
        str | None,
        typer.Option("--purpose", "-p", help="revisit, care, collect …", metavar="WHY", autocompletion=words(PURPOSES)),
    ] = None,
    whom: Annotated[str | None, typer.Option(help="The person to meet.", metavar="NAME")] = None,
    where: Annotated[str | None, typer.Option(help="If not at the customer's.", metavar="PLACE")] = None,
    note: NoteOption = None,
    cancel: Annotated[bool, typer.Option("--cancel", help="Call it off.")] = False,
    sets: SetsOption = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Fix a time with a customer, or call it off.

    What it collides with is told, and recorded all the same.

    custfile appoint 丽人 2026-12-03 14:30 --purpose launch
    custfile appoint 丽人 2026-12-03 --cancel --note 客户出差
    """
    from custfile.archive.agenda import Diary
    from custfile.changes.appointing import call_off
    from custfile.changes.clock import parse_time
    from custfile.changes.when import parse_day
    from custfile.cli.clashes import clashes, tell
    from custfile.model.edit import Append

    session, collisions = ctx.obj, list[str]()
    with record(session, customer, dry_run=dry_run, committing=commit) as entry:
        day, at = parse_day(date, session.as_of), None if time is None else parse_time(time)
        if cancel:
            told: dict[str, Value] = {"cancelled": session.as_of, "note": note or ""}
            entry.edits += call_off(entry.record, day, at, told)
            return
        fields: dict[str, Value | None] = {
            "date": day, "time": at, "minutes": minutes, "by": entry.who(by or None, day),
            "purpose": purpose, "whom": whom, "where": where, "note": note,
        }  # fmt: skip
        if day < session.as_of:
            warn(_("{day} is over; what took place is recorded by: custfile visit").format(day=day), session.wants_json)
        entry.add("appointments", sets, **fields)
        made, diary = entry.edits[-1], Diary(entry.desk.index, session.as_of)
        assert isinstance(made, Append)
        collisions = clashes(diary, diary.appointment(entry.match.id, entry.match.name, made))
    tell(session, collisions)
