"""custfile credit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from custfile.cli.options import Customer, Format, FormatOption, JsonOption, StrictOption, chosen, whole
from custfile.cli.output import show_all

if TYPE_CHECKING:
    from custfile.cli.session import Session


def command(
    ctx: typer.Context,
    customer: Customer,
    months: Annotated[
        int | None, typer.Option(help="Months of due dates that count; 0 for all time.", metavar="NUMBER", parser=whole)
    ] = None,
    strict: StrictOption = False,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Explain one customer's credit: grade, aging and limit.

    custfile credit 丽人
    custfile credit C000123 --months 24 --json
    """
    from custfile.cli import ranking

    session: Session = ctx.obj
    session.trusted(strict=strict)
    found = ranking.ranked(session, "credit", {"months": months})
    show_all(ranking.explained(session, found, customer), chosen(format, json))
