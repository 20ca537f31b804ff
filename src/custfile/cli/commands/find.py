"""custfile find."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.options import Format, FormatOption, JsonOption, chosen
from custfile.cli.output import reader, show
from custfile.errors import Misused, NoCustomer
from custfile.language import _


def command(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help="Any part of any value: a name, a phone, a preference.", metavar="TEXT")],
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Find customers by any fact: name, phone, preference, note.

    custfile find 龙井
    custfile find 1380013
    """
    from custfile.archive.record import search
    from custfile.report.hits import hits

    if not text.strip():
        raise Misused(_("say what to find: a name, a phone, any word of a file"))
    index = ctx.obj.trusted()
    found = list(search(index, text))
    if not found:
        raise NoCustomer(_("nothing holds '{text}'").format(text=text))
    rows = [(hit.match.id, hit.match.name, hit.record) for hit in found]
    show(hits(rows, text, index.catalog["fields"], reader()), chosen(format, json))
