"""custfile strength."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from custfile.cli.options import (
    ClassOption,
    ExplainOption,
    Format,
    FormatOption,
    JsonOption,
    KindOption,
    OwnerOption,
    RegionOption,
    StrictOption,
    TopOption,
    WhereOption,
    chosen,
)
from custfile.cli.output import show, show_all
from custfile.language import _

if TYPE_CHECKING:
    from custfile.cli.session import Session


def command(
    ctx: typer.Context,
    explain: ExplainOption = None,
    top: TopOption = None,
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """List every customer's sales strength: card, business, score.

    custfile strength --kind company --top 20
    custfile strength --explain 丽人
    """
    from custfile.analysis.figures import Figures
    from custfile.analysis.strength.table import strength
    from custfile.archive.book import book
    from custfile.cli import choosing, ranking
    from custfile.cli.beside import filters, refuse_beside

    chosen_by = (owner, region, kind, where, class_)
    if explain is not None:
        refuse_beside("--explain", {"--top": top, **filters(chosen_by)})
    session: Session = ctx.obj
    index = session.trusted(strict=strict)
    found = strength(Figures(book(index, session.as_of), session.settings, session.schemes))
    if explain is not None:
        show_all(ranking.explained(session, found, explain), chosen(format, json))
        return
    wanted = choosing.chosen(session, *chosen_by)
    said = choosing.told(*chosen_by)
    table = ranking.listed(session, found, wanted, said, top, summary=False)
    show(table, chosen(format, json), nothing=_("no customer fits"))
