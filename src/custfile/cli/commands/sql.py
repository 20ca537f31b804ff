"""custfile sql."""

from __future__ import annotations

import sqlite3
from typing import Annotated

import typer

from custfile.cli.options import Format, FormatOption, JsonOption, chosen
from custfile.cli.output import show
from custfile.errors import Misused
from custfile.language import Label, _


def command(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(help="One select statement.", metavar="QUERY")],
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Ask the index in SQL; it cannot be changed from here. Days count from 1970-01-01, cents are hundredths.

    custfile sql "select id, name from customers where owner = 'li.na'"
    custfile sql "select date(day * 86400, 'unixepoch') as day, cents / 100.0 as amount from orders"
    """
    from custfile.model.table import Column, Table

    connection = ctx.obj.trusted().connection
    connection.execute("pragma query_only = on")
    try:
        found = connection.execute(query)
    except sqlite3.Error as error:
        raise Misused(_("SQLite says: {problem}").format(problem=error)) from error
    columns = [Column(name, Label(name, name, name)) for name, *_rest in found.description or ()]
    show(Table("sql", columns, found.fetchall()), chosen(format, json))
