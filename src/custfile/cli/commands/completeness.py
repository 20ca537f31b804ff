"""custfile completeness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
    summary: Annotated[bool, typer.Option("--summary", help="Averages by owner and by kind.")] = False,
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
    """List what the customers' files lack by now, the worst first.

    custfile completeness --owner li.na --top 20
    custfile completeness --explain 丽人
    """
    from custfile.analysis.completeness.work_list import work_list
    from custfile.analysis.figures import Figures
    from custfile.archive.book import book
    from custfile.cli import choosing, ranking
    from custfile.cli.beside import filters, refuse_beside

    chosen_by = (owner, region, kind, where, class_)
    if explain is not None:
        refuse_beside("--explain", {"--summary": summary, "--top": top, **filters(chosen_by)})
    if summary:
        refuse_beside("--summary", {"--top": top})
    session: Session = ctx.obj
    index = session.trusted(strict=strict)
    found = work_list(Figures(book(index, session.as_of), session.settings, session.schemes))
    if explain is not None:
        show_all(ranking.explained(session, found, explain), chosen(format, json))
        return
    wanted = choosing.chosen(session, *chosen_by)
    said = choosing.told(*chosen_by)
    table = ranking.listed(session, found, wanted, said, top, summary)
    show(table, chosen(format, json), nothing=_("no customer fits"))
