"""custfile visit."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

import typer

from custfile.cli.complete import complete_person, complete_rule, words
from custfile.cli.options import CommitOption, Customer, DateOption, DryRunOption, SetsOption
from custfile.cli.recorded import record
from custfile.errors import Misused
from custfile.language import _
from custfile.model.choices import CHANNELS, PURPOSES

_DUE: Final = re.compile(r"(?:^| )@\S+$")
"""By when, at the end of a promise."""


def command(
    ctx: typer.Context,
    customer: Customer,
    note: Annotated[str | None, typer.Option("--note", "-n", help="What to remember.", metavar="TEXT")] = None,
    outcome: Annotated[str | None, typer.Option("--outcome", "-o", help="What came of it.", metavar="TEXT")] = None,
    next: Annotated[str | None, typer.Option(help="When to be in touch again: 2w, 1m.", metavar="DAY")] = None,  # noqa: A002
    date: DateOption = "today",
    by: Annotated[
        str | None,
        typer.Option(help="Who went or called; you when absent.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option(
            "--channel", "-c", help="visit, phone, message, shop …", metavar="HOW", autocompletion=words(CHANNELS)
        ),
    ] = None,
    purpose: Annotated[
        str | None,
        typer.Option("--purpose", "-p", help="revisit, care, collect …", metavar="WHY", autocompletion=words(PURPOSES)),
    ] = None,
    rule: Annotated[
        str | None,
        typer.Option(
            "--rule",
            "-r",
            help="The revisit rule it was for, when several ask.",
            metavar="RULE",
            autocompletion=complete_rule,
        ),
    ] = None,
    whom: Annotated[str | None, typer.Option(help="The person met.", metavar="NAME")] = None,
    minutes: Annotated[str | None, typer.Option(help="How long it took.", metavar="NUMBER")] = None,
    cost: Annotated[str | None, typer.Option(help="What it cost.", metavar="AMOUNT")] = None,
    gift: Annotated[str | None, typer.Option(help="What was given.", metavar="TEXT")] = None,
    promise: Annotated[
        list[str] | None,
        typer.Option("--promise", help="What was promised, and by when: 'send samples @3d'.", metavar="TEXT"),
    ] = None,
    signed: Annotated[bool | None, typer.Option("--signed/--unsigned", help="Was the service record signed?")] = None,
    sets: SetsOption = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Record a visit or call in ten seconds.

    Without --rule it counts for every rule of the visitor's role. Without --channel and --purpose they are those of the rule
    that it fulfils. On a terminal the form of the visit (visit_forms in custfile.yaml) asks for what was not told.

    custfile visit 丽人 --note 满意 --next 2w
    custfile visit 丽人 --outcome 想要新目录 --promise "送目录 @3d"
    custfile visit C000123 --channel phone --date -3d --outcome "wants a price"
    custfile visit C000123 --rule new-contacts --by li.na
    """
    from custfile.changes.when import parse_day, parse_past_day
    from custfile.cli.visit_form import answers
    from custfile.cli.visited import fulfilled

    with record(ctx.obj, customer, dry_run=dry_run, committing=commit) as entry:
        day = parse_past_day(date, ctx.obj.as_of)
        person = entry.who(by, day)
        named, asked = fulfilled(entry, rule, person, day)
        told: dict[str, Any] = {
            "date": day,
            "by": person,
            "channel": channel or asked.get("channel") or "visit",
            "purpose": purpose or asked.get("purpose") or ("revisit" if asked else None),
            "rule": named,
            "whom": whom,
            "minutes": minutes,
            "outcome": outcome,
            "note": note,
            "cost": cost,
            "gift": gift,
            "signed": signed,
            "next": parse_day(next, day) if next else None,
        }
        entry.add("visits", sets, **told | answers(entry, told, sets or ()))
        for text in promise or ():
            what, _at, by_when = text.rpartition("@") if _DUE.search(text) else (text, "", "")
            if not what.strip():
                raise Misused(_("'{typed}' does not say what was promised").format(typed=text))
            due = parse_day(by_when, day) if by_when else None
            entry.add("promises", date=day, what=what.strip(), by=person, due=due)
