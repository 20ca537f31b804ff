"""custfile sql."""

from __future__ import annotations

import sqlite3
from typing import Annotated, Final

import typer

from custfile.cli.options import Format, FormatOption, JsonOption, chosen
from custfile.cli.output import reader, show
from custfile.errors import Misused
from custfile.language import Label, _

_READING: Final = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)


def command(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(help="One select statement.", metavar="QUERY")],
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Ask the index in SQL; it cannot be changed from here.

    Days count from 1970-01-01, cents are hundredths. The text of whole records, which may be secret, is closed.

    custfile sql "select id, name from customers where owner = 'li.na'"
    custfile sql "select date(day * 86400, 'unixepoch') as day, cents / 100.0 as amount from orders"
    custfile sql "select name, sql from sqlite_master"
    """
    from custfile.model.secrecy import STAFF, may_see
    from custfile.model.table import Column, Table

    if not may_see(reader(), STAFF):
        raise Misused(_("the tables are the staff's; sql shows nothing at --level {level}").format(level=reader()))
    connection = ctx.obj.trusted().connection
    connection.set_authorizer(_allowed)
    try:
        found = connection.execute(query)
        rows = [tuple(map(_plain, row)) for row in found]
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise Misused(_("SQLite says: {problem}").format(problem=error)) from error
    if found.description is None:
        raise Misused(_("write one select statement"))
    columns = [Column(name, Label(name, name, name)) for name, *_rest in found.description]
    show(Table("sql", columns, rows), chosen(format, json))


def _allowed(action: int, table: str | None, *_more: str | None) -> int:
    """Say whether SQLite may do what a statement asks for: read, and not the records themselves."""
    closed = action == sqlite3.SQLITE_READ and table == "records"
    return sqlite3.SQLITE_OK if action in _READING and not closed else sqlite3.SQLITE_DENY


def _plain(cell: object) -> object:
    return cell.hex() if isinstance(cell, bytes) else cell
