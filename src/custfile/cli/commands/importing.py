"""custfile import."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from custfile.cli.options import CommitOption, DryRunOption, JsonOption
from custfile.errors import Misused
from custfile.exchange.amounts import Mark
from custfile.exchange.days import Order
from custfile.language import _


class Rows(StrEnum):
    """What the rows of a table are."""

    customers = "customers"
    orders = "orders"
    payments = "payments"


class Source(StrEnum):
    """Where facts come from."""

    visit = "visit"
    form = "form"
    survey = "survey"


class Delimiter(StrEnum):
    """What parts the columns."""

    comma = "comma"
    semicolon = "semicolon"
    tab = "tab"
    bar = "bar"
    space = "space"


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A table as text, such as Excel saves as CSV.", metavar="FILE")],
    rows: Annotated[Rows | None, typer.Option(help="What a row is; told by the columns when absent.")] = None,
    maps: Annotated[
        list[str] | None, typer.Option("--map", help="Which column goes into which field.", metavar="FIELD=HEADING")
    ] = None,
    key: Annotated[
        str | None, typer.Option(help="Field that tells whose row it is: id, name, former_no, phone …", metavar="FIELD")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="The kind of new customers.", metavar="KIND")] = None,
    profile: Annotated[str | None, typer.Option(help="Columns as kept in custfile.yaml.", metavar="ID")] = None,
    save_profile: Annotated[str | None, typer.Option(help="Keep the columns in custfile.yaml.", metavar="ID")] = None,
    by: Annotated[str | None, typer.Option(help="Who collected what is new.", metavar="PERSON")] = None,
    source: Annotated[Source | None, typer.Option(help="Where what is new comes from.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="utf-8, gb18030, big5 …; told by the text when absent.", metavar="NAME")
    ] = None,
    delimiter: Annotated[Delimiter | None, typer.Option(help="What parts the columns.")] = None,
    columns: Annotated[str | None, typer.Option(help="Headings for a table without any.", metavar="A,B,…")] = None,
    dates: Annotated[Order | None, typer.Option(help="What 03/04/2026 means.")] = None,
    decimal: Annotated[Mark | None, typer.Option(help="What 1.280 means: where decimals begin.")] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Where rejected rows go; FILE.rejected.csv when absent.", metavar="FILE")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take in those who are probably on file already.")] = False,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
    json: JsonOption = False,
) -> int:
    """Take in a table of customers, orders or payments. What is on file already is not added again, and an empty cell
    changes nothing. Of a customer who is on file, rows of orders and payments change nothing else. Rows that are not
    clear go into a file with the reason, and the exit code is 1; the others are taken in.

    custfile import customers.csv --kind company --dry-run
    custfile import orders.csv --map date=order_date --map amount=revenue --map name=customer_id --kind individual
    custfile import invoices.csv --profile erp-invoices
    """
    from custfile.cli.intake import Wanted, take_in
    from custfile.cli.writing import writing
    from custfile.exchange.columns import Wishes

    told = dict(_pair(each) for each in maps or ())
    wanted = Wanted(
        file=file, wishes=Wishes(rows, key, told), kind=kind, by=by, source=source, profile=profile,
        save_profile=save_profile, encoding=encoding, delimiter=delimiter, columns=_split(columns), dates=dates,
        decimal=decimal, rejects=rejects, yes=yes, dry_run=dry_run, commit=commit,
    )  # fmt: skip
    with writing(ctx.obj) as desk:
        return take_in(ctx.obj, desk, wanted)


def _pair(typed: str) -> tuple[str, str]:
    field, equals, heading = typed.partition("=")
    if not (field.strip() and equals and heading.strip()):
        raise Misused(_("'{typed}' is not FIELD=HEADING").format(typed=typed))
    return field.strip(), heading.strip()


def _split(typed: str | None) -> list[str]:
    return [heading.strip() for heading in typed.split(",")] if typed else []
