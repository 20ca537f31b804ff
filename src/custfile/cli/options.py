"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from custfile.cli.complete import complete_customer


class Format(StrEnum):
    """How a table is written."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="table, json, csv or md.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
OwnerOption = Annotated[str | None, typer.Option(help="Only customers this person looks after.", metavar="PERSON")]
RegionOption = Annotated[str | None, typer.Option(help="Only this region and what lies in it.", metavar="REGION")]
KindOption = Annotated[str | None, typer.Option(help="Only customers of this kind.", metavar="KIND")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Refuse when a file has errors.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show the change, write nothing.")]
CommitOption = Annotated[bool | None, typer.Option("--commit/--no-commit", help="Make a git commit of the change.")]
DateOption = Annotated[str, typer.Option("--date", "-d", help="today, yesterday, -3d, 2026-02-03.", metavar="DAY")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Go on without asking.")]
Customer = Annotated[
    str,
    typer.Argument(help="Id, name, alias, phone or pinyin.", metavar="CUSTOMER", autocompletion=complete_customer),
]


def chosen(format: Format, as_json: bool) -> str:  # noqa: A002
    """Return the format that the two options mean together."""
    return "json" if as_json else format.value
