"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from custfile.cli.complete import complete_customer, complete_kind, complete_person, complete_region
from custfile.language import _


class Format(StrEnum):
    """How a table is written."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


def whole(typed: str) -> int:
    """Return the whole number that ``typed`` is."""
    if not str(typed).isdecimal() or int(typed) >= 10**6:
        raise typer.BadParameter(_("'{typed}' is not a whole number below a million").format(typed=typed))
    return int(typed)


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the table is written.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")]
OwnerOption = Annotated[
    str | None,
    typer.Option(help="Only customers this person looks after.", metavar="PERSON", autocompletion=complete_person),
]
RegionOption = Annotated[
    str | None,
    typer.Option(help="Only this region and what lies in it.", metavar="REGION", autocompletion=complete_region),
]
KindOption = Annotated[
    str | None, typer.Option(help="Only customers of this kind.", metavar="KIND", autocompletion=complete_kind)
]
WhereOption = Annotated[
    str | None,
    typer.Option(
        "--where", "-w", help="Only customers that fit, such as 'amount_12m > 50000 and credit <= C'.", metavar="FILTER"
    ),
]
ClassOption = Annotated[
    list[str] | None,
    typer.Option("--class", help="Only this class: history=problem. May be given again.", metavar="SCHEME=CLASS"),
]
TopOption = Annotated[int | None, typer.Option(help="Only the first so many.", metavar="NUMBER", parser=whole)]
ExplainOption = Annotated[
    str | None,
    typer.Option(help="The arithmetic of one customer.", metavar="CUSTOMER", autocompletion=complete_customer),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Refuse when a file has errors.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show the change, write nothing.")]
CommitOption = Annotated[bool | None, typer.Option("--commit/--no-commit", help="Make a git commit of the change.")]
DateOption = Annotated[str, typer.Option("--date", "-d", help="today, yesterday, -3d, 2026-02-03.", metavar="DAY")]
NoteOption = Annotated[str | None, typer.Option("--note", "-n", help="Anything else.", metavar="TEXT")]
SetsOption = Annotated[
    list[str] | None, typer.Option("--set", "-s", help="Any other field, the archive's own too.", metavar="FIELD=VALUE")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Go on without asking.")]
Customer = Annotated[
    str,
    typer.Argument(help="Id, name, alias, phone or pinyin.", metavar="CUSTOMER", autocompletion=complete_customer),
]


def chosen(format: Format, as_json: bool) -> str:  # noqa: A002
    """Return the format that the two options mean together."""
    return "json" if as_json else format.value
