"""custfile show."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.options import Customer, JsonOption
from custfile.cli.output import reader, show_data, tell


def command(
    ctx: typer.Context,
    customer: Customer,
    all: Annotated[bool, typer.Option("--all", help="Every order, payment and visit, not only the last five.")] = False,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Show a customer's file, what the customer likes first.

    custfile show 丽人
    custfile show C000123 --all --json
    custfile show 丽人 --level secret
    """
    from custfile.archive.record import record_of
    from custfile.archive.resolve import resolve
    from custfile.model.redact import redacted
    from custfile.report.sheet import data, sheet

    index = ctx.obj.trusted()
    match = resolve(index, customer)
    fields = index.catalog["fields"]
    record = redacted(record_of(index, match), fields, reader())
    if json:
        show_data({"id": match.id, "path": match.path, **data(record, fields)})
    else:
        tell(sheet(match.id, match.path, record, index.catalog, latest=None if all else 5))
